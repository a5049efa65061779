/* gate.c - what protects one realm from another: a limit, a queue, a breaker, pooled handles. */
#include "gate.h"

#include <errno.h>
#include <ldap.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "connection.h"
#include "log.h"
#include "tls.h"

enum {
	IDLE_MAX = 4,
	WAIT_MS = 1000,
	FAILURES_TO_BREAK = 3,
	BREAK_FIRST_MS = 5000,
	BREAK_MAX_MS = 30000,
	CONNECTION_AGE_MS = 600000,	/* AD drops idle connections after 15 minutes */
	CONNECTION_IDLE_MS = 120000	/* a firewall may forget one sooner, and silently */
};

struct gate {
	struct directory *directory;
	struct gate *next;
	int realm_id;
	char *code;
	long row_version;
	SSL_CTX *tls;
	int max_concurrent, queue;
	int inside, waiting;
	pthread_cond_t left;
	int failures;			/* in a row */
	int break_ms;			/* 0: closed, calls pass */
	int64_t broken_until_ms;
	bool probing;
	int endpoint;
	struct connection *idle[IDLE_MAX];
	int nidle;
};

struct directory {
	const struct config *config;
	pthread_mutex_t lock;		/* guards every gate */
	struct gate *gates;
};

struct directory *
directory_create(const struct config *config)
{
	struct directory *d = calloc(1, sizeof(*d));
	LDAPAPIInfo info = { .ldapai_info_version = LDAP_API_INFO_VERSION };

	if (d == NULL)
		die("no memory for the directories");
	/* libldap's first use sets up globals without a lock; every thread comes after this one. */
	if (ldap_get_option(NULL, LDAP_OPT_API_INFO, &info) != LDAP_OPT_SUCCESS)
		die("libldap does not answer");
	ldap_memfree(info.ldapai_vendor_name);
	ber_memvfree((void **)info.ldapai_extensions);
	d->config = config;
	pthread_mutex_init(&d->lock, NULL);
	return d;
}

static void
close_idle(struct gate *g)
{
	while (g->nidle > 0)
		connection_close(g->idle[--g->nidle]);
}

void
directory_free(struct directory *d)
{
	while (d->gates != NULL) {
		struct gate *g = d->gates;

		d->gates = g->next;
		close_idle(g);
		SSL_CTX_free(g->tls);
		pthread_cond_destroy(&g->left);
		free(g->code);
		free(g);
	}
	pthread_mutex_destroy(&d->lock);
	free(d);
}

static struct gate *
gate_create(struct directory *d, const struct realm *realm)
{
	struct gate *g = calloc(1, sizeof(*g));
	pthread_condattr_t monotonic;

	if (g == NULL || (g->code = strdup(realm->code)) == NULL)
		die("no memory for a realm");
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&g->left, &monotonic);
	pthread_condattr_destroy(&monotonic);
	g->directory = d;
	g->realm_id = realm->id;
	g->row_version = realm->row_version - 1;
	g->next = d->gates;
	d->gates = g;
	return g;
}

static int
between(int low, int wanted, int high)
{
	int most = high > low ? high : low;

	return wanted < low ? low : wanted > most ? most : wanted;
}

/* Takes over the settings of a realm that was changed: old handles and the breaker are forgotten. */
static void
configure(struct gate *g, const struct realm *realm)
{
	int share = g->directory->config->login_threads / 2;

	if (g->row_version == realm->row_version)
		return;
	close_idle(g);
	SSL_CTX_free(g->tls);
	g->tls = tls_context(realm->ca_pem);
	g->row_version = realm->row_version;
	g->failures = 0;
	g->break_ms = 0;
	g->endpoint = 0;
	/* One dead directory may hold half of our threads at most, waiting ones included. */
	g->max_concurrent = between(1, realm->max_concurrent, share);
	g->queue = between(0, realm->queue, share - g->max_concurrent);
}

static struct gate *
find_gate(struct directory *d, const struct realm *realm)
{
	struct gate *g = d->gates;

	while (g != NULL && g->realm_id != realm->id)
		g = g->next;
	if (g == NULL)
		g = gate_create(d, realm);
	configure(g, realm);
	return g;
}

static struct timespec
wait_end(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += WAIT_MS / 1000;
	return t;
}

static bool
breaker_refuses(struct gate *g)
{
	return g->break_ms != 0 && (g->probing || clock_ms() < g->broken_until_ms);
}

static enum gate_answer
wait_for_place(struct gate *g)
{
	struct timespec until = wait_end();
	int result = 0;

	if (g->inside >= g->max_concurrent && g->waiting >= g->queue)
		return GATE_BUSY;
	g->waiting++;
	while (g->inside >= g->max_concurrent && result != ETIMEDOUT && !breaker_refuses(g))
		result = pthread_cond_timedwait(&g->left, &g->directory->lock, &until);
	g->waiting--;
	if (breaker_refuses(g))
		return GATE_BROKEN;
	return g->inside < g->max_concurrent ? GATE_ENTERED : GATE_BUSY;
}

enum gate_answer
gate_enter(struct directory *d, const struct realm *realm, struct gate **gate_r)
{
	enum gate_answer answer;
	struct gate *g;

	pthread_mutex_lock(&d->lock);
	g = find_gate(d, realm);
	answer = breaker_refuses(g) ? GATE_BROKEN : wait_for_place(g);
	if (answer == GATE_ENTERED) {
		g->inside++;
		g->probing = g->break_ms != 0;
		*gate_r = g;
	}
	pthread_mutex_unlock(&d->lock);
	return answer;
}

static void
note_failure(struct gate *g)
{
	g->failures++;
	if (g->failures < FAILURES_TO_BREAK)
		return;
	if (g->break_ms == 0)
		log_event(LOG_WARNING, "directory_breaker_open", "realm", g->code, NULL);
	/* Failures of calls that began before it opened do not lengthen the break. */
	if (g->break_ms == 0 || g->probing)
		g->break_ms = g->break_ms == 0 ? BREAK_FIRST_MS
		    : g->break_ms * 2 < BREAK_MAX_MS ? g->break_ms * 2 : BREAK_MAX_MS;
	g->broken_until_ms = clock_ms() + g->break_ms;
	close_idle(g);
}

static void
note_answer(struct gate *g)
{
	if (g->break_ms != 0)
		log_event(LOG_INFO, "directory_breaker_closed", "realm", g->code, NULL);
	g->failures = 0;
	g->break_ms = 0;
}

void
gate_leave(struct gate *g, enum gate_outcome outcome)
{
	pthread_mutex_t *lock = &g->directory->lock;

	pthread_mutex_lock(lock);
	if (outcome == GATE_FAILED)
		note_failure(g);
	if (outcome == GATE_ANSWERED)
		note_answer(g);
	g->probing = false;
	g->inside--;
	/* A breaker that opened sends everybody home, not just the next. */
	if (g->break_ms != 0)
		pthread_cond_broadcast(&g->left);
	else
		pthread_cond_signal(&g->left);
	pthread_mutex_unlock(lock);
}

SSL_CTX *
gate_tls(struct gate *g)
{
	SSL_CTX *tls;

	pthread_mutex_lock(&g->directory->lock);
	tls = g->tls;
	if (tls != NULL)
		SSL_CTX_up_ref(tls);
	pthread_mutex_unlock(&g->directory->lock);
	return tls;
}

int
gate_endpoint(struct gate *g)
{
	int endpoint;

	pthread_mutex_lock(&g->directory->lock);
	endpoint = g->endpoint;
	pthread_mutex_unlock(&g->directory->lock);
	return endpoint;
}

void
gate_note_endpoint(struct gate *g, int endpoint)
{
	pthread_mutex_lock(&g->directory->lock);
	g->endpoint = endpoint;
	pthread_mutex_unlock(&g->directory->lock);
}

struct connection *
gate_take(struct gate *g)
{
	struct connection *c = NULL;

	pthread_mutex_lock(&g->directory->lock);
	while (c == NULL && g->nidle > 0) {
		c = g->idle[--g->nidle];
		if (connection_age_ms(c) > CONNECTION_AGE_MS ||
		    connection_idle_ms(c) > CONNECTION_IDLE_MS) {
			connection_close(c);
			c = NULL;
		}
	}
	pthread_mutex_unlock(&g->directory->lock);
	return c;
}

void
gate_give(struct gate *g, struct connection *c)
{
	pthread_mutex_lock(&g->directory->lock);
	if (g->nidle < IDLE_MAX && connection_row_version(c) == g->row_version) {
		g->idle[g->nidle++] = c;
		c = NULL;
	}
	pthread_mutex_unlock(&g->directory->lock);
	if (c != NULL)
		connection_close(c);
}

const struct config *
gate_config(const struct gate *g)
{
	return g->directory->config;
}
