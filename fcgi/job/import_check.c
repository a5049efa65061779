/* import_check.c - the dry run: every cell read, every error noted by row and column, good rows
 * staged. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "log.h"

struct check {
	struct intake in;
	const struct target *target;
	struct buffer rows, errors;
	int nrows;		/* in this batch, good or bad */
};

static void
begin_batch(struct check *c)
{
	arena_reset(c->in.task->batch);
	buffer_init(&c->rows, c->in.task->batch);
	buffer_init(&c->errors, c->in.task->batch);
	buffer_putc(&c->rows, '[');
	buffer_putc(&c->errors, '[');
	c->nrows = 0;
}

/* Stages the batch under the owner's present rights. */
static struct problem *
end_batch(struct check *c)
{
	struct task *t = c->in.task;
	struct rows *results[3];
	const char *rows_params[] = { t->id, c->rows.data }, *errors_params[] = { t->id, c->errors.data };
	const struct db_step steps[] = {
		{ SQL_TASK_BEGIN, 1, rows_params }, { SQL_INTAKE_ROWS, 2, rows_params },
		{ SQL_INTAKE_ERRORS, 2, errors_params },
	};

	buffer_putc(&c->rows, ']');
	buffer_putc(&c->errors, ']');
	rows_params[1] = c->rows.data;
	errors_params[1] = c->errors.data;
	if (c->nrows > 0)
		TRY(db_run(t->work, t->batch, steps, 3, results));
	TRY(task_progress(t, false));
	begin_batch(c);
	return NULL;
}

/* What a text of the column of states means by its owner's own word, or NULL. */
static const char *
wished_state(const struct intake *in, const char *cell)
{
	return json_string_value(json_object_get(json_object_get(in->wishes, "states"), cell));
}

static void
read_cells(struct line *l)
{
	const struct intake *in = l->intake;

	for (int f = 0; f < in->kind->nfields; f++) {
		const struct import_field *field = &in->kind->fields[f];
		int place = in->mapping[f];
		const char *cell = place >= 0 && place < l->ncells ? l->cells[place] : "";
		struct sentence fault;

		if (field->type == IMPORT_STATE && *cell != '\0')
			l->values[f] = wished_state(in, cell);
		if (l->values[f] == NULL &&
		    !import_parse(field, l->arena, cell, in->today, &l->values[f], &fault))
			line_fail(l, field->name, fault.zh, fault.en);
	}
}

static void
check_row(struct check *c, const char *const *cells, int n, long number)
{
	struct task *t = c->in.task;
	struct line l = { .intake = &c->in, .arena = t->batch, .number = number, .cells = cells,
		.ncells = n, .errors = &c->errors };
	const char *identity = NULL;
	struct buffer data;

	buffer_init(&data, t->batch);
	read_cells(&l);
	c->target->complete(&l, &data, &identity);
	t->done++;
	c->nrows++;
	if (l.nerrors > 0) {
		t->bad++;
		return;
	}
	t->good++;
	buffer_printf(&c->rows, "%s{\"line\":%ld,\"identity\":", c->rows.len > 1 ? "," : "", number);
	buffer_json(&c->rows, identity);
	/* The members begin with a comma each. */
	buffer_puts(&c->rows, ",\"data\":{");
	buffer_puts(&c->rows, data.len > 0 ? data.data + 1 : "");
	buffer_puts(&c->rows, "}}");
}

static struct problem *
check_rows(struct check *c, struct sheet_reader *reader)
{
	struct task *t = c->in.task;
	const char *const *cells;
	long number;
	int n;

	begin_batch(c);
	while (!t->stopping) {
		TRY(sheet_next(reader, t->batch, &cells, &n, &number));
		if (n == 0)
			return end_batch(c);
		check_row(c, cells, n, number);
		if (c->nrows == BATCH_ROWS)
			TRY(end_batch(c));
	}
	return NULL;
}

/* Fields that must be there but have no column would fail in every row: said once instead. */
static struct problem *
check_columns(const struct intake *in)
{
	struct arena *a = in->task->arena;
	const char *zh = "", *en = "";

	for (int f = 0; f < in->kind->nfields; f++) {
		const struct import_field *field = &in->kind->fields[f];

		if (!field->required || in->mapping[f] >= 0)
			continue;
		zh = arena_printf(a, "%s%s%s", zh, *zh != '\0' ? "、" : "", field->label.zh);
		en = arena_printf(a, "%s%s%s", en, *en != '\0' ? ", " : "", field->label.en);
	}
	if (*zh == '\0')
		return NULL;
	return problem_new(a, PROBLEM_INVALID,
	    arena_printf(a, "没有找到必须的列：%s。请在“列对应”中选择它们", zh),
	    arena_printf(a, "Columns that are needed were not found: %s. Choose them", en));
}

/* Rows together: doubles, rows that are there already. */
static struct problem *
settle_rows(struct check *c)
{
	struct task *t = c->in.task;
	const char *const id[] = { t->id };
	struct rows *rows;

	TRY(task_run(t, t->arena, c->target->settle, 1, id, NULL));
	TRY(task_run(t, t->arena, SQL_INTAKE_COUNTS, 1, id, &rows));
	t->bad = (int)strtol(rows_get(rows, 0, "bad"), NULL, 10);
	return t->bad > 0 ? write_rejected(&c->in) : NULL;
}

struct problem *
import_check(struct task *t)
{
	struct check c = { .nrows = 0 };
	const char *const id[] = { t->id };
	struct sheet_reader *reader;

	TRY(intake_load(t, &c.in));
	TRY(check_columns(&c.in));
	c.target = target_find(c.in.kind->name);
	TRY(names_load(t, &c.in.names));
	TRY(task_run(t, t->arena, SQL_INTAKE_CLEAR_ROWS, 1, id, NULL));
	TRY(task_run(t, t->arena, SQL_INTAKE_CLEAR_ERRORS, 1, id, NULL));
	TRY(intake_open(&c.in, &reader));
	TRY(check_rows(&c, reader));
	if (task_ending())
		return NULL;
	if (t->stopping)
		return task_enter(t, "cancelled", NULL);
	TRY(task_progress(t, true));
	TRY(settle_rows(&c));
	return task_enter(t, "checked", NULL);
}
