/* db_impl.h - the inside of a connection. Inside db/ only. */
#ifndef YILIAN_DB_IMPL_H
#define YILIAN_DB_IMPL_H

#include <libpq-fe.h>
#include <stdbool.h>

#include "db.h"

struct db {
	const char *conninfo;
	const char *folder;			/* below sql/queries/: "web" */
	PGconn *conn;				/* NULL: none */
	bool in_transaction;			/* between db_begin and db_commit: no new connection */
	struct arena *own;			/* of what follows */
	struct query_text *added;		/* statements beside the generated ones */
	int nadded;
	signed char *nparams;			/* of each prepared statement; -1: not prepared */
	const struct word *words;
	int nwords;
};

/* The sentence of one constraint. */
struct word { const char *table, *constraint, *pointer, *zh, *en; };

/* The text and the name of a statement, generated or added. */
const struct query_text *db_text(const struct db *db, int query);

/* Connects and prepares where that is not done yet. */
struct problem *db_connect(struct db *db, struct arena *a);

/* Forgets the connection. */
void db_drop(struct db *db);

/* A result as rows of the arena, which clears it at its reset. */
struct rows *rows_new(struct arena *a, PGresult *res);

/* The answer where there is no database to be had. */
struct problem *db_unavailable(struct arena *a);

#endif
