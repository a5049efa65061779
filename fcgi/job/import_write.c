/* import_write.c - writes staged rows in marks; where one fails, shorter ones find the row that is to blame. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"

/* A mark grows while its rows go in and shrinks where one is refused: few errors cost little beside the
 * rows, and where all are wrong each is tried once, alone. */
enum { LINES_A_MARK = 1000, FEW_LINES = 16, GROWTH = 2, SHRINKAGE = 8, FAULTS_A_NOTE = 200 };

struct writing {
	struct intake *in;
	const struct target *target;
	int written;
	bool few;		/* marks are short now */
	struct buffer faults;	/* of rows that were refused, not noted yet */
	int nfaults;
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
begin_faults(struct writing *w)
{
	arena_reset(w->in->task->batch);
	buffer_init(&w->faults, w->in->task->batch);
	buffer_putc(&w->faults, '[');
	w->nfaults = 0;
}

/* Notes them on the other connection: this one's transaction may yet be taken back. */
static struct problem *
note_faults(struct writing *w)
{
	struct task *t = w->in->task;
	struct rows *rows[2];

	if (w->nfaults > 0) {
		buffer_putc(&w->faults, ']');
		TRY(db_run(t->side, t->batch, (const struct db_step[]){
		    { SQL_TASK_BEGIN, 1, (const char *const[]){ t->id } },
		    { SQL_INTAKE_BLAME_ROWS, 2, (const char *const[]){ t->id, w->faults.data } } }, 2, rows));
	}
	begin_faults(w);
	return NULL;
}

/* The sheet whose column a field is read from: a fault of lines is shown where the lines stand. */
static const struct layout *
sheet_of(const struct intake *in, int f)
{
	for (int i = 1; f >= 0 && i < in->nsheets; i++)
		if (in->sheets[0].mapping[f] < 0 && in->sheets[i].mapping[f] >= 0 && in->kind->fields[f].lines > 0)
			return &in->sheets[i];
	return &in->sheets[0];
}

static void
add_fault(struct writing *w, int line, int nth, const char *pointer, const struct sentence *told)
{
	const struct intake *in = w->in;
	struct buffer *b = &w->faults;
	int f = field_of(in->kind, b->arena, pointer);
	const struct layout *sheet = sheet_of(in, f);

	buffer_printf(b, "%s{\"line\":%d,\"nth\":%d,\"sheet\":%d,\"field\":", w->nfaults++ > 0 ? "," : "",
	    line, nth, sheet->number);
	buffer_json(b, f >= 0 ? in->kind->fields[f].name : "");
	if (f >= 0 && sheet->mapping[f] >= 0)
		buffer_printf(b, ",\"place\":%d", sheet->mapping[f]);
	buffer_puts(b, ",\"zh\":");
	buffer_json(b, told->zh);
	buffer_puts(b, ",\"en\":");
	buffer_json(b, told->en);
	buffer_putc(b, '}');
}

static void
blame(struct writing *w, int line, const struct problem *p)
{
	int nth = 0;

	for (const struct problem_error *e = p->errors; e != NULL; e = e->next)
		add_fault(w, line, ++nth, e->pointer, &e->detail);
	if (nth == 0)
		add_fault(w, line, 1, "", &p->detail);
	w->in->task->bad++;
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

/* Planning the statements of a row, and of its triggers, takes longer than running them, and one plan
 * serves every short mark; for a long one it may be a bad one, so that is planned with its values. */
static struct problem *
choose_plans(struct writing *w, bool few)
{
	struct task *t = w->in->task;
	const char *mode = few ? "force_generic_plan" : "auto";
	struct rows *rows;

	if (few == w->few)
		return NULL;
	w->few = few;
	return db_run(t->work, t->batch, &(const struct db_step){ SQL_INTAKE_PLANS, 1, &mode }, 1, &rows);
}

/* Writes a range of rows, or nothing of it: *fault_r is then why. */
static struct problem *
try_range(struct writing *w, int first, int last, const struct problem **fault_r)
{
	struct task *t = w->in->task;
	struct problem *p;
	int written = 0;

	*fault_r = NULL;
	TRY(choose_plans(w, last - first < FEW_LINES));
	TRY(db_mark(t->work, t->batch));
	p = put_range(w, first, last, &written);
	if (p == NULL) {
		w->written += written;
		return db_keep(t->work, t->batch);
	}
	if (!is_of_row(p))
		return p;
	*fault_r = p;
	return db_undo(t->work, t->batch);
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
	struct writing w = { .in = in, .target = target };
	struct task *t = in->task;
	int step = LINES_A_MARK, start = t->done, good = 0;
	const struct problem *fault;

	begin_faults(&w);
	for (int first = 1; first <= last && !t->stopping;) {
		int end = first + step - 1 > last ? last : first + step - 1;

		TRY(try_range(&w, first, end, &fault));
		good = fault == NULL ? good + 1 : 0;
		if (fault != NULL && first < end) {
			step = 1 + (end - first) / SHRINKAGE;
			continue;
		}
		if (fault != NULL)
			blame(&w, first, fault);
		else if (good > 1)
			step = step * GROWTH > LINES_A_MARK ? LINES_A_MARK : step * GROWTH;
		first = end + 1;
		t->done = start + (int)((long)(t->total - start) * end / last);
		TRY(task_progress(t, false));
		if (w.nfaults == 0 || w.nfaults >= FAULTS_A_NOTE)
			TRY(note_faults(&w));
	}
	*written_r = w.written;
	return note_faults(&w);
}
