/* personal.c - how personal values of a patient are stored. */
#include "personal.h"

#include <string.h>

/* Never change a text here: what is stored under it could no longer be opened or found. */
static const struct { const char *column, *label; } fields[PERSONAL__COUNT] = {
	[PERSONAL_ID_NUMBER] = { "biz.patient|id_number|", "idno:v1" },
	[PERSONAL_PHONE] = { "biz.patient|phone|", "phone:v1" },
	[PERSONAL_ADDRESS] = { "biz.patient|address|", "address:v1" },
	[PERSONAL_CONTACT_PHONE] = { "biz.referral|contact_phone|", "phone:v1" },
};

static const char *
bytea_text(struct arena *a, const void *data, size_t len)
{
	return arena_printf(a, "\\x%s", crypto_hex(a, data, len));
}

const char *
personal_seal(const struct crypto *c, struct arena *a, enum personal_field field, const char *id,
    const char *value)
{
	const char *aad = arena_printf(a, "%s%s", fields[field].column, id);
	size_t len;
	const unsigned char *data = crypto_encrypt(c, a, aad, value, &len);

	return bytea_text(a, data, len);
}

const char *
personal_unseal(const struct crypto *c, struct arena *a, enum personal_field field, const char *id,
    const char *bytea)
{
	const unsigned char *data;
	size_t len;

	if (bytea == NULL || strncmp(bytea, "\\x", 2) != 0)
		return NULL;
	data = crypto_unhex(a, bytea + 2, &len);
	if (data == NULL)
		return NULL;
	return crypto_decrypt(c, a, arena_printf(a, "%s%s", fields[field].column, id), data, len);
}

const char *
personal_index(const struct crypto *c, struct arena *a, enum personal_field field, const char *value)
{
	uint8_t index[32];

	crypto_index(c, fields[field].label, value, index);
	return bytea_text(a, index, sizeof(index));
}

const char *
personal_person_key(const struct crypto *c, struct arena *a, const char *id_number,
    const char *other)
{
	uint8_t key[32];

	crypto_index(c, id_number != NULL ? "person:v1" : "someone:v1",
	    id_number != NULL ? id_number : other, key);
	/* Sixteen bytes tell all people apart; the table of visits keeps eight. */
	return bytea_text(a, key, 16);
}
