/* task.c - statements, progress and housekeeping of the job worker. */
#include "task.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "buffer.h"
#include "clock.h"
#include "file_store.h"
#include "log.h"

enum { NOTE_MS = 500, FOLD_MS = 1000, JUDGE_MS = 2000, EXPIRE_MS = 60 * 1000, FILES_MS = 3600 * 1000,
	ARRIVING_S = 3600, UUID_LEN = 36 };

struct problem *
task_run(struct task *t, struct arena *a, enum query query, int n, const char *const *params,
    struct rows **rows_r)
{
	const struct db_step steps[] = {
		{ SQL_TASK_BEGIN, 1, (const char *const[]){ t->id } }, { query, n, params },
	};
	struct rows *rows[2];

	TRY(db_run(t->work, a, steps, 2, rows));
	if (rows_r != NULL)
		*rows_r = rows[1];
	return NULL;
}

struct problem *
task_note(struct task *t, struct arena *a, enum query query, int n, const char *const *params,
    struct rows **rows_r)
{
	struct rows *rows;

	TRY(db_run(t->side, a, &(const struct db_step){ query, n, params }, 1, &rows));
	if (rows_r != NULL)
		*rows_r = rows;
	return NULL;
}

static const char *
number(struct arena *a, int n)
{
	return arena_printf(a, "%d", n);
}

struct problem *
task_progress(struct task *t, bool now)
{
	const char *params[] = { t->id, NULL, number(t->batch, t->done), number(t->batch, t->good),
		number(t->batch, t->bad) };
	struct rows *rows;
	const char *stopping;

	if (task_ending())
		t->stopping = true;
	if (!now && clock_ms() < t->noted_ms + NOTE_MS)
		return NULL;
	t->noted_ms = clock_ms();
	if (t->total > 0)
		params[1] = number(t->batch, t->total);
	TRY(task_note(t, t->batch, SQL_TASK_PROGRESS, 5, params, &rows));
	stopping = rows_count(rows) > 0 ? rows_get(rows, 0, "stopping") : "t";
	if (stopping != NULL && *stopping == 't')
		t->stopping = true;
	housekeeping(t->side, t->config, t->batch);
	return NULL;
}

struct problem *
task_enter(struct task *t, const char *state, const struct sentence *why)
{
	const char *params[] = { t->id, state, why != NULL ? why->zh : NULL,
		why != NULL ? why->en : NULL };

	return task_note(t, t->arena, SQL_TASK_ENTER, 4, params, NULL);
}

const char *
task_spool_file(const struct task *t, struct arena *a)
{
	return arena_printf(a, "%s/%s.xlsx", t->config->spool_dir, t->id);
}

static void
delete_file(const char *folder, const char *file)
{
	char path[4096];

	if (snprintf(path, sizeof(path), "%s/%s", folder, file) >= (int)sizeof(path))
		return;
	if (unlink(path) != 0 && errno != ENOENT)
		log_event(LOG_WARNING, "file_not_deleted", "file", path, "error", strerror(errno), NULL);
}

/* Whether this may be one of our uploads, or what was left of one. */
static bool
is_upload(const struct dirent *entry)
{
	size_t len = strspn(entry->d_name, "0123456789abcdef-");

	return len == UUID_LEN && (entry->d_name[len] == '\0' || strcmp(entry->d_name + len, ".part") == 0);
}

/* Names of the folder's uploads that are no longer on their way, as a JSON array. */
static const char *
list_old(struct arena *a, const char *folder)
{
	DIR *d = opendir(folder);
	const struct dirent *entry;
	struct buffer b;
	struct stat st;

	buffer_init(&b, a);
	while (d != NULL && (entry = readdir(d)) != NULL) {
		if (!is_upload(entry) || fstatat(dirfd(d), entry->d_name, &st, 0) != 0 ||
		    st.st_mtime > time(NULL) - ARRIVING_S)
			continue;
		buffer_puts(&b, b.len > 0 ? "," : "[");
		buffer_json(&b, entry->d_name);
	}
	if (d != NULL)
		closedir(d);
	buffer_puts(&b, b.len > 0 ? "]" : "[]");
	return b.data;
}

/* Files without a row: their request ended before the row was there. */
static void
sweep(struct db *side, struct arena *a, const char *folder)
{
	const char *names = list_old(a, folder);
	struct rows *rows;

	if (db_run(side, a, &(const struct db_step){ SQL_TASK_UNKNOWN_FILES, 1, &names }, 1, &rows) != NULL)
		return;
	for (int i = 0; i < rows_count(rows); i++)
		delete_file(folder, rows_get(rows, i, "name"));
}

/* Contents that no record needs (any more), folder by folder. */
static void
sweep_files(struct db *side, const struct config *config, struct arena *a)
{
	struct rows *rows;

	for (int n = 0; n < 256; n++) {
		const char *hashes = file_store_old(a, config->files_dir, n);

		if (strcmp(hashes, "[]") == 0)
			continue;
		if (db_run(side, a, &(const struct db_step){ SQL_TASK_UNKNOWN_CONTENTS, 1, &hashes }, 1,
		    &rows) != NULL)
			return;
		for (int i = 0; i < rows_count(rows); i++)
			file_store_drop(a, config->files_dir, rows_get(rows, i, "hash"));
	}
}

static void
expire(struct db *side, const struct config *config, struct arena *a)
{
	struct rows *rows;

	if (db_run(side, a, &(const struct db_step){ SQL_TASK_EXPIRE, 0, NULL }, 1, &rows) != NULL)
		return;
	for (int i = 0; i < rows_count(rows); i++)
		delete_file(strcmp(rows_get(rows, i, "folder"), "upload") == 0 ? config->upload_dir
		    : config->spool_dir, rows_get(rows, i, "file"));
	sweep(side, a, config->upload_dir);
}

void
housekeeping(struct db *side, const struct config *config, struct arena *a)
{
	/* The one process that runs this has one thread. */
	static int64_t folded_ms, judged_ms, expired_ms, swept_ms;
	struct rows *rows;

	if (clock_ms() >= folded_ms + FOLD_MS) {
		const struct db_step fold = { SQL_TASK_FOLD, 0, NULL };
		struct problem *p = db_run(side, a, &fold, 1, &rows);

		/* Waits its turn while there is nothing to fold; goes on at once while there is. */
		if (p != NULL || strcmp(rows_get(rows, 0, "folded"), "0") == 0)
			folded_ms = clock_ms();
	}
	if (clock_ms() >= judged_ms + JUDGE_MS) {
		const struct db_step judge = { SQL_TASK_JUDGE, 0, NULL };
		struct problem *p = db_run(side, a, &judge, 1, &rows);

		if (p != NULL || strcmp(rows_get(rows, 0, "judged"), "0") == 0)
			judged_ms = clock_ms();
	}
	if (clock_ms() >= expired_ms + EXPIRE_MS || expired_ms == 0) {
		expire(side, config, a);
		expired_ms = clock_ms();
	}
	if (clock_ms() >= swept_ms + FILES_MS || swept_ms == 0) {
		sweep_files(side, config, a);
		swept_ms = clock_ms();
	}
}
