/* import_write.c - writes staged rows in marks; where one fails, halves find the row that is to blame. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"

enum { LINES_A_STEP = 1000 };

struct writing {
	struct intake *in;
	const struct target *target;
	int written;
};

/* The field that a pointer of an error means, or -1: "/total_fen", "/items" and "/items/3/unit". */
static int
field_of(const struct import_kind *k, struct arena *a, const char *pointer)
{
	const char *name = *pointer == '/' ? pointer + 1 : pointer, *rest = strchr(name, '/');
	const char *part = rest != NULL ? strrchr(rest, '/') + 1 : "";
	const char *lines = arena_printf(a, "%.*s.", (int)strcspn(name, "/"), name);
	int f = import_field_find(k, rest == NULL ? name : arena_printf(a, "%s%s", lines, part));

	for (int i = 0; f < 0 && i < k->nfields; i++)
		if (strncmp(k->fields[i].name, lines, strlen(lines)) == 0)
			f = i;
	return f >= 0 || strcmp(name, "register_number") != 0 ? f : import_field_find(k, "register");
}

static void
add_fault(struct buffer *b, const struct intake *in, const char *pointer, const struct sentence *told)
{
	int f = field_of(in->kind, b->arena, pointer);

	buffer_puts(b, b->len > 1 ? ",{\"field\":" : "{\"field\":");
	buffer_json(b, f >= 0 ? in->kind->fields[f].name : "");
	if (f >= 0 && in->mapping[f] >= 0)
		buffer_printf(b, ",\"place\":%d", in->mapping[f]);
	buffer_puts(b, ",\"zh\":");
	buffer_json(b, told->zh);
	buffer_puts(b, ",\"en\":");
	buffer_json(b, told->en);
	buffer_putc(b, '}');
}

/* Notes it on the other connection: this one's transaction may yet be taken back. */
static struct problem *
blame(struct intake *in, int line, const struct problem *p)
{
	struct task *t = in->task;
	struct rows *rows[2];
	struct buffer b;

	buffer_init(&b, t->batch);
	buffer_putc(&b, '[');
	for (const struct problem_error *e = p->errors; e != NULL; e = e->next)
		add_fault(&b, in, e->pointer, &e->detail);
	if (p->errors == NULL)
		add_fault(&b, in, "", &p->detail);
	buffer_putc(&b, ']');
	t->bad++;
	return db_run(t->side, t->batch, (const struct db_step[]){
	    { SQL_TASK_BEGIN, 1, (const char *const[]){ t->id } },
	    { SQL_INTAKE_BLAME_ROW, 3, (const char *const[]){ t->id, arena_printf(t->batch, "%d", line),
	    b.data } } }, 2, rows);
}

static struct problem *
put_range(struct writing *w, int first, int last, int *written_r)
{
	struct task *t = w->in->task;
	const char *params[] = { t->id, arena_printf(t->batch, "%d", first),
		arena_printf(t->batch, "%d", last) };
	struct db_step steps[1 + RECORD_LINES_MAX];
	struct rows *rows[1 + RECORD_LINES_MAX];
	int n = 0;

	for (; n < 1 + RECORD_LINES_MAX && w->target->put[n] != SQL_NONE; n++)
		steps[n] = (struct db_step){ w->target->put[n], 3, params };
	TRY(db_run(t->work, t->batch, steps, n, rows));
	*written_r = rows_count(rows[0]) > 0 ? (int)strtol(rows_get(rows[0], 0, "written"), NULL, 10)
	    : (int)rows_affected(rows[0]);
	return NULL;
}

/* Whether it is a row's fault, and not the database's or our own. */
static bool
is_of_row(const struct problem *p)
{
	return p->type == PROBLEM_INVALID || p->type == PROBLEM_CONFLICT ||
	    p->type == PROBLEM_FORBIDDEN || p->type == PROBLEM_NOT_FOUND;
}

static struct problem *
write_range(struct writing *w, int first, int last)
{
	struct task *t = w->in->task;
	int middle = first + (last - first) / 2, written = 0;
	struct problem *p;

	TRY(db_mark(t->work, t->batch));
	p = put_range(w, first, last, &written);
	if (p == NULL) {
		w->written += written;
		return db_keep(t->work, t->batch);
	}
	if (!is_of_row(p) || w->target->whole)
		return p;
	TRY(db_undo(t->work, t->batch));
	if (first == last)
		return blame(w->in, first, p);
	TRY(write_range(w, first, middle));
	return write_range(w, middle + 1, last);
}

struct problem *
begin_writing(struct task *t)
{
	const struct db_step steps[] = {
		{ SQL_TASK_BEGIN, 1, (const char *const[]){ t->id } }, { SQL_INTAKE_SAY, 0, NULL },
	};
	struct rows *rows[2];

	/* The database may have been away when this program began: then it has not said its sentences yet. */
	if (!db_is_taught(t->work) && !record_check(t->work, t->arena))
		return problem_new(t->arena, PROBLEM_UNAVAILABLE, "数据库暂时不可用，请稍后再试",
		    "The database is unavailable; try again shortly");
	TRY(db_begin(t->work, t->arena));
	return db_run(t->work, t->arena, steps, 2, rows);
}

struct problem *
write_rows(struct intake *in, const struct target *target, int last, int *written_r)
{
	struct writing w = { in, target, 0 };
	struct task *t = in->task;
	int step = target->whole ? last : LINES_A_STEP, start = t->done;

	for (int first = 1; first <= last && !t->stopping; first += step) {
		int end = first + step - 1 > last ? last : first + step - 1;

		TRY(write_range(&w, first, end));
		t->done = start + (int)((long)(t->total - start) * end / last);
		TRY(task_progress(t, false));
		arena_reset(t->batch);
	}
	*written_r = w.written;
	return NULL;
}
