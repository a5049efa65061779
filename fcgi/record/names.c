/* names.c - what a field is called in SQL. */

#include "engine.h"

/* The suffixes of a field's columns, of which the second may be none, and their type. */
static const struct { const char *first, *second, *cast, *second_cast; } columns[FIELD__COUNT] = {
	[FIELD_TEXT] = { "", NULL, "text" }, [FIELD_LINES] = { "", NULL, "text" },
	[FIELD_DATE] = { "", NULL, "date" }, [FIELD_INTEGER] = { "", NULL, "integer" },
	[FIELD_DECIMAL] = { "", NULL, "numeric" }, [FIELD_MONEY] = { "", NULL, "bigint" },
	[FIELD_BOOLEAN] = { "", NULL, "boolean" }, [FIELD_CODE] = { "", NULL, "text" },
	[FIELD_ORGANISATION] = { "_id", NULL, "integer" }, [FIELD_STAFF] = { "_id", NULL, "uuid" },
	[FIELD_RECORD] = { "_id", NULL, "uuid" },
	[FIELD_QUANTITY] = { "", "_exactness", "integer", "text" },
	[FIELD_PHONE] = { "_enc", "_idx", "bytea", "bytea" },
	[FIELD_ID_NUMBER] = { "_enc", "_idx", "bytea", "bytea" },
};

bool
record_sealed(const struct record_field *f)
{
	return f->type == FIELD_PHONE || f->type == FIELD_ID_NUMBER;
}

bool
record_is_reference(const struct record_field *f)
{
	return f->type == FIELD_ORGANISATION || f->type == FIELD_STAFF || f->type == FIELD_RECORD;
}

bool
record_is_written(const struct record_field *f)
{
	return !(f->flags & (FIELD_COMPUTED | FIELD_BY_CONFIRMER | FIELD_BY_ACTION));
}

int
record_columns(struct arena *a, const struct record_field *f, struct record_column columns_r[2])
{
	const char *first = arena_printf(a, "%s%s", f->name, columns[f->type].first);

	columns_r[0] = (struct record_column){ first, record_sealed(f) ? first : f->name,
		columns[f->type].cast };
	if (columns[f->type].second == NULL)
		return 1;
	columns_r[1].name = arena_printf(a, "%s%s", f->name, columns[f->type].second);
	columns_r[1].key = columns_r[1].name;
	columns_r[1].cast = columns[f->type].second_cast;
	return 2;
}

const char *
record_name_of(struct arena *a, const struct record_field *f, const char *alias)
{
	if (f->type == FIELD_STAFF)
		return arena_printf(a, "biz.staff_name(%s.%s_id)", alias, f->name);
	if (f->type == FIELD_RECORD)
		return arena_printf(a, "biz.%s_name(%s.%s_id)", record_find(f->refers)->table, alias,
		    f->name);
	if (f->type == FIELD_ORGANISATION)
		return arena_printf(a, "(select o.name from biz.organisation o where o.id = %s.%s_id)",
		    alias, f->name);
	return arena_printf(a, "%s.%s::text", alias, f->name);
}
