/* statement.c - the statements of all record types by number, added to a connection at its start. */
#include <string.h>

#include "engine.h"
#include "log.h"

enum { COMPOSED_LIMIT = 16 * 1024 * 1024 };

static const struct { const char *name, *text; } commons[COMMON__COUNT] = {
	[COMMON_EVENTS] = { "record/events",
	    "select e.id, e.at, e.actor_name, e.org_id as organisation_id, o.name as organisation_name,"
	    " e.action, e.from_state, e.to_state, e.reason, e.changes, e.version"
	    " from biz.record_event e left join biz.organisation o on o.id = e.org_id"
	    " where e.record_id = $1::uuid and e.record_type = $2::text order by e.id" },
	[COMMON_CATALOGUE] = { "record/catalogue",
	    "select c.relname::text as table_name, a.attname::text as column_name,"
	    " pg_catalog.format_type(a.atttypid, null) as type,"
	    " a.attnotnull and not a.atthasdef as needed"
	    " from pg_catalog.pg_class c"
	    " join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = 'biz'"
	    " join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
	    " where c.relname = any ($1::text[])" },
	[COMMON_TYPES] = { "record/types",
	    "select name, table_name, module, sides, day_column, searched, days from biz.record_type" },
	[COMMON_WORDS] = { "record/words",
	    "select table_name, constraint_name, pointer, zh, en from biz.constraint_word" },
	[COMMON_WALK] = { "record/walk",
	    "select set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)" },
	[COMMON_SUMS] = { "record/sums",
	    "select t.tgname::text as name from pg_catalog.pg_trigger t where t.tgname like '%\\_sum'" },
	[COMMON_STATES] = { "record/states",
	    "select c.relname::text as table_name, pg_catalog.pg_get_constraintdef(k.oid) as definition"
	    " from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid"
	    " join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = 'biz'"
	    " where k.conname in (c.relname || '_state_check', c.relname || '_sides_check')" },
};

enum query
record_common(enum record_common which)
{
	return (enum query)(SQL__COUNT + (int)which);
}

static int
first_of(const struct record_type *t)
{
	int n = SQL__COUNT + COMMON__COUNT;

	for (const struct record_type *const *p = record_types; *p != NULL && *p != t; p++)
		n += RECORD_STATEMENTS + (*p)->nlines * LINES_STATEMENTS;
	return n;
}

enum query
record_query(const struct record_type *t, enum record_statement which)
{
	return (enum query)(first_of(t) + (int)which);
}

enum query
record_import_query(const struct record_type *t, enum record_import which)
{
	static const enum record_statement of[] = {
		[IMPORT_OTHER] = RECORD_IMPORT_OTHER, [IMPORT_KNOWN] = RECORD_IMPORT_KNOWN,
		[IMPORT_NAMES] = RECORD_NAMES, [IMPORT_RECORDS] = RECORD_IMPORT,
	};

	return which < IMPORT_LINES_OF ? record_query(t, of[which])
	    : record_lines_query(t, (int)(which - IMPORT_LINES_OF), LINES_IMPORT);
}

enum query
record_lines_query(const struct record_type *t, int lines, int which)
{
	return (enum query)(first_of(t) + RECORD_STATEMENTS + lines * LINES_STATEMENTS + which);
}

static void
add(struct db *db, struct arena *a, const char *table, const char *verb, const char *text,
    enum query expected)
{
	if (db_add(db, arena_printf(a, "%s/%s", table, verb), text) != expected)
		die("Statement %s/%s has not the number it is asked for by", table, verb);
}

static void
add_type(struct db *db, struct arena *a, const struct record_type *t)
{
	add(db, a, t->table, "get", record_get_text(a, t), record_query(t, RECORD_GET));
	add(db, a, t->table, "create", record_create_text(a, t), record_query(t, RECORD_CREATE));
	add(db, a, t->table, "write", record_write_text(a, t), record_query(t, RECORD_WRITE));
	add(db, a, t->table, "confirm_many", record_confirm_text(a, t),
	    record_query(t, RECORD_CONFIRM_MANY));
	add(db, a, t->table, "import_other", record_import_other_text(a, t),
	    record_query(t, RECORD_IMPORT_OTHER));
	add(db, a, t->table, "import_known", record_import_known_text(a, t),
	    record_query(t, RECORD_IMPORT_KNOWN));
	add(db, a, t->table, "import", record_import_text(a, t), record_query(t, RECORD_IMPORT));
	add(db, a, t->table, "names", record_import_names_text(a, t), record_query(t, RECORD_NAMES));
	add(db, a, t->table, "export", record_export_text(a, t), record_query(t, RECORD_EXPORT));
	for (int i = 0; i < t->nlines; i++) {
		const struct record_lines *l = &t->lines[i];

		add(db, a, l->table, "clear", record_clear_text(a, l),
		    record_lines_query(t, i, LINES_CLEAR));
		add(db, a, l->table, "put", record_put_text(a, t, l), record_lines_query(t, i, LINES_PUT));
		add(db, a, l->table, "import", record_import_lines_text(a, l),
		    record_lines_query(t, i, LINES_IMPORT));
	}
}

void
record_prepare(struct db *db)
{
	struct arena *a = arena_create(COMPOSED_LIMIT);

	for (int i = 0; i < COMMON__COUNT; i++)
		if (db_add(db, commons[i].name, commons[i].text) != record_common((enum record_common)i))
			die("Statement %s has not the number it is asked for by", commons[i].name);
	for (const struct record_type *const *t = record_types; *t != NULL; t++)
		add_type(db, a, *t);
	arena_free(a);
}
