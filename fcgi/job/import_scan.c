/* import_scan.c - the first look at a file: its heading, its columns, how many rows, which states. */
#include <string.h>

#include "intake.h"

enum { HEAD_ROWS = 12, SAMPLES = 3, STATES_MAX = 60, SAMPLE_POINTS = 30 };

struct row { const char *const *cells; int n; long line; };

struct scan {
	struct intake in;
	struct sheet_reader *reader;
	struct row head;
	struct row samples[SAMPLES];
	int nsamples;
	struct { const char *text; int count; } states[STATES_MAX];
	int nstates;
	bool guessed;		/* the owner has not chosen columns */
};

/* Registers often begin with a title and remarks: the heading is the row that names most fields, or
 * the first with two cells where none does. */
static struct problem *
find_head(struct scan *s)
{
	struct arena *a = s->in.task->arena;
	struct row rows[HEAD_ROWS];
	int n = 0, best = -1, most = 0, mapping[IMPORT_FIELDS_MAX];

	for (; n < HEAD_ROWS; n++) {
		TRY(sheet_next(s->reader, a, &rows[n].cells, &rows[n].n, &rows[n].line));
		if (rows[n].n == 0)
			break;
	}
	for (int i = 0; i < n; i++) {
		int found = import_guess(s->in.kind, a, rows[i].cells, rows[i].n, mapping);

		if (found > most || (best < 0 && rows[i].n > 1)) {
			most = found;
			best = i;
		}
	}
	if (best < 0)
		return problem_new(a, PROBLEM_INVALID, "文件里没有表格内容，请检查是否选错了文件",
		    "The file holds no table; was it the right one?");
	s->head = rows[best];
	return NULL;
}

/* Columns as the owner chose them, else as the heading says. */
static void
choose_columns(struct scan *s)
{
	const json_t *wish = json_object_get(s->in.wishes, "mapping");

	s->guessed = !json_is_object(wish);
	if (s->guessed)
		import_guess(s->in.kind, s->in.task->arena, s->head.cells, s->head.n, s->in.sheets[0].mapping);
	else
		layout_apply(&s->in.sheets[0], s->in.kind, wish);
}

/* Keeps each text of the column of states once. */
static void
note_state(struct scan *s, const struct row *row)
{
	int f = import_field_find(s->in.kind, "state");
	int place = f >= 0 ? s->in.sheets[0].mapping[f] : -1;
	const char *cell = place >= 0 && place < row->n ? row->cells[place] : "";

	if (*cell == '\0' || *cell == '\1' || *cell == '\2')
		return;
	for (int i = 0; i < s->nstates; i++) {
		if (strcmp(s->states[i].text, cell) == 0) {
			s->states[i].count++;
			return;
		}
	}
	if (s->nstates == STATES_MAX)
		return;
	s->states[s->nstates].text = arena_strdup(s->in.task->arena, cell);
	s->states[s->nstates++].count = 1;
}

static struct problem *
read_rows(struct scan *s)
{
	struct task *t = s->in.task;
	struct row row;

	TRY(intake_open(&s->in, &s->reader));
	for (;;) {
		arena_reset(t->batch);
		TRY(sheet_next(s->reader, s->nsamples < SAMPLES ? t->arena : t->batch, &row.cells, &row.n,
		    &row.line));
		if (row.n == 0)
			return NULL;
		if (s->nsamples < SAMPLES)
			s->samples[s->nsamples++] = row;
		note_state(s, &row);
		if (++t->total > ROWS_MAX)
			return problem_new(t->arena, PROBLEM_TOO_LARGE,
			    "文件超过 20 万行，请拆成几个文件", "More than 200,000 rows; split the file");
	}
}

/* The field a column is read as, or NULL. */
static const struct import_field *
field_at(const struct scan *s, int column)
{
	for (int f = 0; f < s->in.kind->nfields; f++)
		if (s->in.sheets[0].mapping[f] == column)
			return &s->in.kind->fields[f];
	return NULL;
}

/* Personal numbers are masked before they go anywhere; so is what looks like one. */
static const char *
sample_text(const struct scan *s, struct arena *a, int column, const char *cell)
{
	static const struct import_field number = { .type = IMPORT_ID_NUMBER };
	static const struct import_field text = { .type = IMPORT_TEXT };
	const struct import_field *f = field_at(s, column);

	if (f == NULL)
		f = strspn(cell, "0123456789Xx\1") >= 11 ? &number : &text;
	return import_show(f, a, cell);
}

/* The first rows under the heading. */
static void
write_samples(const struct scan *s, struct buffer *b)
{
	buffer_puts(b, ",\"samples\":[");
	for (int i = 0; i < s->nsamples; i++) {
		buffer_puts(b, i > 0 ? ",[" : "[");
		for (int c = 0; c < s->head.n; c++) {
			const char *cell = c < s->samples[i].n ? s->samples[i].cells[c] : "";

			buffer_puts(b, c > 0 ? "," : "");
			buffer_json(b, sample_text(s, b->arena, c, cell));
		}
		buffer_putc(b, ']');
	}
	buffer_putc(b, ']');
}

/* What each text of the states means: as the owner said, else as we know it, else null. */
static void
write_states(const struct scan *s, struct buffer *b)
{
	const json_t *wish = json_object_get(s->in.wishes, "states");
	int f = import_field_find(s->in.kind, "state");

	buffer_puts(b, ",\"states\":[");
	for (int i = 0; i < s->nstates; i++) {
		const char *text = s->states[i].text;
		const char *state = json_string_value(json_object_get(wish, text));

		if (state == NULL)
			state = import_code_find(&s->in.kind->fields[f], b->arena, text);
		buffer_puts(b, i > 0 ? ",{\"text\":" : "{\"text\":");
		buffer_json(b, text);
		buffer_printf(b, ",\"count\":%d,\"state\":", s->states[i].count);
		buffer_json(b, state);
		buffer_putc(b, '}');
	}
	buffer_putc(b, ']');
}

static struct problem *
write_findings(struct scan *s, const char **text_r)
{
	struct buffer b;
	const char *comma = "";

	buffer_init(&b, s->in.task->arena);
	buffer_puts(&b, "{\"name\":");
	buffer_json(&b, sheet_reader_name(s->reader));
	buffer_printf(&b, ",\"head_line\":%ld,\"format\":\"%s\",\"encoding\":\"%s\",\"guessed\":%s",
	    s->head.line, sheet_reader_format(s->reader) == SHEET_XLSX ? "xlsx" : "csv",
	    sheet_reader_encoding(s->reader), s->guessed ? "true" : "false");
	TRY(sheets_find(&s->in, s->reader, &b));
	buffer_puts(&b, ",\"headings\":[");
	for (int c = 0; c < s->head.n; c++) {
		buffer_puts(&b, c > 0 ? "," : "");
		buffer_json(&b, s->head.cells[c]);
	}
	buffer_puts(&b, "],\"places\":{");
	for (int f = 0; f < s->in.kind->nfields; f++) {
		if (s->in.sheets[0].mapping[f] < 0)
			continue;
		buffer_printf(&b, "%s\"%s\":%d", comma, s->in.kind->fields[f].name, s->in.sheets[0].mapping[f]);
		comma = ",";
	}
	buffer_putc(&b, '}');
	write_samples(s, &b);
	write_states(s, &b);
	buffer_putc(&b, '}');
	*text_r = b.data;
	return NULL;
}

struct problem *
import_scan(struct task *t)
{
	struct scan s = { .nsamples = 0 };
	const char *params[3] = { t->id };

	TRY(intake_load(t, &s.in));
	t->total = 0;
	TRY(sheet_open(t->arena, s.in.file, FILE_BYTES_MAX, &s.reader));
	TRY(find_head(&s));
	choose_columns(&s);
	s.in.sheets[0].head_line = s.head.line;
	s.in.nsheets = 1;
	TRY(read_rows(&s));
	TRY(write_findings(&s, &params[1]));
	params[2] = arena_printf(t->arena, "%d", t->total);
	TRY(task_run(t, t->arena, SQL_INTAKE_FOUND, 3, params, NULL));
	return task_enter(t, "mapping", NULL);
}
