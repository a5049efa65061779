/* list.c - composes a list: a branch for each way a row may be the caller's, each along its index.
 *
 * Rows of the caller's own institutions come from one index scan for each institution and side, rows
 * of an overseer's regions from one for each region and side, and only who sees all walks the whole
 * table in order. Each branch gives its first rows, the page is merged from them (a row that two give
 * stands in it once), and a branch that is not the caller's has no institution or region to begin
 * with. Filters are conditions within the branches, written only where they are asked for.
 *
 * The planner must not gather and sort what it takes for a few rows, because the policies look
 * choosier than they are: COMMON_WALK, run before, forbids it. (10^6 rows, a hospital with 10^5 of
 * them: 180 ms with, 1.4 ms without.)
 *
 * A search asks biz.<table>_search first. What may hold a rare word are few rows, wherever they stand in
 * the order, and only those are looked at; where they are many the order is walked, which then soon has
 * a page full. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

#define REGIONS "between (select sec.region_lo()) and (select sec.region_hi())"

/* What gives rows o to look from, and the condition on row r. */
struct branch { const char *source, *condition; };

enum { BRANCHES_MAX = 6, SEARCHED_MAX = 200 };

struct composing {
	struct arena *a;
	const struct record_type *type;
	const struct record_list *list;
	const char **params;
	int nparams;
	const char *filters;		/* conditions that every branch has */
	const char *limit;		/* "$1" */
	const char *organisation;	/* "$2", or NULL */
	const char *q;			/* "$3", or NULL */
	bool indexed;			/* hit.ids are what the search may find, or null: all rows */
	struct branch branches[BRANCHES_MAX];
	int nbranches;
};

/* Adds a value; returns how the text refers to it. */
static const char *
param(struct composing *c, const char *value)
{
	assert(c->nparams < RECORD_PARAMS_MAX);
	c->params[c->nparams++] = value;
	return arena_printf(c->a, "$%d", c->nparams);
}

/* --- the conditions --- */

/* Whether some letter of it may be of upper or lower case: before U+2E80, where the CJK blocks begin. */
static bool
has_case(const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z') ||
		    ((unsigned char)*s >= 0xC0 && (unsigned char)*s < 0xE2))
			return true;
	return false;
}

bool
record_is_indexed(const struct record_type *t)
{
	bool some = false;

	for (int i = 0; i < t->nfields; i++) {
		const struct record_field *f = &t->fields[i];

		if (!(f->flags & FIELD_SEARCHED))
			continue;
		if (f->flags & FIELD_PERSONAL || f->type != FIELD_TEXT || f->max > SEARCHED_MAX)
			return false;
		some = true;
	}
	return some;
}

/* A personal value is found only by who would see it. */
static void
add_search(struct composing *c, struct buffer *b)
{
	const char *fold = has_case(c->list->q) ? "lower" : "";
	const char *own = c->type->sides == RECORD_TWO
	    ? "(r.from_org_id = any ((select sec.orgs())::int[]) or"
	    " r.to_org_id = any ((select sec.orgs())::int[])) and "
	    : "r.org_id = any ((select sec.orgs())::int[]) and ";

	buffer_puts(b, " and (false");
	for (int i = 0; i < c->type->nfields; i++)
		if (c->type->fields[i].flags & FIELD_SEARCHED)
			buffer_printf(b, " or %sstrpos(%s(r.%s), %s(%s::text)) > 0",
			    c->type->fields[i].flags & FIELD_PERSONAL ? own : "", fold,
			    c->type->fields[i].name, fold, c->q);
	buffer_puts(b, ")");
}

static void
add_cursor(struct composing *c, struct buffer *b)
{
	const struct record_list *l = c->list;
	const char *comma = strchr(l->cursor, ',');
	size_t len = comma != NULL ? (size_t)(comma - l->cursor) : strlen(l->cursor);
	const char *key = param(c, arena_strndup(c->a, l->cursor, len));
	const char *id = param(c, comma != NULL ? comma + 1 : NULL);

	buffer_printf(b, " and (r.%s, r.id) %s (%s::%s, %s::uuid)", l->key,
	    l->descending ? "<" : ">", key, l->cast, id);
}

static void
add_filters(struct composing *c, struct buffer *b)
{
	struct record_column columns[2];

	for (int i = 0; i < c->type->nfields; i++) {
		if (c->list->filters == NULL || c->list->filters[i] == NULL)
			continue;
		record_columns(c->a, &c->type->fields[i], columns);
		buffer_printf(b, " and r.%s %s %s::%s", columns[0].name,
		    record_is_range(&c->type->fields[i]) ? ">=" : "=", param(c, c->list->filters[i]),
		    columns[0].cast);
	}
	for (int i = 0; c->list->last != NULL && i < c->type->nfields; i++)
		if (c->list->last[i] != NULL)
			buffer_printf(b, " and r.%s <= %s::date", c->type->fields[i].name,
			    param(c, c->list->last[i]));
}

/* Whose word or mend a row waits for, where it waits. */
static const char *
awaited(struct arena *a, const struct record_type *t)
{
	static const char other[] =
	    "case when r.entered_org_id = r.from_org_id then r.to_org_id else r.from_org_id end";
	static const char *const confirming[] = {
		[CONFIRM_NONE] = "null", [CONFIRM_SENDER] = "r.from_org_id",
		[CONFIRM_RECEIVER] = "r.to_org_id", [CONFIRM_OTHER] = other,
		[CONFIRM_ACTIONS] = "null",
	};

	return arena_printf(a, "case when r.state = 'submitted' then %s else r.entered_org_id end",
	    confirming[t->confirms]);
}

/* Boxes that are no side. What waits does so for the caller's institutions, not for a region. */
static void
write_box(struct composing *c, struct buffer *b)
{
	const char *box = c->list->box;

	if (strcmp(box, "mine") == 0)
		buffer_puts(b, " and r.created_by = (select sec.account_id())");
	if (strcmp(box, "supported") == 0)
		buffer_puts(b, " and r.support_org_id = any ((select sec.orgs())::int[])");
	if (strcmp(box, "entered") == 0 && c->type->sides == RECORD_TWO)
		buffer_puts(b, " and ((select sec.sees_all()) or r.entered_org_id ="
		    " any ((select sec.orgs())::int[]) or case when r.entered_org_id = r.from_org_id"
		    " then r.from_region_id else r.to_region_id end " REGIONS ")");
	if (strcmp(box, "waiting") == 0)
		buffer_printf(b, " and r.state in ('submitted', 'disputed') and %s"
		    " = any ((select sec.orgs())::int[])", awaited(c->a, c->type));
}

static void
write_filters(struct composing *c)
{
	const struct record_list *l = c->list;
	struct buffer b;

	buffer_init(&b, c->a);
	if (l->waiting)
		buffer_puts(&b, " and r.state in ('submitted', 'disputed')");
	if (l->state != NULL && strcmp(l->state, RECORD_LIVE) == 0)
		buffer_puts(&b, " and r.state in ('submitted', 'confirmed', 'disputed')");
	else if (l->state != NULL)
		buffer_printf(&b, " and r.state = %s::text", param(c, l->state));
	if (l->from != NULL)
		buffer_printf(&b, " and r.%s >= %s::date", c->type->day, param(c, l->from));
	if (l->to != NULL)
		buffer_printf(&b, " and r.%s <= %s::date", c->type->day, param(c, l->to));
	if (c->organisation != NULL)
		buffer_printf(&b, c->type->sides == RECORD_TWO
		    ? " and %s::int in (r.from_org_id, r.to_org_id)" : " and %s::int = r.org_id",
		    c->organisation);
	if (strcmp(l->key, c->type->day) != 0 && strcmp(l->key, "updated_at") != 0)
		buffer_printf(&b, " and r.%s is not null", l->key);
	if (l->box != NULL)
		write_box(c, &b);
	add_filters(c, &b);
	if (l->q != NULL)
		add_search(c, &b);
	if (l->cursor != NULL)
		add_cursor(c, &b);
	c->filters = b.data;
}

/* --- the branches --- */

static void
add_branch(struct composing *c, const char *source, const char *condition)
{
	assert(c->nbranches < BRANCHES_MAX);
	c->branches[c->nbranches++] = (struct branch){ source, condition };
}

static void
add_org(struct composing *c, const char *side)
{
	add_branch(c, "unnest((select sec.orgs())) as o (id)",
	    arena_printf(c->a, "r.%sorg_id = o.id", side));
}

static void
add_region(struct composing *c, const char *side)
{
	add_branch(c, "(select d.code as id from biz.division d where d.code " REGIONS
	    " and d.level < 4) as o", arena_printf(c->a, "r.%sregion_id = o.id", side));
}

/* An institution that was asked for, for who sees by region: its own index serves better than all
 * rows of the region. The box is then a condition on the side that must be in the region. */
static void
add_asked(struct composing *c, const char *side, const char *box_side)
{
	const char *source = arena_printf(c->a, "(select %s::int as id"
	    " where (select sec.region_lo()) is not null or (select sec.sees_all())) as o",
	    c->organisation);
	const char *within = box_side == NULL ? "" : arena_printf(c->a,
	    " and ((select sec.sees_all()) or r.%sregion_id " REGIONS ")", box_side);

	add_branch(c, source, arena_printf(c->a, "r.%sorg_id = o.id%s", side, within));
}

/* What the index gives, wherever it stands in the order: of either side that the box asks for. */
static void
add_hits(struct composing *c, const char *const sides[2])
{
	const char *within = "";

	for (int i = 0; i < 2 && sides[i] != NULL; i++)
		within = arena_printf(c->a, "%s or r.%sorg_id = any ((select sec.orgs())::int[])"
		    " or r.%sregion_id " REGIONS, within, sides[i], sides[i]);
	add_branch(c, "unnest((select hit.ids from hit)) as o (id)",
	    arena_printf(c->a, "r.id = o.id and ((select sec.sees_all())%s)", within));
}

/* Of one-sided records: the own, and those that one supported, which no region lists. */
static void
make_one_sided(struct composing *c)
{
	const char *box = c->list->box;
	bool own = box == NULL || strcmp(box, "supported") != 0;
	bool supported = c->type->supported && (box == NULL || strcmp(box, "entered") != 0);
	const char *sides[] = { own ? "" : "support_", own && supported ? "support_" : NULL };

	if (c->indexed)
		add_hits(c, sides);
	for (int i = 0; i < 2 && sides[i] != NULL; i++)
		add_org(c, sides[i]);
	if (!own)
		return;
	if (c->organisation != NULL) {
		add_asked(c, "", NULL);
		return;
	}
	add_region(c, "");
	add_branch(c, "(select where (select sec.sees_all())) as o", "true");
}

static void
make_branches(struct composing *c)
{
	const char *box = c->list->box;
	bool sent = box == NULL || strcmp(box, "received") != 0;
	bool received = box == NULL || strcmp(box, "sent") != 0;
	const char *sides[] = { sent ? "from_" : "to_", sent && received ? "to_" : NULL };
	const char *box_side = sent && received ? NULL : sides[0];

	if (c->indexed)
		add_hits(c, sides);
	for (int i = 0; i < 2 && sides[i] != NULL; i++)
		add_org(c, sides[i]);
	if (c->organisation != NULL) {
		add_asked(c, "from_", box_side);
		add_asked(c, "to_", box_side);
		return;
	}
	for (int i = 0; i < 2 && sides[i] != NULL; i++)
		add_region(c, sides[i]);
	add_branch(c, "(select where (select sec.sees_all())) as o", "true");
}

static void
write_branch(struct composing *c, struct buffer *b, int place)
{
	const struct branch *branch = &c->branches[place];
	const char *direction = c->list->descending ? " desc" : "";

	buffer_printf(b, "%sselect x.id, x.k from %s cross join lateral (select r.id, r.%s as k"
	    " from biz.%s r where %s", place > 0 ? " union " : "", branch->source, c->list->key,
	    c->type->table, branch->condition);
	buffer_puts(b, c->filters);
	/* Without hits nothing is left to walk for. */
	if (c->indexed && place > 0)
		buffer_puts(b, " and (select hit.ids is null from hit)");
	buffer_printf(b, " order by r.%s%s, r.id%s limit %s::int) x", c->list->key, direction, direction,
	    c->limit);
}

/* --- the whole --- */

/* Whose word a row waits for, since when, and why. */
static void
write_waiting(struct buffer *b, const struct record_type *t)
{
	buffer_printf(b, ", (select json_build_object('id', w.id, 'name', w.name)"
	    " from biz.organisation w where w.id = %s)"
	    " as waiting_for, r.submitted_at as since,"
	    " current_date - r.submitted_at::date as days,"
	    " case when r.state = 'disputed' then 'disputed' when r.origin = 'import' then 'one_book'"
	    " else 'waiting' end as reason", awaited(b->arena, t));
}

int
record_list_text(struct arena *a, const struct record_type *t, const struct record_list *l,
    const char **text_r, const char *params_r[RECORD_PARAMS_MAX])
{
	struct composing c = { .a = a, .type = t, .list = l, .params = params_r };
	const char *direction = l->descending ? " desc" : "";
	struct buffer b;

	buffer_init(&b, a);
	c.limit = param(&c, arena_printf(a, "%d", l->limit));
	c.organisation = l->organisation != NULL ? param(&c, l->organisation) : NULL;
	c.q = l->q != NULL ? param(&c, l->q) : NULL;
	c.indexed = c.q != NULL && record_is_indexed(t);
	if (c.indexed)
		buffer_printf(&b, "with hit as materialized (select biz.%s_search(%s::text) as ids) ",
		    t->table, c.q);
	write_filters(&c);
	if (t->sides == RECORD_ONE)
		make_one_sided(&c);
	else
		make_branches(&c);
	record_write_brief(&b, t);
	if (l->waiting)
		write_waiting(&b, t);
	buffer_puts(&b, ", page.k::text || ',' || page.id as _cursor from (");
	for (int i = 0; i < c.nbranches; i++)
		write_branch(&c, &b, i);
	buffer_printf(&b, " order by k%s, id%s limit %s::int) page join biz.%s r on r.id = page.id",
	    direction, direction, c.limit, t->table);
	record_write_sides(&b, t);
	buffer_printf(&b, " order by page.k%s, page.id%s", direction, direction);
	*text_r = b.data;
	return c.nparams;
}

/* What a list is asked for: by the caller, else by the view. */
struct asking {
	struct arena *a;
	const char *(*value)(const void *from, const char *name);
	const void *from;
	const struct record_view *view;
};

static const char *
asked(const struct asking *k, const char *key)
{
	const char *given = k->value(k->from, key);

	return given != NULL ? given : record_view_value(k->a, k->view, key);
}

static void
fill_fields(const struct asking *k, const struct record_type *t, const char **filters,
    const char **last)
{
	for (int i = 0; i < t->nfields; i++) {
		const struct record_field *f = &t->fields[i];

		if (!(f->flags & FIELD_FILTER))
			continue;
		filters[i] = asked(k, record_filter_key(k->a, f, false));
		if (record_is_range(f))
			last[i] = asked(k, record_filter_key(k->a, f, true));
	}
}

void
record_list_fill(struct arena *a, const struct record_type *t,
    const char *(*value)(const void *from, const char *name), const void *from,
    struct record_list *list_r)
{
	const struct asking k = { a, value, from,
		t->nviews > 0 ? record_view_find(t, value(from, "view")) : NULL };
	const char *wanted = asked(&k, "sort"), *sort = wanted != NULL ? wanted : "-day";
	const char *key = sort + (*sort == '-');
	const char **filters = arena_make(a, const char *, (size_t)t->nfields);
	const char **last = arena_make(a, const char *, (size_t)t->nfields);
	bool by_day = strcmp(key, "day") == 0, by_since = strcmp(key, "since") == 0;
	bool by_time = by_since || strcmp(key, "updated_at") == 0;

	fill_fields(&k, t, filters, last);
	*list_r = (struct record_list){ .key = by_day ? t->day : by_since ? "submitted_at" : key,
		.cast = by_time ? "timestamptz" : "date", .descending = *sort == '-', .filters = filters,
		.last = last, .box = asked(&k, "box"), .state = asked(&k, "state"),
		.organisation = asked(&k, "organisation"), .from = asked(&k, "from"),
		.to = asked(&k, "to"), .q = asked(&k, "q") };
}

void
record_list_plan(struct request *rq, const struct record_type *t, const struct record_list *l)
{
	const char *text, *params[RECORD_PARAMS_MAX];
	int n = record_list_text(req_arena(rq), t, l, &text, params);

	req_plan(rq, record_common(COMMON_WALK), 0, NULL);
	req_plan_text(rq, arena_printf(req_arena(rq), "%s/list", t->table), text, n, params);
}

struct problem *
record_list_answer(struct request *rq)
{
	return res_list(rq, req_rows(rq, 1), (int)strtol(req_value(rq, "limit"), NULL, 10));
}
