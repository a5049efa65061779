/* export_record.c - a record type's list as a workbook, page by page: its ids, then all of each. */
#include "buffer.h"
#include "outgo.h"
#include "record.h"

enum { PAGE_ROWS = 1000 };

struct run {
	struct task *task;
	const struct record_type *type;
	const json_t *filter;
	const char *cursor;
	struct sheet_writer *sheets[1 + RECORD_LINES_MAX];
};

static struct problem *
open_sheets(struct run *r)
{
	struct arena *a = r->task->arena;
	struct record_sheet sheets[1 + RECORD_LINES_MAX];
	int n = record_export_sheets(a, r->type, sheets);

	TRY(sheet_create(a, task_spool_file(r->task, a), sheets[0].name, sheets[0].columns, sheets[0].n,
	    &r->sheets[0]));
	for (int i = 1; i < n; i++)
		TRY(sheet_add(r->sheets[0], sheets[i].name, sheets[i].columns, sheets[i].n, &r->sheets[i]));
	return NULL;
}

/* The next page of the list, as it stands now and under the owner's present rights. */
static struct problem *
list_page(struct run *r, struct rows **rows_r)
{
	struct task *t = r->task;
	const char *text, *params[RECORD_PARAMS_MAX];
	int n = record_export_page(t->batch, r->type, r->filter, r->cursor, PAGE_ROWS, &text, params);
	const struct db_step steps[] = {
		{ SQL_TASK_BEGIN, 1, (const char *const[]){ t->id } },
		{ record_export_query(r->type, false), 0, NULL },
		{ SQL_NONE, n, params, text, "record/export_list" },
	};
	struct rows *rows[3];

	TRY(db_run(t->work, t->batch, steps, 3, rows));
	*rows_r = rows[2];
	return NULL;
}

static const char *
ids_of(struct arena *a, const struct rows *list, int n)
{
	struct buffer b;

	buffer_init(&b, a);
	for (int i = 0; i < n; i++)
		buffer_printf(&b, "%s%s", i > 0 ? "," : "{", rows_get(list, i, "id"));
	buffer_putc(&b, '}');
	return b.data;
}

static struct problem *
write_page(struct run *r, const struct rows *list, int n)
{
	struct task *t = r->task;
	const char *ids = ids_of(t->batch, list, n);
	struct record_page page = { r->type, t->crypto, t->batch, NULL };
	struct rows *rows;

	TRY(export_room(t, n));
	TRY(task_run(t, t->batch, record_export_query(r->type, true), 1, &ids, &rows));
	page.rows = rows;
	for (int i = 0; i < rows_count(rows); i++)
		TRY(record_export_row(&page, i, r->sheets));
	t->done += rows_count(rows);
	t->good = t->done;
	return NULL;
}

static struct problem *
write_pages(struct run *r)
{
	struct task *t = r->task;
	struct rows *list;
	bool more = true;

	while (more && !t->stopping) {
		int n;

		arena_reset(t->batch);
		TRY(list_page(r, &list));
		more = rows_count(list) > PAGE_ROWS;
		n = more ? PAGE_ROWS : rows_count(list);
		if (n > 0)
			TRY(write_page(r, list, n));
		if (more)
			r->cursor = arena_strdup(t->arena, rows_get(list, n - 1, "_cursor"));
		TRY(task_progress(t, false));
	}
	return NULL;
}

struct problem *
export_records(struct task *t, const struct record_type *type, const json_t *filter)
{
	struct run r = { .task = t, .type = type, .filter = filter };

	TRY(open_sheets(&r));
	TRY(write_pages(&r));
	TRY(sheet_close(r.sheets[0]));
	return export_end(t, arena_printf(t->arena, "%s.export", type->module));
}
