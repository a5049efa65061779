/* get.c - composes what is read of a record: all of it, or its line in a list. */
#include <string.h>

#include "engine.h"

static const char sides_of_two[] =
    " join biz.organisation f on f.id = r.from_org_id"
    " join biz.organisation t on t.id = r.to_org_id"
    " cross join lateral (select r.from_org_id = any ((select sec.orgs())::int[])"
    " or r.to_org_id = any ((select sec.orgs())::int[]) as own) s";

static const char sides_of_one[] =
    " join biz.organisation f on f.id = r.org_id"
    " cross join lateral (select r.org_id = any ((select sec.orgs())::int[]) as own) s";

void
record_write_sides(struct buffer *b, const struct record_type *t)
{
	buffer_puts(b, t->sides == RECORD_TWO ? sides_of_two : sides_of_one);
}

const char *
record_confirming(const struct record_type *t)
{
	static const char *const of[] = {
		[CONFIRM_NONE] = "'none'",
		[CONFIRM_OTHER] = "case when r.entered_org_id = r.from_org_id then 'receiver' else 'sender' end",
		[CONFIRM_SENDER] = "'sender'", [CONFIRM_RECEIVER] = "'receiver'",
		[CONFIRM_ACTIONS] = "'none'",
	};

	return of[t->confirms];
}

const char *
record_unopposed(const struct record_type *t)
{
	static const char *const of[] = {
		[CONFIRM_NONE] = "true", [CONFIRM_OTHER] = "false",
		[CONFIRM_SENDER] = "r.entered_org_id = r.from_org_id",
		[CONFIRM_RECEIVER] = "r.entered_org_id = r.to_org_id", [CONFIRM_ACTIONS] = "false",
	};

	return t->in_house ? "r.from_org_id = r.to_org_id" : of[t->confirms];
}

/* Of a personal field, the value only where the caller's own institution is a party. */
static void
write_guarded(struct buffer *b, const struct record_field *f, const char *value, const char *name)
{
	buffer_puts(b, f->flags & FIELD_PERSONAL ? ", case when s.own then " : ", ");
	buffer_puts(b, value);
	buffer_puts(b, f->flags & FIELD_PERSONAL ? " end" : "");
	buffer_printf(b, " as \"%s\"", name);
}

static void
write_field(struct buffer *b, const struct record_field *f)
{
	struct arena *a = b->arena;
	struct record_column columns[2];
	int n = record_columns(a, f, columns);

	if (record_is_reference(f)) {
		write_guarded(b, f, arena_printf(a,
		    "case when r.%s_id is not null then json_build_object('id', r.%s_id, 'name', %s) end",
		    f->name, f->name, record_name_of(a, f, "r")), f->name);
		return;
	}
	if (record_sealed(f)) {
		write_guarded(b, f, arena_printf(a, "r.%s", columns[0].name),
		    arena_printf(a, "_%s", columns[0].name));
		return;
	}
	for (int i = 0; i < n; i++)
		write_guarded(b, f, arena_printf(a, "r.%s", columns[i].name), columns[i].name);
}

/* One line of a child table as a JSON object. */
static const char *
line_value(struct arena *a, const struct record_field *f)
{
	if (!record_is_reference(f))
		return arena_printf(a, "l.%s", f->name);
	return arena_printf(a,
	    "case when l.%s_id is not null then json_build_object('id', l.%s_id, 'name', %s) end",
	    f->name, f->name, record_name_of(a, f, "l"));
}

static void
write_lines(struct buffer *b, const struct record_lines *l)
{
	buffer_puts(b, ", coalesce((select json_agg(json_build_object(");
	for (int i = 0; i < l->nfields; i++) {
		const struct record_field *f = &l->fields[i];
		const char *value = line_value(b->arena, f);

		buffer_printf(b, "%s'%s', ", i > 0 ? ", " : "", f->name);
		buffer_puts(b, f->flags & FIELD_PERSONAL
		    ? arena_printf(b->arena, "case when s.own then %s end", value) : value);
		if (f->type == FIELD_QUANTITY)
			buffer_printf(b, ", '%s_exactness', l.%s_exactness", f->name, f->name);
	}
	buffer_printf(b, ") order by l.line) from biz.%s l where l.record_id = r.id), '[]'::json)"
	    " as \"%s\"", l->table, l->name);
}

static void
write_head(struct buffer *b, const struct record_type *t)
{
	const struct record_field *title = record_field_find(t, t->title);

	buffer_puts(b, "select r.id, r.state, r.version, ");
	buffer_puts(b, t->sides == RECORD_TWO
	    ? "f.id as \"from.id\", f.name as \"from.name\", t.id as \"to.id\", t.name as \"to.name\", "
	    "case when r.entered_org_id = r.from_org_id then 'from' else 'to' end as entered"
	    : "f.id as \"org.id\", f.name as \"org.name\"");
	buffer_printf(b, ", r.%s as day", t->day);
	write_guarded(b, title, record_name_of(b->arena, title, "r"), "title");
}

void
record_write_brief(struct buffer *b, const struct record_type *t)
{
	write_head(b, t);
	for (int i = 0; i < t->nfields; i++)
		if (t->fields[i].flags & FIELD_LISTED)
			write_field(b, &t->fields[i]);
	buffer_puts(b, ", r.updated_at");
}

/* Columns that the type's own actions ask for and that are no fields: "_x" is column x. */
static void
write_conditions(struct buffer *b, const struct record_type *t)
{
	for (int i = 0; i < t->nactions; i++) {
		const char *name = t->actions[i].only_if;
		bool first = name != NULL && *name == '_';

		for (int j = 0; first && j < i; j++)
			first = t->actions[j].only_if == NULL || strcmp(t->actions[j].only_if, name) != 0;
		if (first)
			buffer_printf(b, ", r.%s as %s", name + 1, name);
	}
}

/* What every whole answer has, from the head to the lines. */
static void
write_whole(struct buffer *b, const struct record_type *t)
{
	write_head(b, t);
	for (int i = 0; i < t->nfields; i++)
		write_field(b, &t->fields[i]);
	buffer_puts(b, ", r.note");
	for (int i = 0; i < t->nlines; i++)
		write_lines(b, &t->lines[i]);
}

const char *
record_export_text(struct arena *a, const struct record_type *t)
{
	struct buffer b;

	buffer_init(&b, a);
	write_whole(&b, t);
	buffer_printf(&b, ", case when r.register_number not like 'row:%%' and s.own then r.register_number"
	    " end as register_number from unnest($1::uuid[]) with ordinality as wanted (id, place)"
	    " join biz.%s r on r.id = wanted.id", t->table);
	record_write_sides(&b, t);
	buffer_puts(&b, " order by wanted.place");
	return b.data;
}

const char *
record_get_text(struct arena *a, const struct record_type *t)
{
	bool two = t->sides == RECORD_TWO;
	struct buffer b;

	buffer_init(&b, a);
	write_whole(&b, t);
	buffer_puts(&b, ", ");
	record_write_files(&b, t);
	buffer_puts(&b, " as attachments");
	buffer_puts(&b, ", r.state_reason, r.origin, r.register_number, r.submitted_at, r.confirmed_at,"
	    " r.created_at, r.updated_at, p.at_one as _from_permissions, p.at_other as _to_permissions, ");
	buffer_printf(&b, "%s as _entering, %s as _confirming, (%s) as _unopposed, not (%s) as _awaited",
	    two ? "case when r.entered_org_id = r.from_org_id then 'sender' else 'receiver' end"
	    : "'sender'", record_confirming(t), record_unopposed(t), record_unopposed(t));
	write_conditions(&b, t);
	buffer_printf(&b, " from biz.%s r", t->table);
	record_write_sides(&b, t);
	buffer_printf(&b, " cross join lateral sec.permissions_of(%s) p"
	    " where r.id = coalesce($1::uuid, (select sec.new_id()))",
	    two ? "r.from_org_id, r.to_org_id" : "r.org_id, null");
	return b.data;
}
