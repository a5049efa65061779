/* import_reject.c - rows with errors as a table to mend and bring again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake.h"

enum { FAULT_LINES = 2000 };

/* The lines with errors in order, fetched some at a time. */
struct faults {
	const struct intake *in;
	const struct layout *sheet;
	struct rows *rows;
	int next;
	long last_line;
	struct buffer shown;	/* cells of errors that were noted without */
};

/* Errors that the database found name their column only. */
static struct problem *
note_shown(struct task *t, struct faults *f)
{
	if (f->shown.len > 1) {
		buffer_putc(&f->shown, ']');
		TRY(task_run(t, t->arena, SQL_INTAKE_SHOW, 2, (const char *const[]){ t->id, f->shown.data }, NULL));
	}
	buffer_init(&f->shown, t->arena);
	buffer_putc(&f->shown, '[');
	return NULL;
}

static struct problem *
next_fault(struct task *t, struct faults *f, long *line_r, const char **text_r)
{
	if (f->rows == NULL || (f->next == rows_count(f->rows) && f->next == FAULT_LINES)) {
		const char *params[] = { t->id, arena_printf(t->arena, "%ld", f->last_line),
			arena_printf(t->arena, "%d", FAULT_LINES),
			arena_printf(t->arena, "%d", f->sheet->number) };

		TRY(note_shown(t, f));
		TRY(task_run(t, t->arena, SQL_INTAKE_FAULTS, 4, params, &f->rows));
		f->next = 0;
	}
	*line_r = 0;
	if (f->next == rows_count(f->rows))
		return NULL;
	*line_r = f->last_line = strtol(rows_get(f->rows, f->next, "line"), NULL, 10);
	*text_r = rows_get(f->rows, f->next, "zh");
	f->next++;
	return NULL;
}

static struct sheet_column *
make_columns(struct arena *a, const struct layout *sheet)
{
	struct sheet_column *columns = arena_make(a, struct sheet_column, (size_t)sheet->nheads + 1);

	for (int i = 0; i < sheet->nheads; i++)
		columns[i].title = sheet->heads[i];
	columns[sheet->nheads] = (struct sheet_column){ .title = "错误说明", .width = 60 };
	return columns;
}

/* The row as it was, with what is wrong in a column of its own; a mark of the reader goes. */
static struct problem *
write_row(struct sheet_writer *w, struct arena *a, const char *const *cells, int n, int columns,
    const char *fault)
{
	const char **values = arena_make(a, const char *, (size_t)columns + 1);

	for (int i = 0; i < columns && i < n; i++)
		values[i] = *cells[i] == '\1' || *cells[i] == '\2' ? cells[i] + 1 : cells[i];
	values[columns] = fault;
	return sheet_write(w, values, columns + 1);
}

static void
show_cells(struct faults *f, const char *const *cells, int n)
{
	struct task *t = f->in->task;
	const char *text = rows_get(f->rows, f->next - 1, "unshown");
	json_auto_t *unshown = text != NULL ? json_loads(text, 0, NULL) : NULL;
	const json_t *fault;
	size_t i;

	json_array_foreach(unshown, i, fault) {
		int place = (int)json_integer_value(json_object_get(fault, "place"));
		int field = import_field_find(f->in->kind, json_string_value(json_object_get(fault, "field")));

		if (field < 0 || place >= n)
			continue;
		buffer_printf(&f->shown, "%s{\"sheet\":%d,\"line\":%ld,\"position\":%lld,\"value\":",
		    f->shown.len > 1 ? "," : "", f->sheet->number, f->last_line,
		    (long long)json_integer_value(json_object_get(fault, "position")));
		buffer_json(&f->shown, import_show(&f->in->kind->fields[field], t->batch, cells[place]));
		buffer_putc(&f->shown, '}');
	}
}

static struct problem *
write_sheet(const struct intake *in, const struct layout *sheet, struct sheet_reader *reader,
    struct sheet_writer *w)
{
	struct faults faults = { .in = in, .sheet = sheet };
	struct task *t = in->task;
	const char *const *cells, *fault = NULL;
	long line, fault_line;
	int n;

	TRY(note_shown(t, &faults));
	TRY(next_fault(t, &faults, &fault_line, &fault));
	while (fault_line > 0) {
		arena_reset(t->batch);
		TRY(sheet_next(reader, t->batch, &cells, &n, &line));
		if (n == 0)
			break;
		/* A blank row among those of one record is not read again. */
		while (fault_line > 0 && fault_line < line)
			TRY(next_fault(t, &faults, &fault_line, &fault));
		if (line != fault_line)
			continue;
		show_cells(&faults, cells, n);
		TRY(write_row(w, t->batch, cells, n, sheet->nheads, fault));
		TRY(next_fault(t, &faults, &fault_line, &fault));
	}
	return note_shown(t, &faults);
}

struct problem *
write_rejected(struct intake *in)
{
	struct task *t = in->task;
	const struct layout *first = &in->sheets[0];
	struct sheet_reader *reader, *further;
	struct sheet_writer *w, *next;

	TRY(intake_open(in, &reader));
	TRY(sheet_create(t->arena, task_spool_file(t, t->arena), "待修改", make_columns(t->arena, first),
	    first->nheads + 1, &w));
	TRY(write_sheet(in, first, reader, w));
	for (const struct layout *s = first + 1; s < first + in->nsheets; s++) {
		TRY(intake_open_further(in, reader, s, &further));
		TRY(sheet_add(w, in->kind->record->lines[s->lines - 1].label.zh, make_columns(t->arena, s),
		    s->nheads + 1, &next));
		TRY(write_sheet(in, s, further, next));
	}
	return sheet_close(w);
}
