/* sqlstate.h - what a failed statement means to the client. Inside db/ only. */
#ifndef YILIAN_SQLSTATE_H
#define YILIAN_SQLSTATE_H

#include <libpq-fe.h>

#include "db_impl.h"

/* The problem a failed result stands for. Logs it with the statement's name, once. */
struct problem *sqlstate_problem(const struct db *db, struct arena *a, const PGresult *res,
    const char *statement);

#endif
