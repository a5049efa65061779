/* auth.h - signing in: the login worker's routes, its state, and the thread that checks again. */
#ifndef YILIAN_AUTH_H
#define YILIAN_AUTH_H

#include "arena.h"
#include "config.h"
#include "crypto.h"
#include "db.h"
#include "directory.h"
#include "resource.h"

/* Directories, realms as configured, and counters of attempts: shared by all threads. */
struct auth;

struct auth *auth_create(const struct config *config);
void auth_free(struct auth *auth);

/* Looks accounts with a session up again in their directories until stopped. (security.md 10) */
struct recheck;
struct recheck *recheck_start(struct auth *auth, const struct config *config);
void recheck_stop(struct recheck *r);

/* /auth/login, /auth/logout, /auth/realms. program.state is the struct auth. */
extern const struct resource resource_login;

/* --- for yilian-admin and the tests of it --- */

/* A realm as the database has it: beside what directory.h needs, whom it serves. */
struct org_rule {
	const char *kind;		/* dn_under, attr_equals, default */
	const char *value;
	const char *org_id;
};

struct auth_realm {
	struct realm realm;
	const char *name;
	const char *const *suffixes;	/* NULL-ended */
	const struct org_rule *rules;	/* in order */
	int nrules;
	int recheck_s;
};

/* Reads all realms (only_enabled: those in use) into the arena. query: the one of this program. */
struct problem *auth_read_realms(struct db *db, struct arena *a, enum query query, bool only_enabled,
    const struct auth_realm **realms_r, int *n_r);

/* The organisation the realm's rules give this person; NULL: none. */
const char *auth_home_org(struct arena *a, const struct auth_realm *realm,
    const struct directory_user *user);

/* Bytes as PostgreSQL takes bytea text, and a list of them as bytea[] text. */
const char *auth_bytea(struct arena *a, const void *data, size_t len);
const char *auth_group_array(struct arena *a, const struct directory_group *groups, int n);

#endif
