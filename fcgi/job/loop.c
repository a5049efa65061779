/* loop.c - takes up one job after another, and keeps house in between. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "job.h"
#include "log.h"
#include "record.h"
#include "task.h"

enum { IDLE_MS = 500, ARENA_BYTES = 1024 * 1024 * 1024 };

/* Set by SIGTERM; a step that runs ends at its next batch and begins anew after the restart. */
static volatile sig_atomic_t ending;

static void
end_soon(int signal_number)
{
	(void)signal_number;
	ending = 1;
}

static const struct {
	const char *kind;	/* beginning of the job's kind */
	const char *state;
	struct problem *(*step)(struct task *t);
} steps[] = {
	{ "import.", "staged", import_scan },
	{ "import.", "checking", import_check },
	{ "import.", "running", import_run },
	{ "export.", "staged", export_list },
};

static struct problem *
take_step(struct task *t)
{
	static const struct sentence unknown = { "没有这种任务", "There is no such kind of job" };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (strncmp(t->kind, steps[i].kind, strlen(steps[i].kind)) == 0 &&
		    strcmp(t->state, steps[i].state) == 0)
			return steps[i].step(t);
	return task_enter(t, "failed", &unknown);
}

/* Faults of the file or the owner's rights end the job; what may pass is tried again. */
static void
settle(struct task *t, struct problem *p)
{
	struct sentence why = { p->detail.zh, p->detail.en };

	log_event(LOG_WARNING, "job_failed", "job", t->id, "kind", t->kind, "step", t->state,
	    "problem", problem_slug(p->type), "reason", p->reason, NULL);
	if (p->type == PROBLEM_UNAVAILABLE || p->type == PROBLEM_UNCERTAIN)
		return;
	if (p->type == PROBLEM_INTERNAL)
		why = (struct sentence){ "系统内部错误，任务没有完成，请联系管理员",
			"An internal error stopped the job; tell an administrator" };
	task_enter(t, "failed", &why);
}

/* Whether there was a job to work at. */
static bool
work_once(struct task *t)
{
	struct rows *rows;
	struct problem *p;
	bool found;

	arena_reset(t->arena);
	arena_reset(t->batch);
	p = task_note(t, t->arena, SQL_TASK_NEXT, 0, NULL, &rows);
	found = p == NULL && rows_count(rows) > 0;
	if (!found)
		return false;
	t->id = rows_get(rows, 0, "id");
	t->kind = rows_get(rows, 0, "kind");
	t->state = rows_get(rows, 0, "state");
	t->total = t->done = t->good = t->bad = 0;
	t->noted_ms = 0;
	t->stopping = false;
	log_event(LOG_INFO, "job_step", "job", t->id, "kind", t->kind, "step", t->state, NULL);
	p = take_step(t);
	if (p != NULL)
		settle(t, p);
	return p == NULL || p->type != PROBLEM_UNAVAILABLE;
}

static void
work_on(struct task *t, bool once)
{
	const struct timespec idle = { .tv_nsec = IDLE_MS * 1000000L };

	while (!ending) {
		bool busy = work_once(t);

		arena_reset(t->batch);
		housekeeping(t->side, t->config, t->batch);
		if (!busy && once)
			return;
		if (!busy)
			nanosleep(&idle, NULL);
	}
}

static bool
read_arguments(int argc, char **argv, const char **file_r, bool *check_r, bool *once_r)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' }, { "check", no_argument, NULL, 'k' },
		{ "once", no_argument, NULL, 'o' }, { NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			*file_r = optarg;
		else if (c == 'k')
			*check_r = true;
		else if (c == 'o')
			*once_r = true;
		else
			return false;
	}
	return optind == argc && *file_r != NULL;
}

bool
task_ending(void)
{
	return ending != 0;
}

int
job_main(int argc, char **argv)
{
	struct task t = { .total = 0 };
	const char *file = NULL;
	bool check = false, once = false;
	struct problem *p;

	if (!read_arguments(argc, argv, &file, &check, &once)) {
		fprintf(stderr, "Usage: %s --config FILE [--check | --once]\n", argv[0]);
		return 2;
	}
	log_open("yilian-job", LOG_INFO);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTERM, end_soon);
	signal(SIGINT, end_soon);
	t.config = config_load(file);
	t.crypto = crypto_open(t.config->master_key_file, CRYPTO_AES256_GCM);
	t.work = db_create(t.config->database, DB_JOB);
	t.side = db_create(t.config->database, DB_JOB);
	record_prepare(t.work);
	t.arena = arena_create(ARENA_BYTES);
	t.batch = arena_create(ARENA_BYTES);
	p = db_check(t.side, t.arena);
	if (p == NULL)
		p = db_check(t.work, t.arena);
	if (p == NULL && !(export_check(t.side, t.arena) && record_check(t.work, t.arena)))
		p = problem_new(t.arena, PROBLEM_INTERNAL, "导出的语句或记录类型与数据库不符",
		    "A table of exports or of records is wrong");
	/* A database that is only away is waited for; one that lacks something is not. */
	if (p == NULL || (p->type == PROBLEM_UNAVAILABLE && !check)) {
		p = NULL;
		if (!check)
			work_on(&t, once);
	}
	if (p != NULL)
		log_event(LOG_ERROR, "check_failed", "reason", p->reason, NULL);
	arena_free(t.arena);
	arena_free(t.batch);
	db_free(t.work);
	db_free(t.side);
	crypto_close(t.crypto);
	config_free(t.config);
	return p == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
