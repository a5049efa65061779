/* rows.c - what a statement returned, by row and column. */
#include <stdlib.h>
#include <string.h>

#include "db_impl.h"
#include "log.h"

struct rows {
	PGresult *res;
};

static void
clear(void *object)
{
	PQclear(object);
}

struct rows *
rows_new(struct arena *a, PGresult *res)
{
	struct rows *r;

	arena_defer(a, clear, res);
	r = arena_make(a, struct rows, 1);
	r->res = res;
	return r;
}

int
rows_count(const struct rows *r)
{
	return PQntuples(r->res);
}

int
rows_columns(const struct rows *r)
{
	return PQnfields(r->res);
}

const char *
rows_column_name(const struct rows *r, int column)
{
	return PQfname(r->res, column);
}

unsigned
rows_column_type(const struct rows *r, int column)
{
	return PQftype(r->res, column);
}

/* Not PQfnumber, which copies the name and folds its case. */
int
rows_column(const struct rows *r, const char *name)
{
	int n = PQnfields(r->res);

	for (int i = 0; i < n; i++)
		if (*PQfname(r->res, i) == *name && strcmp(PQfname(r->res, i), name) == 0)
			return i;
	return -1;
}

const char *
rows_text(const struct rows *r, int row, int column)
{
	return PQgetisnull(r->res, row, column) ? NULL : PQgetvalue(r->res, row, column);
}

size_t
rows_len(const struct rows *r, int row, int column)
{
	return (size_t)PQgetlength(r->res, row, column);
}

const char *
rows_get(const struct rows *r, int row, const char *column)
{
	int i = rows_column(r, column);

	if (i < 0)
		die("The statement returned no column %s", column);
	return rows_text(r, row, i);
}

long
rows_affected(const struct rows *r)
{
	return strtol(PQcmdTuples(r->res), NULL, 10);
}
