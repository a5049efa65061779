/* copy.c - a background job's own transaction, and COPY in it. */
#include "db_impl.h"
#include "log.h"
#include "sqlstate.h"

static struct problem *
copy_problem(struct db *db, struct arena *a, const PGresult *res, const char *name)
{
	return PQstatus(db->conn) == CONNECTION_OK ? sqlstate_problem(db, a, res, name)
	    : db_unavailable(a);
}

/* A command of our own whose result is of this kind. COPY needs the pipeline left. */
static struct problem *
command(struct db *db, struct arena *a, const char *text, const char *name, ExecStatusType wanted)
{
	struct problem *p = NULL;
	PGresult *res;

	if (PQexitPipelineMode(db->conn) == 0)
		return db_unavailable(a);
	res = PQexecParams(db->conn, text, 0, NULL, NULL, NULL, NULL, 0);
	if (PQresultStatus(res) != wanted)
		p = copy_problem(db, a, res, name);
	PQclear(res);
	if (wanted != PGRES_COPY_IN || p != NULL)
		PQenterPipelineMode(db->conn);
	return p;
}

struct problem *
db_begin(struct db *db, struct arena *a)
{
	TRY(db_connect(db, a));
	TRY(command(db, a, "begin", "begin", PGRES_COMMAND_OK));
	db->in_transaction = true;
	return NULL;
}

struct problem *
db_commit(struct db *db, struct arena *a)
{
	db->in_transaction = false;
	return command(db, a, "commit", "commit", PGRES_COMMAND_OK);
}

/* A connection that cannot roll back is dropped, which does the same. */
void
db_rollback(struct db *db)
{
	PGresult *res;

	db->in_transaction = false;
	if (db->conn == NULL)
		return;
	if (PQexitPipelineMode(db->conn) == 0) {
		db_drop(db);
		return;
	}
	res = PQexecParams(db->conn, "rollback", 0, NULL, NULL, NULL, NULL, 0);
	if (PQresultStatus(res) != PGRES_COMMAND_OK || PQenterPipelineMode(db->conn) == 0)
		db_drop(db);
	PQclear(res);
}

struct problem *
db_copy_start(struct db *db, struct arena *a, enum query copy)
{
	return command(db, a, query_texts[copy].text, query_texts[copy].name, PGRES_COPY_IN);
}

struct problem *
db_copy_data(struct db *db, struct arena *a, const char *data, size_t len)
{
	return PQputCopyData(db->conn, data, (int)len) == 1 ? NULL : db_unavailable(a);
}

struct problem *
db_copy_end(struct db *db, struct arena *a)
{
	struct problem *p = NULL;
	PGresult *res;

	if (PQputCopyEnd(db->conn, NULL) != 1)
		return db_unavailable(a);
	while ((res = PQgetResult(db->conn)) != NULL) {
		if (PQresultStatus(res) != PGRES_COMMAND_OK && p == NULL)
			p = copy_problem(db, a, res, "copy");
		PQclear(res);
	}
	PQenterPipelineMode(db->conn);
	return p;
}
