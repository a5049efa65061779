/* names.c - institutions by code and by every name they had, in memory for the length of a check. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "text.h"

struct entry {
	const char *key;	/* folded */
	struct institution institution;
	bool code, current;
	struct entry *next;
};

struct names {
	struct entry **slots;
	size_t nslots;		/* a power of two */
};

static size_t
hash(const char *key)
{
	uint64_t h = 1469598103934665603u;

	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static void
add(struct names *n, struct arena *a, const char *key, const struct entry *like)
{
	struct entry *e = arena_make(a, struct entry, 1);
	struct entry **slot = &n->slots[hash(key) & (n->nslots - 1)];

	*e = *like;
	e->key = key;
	e->next = *slot;
	*slot = e;
}

static int
integer(const struct rows *rows, int row, const char *column)
{
	return (int)strtol(rows_get(rows, row, column), NULL, 10);
}

struct problem *
names_load(struct task *t, const struct names **names_r)
{
	struct names *n = arena_make(t->arena, struct names, 1);
	struct rows *rows;

	TRY(task_run(t, t->arena, SQL_INTAKE_NAMES, 0, NULL, &rows));
	n->nslots = 1024;
	while (n->nslots < 4 * (size_t)rows_count(rows))
		n->nslots *= 2;
	n->slots = arena_make(t->arena, struct entry *, n->nslots);
	for (int i = 0; i < rows_count(rows); i++) {
		struct entry e = {
			.institution = { integer(rows, i, "id"), integer(rows, i, "region_id"),
			    integer(rows, i, "tier") },
			.current = *rows_get(rows, i, "current") == 't',
		};

		add(n, t->arena, text_fold_name(t->arena, rows_get(rows, i, "name")), &e);
		e.code = true;
		if (e.current)
			add(n, t->arena, text_fold_name(t->arena, rows_get(rows, i, "code")), &e);
	}
	*names_r = n;
	return NULL;
}

/* Small is near: a code is exact, then the same county, city, province; former names come after. */
static int
distance(const struct entry *e, int home)
{
	int region = e->institution.region_id;

	if (e->code)
		return 0;
	return (region == home ? 1 : region / 100 == home / 100 ? 3 : region / 10000 == home / 10000
	    ? 5 : 7) + (e->current ? 0 : 1);
}

enum match
names_find(const struct names *n, struct arena *a, const char *text, int home_region,
    struct institution *institution_r)
{
	const char *key = text_fold_name(a, text);
	enum match match = MATCH_NONE;
	int nearest = 100;

	for (const struct entry *e = n->slots[hash(key) & (n->nslots - 1)]; e != NULL; e = e->next) {
		int d;

		if (strcmp(e->key, key) != 0)
			continue;
		d = distance(e, home_region);
		if (d > nearest || (d == nearest && e->institution.id == institution_r->id))
			continue;
		match = d == nearest ? MATCH_SEVERAL : MATCH_ONE;
		nearest = d;
		*institution_r = e->institution;
	}
	return match;
}
