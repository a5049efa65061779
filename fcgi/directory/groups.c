/* groups.c - the groups of a person, nested ones too, in the four ways directories know them. */
#include <string.h>

#include "connection.h"
#include "directory.h"
#include "filter.h"

enum { DEPTH_MAX = 5, GROUPS_MAX = 200, DNS_A_QUERY = 20 };

/* The walk: everything found so far; a group is asked for its own groups once. */
struct walk {
	struct call *c;
	struct directory_group groups[GROUPS_MAX];
	int n;
};

static bool
known(const struct walk *w, const uint8_t *uid, size_t len)
{
	for (int i = 0; i < w->n; i++) {
		if (w->groups[i].uid_len == len && memcmp(w->groups[i].uid, uid, len) == 0)
			return true;
	}
	return false;
}

static void
note_group(struct walk *w, const struct entry *e)
{
	const struct attribute *id = entry_attribute(e, w->c->realm->id_attr);

	if (id == NULL || id->nvalues != 1 || id->values[0].len == 0 || w->n == GROUPS_MAX ||
	    known(w, id->values[0].data, id->values[0].len))
		return;
	w->groups[w->n++] = (struct directory_group){ .uid = id->values[0].data,
		.uid_len = id->values[0].len, .dn = e->dn };
}

static enum directory_result
search_groups(struct walk *w, const char *filter)
{
	const char *attributes[] = { w->c->realm->id_attr, NULL };
	struct search s = { .base = w->c->realm->group_base_dn, .scope = LDAP_SCOPE_SUBTREE,
		.filter = filter, .attributes = attributes, .max_entries = GROUPS_MAX * 5 };
	struct entry *found;
	enum directory_result result = service_search(w->c, &s, &found);

	for (const struct entry *e = found; e != NULL; e = e->next)
		note_group(w, e);
	return result;
}

static struct value
dn_value(const char *dn)
{
	return (struct value){ (const uint8_t *)dn, strlen(dn) };
}

static enum directory_result
search_members(struct walk *w, const struct value *dns, int n)
{
	const char *filter = arena_printf(w->c->a, "(|%s%s)", filter_any(w->c->a, "member", dns, n),
	    filter_any(w->c->a, "uniqueMember", dns, n));

	return search_groups(w, filter);
}

/* Who lists this person as a member, who lists those groups, and so on. */
static enum directory_result
walk_members(struct walk *w, const char *dn)
{
	struct value person = dn_value(dn);
	enum directory_result result = search_members(w, &person, 1);
	int from = 0;

	for (int depth = 1; depth < DEPTH_MAX && result == DIRECTORY_OK && from < w->n; depth++) {
		int to = w->n;

		for (int i = from; result == DIRECTORY_OK && i < to; i += DNS_A_QUERY) {
			struct value dns[DNS_A_QUERY];
			int n = to - i < DNS_A_QUERY ? to - i : DNS_A_QUERY;

			for (int j = 0; j < n; j++)
				dns[j] = dn_value(w->groups[i + j].dn);
			result = search_members(w, dns, n);
		}
		from = to;
	}
	return result;
}

/* Reads one entry's memberOf, and notes the entry itself where it is a group. A group that is gone, or
 * kept from the service account, gives nothing: without referential integrity names of it stay. */
static enum directory_result
read_memberof(struct walk *w, const char *dn, bool is_group, const struct attribute **values_r)
{
	const char *attributes[] = { w->c->realm->id_attr, "memberOf", NULL };
	struct search s = { .base = dn, .scope = LDAP_SCOPE_BASE, .filter = "(objectClass=*)",
		.attributes = attributes, .max_entries = 1, .may_be_missing = is_group };
	struct entry *found;
	enum directory_result result = service_search(w->c, &s, &found);

	*values_r = found != NULL ? entry_attribute(found, "memberOf") : NULL;
	if (found != NULL && is_group)
		note_group(w, found);
	return result;
}

static enum directory_result
walk_memberof(struct walk *w, const char *dn, int depth)
{
	const struct attribute *of;
	enum directory_result result = read_memberof(w, dn, depth > 0, &of);

	for (int i = 0; of != NULL && depth < DEPTH_MAX && result == DIRECTORY_OK &&
	    i < of->nvalues; i++) {
		const char *group = (const char *)of->values[i].data;
		int before = w->n;

		if (w->n == GROUPS_MAX || !directory_dn_under(w->c->a, group, w->c->realm->group_base_dn))
			continue;
		for (int j = 0; j < before && group != NULL; j++) {
			if (strcasecmp(w->groups[j].dn, group) == 0)
				group = NULL;
		}
		if (group != NULL)
			result = walk_memberof(w, group, depth + 1);
	}
	return result;
}

/* AD's tokenGroups: the ids of all groups, nested ones and the primary one included. */
static enum directory_result
walk_tokens(struct walk *w, const char *dn)
{
	const char *attributes[] = { "tokenGroups", NULL };
	struct search s = { .base = dn, .scope = LDAP_SCOPE_BASE, .filter = "(objectClass=*)",
		.attributes = attributes, .max_entries = 1 };
	struct entry *found;
	enum directory_result result = service_search(w->c, &s, &found);
	const struct attribute *sids = found != NULL ? entry_attribute(found, "tokenGroups") : NULL;

	for (int i = 0; sids != NULL && result == DIRECTORY_OK && i < sids->nvalues;
	    i += DNS_A_QUERY) {
		int n = sids->nvalues - i < DNS_A_QUERY ? sids->nvalues - i : DNS_A_QUERY;

		result = search_groups(w, filter_any(w->c->a, "objectSid", sids->values + i, n));
	}
	return result;
}

static enum directory_result
walk_groups(struct walk *w, const char *dn)
{
	switch (w->c->realm->group_mode) {
	case GROUPS_MEMBEROF:
		return walk_memberof(w, dn, 0);
	case GROUPS_AD_TOKEN:
		return walk_tokens(w, dn);
	case GROUPS_AD_IN_CHAIN:
		return search_groups(w, arena_printf(w->c->a, "(member:1.2.840.113556.1.4.1941:=%s)",
		    filter_escape(w->c->a, dn, strlen(dn))));
	default:
		return walk_members(w, dn);
	}
}

enum directory_result
directory_groups(struct directory *d, struct arena *a, const struct realm *realm,
    const struct directory_user *user, const struct directory_group **groups_r, int *ngroups_r,
    const char **detail_r)
{
	struct call c;
	struct walk *w = arena_make(a, struct walk, 1);
	enum directory_result result = call_begin(&c, d, a, realm);

	*groups_r = w->groups;
	*ngroups_r = 0;
	w->c = &c;
	if (result == DIRECTORY_OK)
		result = walk_groups(w, user->dn);
	if (result == DIRECTORY_OK)
		*ngroups_r = w->n;
	return call_end(&c, result, detail_r);
}

enum directory_result
directory_group(struct directory *d, struct arena *a, const struct realm *realm, const char *dn,
    struct directory_group *group_r, const char **detail_r)
{
	struct call c;
	struct walk *w = arena_make(a, struct walk, 1);
	const struct attribute *of;
	enum directory_result result = call_begin(&c, d, a, realm);

	*group_r = (struct directory_group){ 0 };
	w->c = &c;
	if (result == DIRECTORY_OK && directory_dn_under(a, dn, realm->group_base_dn))
		result = read_memberof(w, dn, true, &of);
	if (w->n == 1)
		*group_r = w->groups[0];
	return call_end(&c, result, detail_r);
}
