/* import_run.c - writes the good rows in one transaction. */
#include <stdlib.h>

#include "intake.h"

enum { LINES_A_STEP = 5000 };

static struct problem *
run_range(struct task *t, enum query run, int first, int last, int *written)
{
	const char *params[] = { t->id, arena_printf(t->batch, "%d", first),
		arena_printf(t->batch, "%d", last) };
	struct rows *rows;

	TRY(db_run(t->work, t->batch, &(const struct db_step){ run, 3, params }, 1, &rows));
	*written += (int)strtol(rows_get(rows, 0, "written"), NULL, 10);
	return NULL;
}

/* All ranges of lines, with progress for those who watch; stops where the owner says so. */
static struct problem *
run_all(struct task *t, const struct target *target, int last, int *written)
{
	int step = target->whole ? last : LINES_A_STEP;

	for (int first = 1; first <= last && !t->stopping; first += step) {
		TRY(run_range(t, target->run, first, first + step - 1, written));
		t->good = t->done = *written;
		TRY(task_progress(t, false));
		arena_reset(t->batch);
	}
	return NULL;
}

static struct problem *
run_transaction(struct task *t, const struct target *target, int last)
{
	const char *params[2] = { t->id };
	struct rows *rows;
	int written = 0;

	TRY(db_begin(t->work, t->arena));
	TRY(db_run(t->work, t->arena, &(const struct db_step){ SQL_TASK_BEGIN, 1, params }, 1, &rows));
	TRY(run_all(t, target, last, &written));
	if (t->stopping)
		return NULL;
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
	TRY(task_run(t, t->arena, SQL_INTAKE_SPAN, 1, (const char *const[]){ t->id }, &rows));
	p = run_transaction(t, target_find(in.kind->name),
	    (int)strtol(rows_get(rows, 0, "last"), NULL, 10));
	if (p != NULL || t->stopping)
		db_rollback(t->work);
	if (p == NULL && t->stopping && !task_ending())
		return task_enter(t, "cancelled", NULL);
	return p;
}
