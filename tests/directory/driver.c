/* driver.c - runs the functions of directory.h for the tests: JSON lines in, JSON lines out.
 *
 * Each line is answered in a thread of its own, so that tests can see one realm hold up another. */
#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "clock.h"
#include "crypto.h"
#include "directory.h"
#include "log.h"
#include "text.h"

/* How many answers are on their way. */
struct crowd {
	pthread_mutex_t lock;
	pthread_cond_t left;
	int n;
};

struct job {
	struct directory *directory;
	struct crowd *crowd;
	json_t *command;
};

static void
crowd_add(struct crowd *c, int change)
{
	pthread_mutex_lock(&c->lock);
	c->n += change;
	pthread_cond_signal(&c->left);
	pthread_mutex_unlock(&c->lock);
}

static void
crowd_wait(struct crowd *c)
{
	pthread_mutex_lock(&c->lock);
	while (c->n > 0)
		pthread_cond_wait(&c->left, &c->lock);
	pthread_mutex_unlock(&c->lock);
}

static const char *
text_of(const json_t *object, const char *name, const char *fallback)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text != NULL ? text : fallback;
}

static int
number_of(const json_t *object, const char *name, int fallback)
{
	const json_t *value = json_object_get(object, name);

	return json_is_integer(value) ? (int)json_integer_value(value) : fallback;
}

static const struct endpoint *
read_endpoints(struct arena *a, const json_t *list, int *n_r)
{
	size_t n = json_array_size(list);
	struct endpoint *endpoints = arena_make(a, struct endpoint, n + 1);

	for (size_t i = 0; i < n; i++) {
		const json_t *e = json_array_get(list, i);

		endpoints[i].host = text_of(e, "host", "127.0.0.1");
		endpoints[i].port = number_of(e, "port", 0);
		endpoints[i].starttls = json_is_true(json_object_get(e, "starttls"));
		endpoints[i].server_name = text_of(e, "server_name", NULL);
	}
	*n_r = (int)n;
	return endpoints;
}

static enum group_mode
read_group_mode(const char *name)
{
	static const char *const names[] = { "member_search", "memberof", "ad_in_chain",
		"ad_token_groups" };

	for (int i = 0; i < 4; i++) {
		if (strcmp(names[i], name) == 0)
			return (enum group_mode)i;
	}
	die("unknown group mode %s", name);
}

static const struct realm *
read_realm(struct arena *a, const json_t *r)
{
	struct realm *realm = arena_make(a, struct realm, 1);

	realm->id = number_of(r, "id", 1);
	realm->code = text_of(r, "code", "test");
	realm->endpoints = read_endpoints(a, json_object_get(r, "endpoints"), &realm->nendpoints);
	realm->ca_pem = text_of(r, "ca_pem", "");
	realm->base_dn = text_of(r, "base_dn", "dc=test");
	realm->user_filter = text_of(r, "user_filter", "(uid=%u)");
	realm->id_attr = text_of(r, "id_attr", "entryUUID");
	realm->active_filter = text_of(r, "active_filter", "");
	realm->name_attr = text_of(r, "name_attr", "cn");
	realm->group_mode = read_group_mode(text_of(r, "group_mode", "member_search"));
	realm->group_base_dn = text_of(r, "group_base_dn", realm->base_dn);
	realm->service_dn = text_of(r, "service_dn", "cn=service,dc=test");
	realm->service_secret = text_of(r, "service_secret", "service");
	realm->connect_ms = number_of(r, "connect_ms", 1000);
	realm->total_ms = number_of(r, "total_ms", 2000);
	realm->max_concurrent = number_of(r, "max_concurrent", 4);
	realm->queue = number_of(r, "queue", 16);
	realm->row_version = number_of(r, "row_version", 1);
	return realm;
}

static enum directory_result
run_find(struct directory *d, struct arena *a, const struct realm *realm, const char *login,
    json_t *answer, struct directory_user **user_r, const char **detail_r)
{
	enum directory_result result = directory_find(d, a, realm, login, user_r, detail_r);
	const struct directory_user *user = *user_r;

	json_object_set_new(answer, "user", user == NULL ? json_null() :
	    json_pack("{s:s, s:s, s:s, s:b}", "dn", user->dn, "uid",
	    crypto_hex(a, user->uid, user->uid_len), "name", user->display_name, "active", user->active));
	return result;
}

static enum directory_result
run_groups(struct directory *d, struct arena *a, const struct realm *realm, const char *dn,
    json_t *answer, const char **detail_r)
{
	struct directory_user user = { .dn = dn };
	const struct directory_group *groups;
	json_t *list = json_array();
	int n;
	enum directory_result result = directory_groups(d, a, realm, &user, &groups, &n, detail_r);

	for (int i = 0; i < n; i++)
		json_array_append_new(list, json_string(groups[i].dn));
	json_object_set_new(answer, "groups", list);
	return result;
}

static enum directory_result
run_recheck(struct directory *d, struct arena *a, const struct realm *realm, const json_t *uids,
    json_t *answer, const char **detail_r)
{
	size_t n = json_array_size(uids);
	const uint8_t **ids = arena_make(a, const uint8_t *, n + 1);
	size_t *lens = arena_make(a, size_t, n + 1);
	struct directory_state *states = arena_make(a, struct directory_state, n + 1);
	json_t *list = json_array();
	enum directory_result result;

	for (size_t i = 0; i < n; i++)
		ids[i] = crypto_unhex(a, json_string_value(json_array_get(uids, i)), &lens[i]);
	result = directory_recheck(d, a, realm, ids, lens, (int)n, states, detail_r);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:b, s:s?, s:I}", "active", states[i].active, "dn",
		    states[i].dn, "changed", (json_int_t)states[i].password_changed_at));
	json_object_set_new(answer, "states", list);
	return result;
}

static enum directory_result
run_probe(struct directory *d, struct arena *a, const struct realm *realm, json_t *answer,
    const char **detail_r)
{
	struct directory_report report;
	enum directory_result result = directory_probe(d, a, realm, &report, detail_r);

	json_object_set_new(answer, "report", json_pack("{s:s?, s:s?, s:s?, s:i, s:b}", "endpoint",
	    report.endpoint, "protocol", report.protocol, "subject", report.subject, "days_left",
	    report.days_left, "base_found", report.base_found));
	return result;
}

static enum directory_result
run(struct job *j, struct arena *a, json_t *answer, const char **detail_r)
{
	const struct realm *realm = read_realm(a, json_object_get(j->command, "realm"));
	const json_t *password = json_object_get(j->command, "password");
	const char *op = text_of(j->command, "op", "");
	const char *dn = text_of(j->command, "dn", "");
	struct directory_user *user;

	if (strcmp(op, "find") == 0)
		return run_find(j->directory, a, realm, text_of(j->command, "login", ""), answer, &user,
		    detail_r);
	if (strcmp(op, "bind") == 0)
		return directory_bind(j->directory, a, realm, dn, json_string_value(password),
		    json_string_length(password), detail_r);
	if (strcmp(op, "groups") == 0)
		return run_groups(j->directory, a, realm, dn, answer, detail_r);
	if (strcmp(op, "recheck") == 0)
		return run_recheck(j->directory, a, realm, json_object_get(j->command, "uids"), answer,
		    detail_r);
	if (strcmp(op, "under") == 0) {
		json_object_set_new(answer, "under", json_boolean(directory_dn_under(a, dn,
		    text_of(j->command, "base", ""))));
		return DIRECTORY_OK;
	}
	if (strcmp(op, "filter_ok") == 0) {
		json_object_set_new(answer, "ok", json_boolean(directory_filter_ok(a,
		    text_of(j->command, "filter", ""), number_of(j->command, "placeholders", 1))));
		return DIRECTORY_OK;
	}
	return run_probe(j->directory, a, realm, answer, detail_r);
}

static int64_t
thread_cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void *
answer_line(void *argument)
{
	struct job *j = argument;
	struct arena *a = arena_create(64 * 1024 * 1024);
	json_t *answer = json_object();
	const char *detail = NULL;
	int64_t start = clock_ms();
	enum directory_result result = run(j, a, answer, &detail);
	char *line;

	json_object_set(answer, "id", json_object_get(j->command, "id"));
	json_object_set_new(answer, "result", json_string(directory_result_name(result)));
	json_object_set_new(answer, "detail", detail != NULL ? json_string(detail) : json_null());
	json_object_set_new(answer, "ms", json_integer(clock_ms() - start));
	json_object_set_new(answer, "cpu_ms", json_integer(thread_cpu_ms()));
	line = json_dumps(answer, JSON_COMPACT);
	flockfile(stdout);
	puts(line);
	fflush(stdout);
	funlockfile(stdout);
	free(line);
	json_decref(answer);
	json_decref(j->command);
	arena_free(a);
	crowd_add(j->crowd, -1);
	free(j);
	return NULL;
}

int
main(int argc, char **argv)
{
	const struct config config = { .secrets_dir = argc > 1 ? argv[1] : ".",
		.address_allow = argc > 2 ? argv[2] : "", .login_threads = 32 };
	struct crowd crowd = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };
	struct directory *d;
	char *line = NULL;
	size_t size = 0;

	signal(SIGPIPE, SIG_IGN);
	setenv("LDAPNOINIT", "1", 1);
	log_open("directory-driver", LOG_INFO);
	d = directory_create(&config);
	while (getline(&line, &size, stdin) > 0) {
		struct job *j = calloc(1, sizeof(*j));
		pthread_t thread;

		if (j == NULL || (j->command = json_loads(line, JSON_ALLOW_NUL, NULL)) == NULL)
			die("a line that is no command");
		j->directory = d;
		j->crowd = &crowd;
		crowd_add(&crowd, 1);
		if (pthread_create(&thread, NULL, answer_line, j) != 0)
			die("no thread");
		pthread_detach(thread);
	}
	free(line);
	crowd_wait(&crowd);
	directory_free(d);
	return 0;
}
