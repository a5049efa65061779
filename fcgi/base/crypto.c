/* crypto.c - field encryption and keyed search, by OpenSSL 3. */
#include "crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/core_names.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

enum {
	KEY_ID = 1,		/* of the keys derived from today's master key */
	HEAD_BYTES = 2,		/* suite, key id */
	GCM_IV_BYTES = 12,
	GCM_TAG_BYTES = 16,
	SM4_IV_BYTES = 16,
	SM3_BYTES = 32,
	KEY_BYTES = 32
};

struct crypto {
	enum crypto_suite suite;
	EVP_CIPHER *gcm, *sm4;
	EVP_MAC *hmac;
	unsigned char gcm_key[KEY_BYTES];
	unsigned char sm4_key[16];
	EVP_MAC_CTX *seal;	/* HMAC-SM3 under the key of suite 2, ready to be copied */
	EVP_MAC_CTX *index;	/* HMAC-SM3 under the search key, ready to be copied */
};

static void
read_master_key(const char *file, unsigned char key_r[KEY_BYTES])
{
	char hex[2 * KEY_BYTES + 8] = "";
	FILE *in = fopen(file, "re");
	unsigned char *key;
	long len = 0;

	if (in == NULL)
		die("The master key %s cannot be opened", file);
	if (fgets(hex, sizeof(hex), in) == NULL)
		hex[0] = '\0';
	fclose(in);
	hex[strcspn(hex, "\r\n")] = '\0';
	key = OPENSSL_hexstr2buf(hex, &len);
	if (key == NULL || len != KEY_BYTES || strlen(hex) != 2 * KEY_BYTES)
		die("The master key %s does not hold 64 hexadecimal digits", file);
	memcpy(key_r, key, KEY_BYTES);
	OPENSSL_cleanse(key, KEY_BYTES);
	OPENSSL_free(key);
	OPENSSL_cleanse(hex, sizeof(hex));
}

static void
derive(const unsigned char master[KEY_BYTES], const char *use, unsigned char *key_r, size_t len)
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *ctx = kdf == NULL ? NULL : EVP_KDF_CTX_new(kdf);
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char[]){ "SHA256" }, 0),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)(uintptr_t)master,
		    KEY_BYTES),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (char[]){ "yilian" }, 6),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)(uintptr_t)use,
		    strlen(use)),
		OSSL_PARAM_construct_end(),
	};

	if (ctx == NULL || EVP_KDF_derive(ctx, key_r, len, params) != 1)
		die("OpenSSL cannot derive the key for %s", use);
	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
}

static EVP_MAC_CTX *
open_mac(const struct crypto *c, const unsigned char master[KEY_BYTES], const char *use)
{
	unsigned char key[KEY_BYTES];
	EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(c->hmac);
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char[]){ "SM3" }, 0),
		OSSL_PARAM_construct_end(),
	};

	derive(master, use, key, sizeof(key));
	if (ctx == NULL || EVP_MAC_init(ctx, key, sizeof(key), params) != 1)
		die("OpenSSL has no HMAC-SM3");
	OPENSSL_cleanse(key, sizeof(key));
	return ctx;
}

const struct crypto *
crypto_open(const char *master_key_file, enum crypto_suite suite)
{
	struct crypto *c = calloc(1, sizeof(*c));
	unsigned char master[KEY_BYTES];

	if (c == NULL)
		die("No memory for the keys");
	c->suite = suite;
	c->gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
	c->sm4 = EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL);
	c->hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	if (c->gcm == NULL || c->sm4 == NULL || c->hmac == NULL)
		die("OpenSSL lacks AES-256-GCM, SM4-CTR or HMAC");
	read_master_key(master_key_file, master);
	derive(master, "field aes-256-gcm 1", c->gcm_key, sizeof(c->gcm_key));
	derive(master, "field sm4-ctr 1", c->sm4_key, sizeof(c->sm4_key));
	c->seal = open_mac(c, master, "field hmac-sm3 1");
	c->index = open_mac(c, master, "index hmac-sm3 1");
	OPENSSL_cleanse(master, sizeof(master));
	return c;
}

void
crypto_close(const struct crypto *c)
{
	struct crypto *own = (struct crypto *)(uintptr_t)c;

	if (own == NULL)
		return;
	EVP_CIPHER_free(own->gcm);
	EVP_CIPHER_free(own->sm4);
	EVP_MAC_CTX_free(own->seal);
	EVP_MAC_CTX_free(own->index);
	EVP_MAC_free(own->hmac);
	OPENSSL_cleanse(own, sizeof(*own));
	free(own);
}

/* One part of what a MAC covers. */
struct part { const void *data; size_t len; };

static void
compute_mac(const EVP_MAC_CTX *keyed, const struct part *parts, int n, uint8_t mac_r[SM3_BYTES])
{
	EVP_MAC_CTX *ctx = EVP_MAC_CTX_dup(keyed);
	bool good = ctx != NULL;
	size_t len = 0;

	for (int i = 0; good && i < n; i++)
		good = EVP_MAC_update(ctx, parts[i].data, parts[i].len) == 1;
	good = good && EVP_MAC_final(ctx, mac_r, &len, SM3_BYTES) == 1;
	EVP_MAC_CTX_free(ctx);
	if (!good)
		die("OpenSSL cannot compute a MAC");
}

/* Suite 2's tag: over len(aad), aad, head, iv and ciphertext. */
static void
compute_tag(const struct crypto *c, const char *aad, const unsigned char *data, size_t len,
    uint8_t tag_r[SM3_BYTES])
{
	size_t aad_len = strlen(aad);
	const unsigned char aad_len_be[4] = { (unsigned char)(aad_len >> 24),
		(unsigned char)(aad_len >> 16), (unsigned char)(aad_len >> 8), (unsigned char)aad_len };
	const struct part parts[] = { { aad_len_be, 4 }, { aad, aad_len }, { data, len } };

	compute_mac(c->seal, parts, 3, tag_r);
}

static void
free_cipher(void *ctx)
{
	EVP_CIPHER_CTX_free(ctx);
}

static EVP_CIPHER_CTX *
make_cipher(struct arena *a)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

	if (ctx == NULL)
		die("No memory for a cipher");
	arena_defer(a, free_cipher, ctx);
	return ctx;
}

/* Suite 1, into out_r: iv, ciphertext, tag. */
static bool
write_gcm(const struct crypto *c, EVP_CIPHER_CTX *ctx, const char *aad, const char *text, int len,
    unsigned char *out_r)
{
	unsigned char *body = out_r + GCM_IV_BYTES;
	const unsigned char head[HEAD_BYTES] = { CRYPTO_AES256_GCM, KEY_ID };
	int n = 0;

	crypto_random(out_r, GCM_IV_BYTES);
	return EVP_EncryptInit_ex2(ctx, c->gcm, c->gcm_key, out_r, NULL) == 1 &&
	    EVP_EncryptUpdate(ctx, NULL, &n, head, HEAD_BYTES) == 1 &&
	    EVP_EncryptUpdate(ctx, NULL, &n, (const unsigned char *)aad, (int)strlen(aad)) == 1 &&
	    EVP_EncryptUpdate(ctx, body, &n, (const unsigned char *)text, len) == 1 &&
	    EVP_EncryptFinal_ex(ctx, body + len, &n) == 1 &&
	    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, GCM_TAG_BYTES, body + len) == 1;
}

/* Suite 2, into data_r behind the head: iv, ciphertext, tag. */
static bool
write_sm4(const struct crypto *c, EVP_CIPHER_CTX *ctx, const char *aad, const char *text, int len,
    unsigned char *data_r)
{
	unsigned char *iv = data_r + HEAD_BYTES, *body = iv + SM4_IV_BYTES;
	int n = 0;

	crypto_random(iv, SM4_IV_BYTES);
	if (EVP_EncryptInit_ex2(ctx, c->sm4, c->sm4_key, iv, NULL) != 1 ||
	    EVP_EncryptUpdate(ctx, body, &n, (const unsigned char *)text, len) != 1 ||
	    EVP_EncryptFinal_ex(ctx, body + n, &n) != 1)
		return false;
	compute_tag(c, aad, data_r, (size_t)(body - data_r) + (size_t)len, body + len);
	return true;
}

const unsigned char *
crypto_encrypt(const struct crypto *c, struct arena *a, const char *aad, const char *text,
    size_t *len_r)
{
	bool gcm = c->suite == CRYPTO_AES256_GCM;
	size_t len = strlen(text);
	size_t extra = gcm ? GCM_IV_BYTES + GCM_TAG_BYTES : SM4_IV_BYTES + SM3_BYTES;
	unsigned char *data = arena_alloc(a, HEAD_BYTES + len + extra, 1);
	EVP_CIPHER_CTX *ctx = make_cipher(a);
	bool good;

	data[0] = (unsigned char)c->suite;
	data[1] = KEY_ID;
	good = gcm ? write_gcm(c, ctx, aad, text, (int)len, data + HEAD_BYTES)
	    : write_sm4(c, ctx, aad, text, (int)len, data);
	if (!good)
		die("OpenSSL cannot encrypt");
	*len_r = HEAD_BYTES + len + extra;
	return data;
}

static const char *
read_gcm(const struct crypto *c, struct arena *a, const char *aad, const unsigned char *data,
    size_t len)
{
	const unsigned char *iv = data + HEAD_BYTES, *body = iv + GCM_IV_BYTES;
	EVP_CIPHER_CTX *ctx;
	unsigned char tag[GCM_TAG_BYTES], *text;
	int text_len, n = 0;

	if (len < HEAD_BYTES + GCM_IV_BYTES + GCM_TAG_BYTES)
		return NULL;
	text_len = (int)(len - HEAD_BYTES - GCM_IV_BYTES - GCM_TAG_BYTES);
	memcpy(tag, body + text_len, GCM_TAG_BYTES);
	text = arena_alloc(a, (size_t)text_len + 1, 1);
	ctx = make_cipher(a);
	if (EVP_DecryptInit_ex2(ctx, c->gcm, c->gcm_key, iv, NULL) != 1 ||
	    EVP_DecryptUpdate(ctx, NULL, &n, data, HEAD_BYTES) != 1 ||
	    EVP_DecryptUpdate(ctx, NULL, &n, (const unsigned char *)aad, (int)strlen(aad)) != 1 ||
	    EVP_DecryptUpdate(ctx, text, &n, body, text_len) != 1 ||
	    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, GCM_TAG_BYTES, tag) != 1 ||
	    EVP_DecryptFinal_ex(ctx, text + text_len, &n) != 1)
		return NULL;
	return (const char *)text;
}

static const char *
read_sm4(const struct crypto *c, struct arena *a, const char *aad, const unsigned char *data,
    size_t len)
{
	const unsigned char *iv = data + HEAD_BYTES, *body = iv + SM4_IV_BYTES;
	EVP_CIPHER_CTX *ctx;
	unsigned char *text;
	uint8_t tag[SM3_BYTES];
	int text_len, n = 0;

	if (len < HEAD_BYTES + SM4_IV_BYTES + SM3_BYTES)
		return NULL;
	compute_tag(c, aad, data, len - SM3_BYTES, tag);
	if (CRYPTO_memcmp(tag, data + len - SM3_BYTES, SM3_BYTES) != 0)
		return NULL;
	text_len = (int)(len - HEAD_BYTES - SM4_IV_BYTES - SM3_BYTES);
	text = arena_alloc(a, (size_t)text_len + 1, 1);
	ctx = make_cipher(a);
	if (EVP_DecryptInit_ex2(ctx, c->sm4, c->sm4_key, iv, NULL) != 1 ||
	    EVP_DecryptUpdate(ctx, text, &n, body, text_len) != 1 ||
	    EVP_DecryptFinal_ex(ctx, text + n, &n) != 1)
		return NULL;
	return (const char *)text;
}

const char *
crypto_decrypt(const struct crypto *c, struct arena *a, const char *aad, const unsigned char *data,
    size_t len)
{
	if (len < HEAD_BYTES || len > 1024 * 1024 || data[1] != KEY_ID)
		return NULL;
	if (data[0] == CRYPTO_AES256_GCM)
		return read_gcm(c, a, aad, data, len);
	if (data[0] == CRYPTO_SM4_CTR_HMAC_SM3)
		return read_sm4(c, a, aad, data, len);
	return NULL;
}

void
crypto_index(const struct crypto *c, const char *label, const char *value, uint8_t index_r[32])
{
	const struct part parts[] = { { label, strlen(label) }, { ":", 1 },
		{ value, strlen(value) } };

	compute_mac(c->index, parts, 3, index_r);
}
