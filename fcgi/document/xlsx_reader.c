/* xlsx_reader.c - the rows of a workbook's sheet, one at a time while it is unpacked. */
#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "workbook.h"

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_INLINE, CELL_BOOLEAN, CELL_ERROR };

struct xlsx_reader {
	struct workbook *workbook;
	const char *name;
	struct part *part;
	struct row_values *row;	/* of the caller who waits */
	long line;
	int column;
	enum cell_type type;
	int style;
	bool phonetic;
	struct gathered gathered;
	struct problem *problem;
};

static enum cell_type
type_of(const char *t)
{
	static const struct { const char *name; enum cell_type type; } types[] = {
		{ "n", CELL_NUMBER }, { "s", CELL_SHARED }, { "str", CELL_TEXT },
		{ "inlineStr", CELL_INLINE }, { "b", CELL_BOOLEAN }, { "e", CELL_ERROR },
		{ "d", CELL_TEXT },
	};

	for (size_t i = 0; t != NULL && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(t, types[i].name) == 0)
			return types[i].type;
	return CELL_NUMBER;
}

/* The column (from 0) of "AB12", or -1. */
static int
column_of(const char *reference)
{
	int column = 0;

	for (; *reference >= 'A' && *reference <= 'Z' && column < 100000; reference++)
		column = column * 26 + (*reference - 'A' + 1);
	return column - 1;
}

static void
start_cell(struct xlsx_reader *r, const char **attributes)
{
	const char *reference = xml_attribute(attributes, "r");
	const char *style = xml_attribute(attributes, "s");

	r->column = reference != NULL ? column_of(reference) : r->column + 1;
	r->style = style != NULL ? (int)strtol(style, NULL, 10) : 0;
	r->type = type_of(xml_attribute(attributes, "t"));
	r->gathered.len = 0;
}

static void XMLCALL
sheet_start(void *data, const char *name, const char **attributes)
{
	struct xlsx_reader *r = ((struct part *)data)->object;
	const char *local = xml_local(name);

	if (strcmp(local, "c") == 0) {
		start_cell(r, attributes);
	} else if (strcmp(local, "v") == 0) {
		r->gathered.on = r->type != CELL_INLINE;
	} else if (strcmp(local, "t") == 0) {
		r->gathered.on = r->type == CELL_INLINE && !r->phonetic;
	} else if (strcmp(local, "rPh") == 0) {
		r->phonetic = true;
	} else if (strcmp(local, "row") == 0) {
		const char *number = xml_attribute(attributes, "r");

		r->line = number != NULL ? strtol(number, NULL, 10) : r->line + 1;
		r->row->line = r->line;
		r->column = -1;
	}
}

static const char *
number_cell(struct xlsx_reader *r)
{
	const struct workbook *w = r->workbook;
	enum cell_style style = r->style >= 0 && r->style < w->nstyles
	    ? (enum cell_style)w->styles[r->style] : STYLE_PLAIN;
	const char *text = NULL;
	char *end;

	if (style != STYLE_PLAIN) {
		double serial = strtod(r->gathered.text, &end);

		if (*end == '\0' && r->gathered.len > 0)
			text = serial_text(r->row->arena, serial, style, w->epoch_1904);
	}
	return text != NULL ? text : number_text(r->row->arena, r->gathered.text);
}

static const char *
cell_text(struct xlsx_reader *r)
{
	const char *text;

	switch (r->type) {
	case CELL_NUMBER:
		return number_cell(r);
	case CELL_SHARED:
		text = workbook_text(r->workbook, strtoul(r->gathered.text, NULL, 10));
		return text != NULL ? text : "";
	case CELL_BOOLEAN:
		return r->gathered.text[0] == '1' ? "TRUE" : "FALSE";
	case CELL_ERROR:
		return arena_printf(r->row->arena, "\2%s", r->gathered.text);
	case CELL_TEXT:
	case CELL_INLINE:
		break;
	}
	return r->gathered.text;
}

static void
end_cell(struct xlsx_reader *r)
{
	if (r->gathered.len == 0)
		return;
	gather_end(&r->gathered);
	r->problem = row_set(r->row, r->column, cell_text(r));
	if (r->problem != NULL)
		XML_StopParser(r->part->parser, XML_FALSE);
}

static void XMLCALL
sheet_end(void *data, const char *name)
{
	struct xlsx_reader *r = ((struct part *)data)->object;
	const char *local = xml_local(name);

	if (strcmp(local, "v") == 0 || strcmp(local, "t") == 0) {
		r->gathered.on = false;
	} else if (strcmp(local, "rPh") == 0) {
		r->phonetic = false;
	} else if (strcmp(local, "c") == 0) {
		end_cell(r);
	} else if (strcmp(local, "row") == 0) {
		XML_StopParser(r->part->parser, XML_TRUE);
	}
}

static void XMLCALL
sheet_text(void *data, const char *text, int len)
{
	struct xlsx_reader *r = ((struct part *)data)->object;

	gather(&r->gathered, text, len);
}

static struct problem *
open_sheet(struct workbook *w, struct arena *a, int n, struct xlsx_reader **reader_r)
{
	struct xlsx_reader *r = arena_make(a, struct xlsx_reader, 1);

	r->workbook = w;
	r->name = w->sheets[n].name;
	TRY(package_part(&w->package, w->sheets[n].part, &r->part));
	if (r->part == NULL)
		return problem_new(a, PROBLEM_INVALID, "文件里没有可见的工作表",
		    "The workbook has no visible sheet");
	r->gathered.text = arena_alloc(a, CELL_BYTES_MAX + 1, 1);
	r->part->object = r;
	XML_SetElementHandler(r->part->parser, sheet_start, sheet_end);
	XML_SetCharacterDataHandler(r->part->parser, sheet_text);
	*reader_r = r;
	return NULL;
}

struct problem *
xlsx_open(struct arena *a, const char *file, size_t max_bytes, struct xlsx_reader **reader_r)
{
	struct workbook *w = arena_make(a, struct workbook, 1);

	TRY(workbook_open(a, file, max_bytes, w));
	return open_sheet(w, a, 0, reader_r);
}

struct problem *
xlsx_further(struct xlsx_reader *first, struct arena *a, int n, struct xlsx_reader **reader_r)
{
	*reader_r = NULL;
	return n < first->workbook->nsheets ? open_sheet(first->workbook, a, n, reader_r) : NULL;
}

const char *
xlsx_name(const struct xlsx_reader *r)
{
	return r->name;
}

struct problem *
xlsx_next(struct xlsx_reader *r, struct row_values *row, bool *end_r)
{
	struct problem *p;

	r->row = row;
	p = part_read(r->part, end_r);
	/* A fault that a handler of ours met says more than the parser's "stopped". */
	return r->problem != NULL ? r->problem : p;
}
