/* import_kind.c - what a table of a record type's records has for columns, from its declaration.
 *
 * One row is one record; its lines stand in further sheets under its register number, or in several rows,
 * of which the further ones repeat that number or leave the record's own columns empty. */
#include <string.h>

#include "engine.h"
#include "sheet.h"

/* A kind while its fields are collected. */
struct making {
	struct arena *a;
	const struct record_type *type;
	struct import_field *fields;
	int n;
};

static const enum import_type types[FIELD__COUNT] = {
	[FIELD_TEXT] = IMPORT_TEXT, [FIELD_LINES] = IMPORT_LINES, [FIELD_DATE] = IMPORT_DATE,
	[FIELD_INTEGER] = IMPORT_INTEGER, [FIELD_DECIMAL] = IMPORT_DECIMAL,
	[FIELD_MONEY] = IMPORT_MONEY, [FIELD_BOOLEAN] = IMPORT_CODE, [FIELD_CODE] = IMPORT_CODE,
	[FIELD_ORGANISATION] = IMPORT_ORGANISATION, [FIELD_STAFF] = IMPORT_REFERENCE,
	[FIELD_RECORD] = IMPORT_REFERENCE, [FIELD_QUANTITY] = IMPORT_QUANTITY,
	[FIELD_PHONE] = IMPORT_PHONE, [FIELD_ID_NUMBER] = IMPORT_ID_NUMBER,
};

static const char *const hows[FIELD__COUNT] = {
	[FIELD_STAFF] = "姓名或工号；同名时写成 姓名（工号）或 姓名（单位）",
	[FIELD_RECORD] = "名称或登记号；同名的取日期不晚于本行的最近一条",
	[FIELD_ORGANISATION] = "机构名称或编码", [FIELD_MONEY] = "单位：元；列名写明（万元）时按万元",
	[FIELD_QUANTITY] = "可以写成：近100、100余、约100、100以上",
	[FIELD_ID_NUMBER] = "请用文本格式，否则 Excel 会丢失末尾几位",
};

static struct import_field *
add(struct making *m, const char *name, struct sentence label, const char *headers)
{
	struct import_field *f;

	if (m->n == IMPORT_FIELDS_MAX || m->n == SHEET_COLUMNS_MAX)
		return NULL;
	f = &m->fields[m->n++];
	*f = (struct import_field){ .name = name, .label = label, .headers = headers };
	return f;
}

static const struct import_code *
import_codes(struct arena *a, const struct record_code *codes)
{
	struct import_code *made;
	int n = 0;

	while (codes[n].code != NULL)
		n++;
	made = arena_make(a, struct import_code, (size_t)n + 1);
	for (int i = 0; i < n; i++)
		made[i] = (struct import_code){ codes[i].code, arena_printf(a, "%s|%s%s%s",
		    codes[i].label.zh, codes[i].label.en, codes[i].words != NULL ? "|" : "",
		    codes[i].words != NULL ? codes[i].words : "") };
	return made;
}

static const char *
join_notes(struct arena *a, const char *hint, const char *how)
{
	if (hint == NULL || how == NULL)
		return hint != NULL ? hint : how;
	return arena_printf(a, "%s。%s", hint, how);
}

static void
describe(struct making *m, struct import_field *made, const struct record_field *f)
{
	struct param pa = record_param(m->a, f, FROM_BODY);

	made->type = types[f->type];
	made->of = f;
	made->required = f->flags & FIELD_REQUIRED && f->sum_of == NULL &&
	    !(f->flags & FIELD_BY_CONFIRMER);
	made->min = record_is_reference(f) ? 0 : pa.min;
	made->max = record_is_reference(f) ? 0 : pa.max;
	made->decimals = f->decimals > 0 ? f->decimals : f->type == FIELD_DECIMAL ? 2 : 0;
	made->example = f->example;
	made->note = join_notes(m->a, f->hint.zh, hows[f->type]);
	if (f->type == FIELD_BOOLEAN)
		made->codes = import_yes_no;
	else if (f->codes != NULL)
		made->codes = import_codes(m->a, f->codes);
}

static const char *
all_headers(struct arena *a, const struct record_field *f)
{
	return arena_printf(a, "%s%s%s", f->label.en, f->headers != NULL ? "|" : "",
	    f->headers != NULL ? f->headers : "");
}

static bool
is_taken(const struct making *m, const char *label)
{
	for (int i = 0; i < m->n; i++)
		if (strcmp(m->fields[i].label.zh, label) == 0)
			return true;
	return false;
}

static void
add_line_field(struct making *m, const struct record_lines *l, const struct record_field *f, int lines)
{
	const char *zh = arena_printf(m->a, "%s·%s", l->label.zh, f->label.zh);
	const char *en = arena_printf(m->a, "%s: %s", l->label.en, f->label.en);
	bool taken = is_taken(m, f->label.zh);
	struct import_field *made = add(m, arena_printf(m->a, "%s.%s", l->name, f->name),
	    taken ? (struct sentence){ zh, en } : f->label,
	    arena_printf(m->a, "%s|%s|%s", zh, en, all_headers(m->a, f)));

	if (made == NULL)
		return;
	describe(m, made, f);
	made->lines = lines;
	if (taken)
		made->label = (struct sentence){ zh, en };
}

static void
add_party(struct making *m, const char *name, struct sentence label)
{
	struct import_field *made = add(m, name, label, label.en);

	if (made == NULL)
		return;
	made->type = IMPORT_ORGANISATION;
	made->note = "机构名称或编码；不填即本单位";
}

static void
add_fixed(struct making *m)
{
	const struct record_type *t = m->type;
	struct import_field *f = add(m, "register", (struct sentence){ "登记号", "Register number" },
	    "登记编号|编号|流水号|单号");

	f->max = 60;
	f->example = "2026-0001";
	f->note = t->nlines == 0 ? "本单位登记簿上的编号，同一编号再次导入不会重复"
	    : "本单位登记簿上的编号，同一编号再次导入不会重复；明细写在另外的工作表，每行写所属记录的登记号；"
	    "也可以把明细的列加在本表：有几行明细时，以下各行写同一登记号，或其余列留空";
	if (t->sides == RECORD_ONE)
		add_party(m, "org", t->from_label);
	else {
		add_party(m, "from", t->from_label);
		add_party(m, "to", t->to_label);
	}
}

static const struct import_kind *
make_kind(struct arena *a, const struct record_type *t)
{
	struct import_kind *k = arena_make(a, struct import_kind, 1);
	struct making m = { a, t, arena_make(a, struct import_field, IMPORT_FIELDS_MAX), 0 };
	struct import_field *f;

	add_fixed(&m);
	for (int i = 0; i < t->nfields; i++) {
		if (t->fields[i].flags & (FIELD_COMPUTED | FIELD_BY_ACTION))
			continue;
		f = add(&m, t->fields[i].name, t->fields[i].label, all_headers(a, &t->fields[i]));
		if (f != NULL)
			describe(&m, f, &t->fields[i]);
	}
	f = add(&m, "note", (struct sentence){ "备注", "Note" }, "说明|备注说明");
	if (f != NULL) {
		f->type = IMPORT_LINES;
		f->max = 4000;
	}
	for (int i = 0; i < t->nlines; i++)
		for (int j = 0; j < t->lines[i].nfields; j++)
			if (record_is_written(&t->lines[i].fields[j]))
				add_line_field(&m, &t->lines[i], &t->lines[i].fields[j], i + 1);
	/* Of an export: a row that has it is in the system already. */
	add(&m, "system_id", (struct sentence){ "系统编号", "System id" }, NULL);
	*k = (struct import_kind){ t->name, t->label, m.fields, m.n,
		arena_printf(a, "%s.write", t->module), t };
	return k;
}

const struct import_kind *
record_import_kind(struct arena *a, const char *name)
{
	const struct import_kind *k = import_kind_find(name);
	const struct record_type *t = record_find(name);

	if (k != NULL || t == NULL)
		return k;
	return make_kind(a, t);
}

const struct import_kind *
record_import_kind_at(struct arena *a, int i)
{
	int n = 0;

	while (import_kind_at(n) != NULL)
		n++;
	if (i < n)
		return import_kind_at(i);
	for (int j = 0; record_types[j] != NULL; j++)
		if (j == i - n)
			return make_kind(a, record_types[j]);
	return NULL;
}

bool
record_import_needs(const struct import_kind *k, int field, bool draft)
{
	const struct import_field *f = &k->fields[field];

	return f->required && (!draft || k->record == NULL ||
	    (f->lines == 0 && strcmp(f->name, k->record->day) == 0));
}

static void
put(struct buffer *b, const char *column, const char *value)
{
	buffer_printf(b, ",\"%s\":", column);
	buffer_json(b, value);
}

void
record_import_value(struct buffer *b, const struct crypto *c, const struct record_type *t,
    const struct record_field *f, const char *id, const char *text)
{
	struct arena *a = b->arena;
	struct record_column columns[2];
	size_t len = f->type == FIELD_QUANTITY && text != NULL ? strcspn(text, " ") : 0;

	record_columns(a, f, columns);
	if (text == NULL) {
		if (f->type == FIELD_QUANTITY)
			put(b, columns[1].name, "exact");
		return;
	}
	if (record_sealed(f)) {
		put(b, columns[0].name, record_seal(c, a, t, f, id, text));
		put(b, columns[1].name, record_index(c, a, f, text));
		return;
	}
	put(b, columns[0].name, len > 0 ? arena_strndup(a, text, len) : text);
	if (f->type == FIELD_QUANTITY)
		put(b, columns[1].name, text[len] != '\0' ? text + len + 1 : "exact");
}
