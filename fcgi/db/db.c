/* db.c - a connection, its prepared statements, and batches of them in one round trip. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "db_impl.h"
#include "log.h"
#include "sqlstate.h"

enum { ADDED_MAX = 1024, OWN_LIMIT = 16 * 1024 * 1024 };

static const char *const folders[] = {
	[DB_WEB] = "web", [DB_AUTH] = "auth", [DB_JOB] = "job", [DB_ADMIN] = "admin",
};

struct db *
db_create(const char *conninfo, enum db_program program)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db == NULL)
		die("No memory for a database connection");
	db->conninfo = conninfo;
	db->folder = folders[program];
	db->own = arena_create(OWN_LIMIT);
	db->added = arena_make(db->own, struct query_text, ADDED_MAX);
	db->nparams = arena_make(db->own, signed char, SQL__COUNT + ADDED_MAX);
	return db;
}

enum query
db_add(struct db *db, const char *name, const char *text)
{
	if (db->nadded == ADDED_MAX)
		die("More than %d statements were added", ADDED_MAX);
	db->added[db->nadded] = (struct query_text){ db->folder, arena_strdup(db->own, name),
		arena_strdup(db->own, text) };
	return (enum query)(SQL__COUNT + db->nadded++);
}

const struct query_text *
db_text(const struct db *db, int query)
{
	return query < SQL__COUNT ? &query_texts[query] : &db->added[query - SQL__COUNT];
}

void
db_teach(struct db *db, const struct rows *r)
{
	int n = rows_count(r);
	struct word *words = arena_make(db->own, struct word, (size_t)n + 1);

	for (int i = 0; i < n; i++)
		words[i] = (struct word){ arena_strdup(db->own, rows_get(r, i, "table_name")),
			arena_strdup(db->own, rows_get(r, i, "constraint_name")),
			arena_strdup(db->own, rows_get(r, i, "pointer")),
			arena_strdup(db->own, rows_get(r, i, "zh")),
			arena_strdup(db->own, rows_get(r, i, "en")) };
	db->words = words;
	db->nwords = n;
}

bool
db_is_taught(const struct db *db)
{
	return db->words != NULL;
}

void
db_drop(struct db *db)
{
	PQfinish(db->conn);
	db->conn = NULL;
	db->in_transaction = false;
}

void
db_free(struct db *db)
{
	if (db == NULL)
		return;
	db_drop(db);
	arena_free(db->own);
	free(db);
}

struct problem *
db_unavailable(struct arena *a)
{
	struct problem *p = problem_new(a, PROBLEM_UNAVAILABLE, "数据库暂时不可用，请稍后再试",
	    "The database is unavailable; try again shortly");

	p->retry_after_s = 2;
	return p;
}

static bool
is_ours(const struct db *db, int query)
{
	return query >= SQL__COUNT || (query != SQL_NONE &&
	    strcmp(query_texts[query].program, db->folder) == 0);
}

/* Reads the answers to one prepare and one describe. */
static struct problem *
take_prepared(struct db *db, struct arena *a, int query)
{
	struct problem *p = NULL;

	for (int part = 0; part < 2; part++) {
		PGresult *res = PQgetResult(db->conn);
		ExecStatusType status = PQresultStatus(res);

		if (status == PGRES_FATAL_ERROR && p == NULL)
			p = sqlstate_problem(db, a, res, db_text(db, query)->name);
		else if (part == 1 && status == PGRES_COMMAND_OK)
			db->nparams[query] = (signed char)PQnparams(res);
		PQclear(res);
		PQclear(PQgetResult(db->conn));		/* the NULL that ends it */
	}
	return p;
}

/* Prepares all in one round trip, a Sync behind each, so that one failure is one failure. */
static struct problem *
prepare_all(struct db *db, struct arena *a)
{
	struct problem *p = NULL;
	int n = SQL__COUNT + db->nadded;

	memset(db->nparams, -1, (size_t)n);
	for (int q = 1; q < n; q++)
		if (is_ours(db, q) &&
		    (PQsendPrepare(db->conn, db_text(db, q)->name, db_text(db, q)->text, 0, NULL) == 0 ||
		     PQsendDescribePrepared(db->conn, db_text(db, q)->name) == 0 ||
		     PQpipelineSync(db->conn) == 0))
			return db_unavailable(a);
	for (int q = 1; q < n; q++) {
		struct problem *failed;

		if (!is_ours(db, q))
			continue;
		failed = take_prepared(db, a, q);
		PQclear(PQgetResult(db->conn));		/* the Sync */
		if (p == NULL)
			p = failed;
	}
	return PQstatus(db->conn) == CONNECTION_OK ? p : db_unavailable(a);
}

/* Each value goes out as text, so the text forms are fixed here. */
static PGconn *
open_connection(const char *conninfo)
{
	static const char *const names[] = { "dbname", "client_encoding", "options",
		"connect_timeout", NULL };
	const char *values[] = { conninfo, "UTF8",
		"-c timezone=Asia/Shanghai -c datestyle=ISO -c bytea_output=hex", "3", NULL };

	return PQconnectdbParams(names, values, 1);
}

struct problem *
db_connect(struct db *db, struct arena *a)
{
	struct problem *p;

	if (db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK)
		return NULL;
	db_drop(db);
	db->conn = open_connection(db->conninfo);
	if (PQstatus(db->conn) != CONNECTION_OK || PQenterPipelineMode(db->conn) == 0) {
		log_event(LOG_WARNING, "database_unreachable", "message",
		    PQerrorMessage(db->conn), NULL);
		db_drop(db);
		return db_unavailable(a);
	}
	p = prepare_all(db, a);
	if (p != NULL && p->type == PROBLEM_UNAVAILABLE)
		db_drop(db);
	return p;
}

struct problem *
db_check(struct db *db, struct arena *a)
{
	db_drop(db);
	return db_connect(db, a);
}

int
db_params(const struct db *db, enum query query)
{
	return db->nparams[query];
}

const char *const *
db_columns(struct db *db, struct arena *a, enum query query)
{
	const char **names;
	PGresult *res;

	if (db->conn == NULL || PQsendDescribePrepared(db->conn, db_text(db, (int)query)->name) == 0 ||
	    PQpipelineSync(db->conn) == 0)
		return NULL;
	res = PQgetResult(db->conn);
	names = PQresultStatus(res) == PGRES_COMMAND_OK
	    ? arena_make(a, const char *, (size_t)PQnfields(res) + 1) : NULL;
	for (int i = 0; names != NULL && i < PQnfields(res); i++)
		names[i] = arena_strdup(a, PQfname(res, i));
	PQclear(res);
	PQclear(PQgetResult(db->conn));		/* the NULL that ends it */
	PQclear(PQgetResult(db->conn));		/* the Sync */
	return names;
}

/* Whether the server has closed a connection nobody used meanwhile. */
static bool
is_dead(const struct db *db)
{
	char byte;
	ssize_t n;

	if (PQstatus(db->conn) != CONNECTION_OK)
		return true;
	n = recv(PQsocket(db->conn), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
	/* A farewell ("terminating connection") comes before the end of the stream. */
	return n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

static struct problem *
send_steps(struct db *db, struct arena *a, const struct db_step *steps, int nsteps)
{
	for (int i = 0; i < nsteps; i++) {
		const struct db_step *s = &steps[i];

		assert(s->text != NULL || is_ours(db, (int)s->query));
		if ((s->text != NULL
		    ? PQsendQueryParams(db->conn, s->text, s->nparams, NULL, s->params, NULL, NULL, 0)
		    : PQsendQueryPrepared(db->conn, db_text(db, (int)s->query)->name, s->nparams, s->params,
			NULL, NULL, 0)) == 0)
			return db_unavailable(a);
	}
	return PQpipelineSync(db->conn) == 0 ? db_unavailable(a) : NULL;
}

/* After a failed step nothing was committed. Else nobody knows what happened before the line
 * broke. */
static struct problem *
lose_connection(struct db *db, struct arena *a, struct problem *failed)
{
	struct problem *p = failed;

	log_event(LOG_WARNING, "database_lost", "message", PQerrorMessage(db->conn), NULL);
	db_drop(db);
	if (p == NULL)
		p = problem_new(a, PROBLEM_UNCERTAIN,
		    "与数据库的连接中断，不确定是否已保存；请用原标识重试",
		    "The line to the database broke; repeat with the same key to be sure");
	p->retry_after_s = 1;
	return p;
}

static const char *
name_of(const struct db *db, const struct db_step *s)
{
	return s->text != NULL ? s->name : db_text(db, (int)s->query)->name;
}

/* Reads results up to the Sync's. The first failure is what went wrong; what follows it only says
 * that it was skipped. */
static struct problem *
take_results(struct db *db, struct arena *a, const struct db_step *steps, int nsteps,
    struct rows **rows_r)
{
	struct problem *p = NULL;
	int step = 0, ends = 0;

	for (;;) {
		PGresult *res = PQgetResult(db->conn);
		ExecStatusType status = PQresultStatus(res);

		if (res == NULL) {
			step += ends == 0;
			if (PQstatus(db->conn) != CONNECTION_OK || ++ends > 2)
				return lose_connection(db, a, p);
			continue;
		}
		ends = 0;
		if (status == PGRES_PIPELINE_SYNC) {
			PQclear(res);
			return p;
		}
		if (status == PGRES_FATAL_ERROR && PQstatus(db->conn) == CONNECTION_OK && p == NULL)
			p = sqlstate_problem(db, a, res,
			    step < nsteps ? name_of(db, &steps[step]) : "commit");
		if ((status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) && step < nsteps)
			rows_r[step] = rows_new(a, res);
		else
			PQclear(res);
	}
}

struct problem *
db_run(struct db *db, struct arena *a, const struct db_step *steps, int nsteps,
    struct rows **rows_r)
{
	struct problem *p;

	memset(rows_r, 0, (size_t)nsteps * sizeof(*rows_r));
	/* Nothing ran yet, so a new connection is safe; inside a transaction something did. */
	if (db->conn != NULL && is_dead(db)) {
		bool in_transaction = db->in_transaction;

		db_drop(db);
		if (in_transaction)
			return db_unavailable(a);
	}
	TRY(db_connect(db, a));
	p = send_steps(db, a, steps, nsteps);
	if (p != NULL) {
		log_event(LOG_WARNING, "database_lost", "message", PQerrorMessage(db->conn), NULL);
		db_drop(db);
		return p;
	}
	return take_results(db, a, steps, nsteps, rows_r);
}
