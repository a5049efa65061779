/* export.c - a type's records as rows of sheets: one of the records, one of each of its lines.
 *
 * Headed and filled as an import takes them; what the system gave them stands in 系统编号, by which an
 * import knows them again. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "identity_card.h"

enum { SHEET_COLUMNS = RECORD_FIELDS_MAX + 8, LINE_HEAD = 3 };

/* --- columns --- */

static int
width_of(const struct record_field *f)
{
	static const int widths[FIELD__COUNT] = { [FIELD_TEXT] = 24, [FIELD_LINES] = 40,
		[FIELD_ORGANISATION] = 26, [FIELD_RECORD] = 26, [FIELD_ID_NUMBER] = 20 };

	return widths[f->type];
}

static struct sheet_column
column_of(struct arena *a, const struct record_field *f, const char *title)
{
	const char *unit = f->type == FIELD_MONEY ? "元" : f->unit;

	return (struct sheet_column){ .width = width_of(f),
		.title = unit != NULL ? arena_printf(a, "%s（%s）", title, unit) : title,
		.number = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL || f->type == FIELD_MONEY ||
		    f->type == FIELD_QUANTITY };
}

static struct record_sheet
head_sheet(struct arena *a, const struct record_type *t)
{
	struct sheet_column *columns = arena_make(a, struct sheet_column, SHEET_COLUMNS);
	int n = 0;

	columns[n++].title = "登记号";
	columns[n++] = (struct sheet_column){ .title = t->from_label.zh, .width = 26 };
	if (t->sides == RECORD_TWO)
		columns[n++] = (struct sheet_column){ .title = t->to_label.zh, .width = 26 };
	for (int i = 0; i < t->nfields; i++)
		columns[n++] = column_of(a, &t->fields[i], t->fields[i].label.zh);
	columns[n++] = (struct sheet_column){ .title = "备注", .width = 30 };
	columns[n++].title = "状态";
	columns[n++] = (struct sheet_column){ .title = "系统编号", .width = 38 };
	return (struct record_sheet){ t->label.zh, columns, n };
}

static struct record_sheet
lines_sheet(struct arena *a, const struct record_type *t, const struct record_lines *l)
{
	struct sheet_column *columns = arena_make(a, struct sheet_column, SHEET_COLUMNS);
	int n = 0;

	columns[n++].title = "登记号";
	columns[n++] = (struct sheet_column){ .title = "系统编号", .width = 38 };
	columns[n++] = (struct sheet_column){ .title = record_field_find(t, t->title)->label.zh,
		.width = 24 };
	for (int i = 0; i < l->nfields; i++)
		columns[n++] = column_of(a, &l->fields[i], l->fields[i].label.zh);
	return (struct record_sheet){ l->label.zh, columns, n };
}

int
record_export_sheets(struct arena *a, const struct record_type *t,
    struct record_sheet sheets_r[1 + RECORD_LINES_MAX])
{
	sheets_r[0] = head_sheet(a, t);
	for (int i = 0; i < t->nlines; i++)
		sheets_r[1 + i] = lines_sheet(a, t, &t->lines[i]);
	return 1 + t->nlines;
}

/* --- cells --- */

static const char *
show_quantity(struct arena *a, const char *text, const char *exactness)
{
	static const struct { const char *code, *before, *behind; } words[] = {
		{ "near", "近", "" }, { "over", "", "余" }, { "about", "约", "" }, { "at_least", "", "以上" },
	};

	for (size_t i = 0; exactness != NULL && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].code, exactness) == 0)
			return arena_printf(a, "%s%s%s", words[i].before, text, words[i].behind);
	return text;
}

static const char *
show_money(struct arena *a, const char *fen)
{
	size_t len = strlen(fen);

	if (*fen == '-')
		return fen;
	return len > 2 ? arena_printf(a, "%.*s.%s", (int)len - 2, fen, fen + len - 2)
	    : arena_printf(a, "0.%02ld", strtol(fen, NULL, 10));
}

/* A value's text, as people write it. */
static const char *
show(struct arena *a, const struct record_field *f, const char *text, const char *exactness)
{
	struct sentence label;

	if (text == NULL || *text == '\0')
		return NULL;
	switch (f->type) {
	case FIELD_MONEY:
		return show_money(a, text);
	case FIELD_QUANTITY:
		return show_quantity(a, text, exactness);
	case FIELD_BOOLEAN:
		return *text == 't' ? "是" : "否";
	case FIELD_CODE:
		label = record_code_label(f->codes, text);
		return label.zh != NULL ? label.zh : text;
	default:
		return text;
	}
}

static const char *
json_text(struct arena *a, const json_t *v)
{
	if (json_is_object(v))
		v = json_object_get(v, "name");
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (json_is_real(v))
		return arena_printf(a, "%.15g", json_real_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? "t" : "f";
	return json_string_value(v) != NULL ? arena_strdup(a, json_string_value(v)) : NULL;
}

static const char *
reference_name(struct arena *a, const char *json)
{
	json_auto_t *v = json != NULL ? json_loads(json, 0, NULL) : NULL;

	return v != NULL ? json_text(a, v) : NULL;
}

static const char *
clear_text(const struct record_page *p, const struct record_field *f, int row)
{
	const char *text = record_unseal(p->crypto, p->arena, p->type, f, rows_get(p->rows, row, "id"),
	    rows_get(p->rows, row, arena_printf(p->arena, "_%s_enc", f->name)));

	return text != NULL && f->type == FIELD_ID_NUMBER ? identity_mask_number(p->arena, text) : text;
}

static const char *
head_cell(const struct record_page *p, const struct record_field *f, int row)
{
	if (record_sealed(f))
		return clear_text(p, f, row);
	if (record_is_reference(f))
		return reference_name(p->arena, rows_get(p->rows, row, f->name));
	return show(p->arena, f, rows_get(p->rows, row, f->name), f->type == FIELD_QUANTITY
	    ? rows_get(p->rows, row, arena_printf(p->arena, "%s_exactness", f->name)) : NULL);
}

static struct problem *
write_lines(const struct record_page *p, int row, int lines, struct sheet_writer *w)
{
	const struct record_lines *l = &p->type->lines[lines];
	json_auto_t *all = json_loads(rows_get(p->rows, row, l->name), 0, NULL);
	const json_t *line;
	size_t i;

	json_array_foreach(all, i, line) {
		const char *cells[SHEET_COLUMNS] = { rows_get(p->rows, row, "register_number"),
			rows_get(p->rows, row, "id"), rows_get(p->rows, row, "title") };

		for (int j = 0; j < l->nfields; j++) {
			const struct record_field *f = &l->fields[j];

			cells[LINE_HEAD + j] = show(p->arena, f, json_text(p->arena, json_object_get(line, f->name)),
			    json_string_value(json_object_get(line, arena_printf(p->arena, "%s_exactness",
			    f->name))));
		}
		TRY(sheet_write(w, cells, LINE_HEAD + l->nfields));
	}
	return NULL;
}

struct problem *
record_export_row(const struct record_page *p, int row, struct sheet_writer *const *sheets)
{
	const struct record_type *t = p->type;
	const char *cells[SHEET_COLUMNS], *state = rows_get(p->rows, row, "state");
	int n = 0;

	cells[n++] = rows_get(p->rows, row, "register_number");
	cells[n++] = rows_get(p->rows, row, t->sides == RECORD_TWO ? "from.name" : "org.name");
	if (t->sides == RECORD_TWO)
		cells[n++] = rows_get(p->rows, row, "to.name");
	for (int i = 0; i < t->nfields; i++)
		cells[n++] = head_cell(p, &t->fields[i], row);
	cells[n++] = rows_get(p->rows, row, "note");
	cells[n++] = record_state_label(t, state).zh;
	cells[n++] = rows_get(p->rows, row, "id");
	TRY(sheet_write(sheets[0], cells, n));
	for (int i = 0; i < t->nlines; i++)
		TRY(write_lines(p, row, i, sheets[1 + i]));
	return NULL;
}

/* --- which records --- */

static const char *
of_filter(const void *filter, const char *name)
{
	return json_string_value(json_object_get(filter, name));
}

int
record_export_page(struct arena *a, const struct record_type *t, const json_t *filter,
    const char *cursor, int limit, const char **text_r, const char *params_r[RECORD_PARAMS_MAX])
{
	struct record_list list;

	record_list_fill(a, t, of_filter, filter, &list);
	list.cursor = cursor;
	list.limit = limit + 1;
	return record_list_text(a, t, &list, text_r, params_r);
}

enum query
record_export_query(const struct record_type *t, bool records)
{
	return records ? record_query(t, RECORD_EXPORT) : record_common(COMMON_WALK);
}

void
record_export_keys(struct arena *a, const struct record_type *t,
    const char *keys_r[REQUEST_PARAMS_MAX + 1])
{
	static const char *const fixed[] = { "box", "state", "organisation", "from", "to",
		"q", "sort" };
	int n = 0;

	for (; n < RECORD_COUNT(fixed); n++)
		keys_r[n] = fixed[n];
	if (t->nviews > 0)
		keys_r[n++] = "view";
	for (int i = 0; i < t->nfields && n < REQUEST_PARAMS_MAX - 1; i++) {
		if (!(t->fields[i].flags & FIELD_FILTER))
			continue;
		keys_r[n++] = record_filter_key(a, &t->fields[i], false);
		if (record_is_range(&t->fields[i]))
			keys_r[n++] = record_filter_key(a, &t->fields[i], true);
	}
	keys_r[n] = NULL;
}
