/* metadata.c - record types as data: what the front end draws forms, tables, filters and pages from. */
#include <string.h>

#include "engine.h"
#include "value.h"

static const char *const type_names[FIELD__COUNT] = {
	[FIELD_TEXT] = "text", [FIELD_LINES] = "lines", [FIELD_DATE] = "date",
	[FIELD_INTEGER] = "integer", [FIELD_DECIMAL] = "decimal", [FIELD_MONEY] = "money",
	[FIELD_BOOLEAN] = "boolean", [FIELD_CODE] = "code", [FIELD_ORGANISATION] = "organisation",
	[FIELD_STAFF] = "staff", [FIELD_RECORD] = "record", [FIELD_QUANTITY] = "quantity",
	[FIELD_PHONE] = "phone", [FIELD_ID_NUMBER] = "id_number",
};

static const struct { unsigned flag; const char *name; } flags[] = {
	{ FIELD_REQUIRED, "required" }, { FIELD_LISTED, "listed" }, { FIELD_FILTER, "filter" },
	{ FIELD_SEARCHED, "searched" }, { FIELD_FIXED, "fixed" }, { FIELD_COMPUTED, "computed" },
	{ FIELD_PERSONAL, "personal" }, { FIELD_BY_CONFIRMER, "by_confirmer" },
	{ FIELD_BY_ACTION, "by_action" },
};

static const char *const party_names[] = {
	[PARTY_SENDER] = "from", [PARTY_RECEIVER] = "to", [PARTY_EITHER] = "either",
};

static const char *const confirm_names[] = {
	[CONFIRM_NONE] = "none", [CONFIRM_OTHER] = "other", [CONFIRM_SENDER] = "from",
	[CONFIRM_RECEIVER] = "to", [CONFIRM_ACTIONS] = "actions",
};

static void
write_label(struct buffer *b, const char *name, struct sentence label)
{
	if (label.zh == NULL)
		return;
	buffer_printf(b, ",\"%s\":{\"zh\":", name);
	buffer_json(b, label.zh);
	buffer_puts(b, ",\"en\":");
	buffer_json(b, label.en);
	buffer_putc(b, '}');
}

static void
write_text(struct buffer *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buffer_printf(b, ",\"%s\":", name);
	buffer_json(b, value);
}

static void
write_code(struct buffer *b, const char *code, struct sentence label, bool first)
{
	buffer_puts(b, first ? "{\"code\":" : ",{\"code\":");
	buffer_json(b, code);
	write_label(b, "label", label);
	buffer_putc(b, '}');
}

static void
write_codes(struct buffer *b, const struct record_code *codes)
{
	if (codes == NULL)
		return;
	buffer_puts(b, ",\"codes\":[");
	for (const struct record_code *c = codes; c->code != NULL; c++)
		write_code(b, c->code, c->label, c == codes);
	buffer_putc(b, ']');
}

static void
write_field(struct buffer *b, const struct record_field *f)
{
	struct param pa = record_param(b->arena, f, FROM_BODY);

	buffer_puts(b, "{\"name\":");
	buffer_json(b, f->name);
	write_label(b, "label", f->label);
	write_text(b, "type", type_names[f->type]);
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		buffer_printf(b, ",\"%s\":%s", flags[i].name, f->flags & flags[i].flag ? "true" : "false");
	write_text(b, "unit", f->type == FIELD_MONEY ? "元" : f->unit);
	write_codes(b, f->codes);
	write_text(b, "refers", f->refers);
	write_text(b, "sum_of", f->sum_of);
	write_text(b, "example", f->example);
	write_label(b, "hint", f->hint);
	if (pa.max != 0)
		buffer_printf(b, ",\"min\":%ld,\"max\":%ld", pa.min, pa.max);
	if (f->type == FIELD_DECIMAL)
		buffer_printf(b, ",\"decimals\":%d", pa.decimals);
	buffer_putc(b, '}');
}

static void
write_fields(struct buffer *b, const struct record_field *fields, int n)
{
	buffer_puts(b, ",\"fields\":[");
	for (int i = 0; i < n; i++) {
		buffer_puts(b, i > 0 ? "," : "");
		write_field(b, &fields[i]);
	}
	buffer_putc(b, ']');
}

static void
write_lines(struct buffer *b, const struct record_type *t)
{
	buffer_puts(b, ",\"lines\":[");
	for (int i = 0; i < t->nlines; i++) {
		const struct record_lines *l = &t->lines[i];

		buffer_puts(b, i > 0 ? ",{\"name\":" : "{\"name\":");
		buffer_json(b, l->name);
		write_label(b, "label", l->label);
		buffer_printf(b, ",\"min\":%d,\"max\":%d", l->min, l->max > 0 ? l->max : RECORD_LINES_LIMIT);
		write_fields(b, l->fields, l->nfields);
		buffer_putc(b, '}');
	}
	buffer_putc(b, ']');
}

static void
write_states(struct buffer *b, const struct record_type *t)
{
	static const char *const common[] = { "draft", "submitted", "confirmed", "disputed", "void" };

	buffer_puts(b, ",\"states\":[");
	for (int i = 0; i < 5; i++)
		write_code(b, common[i], record_state_label(t, common[i]), i == 0);
	for (const struct record_code *s = t->states; s != NULL && s->code != NULL; s++)
		write_code(b, s->code, s->label, false);
	buffer_putc(b, ']');
}

/* Every action there is, with its label; also those that events alone name. */
static void
write_actions(struct buffer *b, const struct record_type *t)
{
	static const char *const common[] = { "create", "import", "submit", "correct", "confirm",
		"dispute", "void", "attach", "detach" };

	buffer_puts(b, ",\"actions\":[");
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		write_code(b, common[i], record_action_label(t, common[i]), i == 0);
	for (const struct record_code *c = t->action_labels; c != NULL && c->code != NULL; c++)
		if (record_code_is_own(c->code))
			write_code(b, c->code, c->label, false);
	buffer_putc(b, ']');
}

static void
write_head(struct buffer *b, const struct record_type *t)
{
	buffer_puts(b, "{\"name\":");
	buffer_json(b, t->name);
	write_label(b, "label", t->label);
	write_text(b, "module", t->module);
	write_text(b, "sides", t->sides == RECORD_TWO ? "two" : "one");
	write_text(b, "enters", party_names[t->enters]);
	write_text(b, "confirms", confirm_names[t->confirms]);
	if (t->supported)
		buffer_puts(b, ",\"supported\":true");
	if (t->in_house)
		buffer_puts(b, ",\"in_house\":true");
}

/* Days stay told from today: who holds this answer resolves them on the day it shows them. */
static void
write_views(struct buffer *b, const struct record_type *t)
{
	buffer_puts(b, ",\"views\":[");
	for (int i = 0; i < t->nviews; i++) {
		const struct record_view *v = &t->views[i];

		buffer_puts(b, i > 0 ? ",{\"name\":" : "{\"name\":");
		buffer_json(b, v->name);
		write_label(b, "label", v->label);
		buffer_puts(b, ",\"filters\":{");
		for (const struct record_preset *p = v->presets; p->key != NULL; p++) {
			buffer_puts(b, p == v->presets ? "" : ",");
			buffer_json(b, p->key);
			buffer_putc(b, ':');
			buffer_json(b, p->value);
		}
		buffer_puts(b, "}}");
	}
	buffer_putc(b, ']');
}

static void
write_type(struct buffer *b, const struct record_type *t)
{
	write_head(b, t);
	write_label(b, "from_label", t->from_label);
	write_label(b, "to_label", t->to_label);
	write_label(b, "note_label", (struct sentence){ "备注", "Note" });
	write_text(b, "day", t->day);
	write_text(b, "title", t->title);
	write_text(b, "counts", t->counts);
	write_fields(b, t->fields, t->nfields);
	write_lines(b, t);
	write_states(b, t);
	write_actions(b, t);
	write_views(b, t);
	buffer_puts(b, ",\"exactness\":{\"name\":\"exactness\"");
	write_codes(b, record_exactness);
	buffer_puts(b, "}}");
}

/* --- the routes --- */

/* The body is the same until somebody's rights or the program change: then the browser need not have
 * it again. */
static struct problem *
answer_tagged(struct request *rq)
{
	struct buffer *b = res_json(rq);
	const char *held = req_header(rq, "HTTP_IF_NONE_MATCH"), *tag;
	uint8_t hash[32];

	crypto_sha256(b->data, b->len, hash);
	tag = crypto_hex(req_arena(rq), hash, 16);
	res_header(rq, "Cache-Control", "private, no-cache");
	res_etag(rq, tag);
	if (held != NULL && strstr(held, tag) != NULL)
		res_unchanged(rq);
	return NULL;
}

static struct problem *
finish_list(struct request *rq)
{
	const char *codes = rows_get(req_rows(rq, 0), 0, "codes");
	static const char *const may[] = { "read", "write", "confirm" };
	struct buffer *b = res_json(rq);

	buffer_puts(b, "{\"items\":[");
	for (const struct record_type *const *t = record_types; *t != NULL; t++) {
		buffer_puts(b, t == record_types ? "" : ",");
		write_head(b, *t);
		for (int i = 0; i < 3; i++)
			buffer_printf(b, "%s\"%s\":%s", i == 0 ? ",\"may\":{" : ",", may[i],
			    array_has(codes, arena_printf(req_arena(rq), "%s.%s", (*t)->module, may[i]))
			    ? "true" : "false");
		buffer_puts(b, "}}");
	}
	buffer_puts(b, "],\"next\":null}");
	return answer_tagged(rq);
}

static struct problem *
finish_one(struct request *rq)
{
	const struct record_type *t = record_find(req_value(rq, "name"));

	if (t == NULL)
		return res_row(rq, NULL);
	write_type(res_json(rq), t);
	return answer_tagged(rq);
}

static const struct route routes[] = {
	{ GET, "/record-types", PERMISSION_SESSION, SQL_RECORD_TYPE_MINE, .finish = finish_list,
	  .summary = { "记录类型，以及本人可以办理什么", "The record types, and what the caller may do with them" } },
	{ GET, "/record-types/{name}", PERMISSION_SESSION, .params = { PATH("name", TEXT) },
	  .finish = finish_one,
	  .summary = { "一种记录的字段、明细、状态和操作", "Fields, lines, states and actions of one record type" } },
};

const struct resource record_metadata = { "record-types", routes,
	sizeof(routes) / sizeof(routes[0]), NULL };
