/* value.h - one value from outside, checked against its declared type. */
#ifndef YILIAN_VALUE_H
#define YILIAN_VALUE_H

#include "resource.h"

/* Text for SQL, or NULL and what is wrong: of the query string, of a cell. */
const char *value_check(struct arena *a, const struct param *pa, const char *s,
    struct sentence *fault_r);

/* The same of a JSON value that is not null. */
const char *value_from_json(struct arena *a, const struct param *pa, const json_t *v,
    struct sentence *fault_r);

/* Whether an array's text form ({a,b}), or NULL, holds this item, which needs no quotes. */
bool array_has(const char *array, const char *item);

/* The JSON schema of a parameter. */
void openapi_param_schema(struct buffer *b, const struct param *pa);

#endif
