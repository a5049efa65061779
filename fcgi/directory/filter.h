/* filter.h - LDAP filters from templates, every value escaped. */
#ifndef YILIAN_DIRECTORY_FILTER_H
#define YILIAN_DIRECTORY_FILTER_H

#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/* The value with every byte but letters and digits as \\xx: safe as text and as binary. */
const char *filter_escape(struct arena *a, const void *value, size_t len);

/* The template with its one %u replaced by the escaped login; NULL where there is not one. */
const char *filter_fill(struct arena *a, const char *template_text, const char *login);

/* "(|(name=v1)(name=v2)…)" */
struct value;
const char *filter_any(struct arena *a, const char *name, const struct value *values, int n);

#endif
