/* crypto.h - field encryption, keyed search, random ids. (security.md section 12) */
#ifndef YILIAN_CRYPTO_H
#define YILIAN_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

enum crypto_suite { CRYPTO_AES256_GCM = 1, CRYPTO_SM4_CTR_HMAC_SM3 = 2 };

struct crypto;

/* Reads the master key (64 hex digits) and derives the keys of each use. Dies if it cannot.
 * suite is the one new values are written in; both are read. */
const struct crypto *crypto_open(const char *master_key_file, enum crypto_suite suite);

/* Wipes and frees the keys. */
void crypto_close(const struct crypto *c);

/* Encrypts text as suite|kid|iv|ciphertext|tag, bound to aad ("biz.patient|id_number|<uuid>"). */
const unsigned char *crypto_encrypt(const struct crypto *c, struct arena *a, const char *aad,
    const char *text, size_t *len_r);

/* The text again, or NULL where the bytes, the key or the aad are not those of the writing. */
const char *crypto_decrypt(const struct crypto *c, struct arena *a, const char *aad,
    const unsigned char *data, size_t len);

/* HMAC-SM3 of label and value under the search key: equal values give equal 32 bytes, nobody
 * without the key can try values. label separates uses ("idno:v1"). */
void crypto_index(const struct crypto *c, const char *label, const char *value, uint8_t index_r[32]);

void crypto_random(void *data_r, size_t len);
void crypto_sha256(const void *data, size_t len, uint8_t hash_r[32]);

/* RFC 9562 version 7, text form with its NUL. Grows with time within a process. */
void crypto_uuid7(char uuid_r[37]);

/* base64url without padding. decode: NULL where s is none. */
const char *crypto_base64url(struct arena *a, const void *data, size_t len);
const unsigned char *crypto_base64url_decode(struct arena *a, const char *s, size_t *len_r);

/* Lower-case hex; "\\x" + hex is what PostgreSQL takes as bytea text. */
const char *crypto_hex(struct arena *a, const void *data, size_t len);
const unsigned char *crypto_unhex(struct arena *a, const char *s, size_t *len_r);

#endif
