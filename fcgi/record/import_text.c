/* import_text.c - composes what an import does with the rows it staged (job.import_row).
 *
 * Each takes $1, the job; what writes takes $2 and $3, the first and the last line. The values stand in
 * data under the names of their columns, lines as arrays under theirs. */
#include <string.h>

#include "engine.h"

static const char staged[] = "w.job_id = $1::uuid and w.outcome = 'good'";

/* Columns of the fields that an import fills: names for the insert, values, and their definition. */
static void
write_columns(struct arena *a, const struct record_field *fields, int n, unsigned without,
    struct buffer *names, struct buffer *values, struct buffer *types)
{
	struct record_column columns[2];

	for (int i = 0; i < n; i++) {
		int ncolumns = fields[i].flags & without ? 0 : record_columns(a, &fields[i], columns);

		for (int j = 0; j < ncolumns; j++) {
			buffer_printf(names, ", %s", columns[j].name);
			buffer_printf(values, ", v.%s", columns[j].name);
			buffer_printf(types, ", %s %s", columns[j].name, columns[j].cast);
		}
	}
}

const char *
record_import_text(struct arena *a, const struct record_type *t)
{
	bool two = t->sides == RECORD_TWO;
	struct buffer b, values, types;

	buffer_init(&b, a);
	buffer_init(&values, a);
	buffer_init(&types, a);
	buffer_printf(&b, "insert into biz.%s (id, %s, state, note, origin, import_org_id,"
	    " register_number, import_job_id", t->table,
	    two ? "from_org_id, to_org_id, entered_org_id" : "org_id");
	write_columns(a, t->fields, t->nfields, FIELD_COMPUTED | FIELD_BY_ACTION, &b, &values, &types);
	buffer_printf(&b, ") select v.id, %s, v.state, v.note, 'import', j.acting_org_id, w.identity,"
	    " w.job_id%s from job.job j join job.import_row w on w.job_id = j.id cross join lateral"
	    " jsonb_to_record(w.data) as v (id uuid, %s, state text, note text",
	    two ? "v.from_org_id, v.to_org_id, v.entered_org_id" : "v.org_id", values.data,
	    two ? "from_org_id integer, to_org_id integer, entered_org_id integer" : "org_id integer");
	buffer_printf(&b, "%s) where j.id = $1::uuid and %s and w.line between $2::integer"
	    " and $3::integer order by w.line", types.data, staged);
	return b.data;
}

const char *
record_import_lines_text(struct arena *a, const struct record_lines *l)
{
	struct buffer b, values, types;

	buffer_init(&b, a);
	buffer_init(&values, a);
	buffer_init(&types, a);
	buffer_printf(&b, "insert into biz.%s (record_id, line", l->table);
	write_columns(a, l->fields, l->nfields, FIELD_COMPUTED | FIELD_BY_ACTION | FIELD_BY_CONFIRMER, &b,
	    &values, &types);
	buffer_printf(&b, ") select (w.data ->> 'id')::uuid, e.line%s from job.import_row w"
	    " cross join lateral jsonb_array_elements(w.data -> '%s') with ordinality as e (item, line)"
	    " cross join lateral jsonb_to_record(e.item) as v (%s) where %s"
	    " and w.line between $2::integer and $3::integer", values.data, l->name, types.data + 2, staged);
	return b.data;
}

/* The institution and the number of $1's rows are those of an earlier import's. */
static void
write_match(struct buffer *b, const struct record_type *t)
{
	buffer_printf(b, " join job.import_row w on w.job_id = j.id join biz.%s r"
	    " on r.import_org_id = j.acting_org_id and r.register_number = w.identity"
	    " where j.id = $1::uuid and %s", t->table, staged);
}

/* A number that was given to another record before; rows without a number are alike when they match. */
const char *
record_import_other_text(struct arena *a, const struct record_type *t)
{
	bool two = t->sides == RECORD_TWO;
	struct buffer b;

	buffer_init(&b, a);
	buffer_puts(&b, "select job.blame($1::uuid, array_agg(w.line), 'register', array_agg(w.identity),"
	    " '登记号“%”以前已用于另一条记录（单位或日期不同），请核对登记号',"
	    " 'Register number \"%\" was used before for another record (institution or day differ)')"
	    " from job.job j");
	write_match(&b, t);
	buffer_puts(&b, " and w.identity not like 'row:%' and w.data ->> 'system_id' is null and ");
	buffer_puts(&b, two ? "(r.from_org_id, r.to_org_id, " : "(r.org_id, ");
	buffer_printf(&b, "r.%s) is distinct from (%s, (w.data ->> '%s')::date) having count(*) > 0",
	    t->day, two ? "(w.data ->> 'from_org_id')::int, (w.data ->> 'to_org_id')::int"
	    : "(w.data ->> 'org_id')::int", t->day);
	return b.data;
}

const char *
record_import_known_text(struct arena *a, const struct record_type *t)
{
	struct buffer b;

	buffer_init(&b, a);
	buffer_puts(&b, "update job.import_row x set outcome = 'known' where x.job_id = $1::uuid"
	    " and x.line in (select w.line from job.job j");
	write_match(&b, t);
	buffer_printf(&b, " union all select w.line from job.import_row w join biz.%s r"
	    " on r.id = (w.data ->> 'system_id')::uuid where %s)", t->table, staged);
	return b.data;
}

/* The field that a thing's own number stands in, as that of a member of staff, or NULL. */
static const struct record_field *
number_field(const struct record_type *t)
{
	for (int i = 0; i < t->nfields; i++) {
		size_t len = strlen(t->fields[i].name);

		if (t->fields[i].type == FIELD_TEXT && t->fields[i].flags & FIELD_SEARCHED && len > 6 &&
		    strcmp(t->fields[i].name + len - 6, "number") == 0)
			return &t->fields[i];
	}
	return NULL;
}

static void
write_scope(struct buffer *b, const char *side)
{
	buffer_printf(b, "r.%sorg_id = any ((select sec.orgs())::int[]) or r.%sregion_id between"
	    " (select sec.region_lo()) and (select sec.region_hi())", side, side);
}

const char *
record_import_names_text(struct arena *a, const struct record_type *t)
{
	bool two = t->sides == RECORD_TWO;
	const struct record_field *number = number_field(t);
	struct buffer b;

	buffer_init(&b, a);
	buffer_printf(&b, "select r.id, %s as name, r.register_number, %s%s as number, %s as from_id,"
	    " %s as to_id, r.%s as day from biz.%s r where r.state <> 'void' and (",
	    record_name_of(a, record_field_find(t, t->title), "r"), number != NULL ? "r." : "null",
	    number != NULL ? number->name : "", two ? "r.from_org_id" : "r.org_id",
	    two ? "r.to_org_id" : "r.org_id", t->day, t->table);
	write_scope(&b, two ? "from_" : "");
	if (two) {
		buffer_puts(&b, " or ");
		write_scope(&b, "to_");
	}
	buffer_puts(&b, " or (select sec.sees_all()))");
	return b.data;
}
