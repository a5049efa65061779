/* record.h - a record type, declared once; all else of its life is the engine's (fcgi/record/).
 *
 * A new plain type is: a migration (the table), a file fcgi/record/<plural>.c (one const struct
 * record_type), a line RECORD(<plural>) in fcgi/record/list.def. Its labels stand here and nowhere
 * else: server errors, templates, exports, forms and lists all show these.
 *
 * What the engine makes of it: GET /<plural> (filters, search, keyset paging), POST, GET and PATCH
 * /<plural>/{id}, /<plural>/{id}/events, POST /<plural>/{id}/actions/<action>, POST
 * /<plural>/actions/confirm, a place in /record-types, /differences and OpenAPI.
 *
 * Statements: identifiers (tables, columns, type names) come from the const tables of this process
 * alone; every value, whoever gave it, is a parameter. What is the same for each request is composed
 * at start, prepared and so checked by the database; lists are composed per request of the filters
 * that are present and planned with their values. At start the declaration is held against the
 * catalogue (columns, types, not null): a difference stops the worker, and the log names it.
 *
 * Columns and JSON members of a field of this name:
 *	TEXT LINES CODE		name text
 *	DATE			name date
 *	INTEGER			name integer (or smallint)
 *	DECIMAL			name numeric; JSON number
 *	MONEY			name bigint, in fen; the name ends in _fen
 *	BOOLEAN			name boolean
 *	ORGANISATION		name_id integer -> biz.organisation
 *	STAFF			name_id uuid -> biz.staff
 *	RECORD			name_id uuid -> the table of record type .refers
 *	QUANTITY		name integer and name_exactness text (exact near over about at_least);
 *				JSON the same two members, exact where the second is not given
 *	PHONE ID_NUMBER		name_enc bytea and name_idx bytea (keyed hash), sealed for the row
 * References are written as the id under the field's name ("giver": 12) and read as {id, name}; so are
 * the parties: "from", "to" (two-sided) and "org" (one-sided). Every field column is nullable or has
 * a default, as a draft may lack it; only the day is not null.
 *
 * What the table must have, most of it through biz.make_record and biz.make_lines (their migration,
 * 0200, says how they are called):
 *	the columns of biz.record_head_two or biz.record_head_one, and its own;
 *	indexes ([from_|to_]org_id, day, id), ([from_|to_]region_id, day, id), (day, id), the same
 *	with updated_at for day (lists walk them either way), and of what waits for a word
 *	([from_|to_]org_id, submitted_at), ([from_|to_]region_id, submitted_at), each where state in
 *	('submitted', 'disputed');
 *	lines: biz.<table> (like biz.record_line);
 *	a function biz.<table>_name(uuid) returns text, stable, security definer: the shown name of a
 *	row, where another type points to this one (STAFF: biz.staff_name).
 * The engine writes id, parties, entered_org_id, state, note and the field columns; times, version,
 * regions and history are the triggers'. It says biz.record_say(action, reason) before an update.
 * Lines are taken out and put in after their head was updated. A rule that SQL refuses: raise UX422
 * with the pointer as hint ("/from", "/to", "/org" for the parties; several pointers may stand there,
 * separated by blanks), or a named constraint with a sentence as its comment,
 * '/pointer|中文|English' (biz.constraint_word). check, foreign key and not null become 422, unique
 * and exclude 409. */
#ifndef YILIAN_RECORD_H
#define YILIAN_RECORD_H

#include "import.h"
#include "resource.h"
#include "sheet.h"
#include "workflow.h"

enum { RECORD_FIELDS_MAX = 48, RECORD_LINES_MAX = 4, RECORD_PRESETS_MAX = 6,
	RECORD_PARAMS_MAX = 16 + RECORD_FIELDS_MAX };

enum field_type {
	FIELD_TEXT, FIELD_LINES, FIELD_DATE, FIELD_INTEGER, FIELD_DECIMAL, FIELD_MONEY, FIELD_BOOLEAN,
	FIELD_CODE, FIELD_ORGANISATION, FIELD_STAFF, FIELD_RECORD, FIELD_QUANTITY, FIELD_PHONE,
	FIELD_ID_NUMBER, FIELD__COUNT
};

enum field_flag {
	FIELD_REQUIRED = 1,	/* to submit; a draft may lack it */
	FIELD_LISTED = 2,	/* a column of the list */
	FIELD_FILTER = 4,	/* ?name=value; codes, booleans, integers and references. A DATE:
				 * ?name_from= and ?name_to=, ?sort=name; and biz.make_day */
	FIELD_SEARCHED = 8,	/* ?q= looks into it; texts */
	FIELD_FIXED = 16,	/* not changed after draft */
	FIELD_COMPUTED = 32,	/* the database's own: shown, never taken */
	FIELD_PERSONAL = 64,	/* null for who sees the row by region only, "changed" in the history */
	FIELD_BY_CONFIRMER = 128,	/* the other side's word: a field of the action confirm, not of a form */
	FIELD_BY_ACTION = 256	/* an action of the type's own sets it (.action_fields): of no form */
};

/* One value of a code field, or a state or action with its label. A list ends with a NULL code. */
struct record_code {
	const char *code;
	struct sentence label;
	const char *words;	/* what else may stand in a cell for it, "上转|上送"; or NULL */
};

struct record_field {
	const char *name;
	struct sentence label;
	enum field_type type;
	unsigned flags;
	const char *unit;		/* code: 元 is money's own; 人 台 天 … ; or NULL */
	const struct record_code *codes;	/* CODE */
	const char *refers;		/* RECORD: name of the record type */
	long min, max;		/* numbers: range (0, 0: integers 0 to 2147483647, money 0 to 10^13);
				 * texts: length in code points (0, 0: 200; lines 4000) */
	int decimals;		/* DECIMAL: digits behind the point, 0: 2 */
	const char *sum_of;	/* MONEY, INTEGER, QUANTITY: "items.value_fen": sum of its lines, filled in
				 * where it is not given, and held to them by biz.make_sum; or NULL */
	const char *headers;	/* further headings of a sheet, "捐赠单位|捐赠方" */
	const char *example;	/* in the template */
	struct sentence hint;	/* below the field; or NULLs */
};

/* A child table: lines are written as a whole, in their order. */
struct record_lines {
	const char *name;	/* member: "items" */
	const char *table;	/* in biz: "donation_item" */
	struct sentence label;
	const struct record_field *fields;
	int nfields;
	int min, max;		/* to submit at least min; max 0: 200 */
};

/* What stands for a state in a filter: all that is submitted, disputed or confirmed. */
#define RECORD_LIVE "live"

/* A list that is one press away: ?view=name is these filters, by the keys of the list (sort among
 * them), where the caller gives no other. A day may be told from today: "today", "today-1",
 * "today+90". */
struct record_view {
	const char *name;
	struct sentence label;
	struct record_preset { const char *key, *value; } presets[RECORD_PRESETS_MAX + 1];
};

enum record_sides { RECORD_ONE, RECORD_TWO };

/* Whose word makes a record count. Where it is the entering side's own, submitting confirms. */
enum record_confirm {
	CONFIRM_NONE,		/* nobody's: most one-sided types */
	CONFIRM_OTHER,		/* the side's that did not enter it */
	CONFIRM_SENDER, CONFIRM_RECEIVER,
	CONFIRM_ACTIONS		/* the type's own actions lead from submitted to confirmed; one-sided */
};

/* The life that every type has (permission: m is the module):
 *	submit	draft, disputed -> submitted (confirmed where no other side is to confirm)
 *						entering side, m.write
 *	correct	PATCH: draft, disputed stay; submitted, confirmed -> submitted (confirmed where no
 *		other side is to confirm), reason needed; entering side, m.write
 *	confirm	submitted -> confirmed		confirming side, m.confirm
 *	dispute	submitted -> disputed, reason	confirming side, m.confirm
 *	void	any but void -> void, reason	entering side (confirmed: either), m.write
 * Actions of the type's own are rows beside these (.actions); each needs a label (.action_labels),
 * its values are columns (.action_fields: names of fields, which the row's guarded update sets), and
 * a state they lead to that is none of the five stands in .states. The permission of a row may be
 * any; an action has one. .only_if is a boolean field, or "_x" for a boolean column x that is none.
 * .party: PARTY_ENTERING, PARTY_CONFIRMING or as workflow.h has them. */
struct record_type {
	const char *name;		/* plural: "donations"; of the URL, of import and export kinds */
	const char *table;		/* in biz: "donation" */
	struct sentence label;		/* plural in English: "Donations" */
	const char *module;		/* of its permissions: "donation" */
	enum record_sides sides;
	struct sentence from_label, to_label;	/* one-sided: from_label is the institution's */
	enum party enters;		/* PARTY_SENDER, PARTY_RECEIVER, PARTY_EITHER; one-sided: PARTY_SENDER */
	enum record_confirm confirms;
	bool in_house;		/* CONFIRM_OTHER: one institution may be both sides; then nobody is asked. The
				 * migration drops <table>_sides_check */
	bool supported;		/* one-sided: the institution in its field support_org sees it too (the table's
				 * policy), and lists it: ?box=supported */
	const char *day;		/* the DATE field that lists, periods and figures go by */
	const char *title;		/* the field shown as the record's name */
	const struct record_field *fields;
	int nfields;
	const struct record_lines *lines;
	int nlines;
	const struct record_code *states;	/* beside the five; or NULL */
	const struct record_code *state_words;	/* the type's own words for some of the five; or NULL */
	const struct transition *actions;
	int nactions;
	const struct record_code *action_labels;
	const struct record_action_field { const char *action, *field; bool required; } *action_fields;
	int naction_fields;
	const struct record_view *views;
	int nviews;
	const char *counts;		/* states that count beside confirmed, "a|b"; or NULL */
};

#define RECORD_COUNT(table)	((int)(sizeof(table) / sizeof((table)[0])))

/* Every record type, NULL-ended: fcgi/record/list.def has one line for each. */
extern const struct record_type *const record_types[];

/* NULL where there is none of this name. */
const struct record_type *record_find(const char *name);
const struct record_field *record_field_find(const struct record_type *t, const char *name);

/* Label of a code, of a state, of an action; NULLs where there is none. */
struct sentence record_code_label(const struct record_code *codes, const char *code);
struct sentence record_state_label(const struct record_type *t, const char *state);
struct sentence record_action_label(const struct record_type *t, const char *action);

/* For the start of a program: adds every type's statements to a connection that was just made. */
void record_prepare(struct db *db);

/* Holds every declaration against the database's catalogue. Logs each difference; false if any. */
bool record_check(struct db *db, struct arena *a);

/* The generated resources of all types, NULL-ended, in memory of the arena. */
const struct resource *const *record_resources(struct arena *a);

/* One member of a body (or a line of it) checked against its field, as text for SQL; NULL and the
 * fault where it is wrong. ORGANISATION .. RECORD take ids; PHONE and ID_NUMBER come normalised. */
const char *record_value(struct arena *a, const struct record_field *f, const json_t *v,
    struct sentence *fault_r);

/* A PHONE or ID_NUMBER as its two columns hold it (bytea text), and the clear text again: NULL where
 * the bytes are of another row, field or key, or are none. id: of the record. */
const char *record_seal(const struct crypto *c, struct arena *a, const struct record_type *t,
    const struct record_field *f, const char *id, const char *value);
const char *record_index(const struct crypto *c, struct arena *a, const struct record_field *f,
    const char *value);
const char *record_unseal(const struct crypto *c, struct arena *a, const struct record_type *t,
    const struct record_field *f, const char *id, const char *bytea);

/* --- import and export: the job worker's --- */

/* The kind of import of this name, of import.h's own or made of a record type; NULL: there is none.
 * The same by number, for going through all of them. */
const struct import_kind *record_import_kind(struct arena *a, const char *name);
const struct import_kind *record_import_kind_at(struct arena *a, int i);

/* Whether a row must say something of this field: of a draft only the day, for which the table asks. */
bool record_import_needs(const struct import_kind *k, int field, bool draft);

/* Writes ,"column":"value" for each column of the field, from a text as import_parse gives it. */
void record_import_value(struct buffer *b, const struct crypto *c, const struct record_type *t,
    const struct record_field *f, const char *id, const char *text);

/* What the worker runs. $1 is the job but for NAMES, which takes nothing and gives id, name,
 * register_number, number, from_id, to_id, day of what a cell may refer to. RECORDS and LINES_OF + n
 * take $2 and $3, the first and the last row of the file. */
enum record_import { IMPORT_OTHER, IMPORT_KNOWN, IMPORT_NAMES, IMPORT_RECORDS, IMPORT_LINES_OF };

enum query record_import_query(const struct record_type *t, enum record_import which);

/* The sheets of a type's export: of the records, and of each of its lines. Returns how many. */
struct record_sheet { const char *name; const struct sheet_column *columns; int n; };
int record_export_sheets(struct arena *a, const struct record_type *t,
    struct record_sheet sheets_r[1 + RECORD_LINES_MAX]);

/* The keys of an export's filter, NULL-ended: those of the list, but for the page. */
void record_export_keys(struct arena *a, const struct record_type *t,
    const char *keys_r[REQUEST_PARAMS_MAX + 1]);

/* The statement that gives id and _cursor of a page of the list, one row more where more follow; to be
 * run after record_export_query(t, false). filter: texts by key; cursor: of the row before, or NULL. */
int record_export_page(struct arena *a, const struct record_type *t, const json_t *filter,
    const char *cursor, int limit, const char **text_r, const char *params_r[RECORD_PARAMS_MAX]);
/* The records of $1, ids, in that order. */
enum query record_export_query(const struct record_type *t, bool records);

/* Writes one of them to the sheets. */
struct record_page {
	const struct record_type *type;
	const struct crypto *crypto;
	struct arena *arena;
	const struct rows *rows;
};
struct problem *record_export_row(const struct record_page *p, int row,
    struct sheet_writer *const *sheets);

#endif
