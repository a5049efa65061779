/* check.c - holds each declaration against the database's catalogue before anything is served. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "log.h"

/* Names the API keeps for itself in a query string, a body or an answer. */
static const char *const reserved[] = {
	"id", "state", "version", "from", "to", "org", "day", "title", "entered", "note", "submit",
	"reason", "box", "view", "organisation", "q", "sort", "after", "limit", "actions", "origin", "attachments",
	"state_reason", "register_number", "submitted_at", "confirmed_at", "created_at", "updated_at",
};

struct checking {
	struct arena *a;
	const struct rows *columns, *states, *types, *sums;
	const struct record_type *declared;	/* what is looked at */
	const char *type, *table;
	bool good;
};

static void
differs(struct checking *c, const char *what, const char *why)
{
	log_event(LOG_ERROR, "record_declaration", "record_type", c->type, "table", c->table, "name", what,
	    "difference", why, NULL);
	c->good = false;
}

/* Row of a column in the catalogue, or -1. */
static int
find_column(const struct checking *c, const char *name)
{
	for (int i = 0; i < rows_count(c->columns); i++)
		if (strcmp(rows_get(c->columns, i, "table_name"), c->table) == 0 &&
		    strcmp(rows_get(c->columns, i, "column_name"), name) == 0)
			return i;
	return -1;
}

static bool
fits(const char *cast, const char *type)
{
	return strcmp(cast, type) == 0 || (strcmp(cast, "integer") == 0 && strcmp(type, "smallint") == 0);
}

static void
check_columns(struct checking *c, const struct record_field *f, bool may_be_needed)
{
	struct record_column columns[2];
	int n = record_columns(c->a, f, columns);

	for (int i = 0; i < n; i++) {
		int row = find_column(c, columns[i].name);

		if (row < 0)
			differs(c, columns[i].name, "the table lacks this column");
		else if (!fits(columns[i].cast, rows_get(c->columns, row, "type")))
			differs(c, columns[i].name, arena_printf(c->a, "declared %s, the column is %s",
			    columns[i].cast, rows_get(c->columns, row, "type")));
		else if (!may_be_needed && i == 0 && record_is_written(f) &&
		    *rows_get(c->columns, row, "needed") == 't')
			differs(c, columns[i].name, "not null, but a draft may lack it");
	}
}

static bool
is_name(const char *s)
{
	return *s >= 'a' && *s <= 'z' && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

/* Whether .sum_of names a number of the type's lines. */
static bool
sums(const struct record_type *t, const struct record_field *f)
{
	const struct record_lines *l = record_lines_of(t, f);
	const char *dot = strchr(f->sum_of, '.');

	for (int i = 0; l != NULL && dot != NULL && i < l->nfields; i++)
		if (strcmp(l->fields[i].name, dot + 1) == 0)
			return l->fields[i].type == FIELD_MONEY || l->fields[i].type == FIELD_INTEGER ||
			    l->fields[i].type == FIELD_QUANTITY;
	return false;
}

/* Whether the database holds the total to its lines. */
static bool
is_held(const struct checking *c, const struct record_field *f)
{
	const char *trigger = arena_printf(c->a, "%s_%s_sum", record_lines_of(c->declared, f)->table, f->name);

	for (int i = 0; i < rows_count(c->sums); i++)
		if (strcmp(rows_get(c->sums, i, "name"), trigger) == 0)
			return true;
	return false;
}

static void
check_field(struct checking *c, const struct record_field *f, bool in_line, bool may_be_needed)
{
	for (size_t i = 0; !in_line && i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (strcmp(f->name, reserved[i]) == 0)
			differs(c, f->name, "the API keeps this name for itself");
	if (!is_name(f->name))
		differs(c, f->name, "no name of a column");
	if (f->label.zh == NULL || f->label.en == NULL)
		differs(c, f->name, "a label is needed in both languages");
	if ((f->type == FIELD_CODE) != (f->codes != NULL))
		differs(c, f->name, "codes belong to a code field, and to no other");
	if (f->sum_of != NULL && (in_line || !sums(c->declared, f)))
		differs(c, f->name, "it is the sum of no number of its lines");
	else if (f->sum_of != NULL && !is_held(c, f))
		differs(c, f->name, "biz.make_sum was not called for it");
	if (f->type == FIELD_RECORD && (f->refers == NULL || record_find(f->refers) == NULL))
		differs(c, f->name, "it refers to no record type");
	else if (in_line && record_sealed(f))
		differs(c, f->name, "lines hold no sealed values");
	else
		check_columns(c, f, may_be_needed);
}

/* Columns that must be given, but which nothing declared gives. */
static void
check_needed(struct checking *c, const struct record_field *fields, int n,
    const char *const *given)
{
	struct record_column columns[2];

	for (int i = 0; i < rows_count(c->columns); i++) {
		const char *name = rows_get(c->columns, i, "column_name");
		bool found = *rows_get(c->columns, i, "needed") != 't' ||
		    strcmp(rows_get(c->columns, i, "table_name"), c->table) != 0;

		for (const char *const *g = given; !found && *g != NULL; g++)
			found = strcmp(*g, name) == 0;
		for (int j = 0; !found && j < n; j++) {
			int ncolumns = record_columns(c->a, &fields[j], columns);

			for (int k = 0; k < ncolumns; k++)
				found = found || strcmp(columns[k].name, name) == 0;
		}
		if (!found)
			differs(c, name, "the table needs this column, and no field gives it");
	}
}

static void
check_lines(struct checking *c, const struct record_type *t)
{
	static const char *const given[] = { "record_id", "line", NULL };

	for (int i = 0; i < t->nlines; i++) {
		const struct record_lines *l = &t->lines[i];

		c->table = l->table;
		if (find_column(c, "record_id") < 0 || find_column(c, "line") < 0) {
			differs(c, l->name, "no table of lines (biz.record_line)");
			continue;
		}
		for (int j = 0; j < l->nfields; j++)
			check_field(c, &l->fields[j], true, true);
		check_needed(c, l->fields, l->nfields, given);
	}
	c->table = t->table;
}

static void
check_state(struct checking *c, const char *state)
{
	for (int i = 0; i < rows_count(c->states); i++)
		if (strcmp(rows_get(c->states, i, "table_name"), c->table) == 0 &&
		    strstr(rows_get(c->states, i, "definition"),
		    arena_printf(c->a, "'%s'", state)) != NULL)
			return;
	differs(c, state, "the table's check does not allow this state");
}

/* Whether the database lets one institution be both sides, as the declaration says. */
static void
check_sides(struct checking *c, const struct record_type *t)
{
	bool apart = false;

	for (int i = 0; i < rows_count(c->states); i++)
		apart = apart || (strcmp(rows_get(c->states, i, "table_name"), t->table) == 0 &&
		    strstr(rows_get(c->states, i, "definition"), "from_org_id <> to_org_id") != NULL);
	if (t->sides == RECORD_TWO && apart == t->in_house)
		differs(c, t->name, apart ? "one institution cannot be both sides: the table's check forbids it"
		    : "the table has no check that the two sides differ");
	if (t->in_house && t->confirms != CONFIRM_OTHER)
		differs(c, t->name, "what is in one house must wait for the other side, where there is one");
}

static void
check_supporter(struct checking *c, const struct record_type *t)
{
	const struct record_field *f = record_field_find(t, "support_org");

	if (t->supported && (t->sides != RECORD_ONE || f == NULL || f->type != FIELD_ORGANISATION))
		differs(c, t->name, "no field support_org names who supported it");
}

/* The type's own states and actions: allowed by the table, labelled, with fields there are. */
static void
check_life(struct checking *c, const struct record_type *t)
{
	for (const struct record_code *s = t->states; s != NULL && s->code != NULL; s++)
		check_state(c, s->code);
	for (int i = 0; i < t->nactions; i++) {
		const struct transition *row = &t->actions[i];
		const struct record_field *condition =
		    row->only_if != NULL ? record_field_find(t, row->only_if) : NULL;

		if (record_state_label(t, row->state).zh == NULL)
			differs(c, row->state, "a state without a label");
		if (record_state_label(t, row->next).zh == NULL)
			differs(c, row->next, "a state without a label");
		if (record_action_label(t, row->action).zh == NULL)
			differs(c, row->action, "an action without a label");
		if (row->only_if != NULL && *row->only_if != '_' &&
		    (condition == NULL || condition->type != FIELD_BOOLEAN))
			differs(c, row->only_if, "a condition must be a boolean field");
		if (row->reasons != NULL)
			differs(c, row->action, "reasons of records are words, not codes");
	}
}

/* The text form of an array, each element between commas. */
static const char *
between_commas(struct arena *a, const char *array)
{
	return arena_printf(a, ",%.*s,", (int)strcspn(array + 1, "}"), array + 1);
}

static void
check_days(struct checking *c, const struct record_type *t, const char *days)
{
	const char *all = between_commas(c->a, days);

	for (int i = 0; i < t->nfields; i++)
		if (record_is_range(&t->fields[i]) &&
		    strstr(all, arena_printf(c->a, ",%s,", t->fields[i].name)) == NULL)
			differs(c, t->fields[i].name, "biz.make_day was not called for it");
}

static void
check_searched(struct checking *c, const struct record_type *t, const char *searched)
{
	const char *all = between_commas(c->a, searched);

	for (int i = 0; i < t->nfields && record_is_indexed(t); i++)
		if (t->fields[i].flags & FIELD_SEARCHED &&
		    strstr(all, arena_printf(c->a, ",%s,", t->fields[i].name)) == NULL)
			differs(c, t->fields[i].name, "biz.make_search was not told to look into it");
}

/* Each filter of a view is one that the list knows, and its days are such. */
static bool
is_preset(const struct checking *c, const struct record_type *t, const struct record_preset *p)
{
	static const char *const fixed[] = { "box", "state", "from", "to", "sort" };

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (strcmp(p->key, fixed[i]) == 0)
			return strcmp(p->key, "state") != 0 || strcmp(p->value, RECORD_LIVE) == 0 ||
			    record_state_label(t, p->value).zh != NULL;
	for (int i = 0; i < t->nfields; i++)
		if (t->fields[i].flags & FIELD_FILTER &&
		    (strcmp(p->key, record_filter_key(c->a, &t->fields[i], false)) == 0 ||
		    strcmp(p->key, record_filter_key(c->a, &t->fields[i], true)) == 0))
			return true;
	return false;
}

static void
check_views(struct checking *c, const struct record_type *t)
{
	for (int i = 0; i < t->nviews; i++) {
		if (t->views[i].label.zh == NULL || t->views[i].label.en == NULL)
			differs(c, t->views[i].name, "a label is needed in both languages");
		for (const struct record_preset *p = t->views[i].presets; p->key != NULL; p++)
			if (!is_preset(c, t, p))
				differs(c, t->views[i].name, arena_printf(c->a, "the list has no filter %s=%s", p->key,
				    p->value));
	}
}

/* What biz.make_record was told. */
static void
check_made(struct checking *c, const struct record_type *t)
{
	for (int i = 0; i < rows_count(c->types); i++) {
		if (strcmp(rows_get(c->types, i, "name"), t->name) != 0)
			continue;
		if (strcmp(rows_get(c->types, i, "table_name"), t->table) != 0 ||
		    strcmp(rows_get(c->types, i, "module"), t->module) != 0 ||
		    strcmp(rows_get(c->types, i, "day_column"), t->day) != 0 ||
		    strtol(rows_get(c->types, i, "sides"), NULL, 10) != (t->sides == RECORD_TWO ? 2 : 1))
			differs(c, t->name, "biz.make_record was told another table, module, day or side");
		check_searched(c, t, rows_get(c->types, i, "searched"));
		check_days(c, t, rows_get(c->types, i, "days"));
		return;
	}
	differs(c, t->name, "biz.make_record was not called for it");
}

static void
check_type(struct checking *c, const struct record_type *t)
{
	static const char *const given[] = { "id", "from_org_id", "from_region_id", "to_org_id",
		"to_region_id", "org_id", "region_id", "entered_org_id", "created_by", "updated_by", NULL };
	const struct record_field *day = record_field_find(t, t->day);

	c->declared = t;
	c->type = t->name;
	c->table = t->table;
	if (find_column(c, "id") < 0) {
		differs(c, t->name, "there is no such table");
		return;
	}
	if (day == NULL || day->type != FIELD_DATE)
		differs(c, t->day, "the day must be a date field");
	if (record_field_find(t, t->title) == NULL)
		differs(c, t->title, "the title must be a field");
	if (t->nfields > RECORD_FIELDS_MAX || t->nlines > RECORD_LINES_MAX)
		differs(c, t->name, "too many fields or tables of lines");
	for (int i = 0; i < t->nfields; i++)
		check_field(c, &t->fields[i], false, &t->fields[i] == day);
	check_needed(c, t->fields, t->nfields, given);
	check_lines(c, t);
	check_life(c, t);
	check_sides(c, t);
	check_supporter(c, t);
	check_views(c, t);
	check_made(c, t);
}

/* The text form of an array of every table the types name. */
static const char *
all_tables(struct arena *a)
{
	const char *all = "{";

	for (const struct record_type *const *t = record_types; *t != NULL; t++) {
		all = arena_printf(a, "%s%s%s", all, all[1] != '\0' ? "," : "", (*t)->table);
		for (int i = 0; i < (*t)->nlines; i++)
			all = arena_printf(a, "%s,%s", all, (*t)->lines[i].table);
	}
	return arena_printf(a, "%s}", all);
}

bool
record_check(struct db *db, struct arena *a)
{
	const char *tables = all_tables(a);
	const struct db_step steps[] = {
		{ record_common(COMMON_CATALOGUE), 1, &tables }, { record_common(COMMON_STATES), 0, NULL },
		{ record_common(COMMON_TYPES), 0, NULL }, { record_common(COMMON_WORDS), 0, NULL },
		{ record_common(COMMON_SUMS), 0, NULL },
	};
	struct rows *rows[5];
	struct checking c = { .a = a, .good = true };

	if (db_run(db, a, steps, 5, rows) != NULL)
		return false;
	db_teach(db, rows[3]);
	c.columns = rows[0];
	c.states = rows[1];
	c.types = rows[2];
	c.sums = rows[4];
	for (const struct record_type *const *t = record_types; *t != NULL; t++)
		check_type(&c, *t);
	return c.good;
}
