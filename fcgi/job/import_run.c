/* import_run.c - writes the good rows in one transaction. */
#include <stdlib.h>

#include "intake.h"

/* Rows that failed only now: somebody was quicker with the same day, number or place. */
static struct problem *
note_bad(struct intake *in)
{
	struct task *t = in->task;
	struct rows *rows[2];

	TRY(db_run(t->side, t->batch, (const struct db_step[]){
	    { SQL_TASK_BEGIN, 1, (const char *const[]){ t->id } },
	    { SQL_INTAKE_BLAME_RECORD, 1, (const char *const[]){ t->id } } }, 2, rows));
	return write_rejected(in);
}

static struct problem *
run_transaction(struct intake *in, const struct target *target, int last)
{
	struct task *t = in->task;
	const char *params[2] = { t->id };
	struct rows *rows;
	int written = 0, bad = t->bad;

	TRY(begin_writing(t));
	TRY(write_rows(in, target, last, &written));
	if (t->stopping)
		return NULL;
	if (t->bad > bad)
		TRY(note_bad(in));
	params[1] = arena_printf(t->arena, "%d", written);
	TRY(db_run(t->work, t->arena, &(const struct db_step){ SQL_INTAKE_FINISH, 2, params }, 1,
	    &rows));
	/* Progress is told now and then only: a cancel may have come since. */
	if (rows_count(rows) == 0) {
		t->stopping = true;
		return NULL;
	}
	return db_commit(t->work, t->arena);
}

struct problem *
import_run(struct task *t)
{
	struct intake in;
	struct problem *p;
	struct rows *rows;

	TRY(intake_load(t, &in));
	TRY(task_run(t, t->arena, SQL_INTAKE_COUNTS, 1, (const char *const[]){ t->id }, &rows));
	t->good = (int)strtol(rows_get(rows, 0, "good"), NULL, 10);
	t->bad = (int)strtol(rows_get(rows, 0, "bad"), NULL, 10);
	TRY(task_run(t, t->arena, SQL_INTAKE_SPAN, 1, (const char *const[]){ t->id }, &rows));
	p = run_transaction(&in, target_find(t->arena, in.kind),
	    (int)strtol(rows_get(rows, 0, "last"), NULL, 10));
	if (p != NULL || t->stopping)
		db_rollback(t->work);
	if (p == NULL && t->stopping && !task_ending())
		return task_enter(t, "cancelled", NULL);
	return p;
}
