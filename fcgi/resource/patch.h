/* patch.h - the members a PATCH brings, for SQL that changes only those. Inside resource/ only. */
#ifndef YILIAN_PATCH_H
#define YILIAN_PATCH_H

#include "request.h"

struct patch_field {
	const char *member;	/* of the body, a parameter of the route */
	const char *column;	/* that it changes; NULL: of the same name */
	bool needed;		/* null is refused */
};

/* Sets *json_r to a JSON object of the fields that the body has, as checked texts or null; INVALID
 * where a needed one is null, or where there is none at all. The object is open at its end, without
 * the closing brace, for members of the handler's own: patch_add, patch_end. */
struct problem *patch_start(struct request *rq, const struct patch_field *fields, int n,
    struct buffer *json_r);
void patch_add(struct buffer *json, const char *column, const char *value);
const char *patch_end(struct buffer *json);

/* The values of these parameters in this order: for statements that take them so. */
void take_values(const struct request *rq, const char *const *names, int n, const char **values_r);

#endif
