/* task.h - one job in the hands of the worker. */
#ifndef YILIAN_JOB_TASK_H
#define YILIAN_JOB_TASK_H

#include <stdbool.h>
#include <stdint.h>

#include "config.h"
#include "crypto.h"
#include "db.h"
#include "import.h"
#include "problem.h"

enum {
	BATCH_ROWS = 1000,
	FILE_BYTES_MAX = 1024 * 1024 * 1024,	/* of a workbook when unpacked */
	ROWS_MAX = 200000
};

struct task {
	const struct config *config;
	const struct crypto *crypto;
	struct db *work;	/* does the job, under its owner's rights */
	struct db *side;	/* progress and housekeeping, seen by others meanwhile */
	struct arena *arena;	/* until the step ends */
	struct arena *batch;	/* until the next batch */
	const char *id;
	const char *kind;	/* "import.referrals" */
	const char *state;
	int total, done, good, bad;
	int64_t noted_ms;	/* when progress was last told */
	bool stopping;		/* its owner asked, or the program ends */
};

/* Runs one statement of the job's own under its owner's rights, in a transaction of its own. */
struct problem *task_run(struct task *t, struct arena *a, enum query query, int n,
    const char *const *params, struct rows **rows_r);

/* The same on the side connection, without rights of anybody. */
struct problem *task_note(struct task *t, struct arena *a, enum query query, int n,
    const char *const *params, struct rows **rows_r);

/* Tells how far the job is, at most twice a second; keeps the counters folded meanwhile. Sets
 * t->stopping. */
struct problem *task_progress(struct task *t, bool now);

/* Whether the program was told to end. */
bool task_ending(void);

/* Ends the present step. */
struct problem *task_enter(struct task *t, const char *state, const struct sentence *why);

/* Where the job's own file lies in the spool. */
const char *task_spool_file(const struct task *t, struct arena *a);

/* Counters and what ran out; seldom more often than every second and every minute. */
void housekeeping(struct db *side, const struct config *config, struct arena *a);

/* The steps. */
struct problem *import_scan(struct task *t);
struct problem *import_check(struct task *t);
struct problem *import_run(struct task *t);
struct problem *export_list(struct task *t);

/* Whether each statement of an export takes the parameters and returns the columns that its row of the
 * table says. */
bool export_check(struct db *db, struct arena *a);

#endif
