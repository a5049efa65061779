/* connection.h - one LDAP session over our own transport: open, bind, search, all by a deadline. */
#ifndef YILIAN_DIRECTORY_CONNECTION_H
#define YILIAN_DIRECTORY_CONNECTION_H

#include <ldap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "directory.h"
#include "gate.h"
#include "tls.h"

struct connection;

/* One call of directory.h under way: what every step below it needs to know. */
struct call {
	struct arena *a;
	const struct realm *realm;
	struct gate *gate;
	int64_t deadline_ms;
	enum gate_outcome outcome;
	const char *detail;		/* what went wrong, for log and realm test; no secrets */
	struct connection *service;	/* bound as the service account; NULL: not yet */
	bool reused;			/* it came from the pool, so it may be dead */
	int code;			/* what the last search ended with */
};

struct value {
	const uint8_t *data;		/* a NUL follows, which is not counted */
	size_t len;
};

struct attribute {
	const char *name;
	const struct value *values;
	int nvalues;
	struct attribute *next;
};

struct entry {
	const char *dn;
	struct attribute *attributes;
	struct entry *next;
};

struct search {
	const char *base;
	int scope;
	const char *filter;
	const char *const *attributes;	/* NULL-ended */
	int max_entries;		/* more than these is a failure */
	bool may_be_missing;		/* no such base: no entries, instead of a failure */
};

/* Begins a call: waits for a place in the realm's gate. */
enum directory_result call_begin(struct call *c, struct directory *d, struct arena *a,
    const struct realm *realm);
/* Ends it: the service connection goes back to the pool unless it failed, the gate is left.
 * Returns result and sets *detail_r. */
enum directory_result call_end(struct call *c, enum directory_result result,
    const char **detail_r);

/* A new connection with TLS up: to the endpoint that answered last, else to the next. */
enum directory_result connection_open(struct call *c, struct connection **connection_r);

/* Simple bind. Sets what the directory thinks of this password. */
enum directory_result connection_bind(struct call *c, struct connection *n, const char *dn,
    const char *password, size_t password_len);

/* One search by this deadline. outcome ANSWERED: the connection is good for another one. */
enum directory_result connection_search(struct call *c, struct connection *n,
    const struct search *s, int64_t deadline_ms, struct entry **entries_r);

/* Searches as the service account, connecting where needed, and once more where a pooled
 * connection turns out dead. Anything but success is UNAVAILABLE and leaves *entries_r NULL: part
 * of an answer is no answer. */
enum directory_result service_search(struct call *c, const struct search *s,
    struct entry **entries_r);

/* A failure with its reason; the outcome tells the breaker whether the directory is to blame. */
enum directory_result call_fail(struct call *c, enum gate_outcome outcome, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The values of an attribute, names compared without case; NULL: none. */
const struct attribute *entry_attribute(const struct entry *e, const char *name);
/* Its first value as text, or NULL where there is none or it holds a NUL. */
const char *entry_text(const struct entry *e, const char *name);

int64_t connection_age_ms(const struct connection *n);
int64_t connection_idle_ms(const struct connection *n);
long connection_row_version(const struct connection *n);
void connection_describe(const struct connection *n, struct arena *a, struct tls_details *details_r,
    const char **endpoint_r);

void connection_close(struct connection *n);

#endif
