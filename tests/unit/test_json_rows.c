/* test_json_rows.c - columns become JSON by name and type, from results made without a server. */
#include "unit.h"

#include "../../fcgi/app/app.h"
#include "../../fcgi/db/db_impl.h"

enum { BOOLEAN = 16, INT8 = 20, INT2 = 21, INT4 = 23, TEXT = 25, JSON = 114, FLOAT8 = 701, INT4S = 1007, TEXTS = 1009,
	DATE = 1082, TIMESTAMPTZ = 1184, NUMERIC = 1700, UUIDS = 2951, JSONB = 3802 };

struct cell {
	const char *name;
	Oid type;
	const char *value;	/* as PostgreSQL writes it; NULL is null */
};

/* n columns; a second and third row repeat the first where rows says so. */
static struct rows *
make_rows(struct arena *a, const struct cell *cells, int n, int rows)
{
	PGresult *res = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
	PGresAttDesc columns[16] = { { 0 } };

	for (int i = 0; i < n; i++)
		columns[i] = (PGresAttDesc){ .name = (char *)(uintptr_t)cells[i].name,
			.typid = cells[i].type };
	assert_true(PQsetResultAttrs(res, n, columns));
	for (int row = 0; row < rows; row++) {
		for (int i = 0; i < n; i++) {
			const char *value = cells[i].value;

			assert_true(PQsetvalue(res, row, i, (char *)(uintptr_t)value,
			    value == NULL ? -1 : (int)strlen(value)));
		}
	}
	return rows_new(a, res);
}

static const char *
row_text(struct arena *a, struct request *rq, const struct cell *cells, int n)
{
	struct buffer b;

	buffer_init(&b, a);
	json_row_of(rq, &b, make_rows(a, cells, n, 1), 0);
	return b.data;
}

static void
values_are_written_by_their_type(void **state)
{
	static const struct { Oid type; const char *value, *json; } cases[] = {
		{ BOOLEAN, "t", "true" }, { BOOLEAN, "f", "false" },
		{ INT8, "9223372036854775807", "9223372036854775807" }, { INT2, "-3", "-3" },
		{ NUMERIC, "0.10", "0.10" }, { NUMERIC, "NaN", "null" }, { NUMERIC, "Infinity", "null" },
		{ FLOAT8, "-Infinity", "null" }, { FLOAT8, "-1.5e-07", "-1.5e-07" },
		{ JSON, "{\"a\": [1, 2]}", "{\"a\": [1, 2]}" }, { JSONB, "null", "null" },
		{ TEXT, "", "\"\"" }, { TEXT, "他说\"是\"\n", "\"他说\\\"是\\\"\\n\"" }, { TEXT, "true", "\"true\"" },
		{ DATE, "2016-02-29", "\"2016-02-29\"" },
		{ 17, "\\x00ff", "\"\\\\x00ff\"" },	/* bytea: as text, should anybody select it */
		{ TIMESTAMPTZ, "2026-11-22 08:41:38.12+08", "\"2026-11-22T08:41:38.12+08:00\"" },
		{ TIMESTAMPTZ, "2026-11-22 08:41:38-03", "\"2026-11-22T08:41:38-03:00\"" },
		{ TIMESTAMPTZ, "2026-11-22 08:41:38+05:30", "\"2026-11-22T08:41:38+05:30\"" },
		{ TIMESTAMPTZ, "infinity", "null" }, { TIMESTAMPTZ, "-infinity", "null" },
		{ INT4S, "{}", "[]" }, { INT4S, "{1,-2,NULL}", "[1,-2,null]" },
		{ TEXTS, "{}", "[]" }, { TEXTS, "{急诊科,\"b c\",NULL,\"NULL\",\"\"}",
		  "[\"急诊科\",\"b c\",null,\"NULL\",\"\"]" },
		{ TEXTS, "{\"a,b\",\"}\",\"q\\\"\\\\\"}", "[\"a,b\",\"}\",\"q\\\"\\\\\"]" },
		{ UUIDS, "{0197247a-f2f7-703f-98d2-0eb85db3a6df}", "[\"0197247a-f2f7-703f-98d2-0eb85db3a6df\"]" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct cell cell = { "x", cases[i].type, cases[i].value };

		check_text(i, row_text(*state, NULL, &cell, 1),
		    arena_printf(*state, "\"x\":%s", cases[i].json));
	}
}

static void
no_value_is_null_whatever_the_type(void **state)
{
	static const Oid types[] = { BOOLEAN, INT8, NUMERIC, JSON, TEXT, TIMESTAMPTZ, INT4S, TEXTS };

	for (size_t i = 0; i < COUNT(types); i++) {
		const struct cell cell = { "x", types[i], NULL };

		check_text(i, row_text(*state, NULL, &cell, 1), "\"x\":null");
	}
}

static void
dots_in_names_make_objects(void **state)
{
	static const struct { const char *names[6], *json; } cases[] = {
		{ { "id", "from.id", "from.name", "to.id", "state" },
		  "\"id\":1,\"from\":{\"id\":1,\"name\":1},\"to\":{\"id\":1},\"state\":1" },
		{ { "from.id", "from.name" }, "\"from\":{\"id\":1,\"name\":1}" },
		{ { "a.b.c", "a.b.d", "a.e", "f" }, "\"a\":{\"b\":{\"c\":1,\"d\":1},\"e\":1},\"f\":1" },
		{ { "a.b.c", "d.e.f" }, "\"a\":{\"b\":{\"c\":1}},\"d\":{\"e\":{\"f\":1}}" },
		{ { "from.id", "fromage.id", "from_id" },
		  "\"from\":{\"id\":1},\"fromage\":{\"id\":1},\"from_id\":1" },
		{ { "a.x", "_hidden", "a.y", "_b.z" }, "\"a\":{\"x\":1,\"y\":1}" },
		{ { "_cursor" }, "" },
		{ { "say \"hi\"" }, "\"say \\\"hi\\\"\":1" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct cell cells[6];
		int n = 0;

		for (; n < 6 && cases[i].names[n] != NULL; n++)
			cells[n] = (struct cell){ cases[i].names[n], INT4, "1" };
		check_text(i, row_text(*state, NULL, cells, n), cases[i].json);
	}
}

static const char *
masked(struct request *rq, const struct rows *r, int row)
{
	(void)rq;
	return *rows_get(r, row, "_name") == 'x' ? NULL : "试*";
}

static void
a_hidden_column_is_shown_as_the_request_says(void **state)
{
	static const struct shown shown[] = { { "_name", "patient.name", masked } };
	const struct cell cells[] = { { "patient.id", INT4, "7" }, { "_name", TEXT, "试例安" },
		{ "_secret", TEXT, "1" }, { "state", TEXT, "sent" } };
	const struct cell none[] = { { "_name", TEXT, "x" } };
	struct request *rq = arena_make(*state, struct request, 1);

	check_text(0, row_text(*state, rq, cells, 4), "\"patient\":{\"id\":7},\"state\":\"sent\"");
	rq->shown = shown;
	rq->nshown = 1;
	check_text(1, row_text(*state, rq, cells, 4),
	    "\"patient\":{\"id\":7,\"name\":\"试*\"},\"state\":\"sent\"");
	check_text(2, row_text(*state, rq, none, 1), "\"patient\":{\"name\":null}");
	check_text(3, row_text(*state, NULL, cells, 4), "\"patient\":{\"id\":7},\"state\":\"sent\"");
}

static void
rows_make_an_array(void **state)
{
	static const struct { int rows, first; const char *json; } cases[] = {
		{ 0, 0, "[]" }, { 1, 1, "[{\"a\":{\"b\":1}}]" }, { 3, 2, "[{\"a\":{\"b\":1}},{\"a\":{\"b\":1}}]" },
	};
	const struct cell cell = { "a.b", INT4, "1" }, hidden = { "_c", INT4, "1" };
	struct buffer b;

	for (size_t i = 0; i < COUNT(cases); i++) {
		buffer_init(&b, *state);
		json_rows_of(NULL, &b, make_rows(*state, &cell, 1, cases[i].rows), cases[i].first);
		check_text(i, b.data, cases[i].json);
	}
	buffer_init(&b, *state);
	json_rows(&b, make_rows(*state, &hidden, 1, 2));
	check_text(0, b.data, "[{},{}]");
}

static void
a_long_list_is_whole(void **state)
{
	const struct cell cells[] = { { "id", INT4, "123" }, { "name", TEXT, "湟中区示范医院" } };
	struct buffer b;

	buffer_init(&b, *state);
	json_rows(&b, make_rows(*state, cells, 2, 1000));
	assert_int_equal(b.len, 1000 * strlen("{\"id\":123,\"name\":\"湟中区示范医院\"},") + 1);
	assert_memory_equal(b.data + b.len - 3, "\"}]", 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(values_are_written_by_their_type),
		WITH_ARENA(no_value_is_null_whatever_the_type),
		WITH_ARENA(dots_in_names_make_objects),
		WITH_ARENA(a_hidden_column_is_shown_as_the_request_says),
		WITH_ARENA(rows_make_an_array),
		WITH_ARENA(a_long_list_is_whole),
	};

	return cmocka_run_group_tests_name("json_rows", tests, NULL, NULL);
}
