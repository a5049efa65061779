/* export.c - lists as .xlsx files, page by page under the owner's present rights. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "log.h"
#include "outgo.h"
#include "period.h"
#include "request.h"
#include "sheet.h"

/* Excel's own end is 1,048,576 rows. */
enum { PAGE_ROWS = 1000, EXPORT_ROWS_MAX = 1000000, MOMENT_CHARS = 16 };

/* One export at work. */
struct run {
	struct task *task;
	const struct export_kind *kind;
	const struct export_source *source;
	const char *params[EXPORT_PARAMS_MAX];
	int nparams;
	int cursor;		/* its place in params; -1: none */
	struct sheet_column columns[EXPORT_COLUMNS_MAX];
	int ncolumns;
	struct sheet_writer *writer;
};

static void
drop_json(void *json)
{
	json_decref(json);
}

static const json_t *
load_json(struct arena *a, const char *text)
{
	json_t *json = json_loads(text, 0, NULL);

	if (json == NULL)
		die("The database gave JSON that is none");
	arena_defer(a, drop_json, json);
	return json;
}

/* The parameters one key of the filter stands for. */
static struct problem *
take_key(struct run *r, const char *key, const char *value)
{
	struct arena *a = r->task->arena;
	const char **place = &r->params[r->nparams];
	bool good = true;

	r->nparams++;
	if (strcmp(key, "scope") == 0 || strcmp(key, "period") == 0)
		r->nparams++;
	if (strcmp(key, "after") == 0)
		r->cursor = r->nparams - 1;
	else if (strcmp(key, "limit") == 0)
		*place = arena_printf(a, "%d", PAGE_ROWS);
	else if (strcmp(key, "scope") == 0)
		good = value == NULL || figure_scope_parse(value, &place[0], &place[1]);
	else if (strcmp(key, "period") == 0)
		good = period_parse(a, value == NULL ? period_now(a) : value, &place[0], &place[1]);
	else
		*place = value;
	return good ? NULL : problem_new(a, PROBLEM_INVALID, "统计范围或统计期有误，请在页面上重新导出",
	    "The scope or the period is wrong: export again from the page");
}

/* What the job is to hold. The API has checked it; a job of another release may differ. */
static struct problem *
read_job(struct run *r, const char *permission, const json_t *filter)
{
	struct task *t = r->task;

	r->kind = export_kind_find(t->kind + strlen("export."));
	r->source = r->kind != NULL ? export_source(r->kind, filter) : NULL;
	if (r->source == NULL || strcmp(permission, r->kind->permission) != 0)
		return problem_new(t->arena, PROBLEM_INVALID, "这种导出已经改变，请在页面上重新导出",
		    "This export has changed meanwhile: export again from the page");
	r->cursor = -1;
	for (const char *const *key = r->source->keys; *key != NULL; key++)
		TRY(take_key(r, *key, json_string_value(json_object_get(filter, *key))));
	return NULL;
}

/* Where it costs little the total is known before; else it is told when all is written. */
static struct problem *
count_rows(struct run *r)
{
	struct task *t = r->task;
	struct rows *rows;

	if (r->source->count == SQL_NONE)
		return NULL;
	TRY(task_run(t, t->arena, r->source->count, r->cursor, r->params, &rows));
	t->total = (int)strtol(rows_get(rows, 0, "total"), NULL, 10);
	return NULL;
}

static const char *
word_of(struct arena *a, const struct import_code *codes, const char *code)
{
	for (const struct import_code *c = codes; c->code != NULL; c++)
		if (strcmp(c->code, code) == 0)
			return arena_strndup(a, c->texts, strcspn(c->texts, "|"));
	/* Imports are of record types too, and named by their labels. */
	return record_find(code) != NULL ? record_find(code)->label.zh : code;
}

static const char *
join_names(struct arena *a, const struct rows *rows, int row, const char *column)
{
	const json_t *list, *item;
	struct buffer json, b;
	size_t i;

	buffer_init(&json, a);
	json_value(&json, rows, row, column);
	list = load_json(a, json.data);
	buffer_init(&b, a);
	json_array_foreach(list, i, item) {
		const char *name = json_string_value(json_is_object(item) ? json_object_get(item, "name") : item);

		buffer_puts(&b, i > 0 ? "、" : "");
		buffer_puts(&b, name != NULL ? name : "");
	}
	return b.data;
}

static const char *
cell_of(struct arena *a, const struct export_column *c, const struct rows *rows, int row)
{
	const char *text = rows_get(rows, row, c->name);

	if (text == NULL || *text == '\0')
		return text;
	switch (c->form) {
	case EXPORT_MOMENT:
		return arena_strndup(a, text, MOMENT_CHARS);
	case EXPORT_YES_NO:
		return *text == 't' ? "是" : "否";
	case EXPORT_NAMES:
		return join_names(a, rows, row, c->name);
	case EXPORT_TEXT:
	case EXPORT_NUMBER:
		break;
	}
	return c->codes != NULL ? word_of(a, c->codes, text) : text;
}

struct problem *
export_room(const struct task *t, int rows)
{
	if (t->done + rows <= EXPORT_ROWS_MAX)
		return NULL;
	return problem_new(t->arena, PROBLEM_TOO_LARGE, "超过一百万行，Excel 放不下：请缩小范围后分几次导出",
	    "More than a million rows do not fit into Excel: narrow the list and export it in parts");
}

static struct problem *
write_page(struct run *r, const struct rows *rows, int n)
{
	struct task *t = r->task;

	TRY(export_room(t, n));
	for (int i = 0; i < n; i++) {
		const char *cells[EXPORT_COLUMNS_MAX];

		for (int c = 0; c < r->ncolumns; c++)
			cells[c] = cell_of(t->batch, &r->kind->columns[c], rows, i);
		TRY(sheet_write(r->writer, cells, r->ncolumns));
	}
	t->done += n;
	t->good = t->done;
	return NULL;
}

/* A page's own statement gives a row more than asked for where more follow. */
static struct problem *
write_pages(struct run *r)
{
	struct task *t = r->task;
	struct rows *rows;
	bool more = true;

	while (more && !t->stopping) {
		int n;

		arena_reset(t->batch);
		TRY(task_run(t, t->batch, r->source->page, r->nparams, r->params, &rows));
		n = rows_count(rows);
		more = r->cursor >= 0 && n > PAGE_ROWS;
		if (more) {
			n = PAGE_ROWS;
			r->params[r->cursor] = arena_strdup(t->arena, rows_get(rows, n - 1, "_cursor"));
		}
		TRY(write_page(r, rows, n));
		TRY(task_progress(t, false));
	}
	return NULL;
}

static struct problem *
open_sheet(struct run *r)
{
	const struct export_column *c = r->kind->columns;
	struct task *t = r->task;

	for (; c[r->ncolumns].title != NULL; r->ncolumns++)
		r->columns[r->ncolumns] = (struct sheet_column){ .title = c[r->ncolumns].title,
			.width = c[r->ncolumns].width, .number = c[r->ncolumns].form == EXPORT_NUMBER };
	return sheet_create(t->arena, task_spool_file(t, t->arena), r->kind->sheet, r->columns, r->ncolumns,
	    &r->writer);
}

struct problem *
export_end(struct task *t, const char *audit)
{
	const char *params[] = { audit, t->id, arena_printf(t->arena, "%d", t->done) };

	if (task_ending())
		return NULL;
	if (t->stopping)
		return task_enter(t, "cancelled", NULL);
	t->total = t->done;
	TRY(task_progress(t, true));
	if (audit != NULL)
		TRY(task_run(t, t->arena, SQL_OUTGO_AUDIT, 3, params, NULL));
	return task_enter(t, "done", NULL);
}

struct problem *
export_list(struct task *t)
{
	const struct record_type *type = record_find(t->kind + strlen("export."));
	struct run r = { .task = t };
	const json_t *filter;
	struct rows *rows;

	TRY(task_run(t, t->arena, SQL_OUTGO_GET, 1, (const char *const[]){ t->id }, &rows));
	filter = load_json(t->arena, rows_get(rows, 0, "wishes"));
	if (type != NULL)
		return export_records(t, type, filter);
	TRY(read_job(&r, rows_get(rows, 0, "permission"), filter));
	TRY(count_rows(&r));
	TRY(open_sheet(&r));
	TRY(write_pages(&r));
	TRY(sheet_close(r.writer));
	return export_end(t, r.kind->audit);
}

static bool
has_column(const char *const *names, const char *name)
{
	for (; names != NULL && *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/* What the row says of a statement that does not take or return it; NULL: all is well. */
static const char *
find_fault(struct db *db, struct arena *a, const struct export_kind *k, const struct export_source *s)
{
	const char *const *names = db_columns(db, a, s->page);

	if (db_params(db, s->page) != export_params(s))
		return "parameters";
	for (const struct export_column *c = k->columns; c->title != NULL; c++)
		if (!has_column(names, c->name))
			return c->name;
	return NULL;
}

bool
export_check(struct db *db, struct arena *a)
{
	const struct export_kind *k;
	bool good = true;

	for (int i = 0; (k = export_kind_at(i)) != NULL; i++)
		for (int n = 0; n < k->nsources; n++) {
			const char *fault = find_fault(db, a, k, &k->sources[n]);

			if (fault == NULL)
				continue;
			log_event(LOG_ERROR, "export_differs", "kind", k->name, "statement",
			    query_texts[k->sources[n].page].name, "lacks", fault, NULL);
			good = false;
		}
	return good;
}
