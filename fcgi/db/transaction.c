/* transaction.c - a background job's own transaction, over several runs. */
#include "db_impl.h"
#include "sqlstate.h"

/* A command of our own, outside the pipeline: inside one a begin ends with its Sync. */
static struct problem *
command(struct db *db, struct arena *a, const char *text)
{
	struct problem *p = NULL;
	PGresult *res;

	if (PQexitPipelineMode(db->conn) == 0)
		return db_unavailable(a);
	res = PQexecParams(db->conn, text, 0, NULL, NULL, NULL, NULL, 0);
	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		p = PQstatus(db->conn) == CONNECTION_OK ? sqlstate_problem(db, a, res, text)
		    : db_unavailable(a);
	PQclear(res);
	PQenterPipelineMode(db->conn);
	return p;
}

struct problem *
db_begin(struct db *db, struct arena *a)
{
	TRY(db_connect(db, a));
	TRY(command(db, a, "begin"));
	db->in_transaction = true;
	return NULL;
}

struct problem *
db_commit(struct db *db, struct arena *a)
{
	db->in_transaction = false;
	return command(db, a, "commit");
}

struct problem *
db_mark(struct db *db, struct arena *a)
{
	return command(db, a, "savepoint mark");
}

struct problem *
db_keep(struct db *db, struct arena *a)
{
	return command(db, a, "release savepoint mark");
}

struct problem *
db_undo(struct db *db, struct arena *a)
{
	TRY(command(db, a, "rollback to savepoint mark"));
	return db_keep(db, a);
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
