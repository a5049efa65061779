/* seal.c - personal values of records: sealed for their row, findable by keyed hash. */
#include "engine.h"

#include <string.h>

/* Never change a text here: what is stored under it could no longer be opened or found. */
static const char *
binding(struct arena *a, const struct record_type *t, const struct record_field *f, const char *id)
{
	return arena_printf(a, "biz.%s|%s|%s", t->table, f->name, id);
}

const char *
record_seal(const struct crypto *c, struct arena *a, const struct record_type *t,
    const struct record_field *f, const char *id, const char *value)
{
	size_t len;
	const unsigned char *data = crypto_encrypt(c, a, binding(a, t, f, id), value, &len);

	return arena_printf(a, "\\x%s", crypto_hex(a, data, len));
}

const char *
record_index(const struct crypto *c, struct arena *a, const struct record_field *f,
    const char *value)
{
	uint8_t index[32];

	/* The labels of personal.c: one person is found by one hash, whatever the table. */
	crypto_index(c, f->type == FIELD_PHONE ? "phone:v1" : "idno:v1", value, index);
	return arena_printf(a, "\\x%s", crypto_hex(a, index, sizeof(index)));
}

const char *
record_unseal(const struct crypto *c, struct arena *a, const struct record_type *t,
    const struct record_field *f, const char *id, const char *bytea)
{
	const unsigned char *data;
	size_t len;

	if (bytea == NULL || strncmp(bytea, "\\x", 2) != 0)
		return NULL;
	data = crypto_unhex(a, bytea + 2, &len);
	return data != NULL ? crypto_decrypt(c, a, binding(a, t, f, id), data, len) : NULL;
}
