/* directory.h - hospitals' own directories: who is this, is the password right, which groups.
 *
 * libldap never does the transport: own non-blocking socket, own TLS (OpenSSL), own deadlines.
 * (security.md F1, F2, sections 3 and 4) */
#ifndef YILIAN_DIRECTORY_H
#define YILIAN_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "config.h"

enum realm_kind { REALM_OPENLDAP, REALM_AD, REALM_HOSTED };
enum group_mode { GROUPS_MEMBER_SEARCH, GROUPS_MEMBEROF, GROUPS_AD_IN_CHAIN, GROUPS_AD_TOKEN };

struct endpoint {
	const char *host;		/* name or address */
	int port;
	bool starttls;			/* false: LDAPS */
	const char *server_name;	/* what the certificate must be for; NULL: host */
};

struct realm {
	int id;
	const char *code;
	enum realm_kind kind;
	const struct endpoint *endpoints;	/* tried in order */
	int nendpoints;
	const char *ca_pem;
	const char *base_dn;
	const char *user_filter;	/* exactly one %u */
	const char *id_attr;		/* objectGUID or entryUUID */
	const char *active_filter;	/* matches accounts that are in use */
	const char *name_attr;		/* display name: cn, displayName */
	const char *const *rule_attributes;	/* asked for beside these, NULL-ended; or NULL */
	enum group_mode group_mode;
	const char *group_base_dn;
	const char *service_dn;
	const char *service_secret;	/* name of a file in config.secrets_dir */
	int connect_ms, total_ms;
	int max_concurrent, queue;
	int forward_fail_limit;
	long row_version;
};

enum directory_result {
	DIRECTORY_OK,
	DIRECTORY_BAD_CREDENTIALS,
	DIRECTORY_LOCKED,
	DIRECTORY_DISABLED,
	DIRECTORY_EXPIRED,
	DIRECTORY_MUST_CHANGE,
	DIRECTORY_POLICY,
	DIRECTORY_AMBIGUOUS,	/* two entries match: a fault of the directory */
	DIRECTORY_UNAVAILABLE,
	DIRECTORY__COUNT
};

struct directory_user {
	const char *dn;
	const uint8_t *uid;		/* immutable id as the directory stores it */
	size_t uid_len;
	const char *login_name;
	const char *display_name;
	const char *const *attribute_values;	/* for realm_org_rule attr_equals: "name=value", NULL-ended */
	bool active;
};

struct directory_group {
	const uint8_t *uid;
	size_t uid_len;
	const char *dn;
};

struct directory;	/* the pooled service connections, limits and breakers of all realms */

struct directory *directory_create(const struct config *config);
void directory_free(struct directory *d);

/* Finds the one entry of this login name (already folded) as the service account.
 * OK with *user_r NULL: there is none. detail_r: for log and realm test, no secrets. */
enum directory_result directory_find(struct directory *d, struct arena *a,
    const struct realm *realm, const char *login, struct directory_user **user_r,
    const char **detail_r);

/* Binds as this DN on a fresh connection. Refuses an empty password or DN without connecting. */
enum directory_result directory_bind(struct directory *d, struct arena *a,
    const struct realm *realm, const char *dn, const char *password, size_t password_len,
    const char **detail_r);

/* Direct and nested groups (depth 5, 200 groups, cycles ignored). */
enum directory_result directory_groups(struct directory *d, struct arena *a,
    const struct realm *realm, const struct directory_user *user,
    const struct directory_group **groups_r, int *ngroups_r, const char **detail_r);

/* The group of exactly this DN, below the realm's group base. OK with group_r->uid NULL: none. */
enum directory_result directory_group(struct directory *d, struct arena *a,
    const struct realm *realm, const char *dn, struct directory_group *group_r,
    const char **detail_r);

/* What became of an account. */
struct directory_state {
	bool active;			/* false: gone or disabled */
	const char *dn;			/* where it is now; NULL: gone */
	int64_t password_changed_at;	/* seconds since 1970; 0: not known */
};

/* Looks accounts up again by immutable id, 50 a query; states_r has n places. On any result but OK
 * nothing is known about anyone. */
enum directory_result directory_recheck(struct directory *d, struct arena *a,
    const struct realm *realm, const uint8_t *const *uids, const size_t *uid_lens, int n,
    struct directory_state *states_r, const char **detail_r);

/* For a realm test: what the directory's endpoint is like, as the service account sees it. */
struct directory_report {
	const char *endpoint;
	const char *protocol;		/* TLSv1.3 */
	const char *subject, *issuer;	/* of its certificate */
	const char *valid_from, *valid_until;
	int days_left;
	int connect_ms, search_ms;
	bool base_found;
};
enum directory_result directory_probe(struct directory *d, struct arena *a,
    const struct realm *realm, struct directory_report *report_r, const char **detail_r);

/* Whether text is a filter, with exactly as many %u as said. */
bool directory_filter_ok(struct arena *a, const char *text, int placeholders);

/* A DN in one spelling: attribute types in lower case, values folded, no blanks around separators.
 * NULL where it is none. */
const char *directory_dn_fold(struct arena *a, const char *dn);

/* Whether dn is base or lies below it, component by component. */
bool directory_dn_under(struct arena *a, const char *dn, const char *base);

const char *directory_result_name(enum directory_result r);

#endif
