/* export.c - lists as .xlsx files, page by page under the owner's present rights. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "sheet.h"
#include "task.h"

enum { PAGE_ROWS = 1000, PARAMS = 8, CURSOR = 6, LIMIT = 7 };

static const struct sheet_column columns[] = {
	{ "转诊编号", 18, false, NULL, NULL }, { "方向", 10, false, NULL, NULL },
	{ "状态", 10, false, NULL, NULL }, { "紧急程度", 10, false, NULL, NULL },
	{ "姓名", 12, false, NULL, NULL }, { "性别", 6, false, NULL, NULL },
	{ "出生日期", 12, false, NULL, NULL }, { "转出机构", 26, false, NULL, NULL },
	{ "转出科室", 14, false, NULL, NULL }, { "转入机构", 26, false, NULL, NULL },
	{ "转入科室", 14, false, NULL, NULL }, { "诊断", 30, false, NULL, NULL },
	{ "发送时间", 17, false, NULL, NULL }, { "答复时间", 17, false, NULL, NULL },
	{ "预约时间", 17, false, NULL, NULL }, { "到诊时间", 17, false, NULL, NULL },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* Columns of the query in the order of the sheet; the import's field whose words name its codes. */
static const struct { const char *name, *field; } values[COLUMNS] = {
	{ "number", NULL }, { "direction", "direction" }, { "state", "state" },
	{ "urgency", "urgency" }, { "name", NULL }, { "sex", "sex" }, { "birth_date", NULL },
	{ "from_name", NULL }, { "from_department", NULL }, { "to_name", NULL },
	{ "to_department", NULL }, { "diagnosis", NULL }, { "sent_at", NULL },
	{ "answered_at", NULL }, { "booked_for", NULL }, { "arrived_at", NULL },
};

/* The same words that an import takes, so that an export can be brought in elsewhere. */
static const char *
word_of(struct arena *a, const char *field, const char *code)
{
	const struct import_kind *k = import_kind_find("referrals");
	const struct import_code *c = k->fields[import_field_find(k, field)].codes;

	for (; code != NULL && c->code != NULL; c++)
		if (strcmp(c->code, code) == 0)
			return arena_strndup(a, c->texts, strcspn(c->texts, "|"));
	return code;
}

static void
drop_json(void *json)
{
	json_decref(json);
}

/* The filter of the list that was on the screen, as parameters of the query. */
static struct problem *
read_filter(struct task *t, const char *params[PARAMS])
{
	static const char *const names[] = { "box", "state", "direction", "organisation", "from", "to" };
	struct rows *rows;
	json_t *filter;

	TRY(task_run(t, t->arena, SQL_OUTGO_GET, 1, (const char *const[]){ t->id }, &rows));
	filter = json_loads(rows_get(rows, 0, "wishes"), 0, NULL);
	arena_defer(t->arena, drop_json, filter);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const json_t *value = json_object_get(filter, names[i]);

		params[i] = json_is_integer(value) ? arena_printf(t->arena, "%lld",
		    (long long)json_integer_value(value)) : json_string_value(value);
		if (params[i] != NULL && *params[i] == '\0')
			params[i] = NULL;
	}
	if (params[0] == NULL)
		params[0] = "any";
	params[LIMIT] = arena_printf(t->arena, "%d", PAGE_ROWS);
	return NULL;
}

static struct problem *
write_page(struct task *t, struct sheet_writer *w, const struct rows *rows)
{
	for (int i = 0; i < rows_count(rows); i++) {
		const char *cells[COLUMNS];

		for (int c = 0; c < COLUMNS; c++) {
			cells[c] = rows_get(rows, i, values[c].name);
			if (values[c].field != NULL)
				cells[c] = word_of(t->batch, values[c].field, cells[c]);
		}
		TRY(sheet_write(w, cells, COLUMNS));
	}
	t->done += rows_count(rows);
	t->good = t->done;
	return NULL;
}

static struct problem *
write_pages(struct task *t, struct sheet_writer *w, const char *params[PARAMS])
{
	struct rows *rows;
	int n = PAGE_ROWS;

	while (n == PAGE_ROWS && !t->stopping) {
		arena_reset(t->batch);
		TRY(task_run(t, t->batch, SQL_OUTGO_REFERRALS, PARAMS, params, &rows));
		TRY(write_page(t, w, rows));
		n = rows_count(rows);
		if (n > 0)
			params[CURSOR] = arena_strdup(t->arena, rows_get(rows, n - 1, "_cursor"));
		TRY(task_progress(t, false));
	}
	return NULL;
}

struct problem *
export_referrals(struct task *t)
{
	const char *params[PARAMS] = { NULL };
	struct sheet_writer *w;
	struct rows *rows;

	TRY(read_filter(t, params));
	TRY(task_run(t, t->arena, SQL_OUTGO_COUNT, 6, params, &rows));
	t->total = (int)strtol(rows_get(rows, 0, "total"), NULL, 10);
	TRY(sheet_create(t->arena, task_spool_file(t, t->arena), "转诊", columns, COLUMNS, &w));
	TRY(write_pages(t, w, params));
	TRY(sheet_close(w));
	if (task_ending())
		return NULL;
	if (t->stopping)
		return task_enter(t, "cancelled", NULL);
	TRY(task_progress(t, true));
	params[0] = t->id;
	params[1] = arena_printf(t->arena, "%d", t->done);
	TRY(task_run(t, t->arena, SQL_OUTGO_AUDIT, 2, params, NULL));
	return task_enter(t, "done", NULL);
}
