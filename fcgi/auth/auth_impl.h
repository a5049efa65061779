/* auth_impl.h - what the files of auth/ share. */
#ifndef YILIAN_AUTH_IMPL_H
#define YILIAN_AUTH_IMPL_H

#include <stdint.h>

#include "auth.h"
#include "request.h"

struct limits;
struct realm_cache;

struct auth {
	const struct config *config;
	struct directory *directory;
	struct realm_cache *realms;
	struct limits *limits;
};

/* --- realms.c --- */
struct realm_cache *realm_cache_create(void);
void realm_cache_free(struct realm_cache *c);

/* The realms in use as the database has them now; good until the arena is reset. */
struct problem *realm_cache_get(struct realm_cache *c, struct db *db, struct arena *a,
    const struct auth_realm **realms_r, int *n_r);

const struct auth_realm *realm_by_code(const struct auth_realm *realms, int n, const char *code);
const struct auth_realm *realm_by_suffix(const struct auth_realm *realms, int n,
    const char *suffix);

/* --- limits.c: counters of attempts, in memory --- */
enum limit { LIMIT_ADDRESS, LIMIT_REALM, LIMIT_LOGIN, LIMIT__COUNT };

struct limits *limits_create(void);
void limits_free(struct limits *l);

/* Takes one attempt from the bucket of this key; 0, or the seconds until there is one again. */
int limits_take(struct limits *l, enum limit kind, const char *key);
/* Fills it up again: after a right password. */
void limits_fill(struct limits *l, enum limit kind, const char *key);

/* Whether one more password of this account (realm and immutable id) may go to its directory.
 * True reserves a place, to be settled by limits_forwarded. */
bool limits_forward(struct limits *l, const char *account, int most);

enum forwarded {
	FORWARDED_RIGHT,	/* forgets all wrong ones */
	FORWARDED_WRONG,	/* counts for 30 minutes */
	FORWARDED_LOCKED,	/* the directory has locked it: nothing is forwarded for 15 minutes */
	FORWARDED_NOTHING	/* the directory did not say */
};
void limits_forwarded(struct limits *l, const char *account, enum forwarded what);

#endif
