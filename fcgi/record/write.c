/* write.c - composes what writes a record: its making, its steps and corrections, its lines.
 *
 * Values come as one JSON object of texts, keyed as record_columns says: a key that is not there is a
 * column that stays. */
#include <string.h>

#include "engine.h"

/* Whether the caller acts for an institution: by the organisation, or by its region. */
static const char *
acts_for(struct arena *a, const char *org, const char *region)
{
	return arena_printf(a, "(%s = any ((select sec.orgs())::int[]) or %s between"
	    " (select sec.region_lo()) and (select sec.region_hi())) is true", org, region);
}

/* Lateral row g of whether the caller acts for either side of row r. */
static void
write_acting(struct buffer *b, const struct record_type *t)
{
	bool two = t->sides == RECORD_TWO;

	buffer_printf(b, " cross join lateral (select %s as sends, %s as receives) g",
	    two ? acts_for(b->arena, "r.from_org_id", "r.from_region_id")
	    : acts_for(b->arena, "r.org_id", "r.region_id"),
	    two ? acts_for(b->arena, "r.to_org_id", "r.to_region_id") : "false");
}

static void
write_assignments(struct buffer *b, const struct record_type *t)
{
	struct record_column columns[2];

	for (int i = 0; i < t->nfields; i++) {
		int n = record_columns(b->arena, &t->fields[i], columns);

		for (int j = 0; !(t->fields[i].flags & FIELD_COMPUTED) && j < n; j++)
			buffer_printf(b, ", %s = case when $10::jsonb ? '%s' then ($10::jsonb ->> '%s')::%s"
			    " else r.%s end", columns[j].name, columns[j].key, columns[j].key,
			    columns[j].cast, columns[j].name);
	}
}

/* An institution that exists and is open, by an SQL expression; refused at its pointer. */
static void
write_institution(struct buffer *b, const char *id, const char *pointer)
{
	buffer_printf(b, "biz.required((select o.id from biz.organisation o where o.id = %s"
	    " and (o.valid_to is null or o.valid_to > current_date)), '%s',"
	    " '请选择一个现有的单位', 'Choose an institution that exists')", id, pointer);
}

/* The other side of a draft may be chosen anew; the entering side is who it is. */
static void
write_party(struct buffer *b, const char *side)
{
	buffer_printf(b, ", %s_org_id = case when $10::jsonb ? '%s'"
	    " and k.entered_org_id <> r.%s_org_id then ", side, side, side);
	write_institution(b, arena_printf(b->arena, "($10::jsonb ->> '%s')::int", side),
	    arena_printf(b->arena, "/%s", side));
	buffer_printf(b, " else r.%s_org_id end", side);
}

/* Pointers of what row k with the new values lacks to be submitted, or null. */
static void
write_missing(struct buffer *b, const struct record_type *t)
{
	struct record_column columns[2];

	buffer_puts(b, "nullif(concat_ws(' '");
	for (int i = 0; i < t->nfields; i++) {
		const struct record_field *f = &t->fields[i];

		if (!(f->flags & FIELD_REQUIRED) || !record_is_written(f))
			continue;
		record_columns(b->arena, f, columns);
		buffer_printf(b, ", case when case when $10::jsonb ? '%s' then $10::jsonb ->> '%s'"
		    " else k.%s::text end is null then '/%s' end", columns[0].key, columns[0].key,
		    columns[0].name, f->name);
	}
	for (int i = 0; i < t->nlines; i++)
		if (t->lines[i].min > 0)
			buffer_printf(b, ", case when not $10::jsonb ? '_%s' and (select count(*) from biz.%s l"
			    " where l.record_id = k.id) < %d then '/%s' end", t->lines[i].name,
			    t->lines[i].table, t->lines[i].min, t->lines[i].name);
	buffer_puts(b, "), '')");
}

/* Row k: the record, locked, with the state that the first fitting row of the table leads to. */
static void
write_step(struct buffer *b, const struct record_type *t)
{
	buffer_puts(b, "with said as materialized (select biz.record_say($2::text, $9::text)),"
	    " k as materialized (select r.*, w.next");
	buffer_printf(b, " from said cross join biz.%s r", t->table);
	write_acting(b, t);
	buffer_puts(b, " join unnest($3::text[], $4::text[], $5::text[], $6::text[])"
	    " as w (state, next, party, only_if) on w.state = r.state"
	    " where r.id = $1::uuid and $8::text is null and ($7::int is null or r.version = $7::int)"
	    " and not sec.replayed() and case case w.party when 'entering' then ");
	buffer_puts(b, t->sides == RECORD_TWO
	    ? "case when r.entered_org_id = r.from_org_id then 'sender' else 'receiver' end"
	    : "'sender'");
	buffer_printf(b, " when 'confirming' then %s else w.party end"
	    " when 'sender' then g.sends when 'receiver' then g.receives"
	    " when 'either' then g.sends or g.receives else false end"
	    " and case w.only_if when '' then true when '_unopposed' then (%s)"
	    " when '_awaited' then not (%s) else (to_jsonb(r) ->> ltrim(w.only_if, '_'))::boolean"
	    " end"
	    " limit 1 for update of r)", record_confirming(t), record_unopposed(t),
	    record_unopposed(t));
}

/* One condition of row c: unless it holds, refused with these texts at the pointers. */
static void
write_guard(struct buffer *b, const char *fault, const char *zh, const char *en,
    const char *pointers)
{
	buffer_printf(b, " and case when %s then sec.refuse('UX422', '%s', '%s', %s) is null"
	    " else true end", fault, zh, en, pointers);
}

static const char *
own_side_changes(struct arena *a, const struct record_type *t, const char *side)
{
	const char *changes = arena_printf(a, "$10::jsonb ? '%s' and ($10::jsonb ->> '%s')::int"
	    " is distinct from k.", side, side);

	return t->sides == RECORD_ONE ? arena_printf(a, "%sorg_id", changes)
	    : arena_printf(a, "%s%s_org_id and k.entered_org_id = k.%s_org_id", changes, side, side);
}

static void
guard_fixed(struct buffer *b, const struct record_type *t)
{
	const char *fixed = "";

	for (int i = 0; i < t->nfields; i++)
		if (t->fields[i].flags & FIELD_FIXED)
			fixed = arena_printf(b->arena, "%s%s'%s'", fixed, *fixed != '\0' ? ", " : "",
			    t->fields[i].name);
	if (*fixed == '\0')
		return;
	write_guard(b, arena_printf(b->arena,
	    "k.state <> 'draft' and $10::jsonb ?| array[%s]::text[]", fixed),
	    "提交后不能再改此项；请作废后重新填报",
	    "It is fixed once submitted: void the record and enter it anew",
	    arena_printf(b->arena, "(select string_agg('/' || x.name, ' ')"
	    " from unnest(array[%s]::text[]) as x (name) where $10::jsonb ? x.name)", fixed));
}

/* Row c: k again, unless a correction lacks its reason, changes what stays, or leaves a gap. */
static void
write_guards(struct buffer *b, const struct record_type *t)
{
	static const char stays_zh[] = "本单位一方不能更改；请作废后重新填报";
	static const char stays_en[] = "Your own side stays: void the record and enter it anew";

	buffer_puts(b, ", c as materialized (select k.* from k cross join lateral (select ");
	write_missing(b, t);
	buffer_puts(b, " as missing) m where true");
	write_guard(b, "$2 = 'correct' and k.state not in ('draft', 'disputed') and $9::text is null",
	    "请填写修改原因", "Give the reason of the correction", "'/reason'");
	if (t->sides == RECORD_ONE)
		write_guard(b, own_side_changes(b->arena, t, "org"), stays_zh, stays_en, "'/org'");
	else {
		write_guard(b, own_side_changes(b->arena, t, "from"), stays_zh, stays_en, "'/from'");
		write_guard(b, own_side_changes(b->arena, t, "to"), stays_zh, stays_en, "'/to'");
	}
	guard_fixed(b, t);
	write_guard(b, "k.next not in ('draft', 'void') and m.missing is not null",
	    "请填写此项后再提交", "This is needed: fill it in before submitting", "m.missing");
	buffer_puts(b, ")");
}

/* The step, or UX409, so that nothing of the request stays; on a replay how it stands now. */
const char *
record_write_text(struct arena *a, const struct record_type *t)
{
	struct buffer b;

	buffer_init(&b, a);
	write_step(&b, t);
	write_guards(&b, t);
	buffer_printf(&b, ", done as (update biz.%s r set state = k.next,"
	    " note = case when $10::jsonb ? 'note' then $10::jsonb ->> 'note' else r.note end", t->table);
	if (t->sides == RECORD_TWO) {
		write_party(&b, "from");
		write_party(&b, "to");
	}
	write_assignments(&b, t);
	buffer_printf(&b, " from c k where r.id = k.id returning r.*) select d.state, d.version from done d"
	    " union all select r.state, r.version from biz.%s r where r.id = $1::uuid and sec.replayed()"
	    " union all select case when sec.refuse('UX409', '当前状态不允许这样做',"
	    " 'The present state does not allow it') is null then null end, null"
	    " where not sec.replayed() and not exists (select from done)", t->table);
	return b.data;
}

/* --- what is new --- */

/* Row p: the two sides, and whether the caller acts for them. */
static void
write_new_sides(struct buffer *b, const struct record_type *t)
{
	bool home_sends = t->enters != PARTY_RECEIVER;

	buffer_puts(b, "with p as materialized (select f.id as from_id, t.id as to_id");
	buffer_printf(b, ", %s as sends, %s as receives from (select ",
	    acts_for(b->arena, "f.id", "f.region_id"), acts_for(b->arena, "t.id", "t.region_id"));
	write_institution(b, home_sends ? "coalesce(($1::jsonb ->> 'from')::int, sec.home_org())"
	    : "($1::jsonb ->> 'from')::int", "/from");
	buffer_puts(b, " as from_id, ");
	write_institution(b, home_sends ? "($1::jsonb ->> 'to')::int"
	    : "coalesce(($1::jsonb ->> 'to')::int, sec.home_org())", "/to");
	buffer_puts(b, " as to_id where not sec.replayed()) x"
	    " join biz.organisation f on f.id = x.from_id join biz.organisation t on t.id = x.to_id),"
	    " r as materialized (select p.from_id as from_org_id, p.to_id as to_org_id, biz.required(");
	buffer_puts(b, t->enters == PARTY_SENDER ? "case when p.sends then p.from_id end, '/from'"
	    : t->enters == PARTY_RECEIVER ? "case when p.receives then p.to_id end, '/to'"
	    : "case when p.sends then p.from_id when p.receives then p.to_id end, '/from'");
	buffer_puts(b, ", '您不能以这个单位的名义填报，请选择本单位',"
	    " 'You cannot enter it for this institution: choose your own') as entered_org_id from p)");
}

static void
write_new_side(struct buffer *b)
{
	buffer_puts(b, "with r as materialized (select biz.required(case when ");
	buffer_puts(b, acts_for(b->arena, "f.id", "f.region_id"));
	buffer_puts(b, " then f.id end, '/org', '您不能以这个单位的名义填报，请选择本单位',"
	    " 'You cannot enter it for this institution: choose your own') as org_id from (select ");
	write_institution(b, "coalesce(($1::jsonb ->> 'org')::int, sec.home_org())", "/org");
	buffer_puts(b, " as id where not sec.replayed()) x join biz.organisation f on f.id = x.id)");
}

const char *
record_create_text(struct arena *a, const struct record_type *t)
{
	const char *sides = t->sides == RECORD_TWO ? "from_org_id, to_org_id, entered_org_id" : "org_id";
	struct record_column columns[2];
	struct buffer b, values;

	buffer_init(&b, a);
	buffer_init(&values, a);
	if (t->sides == RECORD_TWO)
		write_new_sides(&b, t);
	else
		write_new_side(&b);
	buffer_printf(&b, " insert into biz.%s (id, %s, state, note", t->table, sides);
	for (int i = 0; i < t->nfields; i++) {
		int n = record_is_written(&t->fields[i]) ? record_columns(a, &t->fields[i], columns) : 0;

		for (int j = 0; j < n; j++) {
			buffer_printf(&b, ", %s", columns[j].name);
			buffer_printf(&values, ", ($1::jsonb ->> '%s')::%s", columns[j].key, columns[j].cast);
		}
	}
	buffer_printf(&b, ") select (select sec.new_id()), %s, case when not $2::boolean then 'draft'"
	    " when %s then 'confirmed' else 'submitted' end, $1::jsonb ->> 'note'%s from r"
	    " returning id, state, version", sides, record_unopposed(t), values.data);
	return b.data;
}

/* --- many at once --- */

/* What cannot be confirmed stays as it is and says why; a replay says what the first try did. */
const char *
record_confirm_text(struct arena *a, const struct record_type *t)
{
	struct buffer b;

	buffer_init(&b, a);
	buffer_printf(&b, "with said as materialized (select biz.record_say('confirm', null)),"
	    " u as materialized (select distinct x.id from unnest($1::uuid[]) as x (id)),"
	    " before as materialized (select r.id, r.state, r.version, case %s when 'sender' then g.sends"
	    " when 'receiver' then g.receives else false end as ours from said cross join u"
	    " join biz.%s r on r.id = u.id", record_confirming(t), t->table);
	write_acting(&b, t);
	buffer_printf(&b, " order by r.id for update of r), done as (update biz.%s r"
	    " set state = 'confirmed' from before k where r.id = k.id and k.ours"
	    " and k.state = 'submitted' and not sec.replayed() returning r.id, r.state, r.version)"
	    " select u.id, case when sec.replayed() then exists (select from biz.record_event e"
	    " where e.record_id = u.id and e.action = 'confirm'"
	    " and e.account_id = (select sec.account_id()) and e.at = (select sec.claimed_at()))"
	    " else d.id is not null end as ok, coalesce(d.state, k.state, r.state) as state,"
	    " coalesce(d.version, k.version, r.version) as version,"
	    " case when d.id is not null then null when r.id is null then 'missing'"
	    " when coalesce(k.state, r.state) <> 'submitted' then 'state' else 'other_side' end as problem"
	    " from u left join before k on k.id = u.id left join done d on d.id = u.id"
	    " left join biz.%s r on r.id = u.id order by u.id", t->table, t->table);
	return b.data;
}

/* --- lines --- */

const char *
record_clear_text(struct arena *a, const struct record_lines *l)
{
	return arena_printf(a, "delete from biz.%s where record_id = $1::uuid", l->table);
}

const char *
record_put_text(struct arena *a, const struct record_type *t, const struct record_lines *l)
{
	struct record_column columns[2];
	struct buffer b, values;

	buffer_init(&b, a);
	buffer_init(&values, a);
	buffer_printf(&b, "with put as (insert into biz.%s (record_id, line", l->table);
	for (int i = 0; i < l->nfields; i++) {
		int n = record_is_written(&l->fields[i]) ? record_columns(a, &l->fields[i], columns) : 0;

		for (int j = 0; j < n; j++) {
			buffer_printf(&b, ", %s", columns[j].name);
			buffer_printf(&values, ", (v.item ->> '%s')::%s", columns[j].key, columns[j].cast);
		}
	}
	buffer_printf(&b, ") select coalesce($1::uuid, (select sec.new_id())), v.line%s"
	    " from jsonb_array_elements($2::jsonb) with ordinality as v (item, line)"
	    " where not sec.replayed() returning 1)"
	    " select case when (select count(*) from put) < %d and not sec.replayed()"
	    " and exists (select from biz.%s r where r.id = coalesce($1::uuid, (select sec.new_id()))"
	    " and r.state not in ('draft', 'void')) then sec.refuse('UX422', '至少要有 %d 行',"
	    " 'At least %d lines are needed', '/%s') is null end as _put", values.data, l->min, t->table,
	    l->min, l->min, l->name);
	return b.data;
}
