/* export.c - lists as .xlsx files, page by page under the owner's present rights. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "log.h"
#include "sheet.h"
#include "task.h"

enum { PAGE_ROWS = 1000, PARAMS_MAX = 8, COLUMNS_MAX = 20 };

/* A column of the file: from which column of the query, and which field of the kind of import has
 * the words for its codes. With the same words an export can be brought in elsewhere. */
struct value { const char *title, *name, *field; int width; };

struct export {
	const char *kind;
	const char *sheet;
	const char *words;		/* kind of import */
	enum query page, count;		/* count: takes the filter's parameters; or SQL_NONE */
	const char *filter[PARAMS_MAX];	/* members of the filter: $1 and on; then cursor, limit */
	bool audited;			/* what goes out names patients */
	struct value values[COLUMNS_MAX];
};

static const struct export exports[] = {
	{ "export.referrals", "转诊", "referrals", SQL_OUTGO_REFERRALS, SQL_OUTGO_COUNT,
	  { "box", "state", "direction", "organisation", "from", "to" }, true,
	  { { "转诊编号", "number", NULL, 18 }, { "方向", "direction", "direction", 10 },
	    { "状态", "state", "state", 10 }, { "紧急程度", "urgency", "urgency", 10 },
	    { "姓名", "name", NULL, 12 }, { "性别", "sex", "sex", 6 },
	    { "出生日期", "birth_date", NULL, 12 }, { "转出机构", "from_name", NULL, 26 },
	    { "转出科室", "from_department", NULL, 14 }, { "转入机构", "to_name", NULL, 26 },
	    { "转入科室", "to_department", NULL, 14 }, { "诊断", "diagnosis", NULL, 30 },
	    { "发送时间", "sent_at", NULL, 17 }, { "答复时间", "answered_at", NULL, 17 },
	    { "预约时间", "booked_for", NULL, 17 }, { "到诊时间", "arrived_at", NULL, 17 } } },
	{ "export.organisations", "机构", "organisations", SQL_OUTGO_ORGANISATIONS, SQL_NONE,
	  { "q", "kind", "division", "parent", "closed" }, false,
	  { { "机构编码", "code", NULL, 16 }, { "机构名称", "name", NULL, 30 },
	    { "类型", "kind", "kind", 16 }, { "级别", "level", "level", 8 },
	    { "等次", "grade", "grade", 8 }, { "举办主体", "ownership", "ownership", 10 },
	    { "区划代码", "division_code", NULL, 12 }, { "所在地", "division", NULL, 30 },
	    { "上级机构", "parent", NULL, 30 }, { "床位", "beds", NULL, 8 },
	    { "服务人口", "population", NULL, 10 }, { "服务面积", "area_km2", NULL, 10 },
	    { "服务台", "helpdesk_name", NULL, 14 }, { "服务台电话", "helpdesk_phone", NULL, 14 },
	    { "成立日期", "valid_from", NULL, 12 }, { "撤销日期", "valid_to", NULL, 12 } } },
};

/* One export at work. */
struct run {
	struct task *task;
	const struct export *export;
	struct sheet_column columns[COLUMNS_MAX];
	int ncolumns;
	const char *params[PARAMS_MAX];
	int cursor;		/* its place in params; the limit follows */
	struct sheet_writer *writer;
};

static const struct export *
find_export(const char *kind)
{
	for (size_t i = 0; i < sizeof(exports) / sizeof(exports[0]); i++)
		if (strcmp(exports[i].kind, kind) == 0)
			return &exports[i];
	die("There is no %s", kind);
}

static const char *
word_of(const struct run *r, const char *field, const char *code)
{
	const struct import_kind *k = import_kind_find(r->export->words);
	const struct import_code *c = k->fields[import_field_find(k, field)].codes;

	for (; code != NULL && c->code != NULL; c++)
		if (strcmp(c->code, code) == 0)
			return arena_strndup(r->task->batch, c->texts, strcspn(c->texts, "|"));
	return code;
}

static void
drop_json(void *json)
{
	json_decref(json);
}

static const char *
filter_text(struct arena *a, const json_t *value)
{
	const char *text = json_string_value(value);

	if (json_is_integer(value))
		return arena_printf(a, "%lld", (long long)json_integer_value(value));
	if (json_is_boolean(value))
		return json_is_true(value) ? "true" : "false";
	return text != NULL && *text != '\0' ? text : NULL;
}

/* The filter of the list that was on the screen, as parameters of the query. */
static struct problem *
read_filter(struct run *r)
{
	struct task *t = r->task;
	struct rows *rows;
	json_t *filter;

	TRY(task_run(t, t->arena, SQL_OUTGO_GET, 1, (const char *const[]){ t->id }, &rows));
	filter = json_loads(rows_get(rows, 0, "wishes"), 0, NULL);
	arena_defer(t->arena, drop_json, filter);
	for (; r->export->filter[r->cursor] != NULL; r->cursor++)
		r->params[r->cursor] = filter_text(t->arena,
		    json_object_get(filter, r->export->filter[r->cursor]));
	if (strcmp(r->export->filter[0], "box") == 0 && r->params[0] == NULL)
		r->params[0] = "any";
	r->params[r->cursor + 1] = arena_printf(t->arena, "%d", PAGE_ROWS);
	return NULL;
}

static struct problem *
count_rows(struct run *r)
{
	struct task *t = r->task;
	struct rows *rows;

	if (r->export->count == SQL_NONE)
		return NULL;
	TRY(task_run(t, t->arena, r->export->count, r->cursor, r->params, &rows));
	t->total = (int)strtol(rows_get(rows, 0, "total"), NULL, 10);
	return NULL;
}

static struct problem *
write_page(struct run *r, const struct rows *rows)
{
	for (int i = 0; i < rows_count(rows); i++) {
		const char *cells[COLUMNS_MAX];

		for (int c = 0; c < r->ncolumns; c++) {
			const struct value *v = &r->export->values[c];

			cells[c] = rows_get(rows, i, v->name);
			if (v->field != NULL)
				cells[c] = word_of(r, v->field, cells[c]);
		}
		TRY(sheet_write(r->writer, cells, r->ncolumns));
	}
	r->task->done += rows_count(rows);
	r->task->good = r->task->done;
	return NULL;
}

static struct problem *
write_pages(struct run *r)
{
	struct task *t = r->task;
	struct rows *rows;
	int n = PAGE_ROWS;

	while (n == PAGE_ROWS && !t->stopping) {
		arena_reset(t->batch);
		TRY(task_run(t, t->batch, r->export->page, r->cursor + 2, r->params, &rows));
		TRY(write_page(r, rows));
		n = rows_count(rows);
		if (n > 0)
			r->params[r->cursor] = arena_strdup(t->arena, rows_get(rows, n - 1, "_cursor"));
		TRY(task_progress(t, false));
	}
	return NULL;
}

/* The last progress, and who took what out of the house. */
static struct problem *
finish(struct run *r)
{
	struct task *t = r->task;
	const char *params[] = { t->id, arena_printf(t->arena, "%d", t->done) };

	t->total = t->done;
	TRY(task_progress(t, true));
	if (r->export->audited)
		TRY(task_run(t, t->arena, SQL_OUTGO_AUDIT, 2, params, NULL));
	return task_enter(t, "done", NULL);
}

struct problem *
export_list(struct task *t)
{
	struct run r = { .task = t, .export = find_export(t->kind) };

	for (; r.export->values[r.ncolumns].title != NULL; r.ncolumns++) {
		const struct value *v = &r.export->values[r.ncolumns];

		r.columns[r.ncolumns] = (struct sheet_column){ .title = v->title, .width = v->width };
	}
	TRY(read_filter(&r));
	TRY(count_rows(&r));
	TRY(sheet_create(t->arena, task_spool_file(t, t->arena), r.export->sheet, r.columns, r.ncolumns,
	    &r.writer));
	TRY(write_pages(&r));
	TRY(sheet_close(r.writer));
	if (task_ending())
		return NULL;
	return t->stopping ? task_enter(t, "cancelled", NULL) : finish(&r);
}
