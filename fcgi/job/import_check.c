/* import_check.c - the dry run: every cell read, every error noted by row and column, good rows
 * staged. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "log.h"

enum { GROUP_MAX = 256 };	/* rows of one record */

struct check {
	struct intake in;
	const struct target *target;
	struct buffer rows, errors;
	int nrows;		/* in this batch, good or bad */
	struct further *further;	/* lines of other sheets */
	struct line *group;	/* rows of the record that is read */
	int ngroup, read;
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
read_cell(struct line *l, int f)
{
	const struct intake *in = l->intake;
	const struct import_field *field = &in->kind->fields[f];
	const char *cell = line_cell(l, f);
	struct sentence fault;

	if (field->type == IMPORT_STATE && *cell != '\0')
		l->values[f] = wished_state(in, cell);
	if (l->values[f] == NULL &&
	    !import_parse(field, l->arena, cell, in->today, &l->values[f], &fault))
		line_fail(l, field->name, fault.zh, fault.en);
}

/* Whether the row says anything of these lines (0: of the record itself). */
static bool
says(const struct line *l, int lines)
{
	for (int f = 0; f < l->intake->kind->nfields; f++)
		if (l->intake->kind->fields[f].lines == lines && *line_cell(l, f) != '\0')
			return true;
	return false;
}

/* A further row of a record repeats what its first row says, or leaves it empty. */
static void
compare_cell(struct line *l, const struct line *first, int f)
{
	const char *cell = line_cell(l, f);

	if (*cell != '\0' && strcmp(cell, line_cell(first, f)) != 0)
		line_fail(l, l->intake->kind->fields[f].name,
		    arena_printf(l->arena, "与同一记录的第一行（第 %ld 行）不同，请改为一致或留空", first->number),
		    arena_printf(l->arena, "It differs from the record's first row (%ld): repeat it or leave it empty",
		    first->number));
}

/* What came out of an export is there already, and not read again. */
static bool
is_exported(struct line *l)
{
	int f = import_field_find(l->intake->kind, "system_id");

	if (f < 0 || *line_cell(l, f) == '\0')
		return false;
	read_cell(l, f);
	return true;
}

static void
read_cells(struct line *l, const struct line *first)
{
	const struct import_kind *kind = l->intake->kind;
	bool said[1 + RECORD_LINES_MAX];

	if (l->sheet->lines == 0 && is_exported(l))
		return;
	for (int i = 0; i <= RECORD_LINES_MAX; i++)
		said[i] = i == 0 || says(l, i);
	for (int f = 0; f < kind->nfields; f++) {
		if (kind->fields[f].lines == 0 && l != first) {
			if (l->sheet->lines == 0)
				compare_cell(l, first, f);
		} else if (said[kind->fields[f].lines])
			read_cell(l, f);
	}
}

/* --- rows of one record --- */

/* Whether the row goes on with the record of the row before: by its number, or by saying nothing of
 * its own. */
static bool
continues(const struct line *first, const struct line *l)
{
	const struct import_kind *kind = l->intake->kind;
	int f = import_field_find(kind, "register");
	bool lines = false;

	if (kind->record == NULL || kind->record->nlines == 0 || first->number == 0)
		return false;
	for (int i = 1; i <= kind->record->nlines; i++)
		lines = lines || says(l, i);
	if (!lines)
		return false;
	if (*line_cell(l, f) != '\0')
		return strcmp(line_cell(l, f), line_cell(first, f)) == 0;
	return !says(l, 0);
}

static void
blame_siblings(struct line *l, int n, const struct line *wrong)
{
	const struct sentence place = line_place(wrong);

	for (int i = 0; i < n; i++)
		if (l[i].nerrors == 0)
			line_fail(&l[i], NULL, arena_printf(l->arena, "与%s同属一条记录，请一并改好后再导入", place.zh),
			    arena_printf(l->arena, "It belongs to the record of %s: mend both together", place.en));
}

/* The rows of one record: n of its own sheet, and its lines in further ones. */
static void
write_rows_of(struct buffer *b, const struct line *l, int n, int nfurther)
{
	if (n > 1)
		buffer_printf(b, ",\"last_line\":%ld", l[n - 1].number);
	for (int i = n; i < n + nfurther; i++)
		buffer_printf(b, "%s[%d,%ld]", i == n ? ",\"further\":[" : ",", l[i].sheet->number, l[i].number);
	if (nfurther > 0)
		buffer_putc(b, ']');
}

static void
stage(struct check *c, const struct line *l, int n, int nfurther, const char *identity,
    const struct buffer *data)
{
	buffer_printf(&c->rows, "%s{\"line\":%ld,\"identity\":", c->rows.len > 1 ? "," : "", l->number);
	buffer_json(&c->rows, identity);
	write_rows_of(&c->rows, l, n, nfurther);
	/* The members begin with a comma each. */
	buffer_puts(&c->rows, ",\"data\":{");
	buffer_puts(&c->rows, data->len > 0 ? data->data + 1 : "");
	buffer_puts(&c->rows, "}}");
}

/* The rows collected, with the record's lines of further sheets behind them. */
static struct line *
all_lines(struct check *c, int *nfurther_r)
{
	struct line *further = NULL, *all;
	int n = c->further != NULL ? further_take(c->further, c->group, &further) : 0;

	*nfurther_r = n;
	if (n == 0)
		return c->group;
	all = arena_make(c->in.task->batch, struct line, (size_t)(c->ngroup + n));
	for (int i = 0; i < c->ngroup + n; i++)
		all[i] = i < c->ngroup ? c->group[i] : further[i - c->ngroup];
	return all;
}

/* The rows collected of one record. */
static void
end_record(struct check *c)
{
	struct task *t = c->in.task;
	struct line *l, *wrong = NULL;
	const char *identity = NULL;
	struct buffer data;
	int n;

	if (c->ngroup == 0)
		return;
	buffer_init(&data, t->batch);
	l = all_lines(c, &n);
	n += c->ngroup;
	for (int i = 0; i < n; i++)
		read_cells(&l[i], l);
	c->target->complete(l, n, &data, &identity);
	for (int i = n - 1; i >= 0; i--)
		if (l[i].nerrors > 0)
			wrong = &l[i];
	if (wrong != NULL) {
		blame_siblings(l, n, wrong);
		t->bad += n;
	} else {
		t->good++;
		stage(c, l, c->ngroup, n - c->ngroup, identity, &data);
	}
	c->read += n;
	/* Reading is half of it: then the rows are tried on the database. */
	t->done = c->read / 2;
	c->nrows += n;
	c->ngroup = 0;
}

/* Rows are kept until the next record begins; what waits there when a batch ends is copied. */
static struct problem *
take_row(struct check *c, const char *const *cells, int n, long number)
{
	struct task *t = c->in.task;
	struct line l = { .intake = &c->in, .sheet = &c->in.sheets[0], .arena = t->batch, .number = number,
		.cells = cells, .ncells = n, .errors = &c->errors };

	if (c->ngroup == GROUP_MAX || !continues(c->group, &l)) {
		end_record(c);
		if (c->nrows >= BATCH_ROWS) {
			const char **kept = arena_make(t->arena, const char *, (size_t)n);

			for (int i = 0; i < n; i++)
				kept[i] = arena_strdup(t->arena, cells[i]);
			l.cells = kept;
			TRY(end_batch(c));
		}
	}
	c->group[c->ngroup++] = l;
	return NULL;
}

/* Lines of further sheets that belong to no record of the first. */
static struct problem *
blame_strays(struct check *c)
{
	struct task *t = c->in.task;
	struct line l = { .arena = t->batch, .errors = &c->errors };

	while (c->further != NULL && !t->stopping && further_stray(c->further, &l)) {
		if (*line_cell(&l, import_field_find(c->in.kind, "register")) == '\0')
			line_fail(&l, "register", "请填写登记号：明细按登记号归入第一张工作表里的记录",
			    "Give the register number: by it a line belongs to a record of the first sheet");
		else
			line_fail(&l, "register", "第一张工作表里没有这个登记号的新记录，请核对；已在系统中的记录请在系统里更正",
			    "The first sheet has no new record of this number: check it. "
			    "What is there already is corrected on its page");
		t->bad++;
		if (++c->nrows >= BATCH_ROWS)
			TRY(end_batch(c));
	}
	return end_batch(c);
}

static struct problem *
check_rows(struct check *c, struct sheet_reader *reader)
{
	struct task *t = c->in.task;
	const char *const *cells;
	long number;
	int n;

	c->group = arena_make(t->arena, struct line, GROUP_MAX);
	begin_batch(c);
	while (!t->stopping) {
		TRY(sheet_next(reader, t->batch, &cells, &n, &number));
		if (n == 0) {
			end_record(c);
			return blame_strays(c);
		}
		TRY(take_row(c, cells, n, number));
	}
	return NULL;
}

/* Whether rows of a sheet without this field's column fail: lines may be left out as a whole. */
static bool
needs_column(const struct intake *in, const struct layout *sheet, const struct import_field *field)
{
	bool some = field->lines == sheet->lines;

	for (int f = 0; !some && sheet->lines == 0 && f < in->kind->nfields; f++)
		some = in->kind->fields[f].lines == field->lines && sheet->mapping[f] >= 0;
	return field->required && some;
}

/* Fields that must be there but have no column would fail in every row: said once instead. */
static struct problem *
check_columns(const struct intake *in, const struct layout *sheet)
{
	struct arena *a = in->task->arena;
	const char *zh = "", *en = "";

	for (int f = 0; f < in->kind->nfields; f++) {
		const struct import_field *field = &in->kind->fields[f];

		if (!needs_column(in, sheet, field) || sheet->mapping[f] >= 0)
			continue;
		zh = arena_printf(a, "%s%s%s", zh, *zh != '\0' ? "、" : "", field->label.zh);
		en = arena_printf(a, "%s%s%s", en, *en != '\0' ? ", " : "", field->label.en);
	}
	if (*zh == '\0')
		return NULL;
	if (sheet->lines == 0)
		return problem_new(a, PROBLEM_INVALID,
		    arena_printf(a, "没有找到必须的列：%s。请在“列对应”中选择它们", zh),
		    arena_printf(a, "Columns that are needed were not found: %s. Choose them", en));
	return problem_new(a, PROBLEM_INVALID,
	    arena_printf(a, "工作表“%s”里没有必须的列：%s。请在文件中补上列名后重新上传", sheet->name, zh),
	    arena_printf(a, "Sheet \"%s\" lacks columns that are needed: %s. Add them and send the file again",
	    sheet->name, en));
}

/* Writes the rows, to see what the database says of each, and takes all of it back. */
static struct problem *
rehearse(struct check *c)
{
	struct task *t = c->in.task;
	struct problem *p;
	struct rows *rows;
	int written;

	TRY(task_run(t, t->arena, SQL_INTAKE_SPAN, 1, (const char *const[]){ t->id }, &rows));
	p = begin_writing(t);
	if (p == NULL)
		p = write_rows(&c->in, c->target, (int)strtol(rows_get(rows, 0, "last"), NULL, 10), &written);
	db_rollback(t->work);
	return p;
}

/* Rows together: doubles, rows that are there already, rows that break a rule. */
static struct problem *
settle_rows(struct check *c)
{
	struct task *t = c->in.task;
	const char *const id[] = { t->id };
	struct rows *rows;

	for (const enum query *q = c->target->settle; *q != SQL_NONE; q++)
		TRY(task_run(t, t->arena, *q, 1, id, NULL));
	TRY(rehearse(c));
	TRY(task_run(t, t->arena, SQL_INTAKE_BLAME_RECORD, 1, id, NULL));
	TRY(task_run(t, t->arena, SQL_INTAKE_COUNTS, 1, id, &rows));
	t->good = (int)strtol(rows_get(rows, 0, "good"), NULL, 10);
	t->bad = (int)strtol(rows_get(rows, 0, "bad"), NULL, 10);
	return t->bad > 0 && !t->stopping ? write_rejected(&c->in) : NULL;
}

struct problem *
import_check(struct task *t)
{
	struct check c = { .nrows = 0 };
	const char *const id[] = { t->id };
	struct sheet_reader *reader;

	TRY(intake_load(t, &c.in));
	for (int i = 0; i < c.in.nsheets; i++)
		TRY(check_columns(&c.in, &c.in.sheets[i]));
	c.target = target_find(t->arena, c.in.kind);
	TRY(names_load(t, &c.in.names));
	TRY(references_load(&c.in, &c.in.references));
	TRY(task_run(t, t->arena, SQL_INTAKE_CLEAR_ROWS, 1, id, NULL));
	TRY(task_run(t, t->arena, SQL_INTAKE_CLEAR_ERRORS, 1, id, NULL));
	TRY(intake_open(&c.in, &reader));
	if (c.in.nsheets > 1)
		TRY(further_load(&c.in, reader, &c.further));
	TRY(check_rows(&c, reader));
	if (!t->stopping)
		TRY(settle_rows(&c));
	if (task_ending())
		return NULL;
	if (t->stopping)
		return task_enter(t, "cancelled", NULL);
	TRY(task_progress(t, true));
	return task_enter(t, "checked", NULL);
}
