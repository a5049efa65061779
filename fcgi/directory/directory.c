/* directory.c - who is this, is the password right, is the account still in use. */
#include "directory.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "connection.h"
#include "filter.h"

enum { RECHECK_BATCH = 50, ATTRIBUTES_MAX = 24, ENTRIES_OF_ONE = 2 };

static const char *const no_attributes[] = { LDAP_NO_ATTRS, NULL };

static bool
is_filter(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* "name=value" of everything we asked for, for the realm's rules. */
static const char *const *
attribute_values(struct arena *a, const struct entry *e)
{
	size_t n = 1;
	const char **list;

	for (const struct attribute *i = e->attributes; i != NULL; i = i->next)
		n += (size_t)i->nvalues;
	list = arena_make(a, const char *, n);
	n = 0;
	for (const struct attribute *i = e->attributes; i != NULL; i = i->next) {
		for (int j = 0; j < i->nvalues; j++) {
			if (memchr(i->values[j].data, '\0', i->values[j].len) == NULL)
				list[n++] = arena_printf(a, "%s=%s", i->name, (const char *)i->values[j].data);
		}
	}
	return list;
}

static enum directory_result
find_user(struct call *c, const char *login, struct entry **entry_r)
{
	const struct realm *realm = c->realm;
	const char *attributes[ATTRIBUTES_MAX] = { realm->id_attr, realm->name_attr, "cn",
		"displayName" };
	struct search s = { .base = realm->base_dn, .scope = LDAP_SCOPE_SUBTREE,
		.attributes = attributes, .max_entries = 100 };
	enum directory_result result;

	for (int i = 0; realm->rule_attributes != NULL && realm->rule_attributes[i] != NULL &&
	    i < ATTRIBUTES_MAX - 5; i++)
		attributes[4 + i] = realm->rule_attributes[i];
	s.filter = filter_fill(c->a, realm->user_filter, login);
	if (s.filter == NULL)
		return call_fail(c, GATE_UNKNOWN, "the realm's user filter does not hold %%u exactly once");
	result = service_search(c, &s, entry_r);
	if (result == DIRECTORY_OK && *entry_r != NULL && (*entry_r)->next != NULL) {
		c->detail = "two or more entries match this login name";
		return DIRECTORY_AMBIGUOUS;
	}
	return result;
}

static enum directory_result
find_state(struct call *c, struct directory_user *user)
{
	struct search s = { .base = user->dn, .scope = LDAP_SCOPE_BASE,
		.filter = c->realm->active_filter, .attributes = no_attributes,
		.max_entries = ENTRIES_OF_ONE };
	struct entry *found;
	enum directory_result result;

	user->active = true;
	if (!is_filter(s.filter))
		return DIRECTORY_OK;
	result = service_search(c, &s, &found);
	user->active = result == DIRECTORY_OK && found != NULL;
	return result;
}

static enum directory_result
describe_user(struct call *c, const struct entry *e, const char *login,
    struct directory_user **user_r)
{
	const struct realm *realm = c->realm;
	const struct attribute *id = entry_attribute(e, realm->id_attr);
	struct directory_user *user = arena_make(c->a, struct directory_user, 1);
	const char *name = entry_text(e, realm->name_attr);
	enum directory_result result;

	if (id == NULL || id->nvalues != 1 || id->values[0].len == 0)
		return call_fail(c, c->outcome, "the service account cannot read %s of an entry",
		    realm->id_attr);
	user->dn = e->dn;
	user->uid = id->values[0].data;
	user->uid_len = id->values[0].len;
	user->login_name = login;
	user->display_name = name != NULL ? name : entry_text(e, "cn");
	if (user->display_name == NULL)
		user->display_name = login;
	user->attribute_values = attribute_values(c->a, e);
	result = find_state(c, user);
	if (result == DIRECTORY_OK)
		*user_r = user;
	return result;
}

enum directory_result
directory_find(struct directory *d, struct arena *a, const struct realm *realm, const char *login,
    struct directory_user **user_r, const char **detail_r)
{
	struct call c;
	struct entry *found = NULL;
	enum directory_result result = call_begin(&c, d, a, realm);

	*user_r = NULL;
	if (result == DIRECTORY_OK)
		result = find_user(&c, login, &found);
	if (result == DIRECTORY_OK && found != NULL)
		result = describe_user(&c, found, login, user_r);
	return call_end(&c, result, detail_r);
}

enum directory_result
directory_bind(struct directory *d, struct arena *a, const struct realm *realm, const char *dn,
    const char *password, size_t password_len, const char **detail_r)
{
	struct call c;
	struct connection *n = NULL;
	enum directory_result result;

	if (dn == NULL || dn[0] == '\0' || password_len == 0 ||
	    memchr(password, '\0', password_len) != NULL) {
		if (detail_r != NULL)
			*detail_r = "empty name or password: the directory was not asked";
		return DIRECTORY_BAD_CREDENTIALS;
	}
	result = call_begin(&c, d, a, realm);
	if (result == DIRECTORY_OK)
		result = connection_open(&c, &n);
	if (result == DIRECTORY_OK)
		result = connection_bind(&c, n, dn, password, password_len);
	if (n != NULL)
		connection_close(n);
	return call_end(&c, result, detail_r);
}

/* "20260301120000Z" of OpenLDAP, or AD's count of 100 ns since 1601. */
static int64_t
password_time(const struct entry *e)
{
	const int64_t seconds_1601_to_1970 = 11644473600;
	const char *changed = entry_text(e, "pwdChangedTime");
	const char *last_set = entry_text(e, "pwdLastSet");
	struct tm t = { 0 };

	if (changed != NULL && strptime(changed, "%Y%m%d%H%M%S", &t) != NULL)
		return timegm(&t);
	if (last_set != NULL && strtoll(last_set, NULL, 10) > 0)
		return strtoll(last_set, NULL, 10) / 10000000 - seconds_1601_to_1970;
	return 0;
}

static int
place_of(const struct entry *e, const char *id_attr, const struct value *ids, int n)
{
	const struct attribute *id = entry_attribute(e, id_attr);

	for (int i = 0; i < n && id != NULL && id->nvalues == 1; i++) {
		if (ids[i].len == id->values[0].len &&
		    memcmp(ids[i].data, id->values[0].data, ids[i].len) == 0)
			return i;
	}
	return -1;
}

static enum directory_result
recheck_batch(struct call *c, const struct value *ids, int n, struct directory_state *states)
{
	const char *attributes[] = { c->realm->id_attr, "pwdChangedTime", "pwdLastSet", NULL };
	const char *any = filter_any(c->a, c->realm->id_attr, ids, n);
	struct search s = { .base = c->realm->base_dn, .scope = LDAP_SCOPE_SUBTREE, .filter = any,
		.attributes = attributes, .max_entries = n };
	struct entry *found;
	enum directory_result result = service_search(c, &s, &found);

	if (result != DIRECTORY_OK)
		return result;
	for (const struct entry *e = found; e != NULL; e = e->next) {
		int i = place_of(e, c->realm->id_attr, ids, n);

		if (i < 0)
			continue;
		states[i].dn = e->dn;
		states[i].password_changed_at = password_time(e);
		states[i].active = !is_filter(c->realm->active_filter);
	}
	if (!is_filter(c->realm->active_filter))
		return DIRECTORY_OK;
	s.filter = arena_printf(c->a, "(&%s%s)", any, c->realm->active_filter);
	result = service_search(c, &s, &found);
	for (const struct entry *e = found; result == DIRECTORY_OK && e != NULL; e = e->next) {
		int i = place_of(e, c->realm->id_attr, ids, n);

		if (i >= 0)
			states[i].active = true;
	}
	return result;
}

enum directory_result
directory_recheck(struct directory *d, struct arena *a, const struct realm *realm,
    const uint8_t *const *uids, const size_t *uid_lens, int n, struct directory_state *states_r,
    const char **detail_r)
{
	struct call c;
	struct value *ids = arena_make(a, struct value, (size_t)n + 1);
	enum directory_result result = call_begin(&c, d, a, realm);

	memset(states_r, 0, (size_t)n * sizeof(*states_r));
	for (int i = 0; i < n; i++)
		ids[i] = (struct value){ uids[i], uid_lens[i] };
	for (int i = 0; result == DIRECTORY_OK && i < n; i += RECHECK_BATCH) {
		int batch = n - i < RECHECK_BATCH ? n - i : RECHECK_BATCH;

		c.deadline_ms = clock_ms() + realm->total_ms;
		result = recheck_batch(&c, ids + i, batch, states_r + i);
	}
	if (result != DIRECTORY_OK)
		memset(states_r, 0, (size_t)n * sizeof(*states_r));
	return call_end(&c, result, detail_r);
}

enum directory_result
directory_probe(struct directory *d, struct arena *a, const struct realm *realm,
    struct directory_report *report_r, const char **detail_r)
{
	struct search s = { .base = realm->base_dn, .scope = LDAP_SCOPE_BASE,
		.filter = "(objectClass=*)", .attributes = no_attributes,
		.max_entries = ENTRIES_OF_ONE };
	struct call c;
	struct connection *n = NULL;
	struct entry *found = NULL;
	struct tls_details tls;
	enum directory_result result = call_begin(&c, d, a, realm);
	int64_t start = clock_ms();

	*report_r = (struct directory_report){ .endpoint = "" };
	if (result == DIRECTORY_OK)
		result = connection_open(&c, &n);
	if (n != NULL) {
		report_r->connect_ms = (int)(clock_ms() - start);
		connection_describe(n, a, &tls, &report_r->endpoint);
		report_r->protocol = tls.protocol;
		report_r->subject = tls.subject;
		report_r->issuer = tls.issuer;
		report_r->valid_from = tls.valid_from;
		report_r->valid_until = tls.valid_until;
		report_r->days_left = tls.days_left;
		connection_close(n);
		start = clock_ms();
		result = service_search(&c, &s, &found);
		report_r->search_ms = (int)(clock_ms() - start);
		report_r->base_found = found != NULL;
	}
	return call_end(&c, result, detail_r);
}
