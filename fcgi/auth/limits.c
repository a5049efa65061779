/* limits.c - how often somebody may try: buckets and wrong passwords, in memory.
 *
 * One process serves all sign-ins, so nothing is shared. A restart forgets the counters: at worst
 * a directory sees forward_fail_limit more wrong passwords. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "auth_impl.h"
#include "clock.h"
#include "log.h"

enum {
	SLOTS = 32768,			/* places; when the neighbourhood of a key is full the stalest goes */
	NEIGHBOURS = 16,
	WRONG_MAX = 20,			/* realm_limits_sane: forward_fail_limit is at most 20 */
	WRONG_MS = 30 * 60 * 1000,
	LOCKED_MS = 15 * 60 * 1000
};

/* A whole hospital may sit behind one address, so that bucket is generous. */
static const struct { int burst; int every_ms; } rates[LIMIT__COUNT] = {
	[LIMIT_ADDRESS] = { 100, 200 },
	[LIMIT_REALM] = { 200, 100 },
	[LIMIT_LOGIN] = { 10, 6000 },
};

struct slot {
	uint8_t key[32];		/* a keyed hash: no login name stays in memory */
	int64_t used_ms;		/* 0: free */
	int64_t full_at_ms;		/* when the bucket is full again */
	int64_t locked_until_ms;
	int64_t wrong_ms[WRONG_MAX];	/* moments of wrong passwords; 0: none */
	int reserved;			/* forwarded, and not settled yet */
};

struct limits {
	pthread_mutex_t lock;
	uint8_t salt[32];
	struct slot *slots;
};

struct limits *
limits_create(void)
{
	struct limits *l = calloc(1, sizeof(*l));

	if (l == NULL || (l->slots = calloc(SLOTS, sizeof(*l->slots))) == NULL)
		die("no memory for the counters of attempts");
	pthread_mutex_init(&l->lock, NULL);
	crypto_random(l->salt, sizeof(l->salt));
	return l;
}

void
limits_free(struct limits *l)
{
	pthread_mutex_destroy(&l->lock);
	free(l->slots);
	free(l);
}

/* The slot of a key, new where it is not known. Called with the lock held. */
static struct slot *
find_slot(struct limits *l, char kind, const char *name)
{
	uint8_t text[32 + 1 + 512], key[32];
	size_t len = strnlen(name, sizeof(text) - 33);
	struct slot *stalest = NULL;
	uint32_t start;

	memcpy(text, l->salt, 32);
	text[32] = (uint8_t)kind;
	memcpy(text + 33, name, len);
	crypto_sha256(text, 33 + len, key);
	memcpy(&start, key, sizeof(start));
	for (uint32_t i = 0; i < NEIGHBOURS; i++) {
		struct slot *s = &l->slots[(start + i) % SLOTS];

		if (s->used_ms != 0 && memcmp(s->key, key, sizeof(key)) == 0)
			return s;
		if (s->reserved == 0 && (stalest == NULL || s->used_ms < stalest->used_ms))
			stalest = s;
	}
	if (stalest == NULL)
		return NULL;
	*stalest = (struct slot){ .used_ms = clock_ms() };
	memcpy(stalest->key, key, sizeof(key));
	return stalest;
}

int
limits_take(struct limits *l, enum limit kind, const char *key)
{
	int64_t now = clock_ms(), wait_ms = 0;
	int every_ms = rates[kind].every_ms;
	struct slot *s;

	pthread_mutex_lock(&l->lock);
	s = find_slot(l, (char)('0' + kind), key);
	if (s != NULL) {
		int64_t full_at_ms = s->full_at_ms > now ? s->full_at_ms : now;

		wait_ms = full_at_ms + every_ms - now - (int64_t)rates[kind].burst * every_ms;
		s->used_ms = now;
		if (wait_ms <= 0)
			s->full_at_ms = full_at_ms + every_ms;
	}
	pthread_mutex_unlock(&l->lock);
	return wait_ms <= 0 ? 0 : (int)(wait_ms / 1000) + 1;
}

void
limits_fill(struct limits *l, enum limit kind, const char *key)
{
	struct slot *s;

	pthread_mutex_lock(&l->lock);
	s = find_slot(l, (char)('0' + kind), key);
	if (s != NULL)
		s->full_at_ms = 0;
	pthread_mutex_unlock(&l->lock);
}

static int
count_wrong(const struct slot *s, int64_t now)
{
	int n = s->reserved;

	for (int i = 0; i < WRONG_MAX; i++)
		n += s->wrong_ms[i] != 0 && s->wrong_ms[i] > now - WRONG_MS;
	return n;
}

bool
limits_forward(struct limits *l, const char *account, int most)
{
	int64_t now = clock_ms();
	bool may = false;
	struct slot *s;

	pthread_mutex_lock(&l->lock);
	s = find_slot(l, 'f', account);
	if (s != NULL) {
		s->used_ms = now;
		may = s->locked_until_ms <= now && count_wrong(s, now) < most;
		s->reserved += may;
	}
	pthread_mutex_unlock(&l->lock);
	return may;
}

static void
note_wrong(struct slot *s, int64_t now)
{
	int oldest = 0;

	for (int i = 1; i < WRONG_MAX; i++) {
		if (s->wrong_ms[i] < s->wrong_ms[oldest])
			oldest = i;
	}
	s->wrong_ms[oldest] = now;
}

void
limits_forwarded(struct limits *l, const char *account, enum forwarded what)
{
	int64_t now = clock_ms();
	struct slot *s;

	pthread_mutex_lock(&l->lock);
	s = find_slot(l, 'f', account);
	if (s != NULL) {
		s->reserved -= s->reserved > 0;
		if (what == FORWARDED_RIGHT)
			memset(s->wrong_ms, 0, sizeof(s->wrong_ms));
		if (what == FORWARDED_WRONG)
			note_wrong(s, now);
		if (what == FORWARDED_LOCKED)
			s->locked_until_ms = now + LOCKED_MS;
	}
	pthread_mutex_unlock(&l->lock);
}
