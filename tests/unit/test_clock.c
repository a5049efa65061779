/* test_clock.c - dates and times. */
#include "unit.h"

#include "clock.h"

static void
only_days_that_exist_are_dates(void **state)
{
	static const struct { const char *text; bool good; } cases[] = {
		{ "2026-02-28", true }, { "2026-02-29", false }, { "2026-02-31", false },
		{ "2024-02-29", true }, { "2100-02-29", false }, { "2000-02-29", true },
		{ "1899-12-31", false }, { "1900-01-01", true }, { "2199-12-31", true },
		{ "2200-01-01", false }, { "2026-13-01", false }, { "2026-00-10", false },
		{ "2026-04-31", false }, { "2026-04-00", false }, { "2026-4-1", false },
		{ "2026-04-01 ", false }, { " 2026-04-01", false }, { "2026/04/01", false },
		{ "", false }, { "2026-04-0", false }, { "２０２６-04-01", false },
		{ "+026-04-01", false }, { "2026-04-1a", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date d;

		CHECK_CASE(i, date_parse(cases[i].text, &d) == cases[i].good);
	}
}

static void
days_and_dates_agree(void **state)
{
	struct date d;

	(void)state;
	assert_int_equal(date_to_days((struct date){ 1970, 1, 1 }), 0);
	assert_int_equal(date_to_days((struct date){ 2000, 3, 1 }), 11017);
	assert_int_equal(date_to_days((struct date){ 1900, 1, 1 }), -25567);
	for (int32_t days = -25567; days < 84000; days++) {
		d = date_from_days(days);
		CHECK_CASE(days + 25567, date_to_days(d) == days);
		CHECK_CASE(days + 25567, d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31);
	}
	d = date_from_days(11016);
	assert_true(d.year == 2000 && d.month == 2 && d.day == 29);
}

static void
times_need_an_offset(void **state)
{
	static const struct { const char *text; bool good; } cases[] = {
		{ "2026-11-22T08:41:38+08:00", true }, { "2026-11-22T08:41:38Z", true },
		{ "2026-11-22T08:41:38.123456+08:00", true }, { "2026-11-22T08:41:38", false },
		{ "2026-11-22T24:00:00Z", false }, { "2026-11-22T23:60:00Z", false },
		{ "2026-11-22T23:59:60Z", false }, { "2026-02-30T00:00:00Z", false },
		{ "2026-11-22 08:41:38Z", false }, { "2026-11-22T08:41:38.Z", false },
		{ "2026-11-22T08:41:38+8:00", false }, { "2026-11-22T08:41:38+0800", false },
		{ "2026-11-22T08:41:38+15:00", false }, { "2026-11-22T08:41:38-14:59", true },
		{ "2026-11-22T08:41:38.1234567890Z", false }, { "2026-11-22T08:41", false },
		{ "", false }, { "2026-11-22T08:41:38Z ", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		CHECK_CASE(i, time_is_rfc3339(cases[i].text) == cases[i].good);
}

static void
now_is_well_formed(void **state)
{
	struct date d;
	int64_t before = clock_ms();

	assert_true(time_is_rfc3339(time_now_rfc3339(*state)));
	assert_true(date_parse(date_today(*state), &d));
	assert_memory_equal(date_today(*state), time_now_rfc3339(*state), 10);
	assert_true(clock_ms() >= before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_days_that_exist_are_dates),
		cmocka_unit_test(days_and_dates_agree),
		cmocka_unit_test(times_need_an_offset),
		WITH_ARENA(now_is_well_formed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
