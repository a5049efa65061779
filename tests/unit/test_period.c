/* test_period.c - scopes and periods of figures. */
#include "unit.h"

#include "arena.h"
#include "period.h"

static void
a_period_is_its_days(void **state)
{
	static const struct { const char *text, *first, *last; } cases[] = {
		{ "year:2016", "2016-01-01", "2016-12-31" }, { "half:2016-1", "2016-01-01", "2016-06-30" },
		{ "half:2016-2", "2016-07-01", "2016-12-31" }, { "quarter:2016-4", "2016-10-01", "2016-12-31" },
		{ "month:2016-02", "2016-02-01", "2016-02-29" }, { "month:2015-12", "2015-12-01", "2015-12-31" },
		{ "week:2016-W01", "2016-01-04", "2016-01-10" }, { "week:2015-W53", "2015-12-28", "2016-01-03" },
		{ "week:2019-W01", "2018-12-31", "2019-01-06" }, { "week:1950-W01", "1950-01-02", "1950-01-08" },
		{ "day:2016-02-29", "2016-02-29", "2016-02-29" },
		{ "range:2016-01-15..2016-03-10", "2016-01-15", "2016-03-10" },
		{ "until:2016-02-29", "1949-10-01", "2016-02-29" },
		{ "until:1949-09-30", NULL, NULL }, { "until:2015-02-29", NULL, NULL }, { "until:", NULL, NULL },
		{ "year:16", NULL, NULL }, { "year:20160", NULL, NULL }, { "year:1899", NULL, NULL },
		{ "year:2200", NULL, NULL }, { "half:2016-3", NULL, NULL }, { "half:2016-0", NULL, NULL },
		{ "quarter:2016-5", NULL, NULL }, { "month:2016-13", NULL, NULL }, { "month:2016-00", NULL, NULL },
		{ "month:2016-1", NULL, NULL }, { "week:2016-W53", NULL, NULL }, { "week:2016-W00", NULL, NULL },
		{ "week:2016-54", NULL, NULL }, { "day:2015-02-29", NULL, NULL },
		{ "range:2016-03-10..2016-01-15", NULL, NULL }, { "range:1990-01-01..2016-12-31", NULL, NULL },
		{ "range:2016-01-01", NULL, NULL }, { "range:..", NULL, NULL }, { "range:", NULL, NULL },
		{ "day:..", NULL, NULL }, { "month:", NULL, NULL }, { "", NULL, NULL }, { ":", NULL, NULL },
		{ "Year:2016", NULL, NULL }, { "year:2016 ", NULL, NULL },
	};
	struct arena *a = arena_create(1 << 20);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *first = NULL, *last = NULL;
		bool good = period_parse(a, cases[i].text, &first, &last);

		CHECK_CASE(i, good == (cases[i].first != NULL));
		if (good) {
			CHECK_CASE(i, strcmp(first, cases[i].first) == 0);
			CHECK_CASE(i, strcmp(last, cases[i].last) == 0);
		}
	}
	arena_free(a);
}

static void
a_scope_is_kind_and_number(void **state)
{
	static const struct { const char *text, *kind, *id; } cases[] = {
		{ "region:630100", "region", "630100" }, { "alliance:3", "alliance", "3" },
		{ "org:999999999", "org", "999999999" }, { "org:9999999999", NULL, NULL },
		{ "org:", NULL, NULL }, { "org", NULL, NULL }, { ":5", NULL, NULL }, { "org:5x", NULL, NULL },
		{ "pairing:4", NULL, NULL }, { "programme:x", NULL, NULL },
		{ "org:-5", NULL, NULL }, { "organisation:5", NULL, NULL }, { "or:5", NULL, NULL },
		{ "", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *kind = NULL, *id = NULL;
		bool good = scope_parse(cases[i].text, &kind, &id);

		CHECK_CASE(i, good == (cases[i].kind != NULL));
		if (good) {
			CHECK_CASE(i, strcmp(kind, cases[i].kind) == 0);
			CHECK_CASE(i, strcmp(id, cases[i].id) == 0);
		}
	}
}

static void
figures_know_pairings_and_programmes_too(void **state)
{
	static const struct { const char *text, *kind, *id; } cases[] = {
		{ "region:630100", "region", "630100" }, { "pairing:4", "pairing", "4" },
		{ "programme:万名医师", "programme", "万名医师" }, { "programme:a:b", "programme", "a:b" },
		{ "programme:", NULL, NULL }, { "pairing:x", NULL, NULL }, { "pairing:", NULL, NULL },
		{ "programm:x", NULL, NULL }, { "", NULL, NULL },
	};
	char longest[] = "programme:"
	    "1234567890123456789012345678901234567890123456789012345678901234567890"
	    "1234567890123456789012345678901";
	const char *kind = NULL, *id = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool good = figure_scope_parse(cases[i].text, &kind, &id);

		CHECK_CASE(i, good == (cases[i].kind != NULL));
		if (good) {
			CHECK_CASE(i, strcmp(kind, cases[i].kind) == 0);
			CHECK_CASE(i, strcmp(id, cases[i].id) == 0);
		}
	}
	assert_true(!figure_scope_parse(longest, &kind, &id));
	longest[sizeof(longest) - 2] = '\0';
	assert_true(figure_scope_parse(longest, &kind, &id));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_period_is_its_days),
		cmocka_unit_test(a_scope_is_kind_and_number),
		cmocka_unit_test(figures_know_pairings_and_programmes_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
