/* db.h - one connection to PostgreSQL; statements known by number, sent together. */
#ifndef YILIAN_DB_H
#define YILIAN_DB_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "problem.h"

/* One member for each file sql/queries/<program>/<noun>/<verb>.sql: SQL_<NOUN>_<VERB>.
 * SQL_NONE is 0. Generated, with the texts, by tools/queries.sh. */
#include "queries.h"

struct db;

/* Statements of which programs a connection prepares: the folder below sql/queries/. */
enum db_program { DB_WEB, DB_AUTH, DB_JOB, DB_ADMIN };

/* One statement of a batch with its parameters: text form, NULL is SQL null. One that was composed for
 * this run has its text, and goes unnamed: planned with its values, then forgotten. */
struct db_step {
	enum query query;	/* SQL_NONE where there is a text */
	int nparams;
	const char *const *params;
	const char *text;
	const char *name;	/* of the text, for the log */
};

/* The rows one step returned; belongs to the arena that db_run was given. */
struct rows;

struct db *db_create(const char *conninfo, enum db_program program);
void db_free(struct db *db);

/* Before the first connection: one more statement for it to prepare, beside the program's own. Both
 * texts are copied. Returns its number: SQL__COUNT for the first, then one more each. */
enum query db_add(struct db *db, const char *name, const char *text);

/* What users are told where a constraint refuses: rows of table_name, constraint_name, pointer, zh, en,
 * copied. Takes the place of what was taught before. */
void db_teach(struct db *db, const struct rows *words);
bool db_is_taught(const struct db *db);

/* Prepares every statement of the program. For the start of a worker and for tests: fails where
 * the database lacks what a statement needs (the log names it). */
struct problem *db_check(struct db *db, struct arena *a);

/* Number of parameters of a prepared statement, once connected; -1: not one of this program. */
int db_params(const struct db *db, enum query query);

/* Names of the columns that a prepared statement returns, NULL-ended; NULL where it cannot be asked.
 * For checks at the start. */
const char *const *db_columns(struct db *db, struct arena *a, enum query query);

/* Runs the steps in one pipeline with one Sync: one implicit transaction, all or nothing.
 * rows_r has nsteps places. Connects first where there is no connection; a connection found dead
 * before anything ran is made anew once. A failing step's SQLSTATE becomes the problem; class UX
 * carries our own text: MESSAGE Chinese, DETAIL English, HINT the pointer of the wrong value, and
 * the status is the last three digits (UX401, UX403, UX404, UX409, UX412, UX422, UX428, UX429). */
struct problem *db_run(struct db *db, struct arena *a, const struct db_step *steps, int nsteps,
    struct rows **rows_r);

/* Frame the runs between them as one transaction. Only yilian-job uses these. */
struct problem *db_begin(struct db *db, struct arena *a);
struct problem *db_commit(struct db *db, struct arena *a);
void db_rollback(struct db *db);
/* Within it: what came since the mark is kept, or undone though it failed. Marks nest; each is ended. */
struct problem *db_mark(struct db *db, struct arena *a);
struct problem *db_keep(struct db *db, struct arena *a);
struct problem *db_undo(struct db *db, struct arena *a);

int rows_count(const struct rows *r);
int rows_columns(const struct rows *r);
const char *rows_column_name(const struct rows *r, int column);
unsigned rows_column_type(const struct rows *r, int column);	/* PostgreSQL's type oid */
int rows_column(const struct rows *r, const char *name);	/* -1: none of that name */

/* Text of a value, or NULL where it is SQL null. Lives as long as the arena's request. */
const char *rows_text(const struct rows *r, int row, int column);
size_t rows_len(const struct rows *r, int row, int column);
/* The same by column name; die() where there is no such column. */
const char *rows_get(const struct rows *r, int row, const char *column);

/* Rows an update, insert or delete touched. */
long rows_affected(const struct rows *r);

#endif
