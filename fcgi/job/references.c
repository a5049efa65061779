/* references.c - records and people by name and number, in memory for the length of a check. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "text.h"

struct entry {
	const char *key;	/* folded */
	const char *id, *number, *day;
	int from, to;
};

/* What one record type may be meant by, in the order of the keys. */
struct catalogue {
	const struct record_type *type;
	struct entry *entries;
	int n;
	struct catalogue *next;
};

struct references { struct catalogue *first; };

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void
add(struct catalogue *c, const char *key, const struct entry *like)
{
	if (key == NULL || *key == '\0')
		return;
	c->entries[c->n] = *like;
	c->entries[c->n++].key = key;
}

static struct problem *
load(struct task *t, struct catalogue *c)
{
	struct arena *a = t->arena;
	struct rows *rows;

	TRY(task_run(t, a, record_import_query(c->type, IMPORT_NAMES), 0, NULL, &rows));
	c->entries = arena_make(a, struct entry, 3 * (size_t)rows_count(rows) + 1);
	for (int i = 0; i < rows_count(rows); i++) {
		const char *name = rows_get(rows, i, "name"), *number = rows_get(rows, i, "number");
		const char *in_register = rows_get(rows, i, "register_number");
		const struct entry e = { .id = rows_get(rows, i, "id"), .day = rows_get(rows, i, "day"),
			.number = number != NULL ? text_fold_name(a, number) : NULL,
			.from = (int)strtol(rows_get(rows, i, "from_id"), NULL, 10),
			.to = (int)strtol(rows_get(rows, i, "to_id"), NULL, 10) };

		add(c, name != NULL ? text_fold_name(a, name) : NULL, &e);
		add(c, e.number, &e);
		add(c, in_register != NULL ? text_fold_name(a, in_register) : NULL, &e);
	}
	qsort(c->entries, (size_t)c->n, sizeof(struct entry), by_key);
	return NULL;
}

static const struct record_type *
type_of(const struct record_field *f)
{
	return record_find(f->type == FIELD_STAFF ? "staff" : f->refers);
}

static struct catalogue *
find_catalogue(const struct references *r, const struct record_type *t)
{
	struct catalogue *c = r->first;

	while (c != NULL && c->type != t)
		c = c->next;
	return c;
}

struct problem *
references_load(struct intake *in, const struct references **references_r)
{
	struct arena *a = in->task->arena;
	struct references *r = arena_make(a, struct references, 1);

	for (int f = 0; f < in->kind->nfields; f++) {
		const struct import_field *field = &in->kind->fields[f];
		struct catalogue *c;

		if (field->type != IMPORT_REFERENCE || !intake_has_column(in, f) ||
		    find_catalogue(r, type_of(field->of)) != NULL)
			continue;
		c = arena_make(a, struct catalogue, 1);
		*c = (struct catalogue){ .type = type_of(field->of), .next = r->first };
		r->first = c;
		TRY(load(in->task, c));
	}
	*references_r = r;
	return NULL;
}

/* --- finding --- */

/* A search: which entries fit so far, the best kind only. */
struct search {
	const struct beside *beside;
	bool by_day;		/* the latest that had begun on the day */
	const char *qualifier;	/* folded; number or institution in brackets; or NULL */
	int qualifier_org;	/* 0: none */
	const struct entry *best;
	int rank;
	bool several;
};

/* How well an entry fits; 0: not at all. Both parties, then one, then none. */
static int
rank_of(const struct search *s, const struct entry *e)
{
	const struct beside *b = s->beside;
	bool from = e->from == b->from || e->from == b->to, to = e->to == b->from || e->to == b->to;

	if (s->qualifier != NULL && (e->number == NULL || strcmp(e->number, s->qualifier) != 0) &&
	    (s->qualifier_org == 0 || (e->from != s->qualifier_org && e->to != s->qualifier_org)))
		return 0;
	if (s->by_day && b->day != NULL && strcmp(e->day, b->day) > 0)
		return 1 + from + to;
	return 4 + from + to;
}

static void
consider(struct search *s, const struct entry *e)
{
	int rank = rank_of(s, e), order;

	if (rank == 0 || rank < s->rank || (s->best != NULL && strcmp(s->best->id, e->id) == 0))
		return;
	order = s->best == NULL || rank > s->rank ? 1 : s->by_day ? strcmp(e->day, s->best->day) : 0;
	if (order == 0)
		s->several = true;
	if (order <= 0)
		return;
	s->best = e;
	s->rank = rank;
	s->several = false;
}

static void
search_key(struct search *s, const struct catalogue *c, const char *key)
{
	const struct entry wanted = { .key = key };
	const struct entry *e = bsearch(&wanted, c->entries, (size_t)c->n, sizeof(*e), by_key);

	while (e != NULL && e > c->entries && strcmp(e[-1].key, key) == 0)
		e--;
	for (; e != NULL && e < c->entries + c->n && strcmp(e->key, key) == 0; e++)
		consider(s, e);
}

/* 王示范（A1024）, 王示范（湟中区示范医院）: what stands in brackets tells namesakes apart. */
static void
search_qualified(struct search *s, const struct intake *in, struct arena *a,
    const struct catalogue *c, const char *folded)
{
	size_t len = strcspn(folded, "(");
	struct institution institution = { 0 };

	if (len == 0 || folded[len] == '\0')
		return;
	s->qualifier = arena_strndup(a, folded + len + 1, strcspn(folded + len + 1, ")"));
	if (names_find(in->names, a, s->qualifier, in->own.region_id, &institution) == MATCH_ONE)
		s->qualifier_org = institution.id;
	search_key(s, c, arena_strndup(a, folded, len));
}

const char *
references_find(const struct intake *in, struct arena *a, const struct record_field *f,
    const char *text, const struct beside *b, struct sentence *fault_r)
{
	const struct catalogue *c = find_catalogue(in->references, type_of(f));
	struct search s = { .beside = b, .by_day = f->type == FIELD_RECORD };
	const char *folded = text_fold_name(a, text);

	if (c != NULL) {
		search_key(&s, c, folded);
		if (s.best == NULL)
			search_qualified(&s, in, a, c, folded);
	}
	if (s.best != NULL && !s.several)
		return s.best->id;
	if (s.several)
		*fault_r = (struct sentence){ arena_printf(a, "有几条%s都叫“%s”，请改填编号，或在名称后加括号写明编号或单位",
		    type_of(f)->label.zh, text), arena_printf(a,
		    "Several of %s are called \"%s\": give the number, or number or institution in brackets",
		    type_of(f)->label.en, text) };
	else
		*fault_r = (struct sentence){ arena_printf(a, "%s里没有“%s”，请核对，或先登记再导入",
		    type_of(f)->label.zh, text), arena_printf(a,
		    "There is no \"%s\" among %s: check it, or enter it first", text, type_of(f)->label.en) };
	return NULL;
}
