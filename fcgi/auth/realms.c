/* realms.c - the realms as the database has them, read again when one of them changed. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "auth_impl.h"
#include "buffer.h"
#include "log.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

/* One reading, kept until nobody uses it. */
struct reading {
	struct arena *arena;
	char *version;
	const struct auth_realm *realms;
	int n;
	int users;
	struct realm_cache *cache;
};

struct realm_cache {
	pthread_mutex_t lock;
	struct reading *now;		/* counts as one user */
};

struct realm_cache *
realm_cache_create(void)
{
	struct realm_cache *c = calloc(1, sizeof(*c));

	if (c == NULL)
		die("no memory for the realms");
	pthread_mutex_init(&c->lock, NULL);
	return c;
}

static void
let_go(void *object)
{
	struct reading *r = object;
	int users;

	pthread_mutex_lock(&r->cache->lock);
	users = --r->users;
	pthread_mutex_unlock(&r->cache->lock);
	if (users > 0)
		return;
	arena_free(r->arena);
	free(r);
}

void
realm_cache_free(struct realm_cache *c)
{
	if (c->now != NULL)
		let_go(c->now);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

static const char *
json_text(struct arena *a, const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text != NULL ? arena_strdup(a, text) : NULL;
}

/* What PostgreSQL wrote as JSON; an empty array where it could not be read. */
static json_t *
load_json(struct arena *a, const char *text)
{
	json_t *value = text != NULL ? json_loads(text, 0, NULL) : NULL;

	if (value == NULL)
		value = json_array();
	arena_defer(a, (arena_release *)json_decref, value);
	return value;
}

static void
read_endpoints(struct arena *a, const json_t *list, struct realm *realm)
{
	size_t n = json_array_size(list);
	struct endpoint *endpoints = arena_make(a, struct endpoint, n + 1);

	for (size_t i = 0; i < n; i++) {
		const json_t *e = json_array_get(list, i);
		const char *tls = json_text(a, e, "tls");

		endpoints[i].host = json_text(a, e, "host");
		endpoints[i].port = (int)json_integer_value(json_object_get(e, "port"));
		endpoints[i].starttls = tls != NULL && strcmp(tls, "starttls") == 0;
		endpoints[i].server_name = json_text(a, e, "server_name");
	}
	realm->endpoints = endpoints;
	realm->nendpoints = (int)n;
}

static const char *const *
read_suffixes(struct arena *a, const json_t *list)
{
	size_t n = json_array_size(list);
	const char **suffixes = arena_make(a, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		suffixes[i] = arena_strdup(a, json_string_value(json_array_get(list, i)));
	return suffixes;
}

/* The rules, and in realm the attributes they look at. */
static void
read_rules(struct arena *a, const json_t *list, struct auth_realm *r)
{
	size_t n = json_array_size(list), nattributes = 0;
	struct org_rule *rules = arena_make(a, struct org_rule, n + 1);
	const char **attributes = arena_make(a, const char *, n + 1);

	for (size_t i = 0; i < n; i++) {
		const json_t *rule = json_array_get(list, i);

		rules[i].kind = json_text(a, rule, "kind");
		rules[i].value = json_text(a, rule, "value");
		rules[i].org_id = arena_printf(a, "%lld",
		    (long long)json_integer_value(json_object_get(rule, "org_id")));
		if (strcmp(rules[i].kind, "attr_equals") == 0)
			attributes[nattributes++] = arena_strndup(a, rules[i].value,
			    strcspn(rules[i].value, "="));
	}
	r->rules = rules;
	r->nrules = (int)n;
	r->realm.rule_attributes = attributes;
}

static int
row_number(const struct rows *rows, int row, const char *column)
{
	return (int)strtol(rows_get(rows, row, column), NULL, 10);
}

static enum group_mode
read_group_mode(const char *name)
{
	static const struct { const char *name; enum group_mode mode; } modes[] = {
		{ "member_search", GROUPS_MEMBER_SEARCH },
		{ "memberof", GROUPS_MEMBEROF },
		{ "ad_in_chain", GROUPS_AD_IN_CHAIN },
		{ "ad_token_groups", GROUPS_AD_TOKEN },
	};

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		if (strcmp(modes[i].name, name) == 0)
			return modes[i].mode;
	}
	die("the database knows a way of reading groups that this program does not: %s", name);
}

static void
read_realm(struct arena *a, const struct rows *rows, int row, struct auth_realm *r)
{
	const char *kind = rows_get(rows, row, "kind");

	r->name = arena_strdup(a, rows_get(rows, row, "name"));
	r->recheck_s = row_number(rows, row, "recheck_s");
	r->realm = (struct realm){
		.id = row_number(rows, row, "id"),
		.code = arena_strdup(a, rows_get(rows, row, "code")),
		.kind = strcmp(kind, "ad") == 0 ? REALM_AD
		    : strcmp(kind, "hosted") == 0 ? REALM_HOSTED : REALM_OPENLDAP,
		.ca_pem = arena_strdup(a, rows_get(rows, row, "ca_pem")),
		.base_dn = arena_strdup(a, rows_get(rows, row, "base_dn")),
		.user_filter = arena_strdup(a, rows_get(rows, row, "user_filter")),
		.id_attr = arena_strdup(a, rows_get(rows, row, "id_attr")),
		.active_filter = arena_strdup(a, rows_get(rows, row, "active_filter")),
		.name_attr = arena_strdup(a, rows_get(rows, row, "name_attr")),
		.group_mode = read_group_mode(rows_get(rows, row, "group_mode")),
		.group_base_dn = arena_strdup(a, rows_get(rows, row, "group_base_dn")),
		.service_dn = arena_strdup(a, rows_get(rows, row, "service_dn")),
		.service_secret = arena_strdup(a, rows_get(rows, row, "service_secret")),
		.connect_ms = row_number(rows, row, "connect_ms"),
		.total_ms = row_number(rows, row, "total_ms"),
		.max_concurrent = row_number(rows, row, "max_concurrent"),
		.queue = row_number(rows, row, "queue"),
		.forward_fail_limit = row_number(rows, row, "forward_fail_limit"),
		.row_version = strtol(rows_get(rows, row, "row_version"), NULL, 10),
	};
	read_endpoints(a, load_json(a, rows_get(rows, row, "endpoints")), &r->realm);
	read_rules(a, load_json(a, rows_get(rows, row, "org_rules")), r);
	r->suffixes = read_suffixes(a, load_json(a, rows_get(rows, row, "suffixes")));
}

static const struct auth_realm *
realms_of(struct arena *a, const struct rows *rows)
{
	struct auth_realm *realms = arena_make(a, struct auth_realm, (size_t)rows_count(rows) + 1);

	for (int i = 0; i < rows_count(rows); i++)
		read_realm(a, rows, i, &realms[i]);
	return realms;
}

/* Keeps a fresh reading and returns it with a second user, the caller. */
static struct reading *
keep(struct realm_cache *c, const char *version, const struct rows *rows)
{
	struct reading *r = calloc(1, sizeof(*r)), *old;

	if (r == NULL)
		die("no memory for the realms");
	r->arena = arena_create(ARENA_BYTES);
	r->version = arena_strdup(r->arena, version);
	r->realms = realms_of(r->arena, rows);
	r->n = rows_count(rows);
	r->users = 2;
	r->cache = c;
	pthread_mutex_lock(&c->lock);
	old = c->now;
	c->now = r;
	pthread_mutex_unlock(&c->lock);
	if (old != NULL)
		let_go(old);
	return r;
}

static struct reading *
hold(struct realm_cache *c, const char *version)
{
	struct reading *r;

	pthread_mutex_lock(&c->lock);
	r = c->now;
	if (r != NULL && strcmp(r->version, version) == 0)
		r->users++;
	else
		r = NULL;
	pthread_mutex_unlock(&c->lock);
	return r;
}

struct problem *
realm_cache_get(struct realm_cache *c, struct db *db, struct arena *a,
    const struct auth_realm **realms_r, int *n_r)
{
	const char *only_enabled = "true";
	const struct db_step steps[] = { { SQL_LOGIN_VERSION, 0, NULL },
		{ SQL_LOGIN_REALMS, 1, &only_enabled } };
	struct rows *rows[2];
	struct reading *r;

	TRY(db_run(db, a, steps, 1, rows));
	r = hold(c, rows_get(rows[0], 0, "version"));
	if (r == NULL) {
		TRY(db_run(db, a, steps, 2, rows));
		r = keep(c, rows_get(rows[0], 0, "version"), rows[1]);
	}
	arena_defer(a, let_go, r);
	*realms_r = r->realms;
	*n_r = r->n;
	return NULL;
}

struct problem *
auth_read_realms(struct db *db, struct arena *a, enum query query, bool only_enabled,
    const struct auth_realm **realms_r, int *n_r)
{
	const char *only = only_enabled ? "true" : "false";
	const struct db_step step = { query, 1, &only };
	struct rows *rows;

	TRY(db_run(db, a, &step, 1, &rows));
	*realms_r = realms_of(a, rows);
	*n_r = rows_count(rows);
	return NULL;
}

const struct auth_realm *
realm_by_code(const struct auth_realm *realms, int n, const char *code)
{
	for (int i = 0; i < n; i++) {
		if (strcmp(realms[i].realm.code, code) == 0)
			return &realms[i];
	}
	return NULL;
}

const struct auth_realm *
realm_by_suffix(const struct auth_realm *realms, int n, const char *suffix)
{
	for (int i = 0; i < n; i++) {
		for (int j = 0; realms[i].suffixes[j] != NULL; j++) {
			if (strcmp(realms[i].suffixes[j], suffix) == 0)
				return &realms[i];
		}
	}
	return NULL;
}

static bool
has_attribute(const struct directory_user *user, const char *wanted)
{
	for (int i = 0; user->attribute_values != NULL && user->attribute_values[i] != NULL; i++) {
		if (strcasecmp(user->attribute_values[i], wanted) == 0)
			return true;
	}
	return false;
}

const char *
auth_home_org(struct arena *a, const struct auth_realm *realm, const struct directory_user *user)
{
	for (int i = 0; i < realm->nrules; i++) {
		const struct org_rule *rule = &realm->rules[i];

		if (strcmp(rule->kind, "default") == 0 ||
		    (strcmp(rule->kind, "dn_under") == 0 &&
		    directory_dn_under(a, user->dn, rule->value)) ||
		    (strcmp(rule->kind, "attr_equals") == 0 && has_attribute(user, rule->value)))
			return rule->org_id;
	}
	return NULL;
}

const char *
auth_bytea(struct arena *a, const void *data, size_t len)
{
	return arena_printf(a, "\\x%s", crypto_hex(a, data, len));
}

const char *
auth_group_array(struct arena *a, const struct directory_group *groups, int n)
{
	struct buffer b;

	buffer_init(&b, a);
	buffer_putc(&b, '{');
	for (int i = 0; i < n; i++)
		buffer_printf(&b, "%s\"\\\\x%s\"", i > 0 ? "," : "",
		    crypto_hex(a, groups[i].uid, groups[i].uid_len));
	buffer_putc(&b, '}');
	return b.data;
}
