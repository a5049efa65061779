/* recheck.c - looks people with a session up again in their directories. (security.md section 10)
 *
 * Three answers: in use, gone or disabled, unknown. Only a search that succeeded says anything. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "auth_impl.h"
#include "buffer.h"
#include "clock.h"
#include "log.h"

enum {
	TICK_MS = 5000,
	ALARM_EVERY_MS = 600000,
	DAY_MS = 24 * 3600 * 1000,
	ARENA_BYTES = 64 * 1024 * 1024,
	MASS_FEW = 10,			/* so many may always go at once */
	MASS_PERCENT = 30		/* more of them than this is a fault of ours or of the directory's */
};

struct recheck {
	struct auth *auth;
	const struct config *config;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping;
	int64_t held_at_ms;		/* when the last mass change was audited; 0: never */
};

/* One pass over one realm. */
struct pass {
	struct recheck *recheck;
	struct auth *auth;
	struct db *db;
	struct arena *a;
	const struct auth_realm *realm;
	struct rows *due;
	struct directory_state *states;
	int n;
};

static struct problem *
run(struct pass *pass, enum query query, int n, const char *const *params)
{
	const struct db_step step = { query, n, params };
	struct rows *rows;

	return db_run(pass->db, pass->a, &step, 1, &rows);
}

/* {1,2,3}: the accounts of this state; *n_r: how many. */
static const char *
accounts(struct pass *pass, bool active, bool found, int *n_r)
{
	struct buffer b;

	*n_r = 0;
	buffer_init(&b, pass->a);
	buffer_putc(&b, '{');
	for (int i = 0; i < pass->n; i++) {
		const struct directory_state *state = &pass->states[i];

		if (state->active == active && (active || (state->dn != NULL) == found))
			buffer_printf(&b, "%s%s", (*n_r)++ > 0 ? "," : "",
			    rows_get(pass->due, i, "account_id"));
	}
	buffer_putc(&b, '}');
	return b.data;
}

static struct problem *
end_accounts(struct pass *pass, bool found, const char *state)
{
	int n;
	const char *params[] = { accounts(pass, false, found, &n), state };

	return n > 0 ? run(pass, SQL_RECHECK_GONE, 2, params) : NULL;
}

/* What the directory gives this account may have changed, and so may its password. */
static struct problem *
refresh(struct pass *pass, int i)
{
	const struct directory_state *state = &pass->states[i];
	struct directory_user user = { .dn = state->dn };
	const struct directory_group *groups;
	const char *account = rows_get(pass->due, i, "account_id"), *detail;
	int n;

	if (state->password_changed_at > 0)
		TRY(run(pass, SQL_RECHECK_PASSWORD, 2, (const char *[]){ account,
		    arena_printf(pass->a, "%lld", (long long)state->password_changed_at) }));
	if (directory_groups(pass->auth->directory, pass->a, &pass->realm->realm, &user, &groups, &n,
	    &detail) != DIRECTORY_OK)
		return NULL;		/* unknown: the roles stay as they were */
	return run(pass, SQL_LOGIN_GROUPS, 2, (const char *[]){ account,
	    auth_group_array(pass->a, groups, n) });
}

static bool
is_mass_change(struct pass *pass, int gone)
{
	return gone > MASS_FEW && gone * 100 > pass->n * MASS_PERCENT;
}

/* Nobody goes; the sessions live on for the grace of an outage, the operators hear of it. */
static struct problem *
hold(struct pass *pass, int gone)
{
	const char *detail = arena_printf(pass->a, "{\"checked\": %d, \"gone\": %d}", pass->n, gone);
	const char *realm_id = arena_printf(pass->a, "%d", pass->realm->realm.id);
	int64_t now = clock_ms();

	TRY(run(pass, SQL_RECHECK_OUTAGE, 1, &realm_id));
	if (pass->recheck->held_at_ms != 0 && now - pass->recheck->held_at_ms < ALARM_EVERY_MS)
		return NULL;
	pass->recheck->held_at_ms = now;
	log_event(LOG_ERROR, "recheck_held", "realm", pass->realm->realm.code, "checked",
	    arena_printf(pass->a, "%d", pass->n), "gone", arena_printf(pass->a, "%d", gone), NULL);
	return run(pass, SQL_LOGIN_NOTE, 8, (const char *[]){ "auth.recheck",
	    realm_id, NULL, "refused", "mass_change", NULL,
	    NULL, detail });
}

static struct problem *
act(struct pass *pass)
{
	int n, gone = 0;
	const char *active = accounts(pass, true, true, &n);

	for (int i = 0; i < pass->n; i++)
		gone += !pass->states[i].active;
	if (is_mass_change(pass, gone))
		return hold(pass, gone);
	TRY(end_accounts(pass, false, "gone"));
	TRY(end_accounts(pass, true, "disabled"));
	for (int i = 0; i < pass->n; i++) {
		if (pass->states[i].active)
			TRY(refresh(pass, i));
	}
	return n > 0 ? run(pass, SQL_RECHECK_ACTIVE, 1, &active) : NULL;
}

static enum directory_result
look_up(struct pass *pass)
{
	const uint8_t **uids = arena_make(pass->a, const uint8_t *, (size_t)pass->n);
	size_t *lens = arena_make(pass->a, size_t, (size_t)pass->n);
	enum directory_result result;
	const char *detail;

	pass->states = arena_make(pass->a, struct directory_state, (size_t)pass->n);
	for (int i = 0; i < pass->n; i++)
		uids[i] = crypto_unhex(pass->a, rows_get(pass->due, i, "dir_uid") + 2, &lens[i]);
	result = directory_recheck(pass->auth->directory, pass->a, &pass->realm->realm, uids, lens,
	    pass->n, pass->states, &detail);
	if (result != DIRECTORY_OK)
		log_event(LOG_WARNING, "recheck_unknown", "realm", pass->realm->realm.code, "detail",
		    detail, NULL);
	return result;
}

static struct problem *
check_realm(struct pass *pass, bool everyone)
{
	const char *params[] = { arena_printf(pass->a, "%d", pass->realm->realm.id),
		everyone ? "true" : "false" };
	const struct db_step step = { SQL_RECHECK_DUE, 2, params };

	TRY(db_run(pass->db, pass->a, &step, 1, &pass->due));
	pass->n = rows_count(pass->due);
	if (pass->n == 0)
		return NULL;
	if (look_up(pass) == DIRECTORY_OK)
		return act(pass);
	return run(pass, SQL_RECHECK_OUTAGE, 1, params);
}

static void
check_all(struct recheck *r, struct db *db, struct arena *a, bool everyone)
{
	const struct auth_realm *realms;
	int n = 0;
	struct problem *p = realm_cache_get(r->auth->realms, db, a, &realms, &n);

	for (int i = 0; p == NULL && i < n; i++) {
		struct pass pass = { .recheck = r, .auth = r->auth, .db = db, .a = a,
			.realm = &realms[i] };

		p = check_realm(&pass, everyone);
	}
	if (p != NULL)
		log_event(LOG_WARNING, "recheck_failed", "problem", problem_slug(p->type), "reason",
		    p->reason, NULL);
}

/* False: it is time to stop. */
static bool
pause_between(struct recheck *r)
{
	struct timespec until;
	bool stopping;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += TICK_MS / 1000;
	pthread_mutex_lock(&r->lock);
	if (!r->stopping)
		pthread_cond_timedwait(&r->wake, &r->lock, &until);
	stopping = r->stopping;
	pthread_mutex_unlock(&r->lock);
	return !stopping;
}

static void *
loop(void *argument)
{
	struct recheck *r = argument;
	struct db *db = db_create(r->config->database, DB_AUTH);
	struct arena *a = arena_create(ARENA_BYTES);
	int64_t everyone_at_ms = clock_ms() + DAY_MS;

	while (pause_between(r)) {
		bool everyone = clock_ms() >= everyone_at_ms;

		check_all(r, db, a, everyone);
		if (everyone)
			everyone_at_ms = clock_ms() + DAY_MS;
		arena_reset(a);
	}
	arena_free(a);
	db_free(db);
	return NULL;
}

struct recheck *
recheck_start(struct auth *auth, const struct config *config)
{
	struct recheck *r = calloc(1, sizeof(*r));
	sigset_t all, before;

	if (r == NULL)
		die("no memory for the re-check");
	r->auth = auth;
	r->config = config;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->wake, NULL);
	/* Signals are for the threads that serve. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&r->thread, NULL, loop, r) != 0)
		die("no thread for the re-check");
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return r;
}

void
recheck_stop(struct recheck *r)
{
	pthread_mutex_lock(&r->lock);
	r->stopping = true;
	pthread_cond_signal(&r->wake);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	pthread_cond_destroy(&r->wake);
	pthread_mutex_destroy(&r->lock);
	free(r);
}
