/* token.c - random bytes, ids and the texts that stand for bytes. */
#include "crypto.h"

/* The plain functions: the newer ones look for a provider each time, which takes ten times as long. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "log.h"

void
crypto_random(void *data_r, size_t len)
{
	if (RAND_bytes(data_r, (int)len) != 1)
		die("OpenSSL has no random bytes");
}

void
crypto_sha256(const void *data, size_t len, uint8_t hash_r[32])
{
	SHA256_CTX ctx;

	if (SHA256_Init(&ctx) != 1 || SHA256_Update(&ctx, data, len) != 1 ||
	    SHA256_Final(hash_r, &ctx) != 1)
		die("OpenSSL cannot hash");
}

/* What makes ids grow within a process: the millisecond of the last one and its counter.
 * The login worker has threads, hence the lock. */
static struct {
	pthread_mutex_t lock;
	uint64_t ms;
	unsigned counter;	/* 12 bits */
} last_id = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* The time and counter of the next id. A new millisecond starts in the lower half of the counter;
 * one whose counter is spent borrows the next millisecond. (RFC 9562, 6.2, method 1) */
static void
next_id(uint64_t now_ms, unsigned random, uint64_t *ms_r, unsigned *counter_r)
{
	pthread_mutex_lock(&last_id.lock);
	if (now_ms > last_id.ms) {
		last_id.ms = now_ms;
		last_id.counter = random & 0x7FF;
	} else if (++last_id.counter > 0xFFF) {
		last_id.ms++;
		last_id.counter = random & 0x7FF;
	}
	*ms_r = last_id.ms;
	*counter_r = last_id.counter;
	pthread_mutex_unlock(&last_id.lock);
}

void
crypto_uuid7(char uuid_r[37])
{
	struct timespec now;
	unsigned char b[10];
	unsigned counter;
	uint64_t ms;

	clock_gettime(CLOCK_REALTIME, &now);
	crypto_random(b, sizeof(b));
	next_id((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000,
	    (unsigned)b[8] << 8 | b[9], &ms, &counter);
	snprintf(uuid_r, 37, "%08x-%04x-7%03x-%02x%02x-%02x%02x%02x%02x%02x%02x",
	    (unsigned)(ms >> 16), (unsigned)(ms & 0xFFFF), counter, 0x80 | (b[0] & 0x3F), b[1],
	    b[2], b[3], b[4], b[5], b[6], b[7]);
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const char *
crypto_base64url(struct arena *a, const void *data, size_t len)
{
	const unsigned char *from = data;
	char *text = arena_alloc(a, len / 3 * 4 + 5, 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i < 3 ? len - i : 3;
		unsigned bits = (unsigned)from[i] << 16;

		if (left > 1)
			bits |= (unsigned)from[i + 1] << 8;
		if (left > 2)
			bits |= from[i + 2];
		for (size_t j = 0; j <= left; j++)
			text[n++] = alphabet[bits >> (18 - 6 * j) & 0x3F];
	}
	return text;
}

/* The four characters at s, fewer at the end, as bits; false where one is not of the alphabet. */
static bool
read_group(const char *s, size_t left, unsigned *bits_r)
{
	*bits_r = 0;
	for (size_t j = 0; j < 4; j++) {
		const char *at = j < left ? strchr(alphabet, s[j]) : alphabet;

		if (at == NULL || *at == '\0')
			return false;
		*bits_r = *bits_r << 6 | (unsigned)(at - alphabet);
	}
	return true;
}

const unsigned char *
crypto_base64url_decode(struct arena *a, const char *s, size_t *len_r)
{
	size_t len = strlen(s), n = 0;
	unsigned char *data = arena_alloc(a, len / 4 * 3 + 4, 1);

	if (len % 4 == 1)
		return NULL;
	for (size_t i = 0; i < len; i += 4) {
		size_t left = len - i < 4 ? len - i : 4;
		unsigned bits;

		if (!read_group(s + i, left, &bits))
			return NULL;
		/* Bits that belong to no byte must be zero, or two texts stood for the same bytes. */
		if ((left == 2 && (bits & 0xFFFF) != 0) || (left == 3 && (bits & 0xFF) != 0))
			return NULL;
		for (size_t j = 0; j + 1 < left; j++)
			data[n++] = (unsigned char)(bits >> (16 - 8 * j));
	}
	*len_r = n;
	return data;
}

const char *
crypto_hex(struct arena *a, const void *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *from = data;
	char *text = arena_alloc(a, 2 * len + 1, 1);

	for (size_t i = 0; i < len; i++) {
		text[2 * i] = digits[from[i] >> 4];
		text[2 * i + 1] = digits[from[i] & 15];
	}
	return text;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

const unsigned char *
crypto_unhex(struct arena *a, const char *s, size_t *len_r)
{
	size_t len = strlen(s);
	unsigned char *data = arena_alloc(a, len / 2 + 1, 1);

	if (len % 2 != 0)
		return NULL;
	for (size_t i = 0; i < len; i += 2) {
		int high = hex_value(s[i]), low = hex_value(s[i + 1]);

		if (high < 0 || low < 0)
			return NULL;
		data[i / 2] = (unsigned char)(high << 4 | low);
	}
	*len_r = len / 2;
	return data;
}
