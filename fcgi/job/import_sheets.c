/* import_sheets.c - which of a workbook's further sheets hold lines, as an export and a template have them. */
#include <string.h>

#include "intake.h"
#include "text.h"

enum { HEAD_ROWS = 12, LINE_FIELDS = 2 + RECORD_FIELDS_MAX };

/* The fields that a sheet of lines may have, and where each stands in the whole kind. */
struct part {
	struct import_kind kind;
	struct import_field fields[LINE_FIELDS];
	int whole[LINE_FIELDS];
};

static void
add_field(struct part *p, const struct import_kind *k, int f)
{
	struct import_field *field = &p->fields[p->kind.nfields];

	p->whole[p->kind.nfields++] = f;
	*field = k->fields[f];
	/* Among the record's own columns its label may be 工作日志·工作类型. */
	if (field->of != NULL)
		field->label = field->of->label;
}

static struct part *
make_part(struct arena *a, const struct import_kind *k, int lines)
{
	struct part *p = arena_make(a, struct part, 1);

	p->kind = *k;
	p->kind.fields = p->fields;
	p->kind.nfields = 0;
	add_field(p, k, import_field_find(k, "register"));
	add_field(p, k, import_field_find(k, "system_id"));
	for (int f = 0; f < k->nfields && p->kind.nfields < LINE_FIELDS; f++)
		if (k->fields[f].lines == lines)
			add_field(p, k, f);
	return p;
}

/* A sheet while it is looked at. */
struct looking {
	struct intake *in;
	struct sheet_reader *reader;
	struct { const char *const *cells; int n; long line; } rows[HEAD_ROWS];
	int nrows;
};

/* How well a row heads these lines; 0: not at all. The record's number must be among its columns. */
static int
try_head(const struct looking *k, const struct part *part, int row, struct layout *sheet_r)
{
	int places[IMPORT_FIELDS_MAX];
	int found = import_guess(&part->kind, k->in->task->arena, k->rows[row].cells, k->rows[row].n,
	    places);

	if ((places[0] < 0 && places[1] < 0) || found < 2)
		return 0;
	for (int f = 0; f < k->in->kind->nfields; f++)
		sheet_r->mapping[f] = -1;
	for (int i = 0; i < part->kind.nfields; i++)
		sheet_r->mapping[part->whole[i]] = places[i];
	sheet_r->head_line = k->rows[row].line;
	sheet_r->heads = k->rows[row].cells;
	sheet_r->nheads = k->rows[row].n;
	return found;
}

static bool
is_called(const struct record_lines *l, const char *name)
{
	return strcmp(name, l->label.zh) == 0 || strcmp(name, l->label.en) == 0;
}

static bool
is_taken(const struct intake *in, int lines)
{
	for (int i = 1; i < in->nsheets; i++)
		if (in->sheets[i].lines == lines)
			return true;
	return false;
}

/* Which lines the sheet holds: those it is called after, else those whose columns it has. */
static int
choose_lines(const struct looking *k, const char *name, struct layout *sheet)
{
	const struct import_kind *kind = k->in->kind;
	int most = 0;

	for (int i = 0; i < kind->record->nlines; i++) {
		const struct part *part = make_part(k->in->task->arena, kind, i + 1);
		int named = is_called(&kind->record->lines[i], name) ? IMPORT_FIELDS_MAX : 0;

		for (int row = 0; !is_taken(k->in, i + 1) && row < k->nrows; row++) {
			struct layout tried = *sheet;
			int found = try_head(k, part, row, &tried);

			if (found > 0 && found + named > most) {
				most = found + named;
				*sheet = tried;
				sheet->lines = i + 1;
			}
		}
	}
	return most;
}

static void
write_sheet(const struct intake *in, const struct layout *s, int rows, struct buffer *b)
{
	const char *comma = "";

	buffer_puts(b, s->number > 2 ? ",{\"name\":" : "{\"name\":");
	buffer_json(b, s->name);
	buffer_printf(b, ",\"place\":%d,\"lines\":\"%s\",\"head_line\":%ld,\"rows\":%d,\"headings\":[",
	    s->place, in->kind->record->lines[s->lines - 1].name, s->head_line, rows);
	for (int i = 0; i < s->nheads; i++) {
		buffer_puts(b, i > 0 ? "," : "");
		buffer_json(b, s->heads[i]);
	}
	buffer_puts(b, "],\"places\":{");
	for (int f = 0; f < in->kind->nfields; f++) {
		if (s->mapping[f] < 0)
			continue;
		buffer_printf(b, "%s\"%s\":%d", comma, in->kind->fields[f].name, s->mapping[f]);
		comma = ",";
	}
	buffer_puts(b, "}}");
}

static struct problem *
count_rows(const struct looking *k, const struct layout *s, int *rows_r)
{
	struct task *t = k->in->task;
	const char *const *cells;
	long line;
	int n = 1;

	*rows_r = 0;
	for (int i = 0; i < k->nrows; i++)
		*rows_r += k->rows[i].line > s->head_line;
	while (n > 0 && t->total + *rows_r <= ROWS_MAX) {
		arena_reset(t->batch);
		TRY(sheet_next(k->reader, t->batch, &cells, &n, &line));
		*rows_r += n > 0;
	}
	t->total += *rows_r;
	return t->total <= ROWS_MAX ? NULL : problem_new(t->arena, PROBLEM_TOO_LARGE,
	    "文件超过 20 万行，请拆成几个文件", "More than 200,000 rows; split the file");
}

static struct problem *
look_at(struct intake *in, struct sheet_reader *reader, int place, struct buffer *further,
    struct buffer *unread)
{
	struct looking k = { .in = in, .reader = reader };
	struct layout *sheet = &in->sheets[in->nsheets];
	int n = 1, rows;

	while (k.nrows < HEAD_ROWS && n > 0) {
		TRY(sheet_next(reader, in->task->arena, &k.rows[k.nrows].cells, &n, &k.rows[k.nrows].line));
		k.rows[k.nrows].n = n;
		k.nrows += n > 0;
	}
	*sheet = (struct layout){ .number = in->nsheets + 1, .place = place,
		.name = sheet_reader_name(reader) };
	if (k.nrows == 0 || strcmp(sheet->name, IMPORT_EXPLANATIONS) == 0)
		return NULL;
	if (in->nsheets > RECORD_LINES_MAX || choose_lines(&k, sheet->name, sheet) == 0) {
		buffer_puts(unread, unread->len > 0 ? "," : "");
		buffer_json(unread, sheet->name);
		return NULL;
	}
	TRY(count_rows(&k, sheet, &rows));
	in->nsheets++;
	write_sheet(in, sheet, rows, further);
	return NULL;
}

struct problem *
sheets_find(struct intake *in, struct sheet_reader *first, struct buffer *b)
{
	struct sheet_reader *reader;
	struct buffer further, unread;

	buffer_init(&further, b->arena);
	buffer_init(&unread, b->arena);
	for (int place = 1; in->kind->record != NULL && in->kind->record->nlines > 0; place++) {
		TRY(sheet_further(first, in->task->arena, place, &reader));
		if (reader == NULL)
			break;
		TRY(look_at(in, reader, place, &further, &unread));
	}
	for (int f = 0; f < in->kind->nfields; f++)
		if (in->kind->fields[f].lines > 0 && is_taken(in, in->kind->fields[f].lines))
			in->sheets[0].mapping[f] = -1;
	buffer_printf(b, ",\"further\":[%s],\"unread\":[%s]", further.len > 0 ? further.data : "",
	    unread.len > 0 ? unread.data : "");
	return NULL;
}
