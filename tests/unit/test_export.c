/* test_export.c - the table of exports: whole, and its filters those of the lists. */
#include "unit.h"

#include "export.h"
#include "referral_list.h"
#include "resource.h"

static const struct route *
find_list(const char *path)
{
	for (int i = 0; resource_list[i] != NULL; i++)
		for (int j = 0; j < resource_list[i]->nroutes; j++)
			if (resource_list[i]->routes[j].method == GET &&
			    strcmp(resource_list[i]->routes[j].path, path) == 0)
				return &resource_list[i]->routes[j];
	return NULL;
}

static const struct param *
find_param(const struct route *route, const char *name)
{
	for (int i = 0; i < REQUEST_PARAMS_MAX && route->params[i].source != FROM_NONE; i++)
		if (strcmp(route->params[i].name, name) == 0)
			return &route->params[i];
	return NULL;
}

/* The API dies where a kind names a list or a key that is not there: it must not come so far. */
static void
every_key_is_a_parameter_of_the_list(void **state)
{
	const struct export_kind *k;

	(void)state;
	for (int i = 0; (k = export_kind_at(i)) != NULL; i++) {
		const struct route *list = find_list(k->list);
		const char *keys[EXPORT_PARAMS_MAX];

		CHECK_CASE(i, list != NULL);
		export_keys(k, keys);
		for (int n = 0; keys[n] != NULL; n++)
			CHECK_CASE(i * 100 + n, find_param(list, keys[n]) != NULL);
		CHECK_CASE(i, export_kind_find(k->name) == k);
	}
	assert_null(export_kind_find("nothing"));
	assert_null(export_kind_at(-1));
}

static void
every_row_fits(void **state)
{
	const struct export_kind *k;

	(void)state;
	for (int i = 0; (k = export_kind_at(i)) != NULL; i++) {
		int n = 0;

		for (; k->columns[n].title != NULL; n++)
			CHECK_CASE(i * 100 + n, k->columns[n].name != NULL && k->columns[n].width > 0);
		CHECK_CASE(i, n > 0 && n <= EXPORT_COLUMNS_MAX);
		CHECK_CASE(i, k->permission != NULL && strchr(k->permission, '.') != NULL);
		CHECK_CASE(i, k->nsources > 0 && (k->nsources == 1) == (k->choose == NULL));
		for (int s = 0; s < k->nsources; s++) {
			CHECK_CASE(i * 100 + s, k->sources[s].page != SQL_NONE);
			CHECK_CASE(i * 100 + s, export_params(&k->sources[s]) <= EXPORT_PARAMS_MAX);
		}
	}
}

static void
a_filter_chooses_its_statement(void **state)
{
	static const struct { const char *kind, *filter; enum query page; } cases[] = {
		{ "referrals", "{}", SQL_OUTGO_LIST },
		{ "referrals", "{\"sort\":\"updated_at\",\"q\":\"\\u738b\"}", SQL_OUTGO_LIST_CHANGED_FIRST },
		{ "referrals", "{\"sort\":\"due_at\",\"q\":\"2611\"}", SQL_OUTGO_SEARCH },
		{ "referrals", "{\"sort\":\"due_at\"}", SQL_NONE },
		{ "referrals", "{\"sort\":\"due_at\",\"worklist\":\"to_book\"}", SQL_OUTGO_WORKLIST },
		{ "organisations", "{\"closed\":\"false\"}", SQL_OUTGO_ORGANISATIONS },
		{ "organisations", "{\"as_of\":\"2016-01-01\"}", SQL_OUTGO_ORGANISATIONS_ON },
		{ "pairings", "{}", SQL_OUTGO_PAIRINGS },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		json_t *filter = json_loads(cases[i].filter, 0, NULL);
		const struct export_source *s = export_source(export_kind_find(cases[i].kind), filter);

		CHECK_CASE(i, s == NULL ? cases[i].page == SQL_NONE : s->page == cases[i].page);
		json_decref(filter);
	}
}

static void
keys_are_named_once_and_parameters_counted(void **state)
{
	const char *keys[EXPORT_PARAMS_MAX];
	const struct export_kind *k = export_kind_find("oversight_rows");

	(void)state;
	export_keys(export_kind_find("referrals"), keys);
	for (int i = 0; keys[i] != NULL; i++) {
		assert_true(strcmp(keys[i], "after") != 0 && strcmp(keys[i], "limit") != 0);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(keys[i], keys[j]);
	}
	assert_int_equal(export_params(k->sources), 13);
	assert_int_equal(export_params(export_kind_find("arrivals")->sources), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_is_a_parameter_of_the_list), cmocka_unit_test(every_row_fits),
		cmocka_unit_test(a_filter_chooses_its_statement),
		cmocka_unit_test(keys_are_named_once_and_parameters_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
