/* intake.c - what the steps of an import share. */
#include "intake.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

enum { ARRIVAL_ROWS = 30 };	/* a heading stands among the first rows */

static const struct target targets[] = {
	{ "referrals", complete_referral, { SQL_INTAKE_SETTLE_ROWS, SQL_INTAKE_MATCH_REFERRALS },
	  { SQL_INTAKE_RUN_REFERRALS } },
	{ "organisations", complete_organisation, { SQL_INTAKE_SETTLE_ROWS,
	  SQL_INTAKE_MATCH_ORGANISATIONS }, { SQL_INTAKE_RUN_ORGANISATIONS } },
};

static const struct target *
record_target(struct arena *a, const struct import_kind *k)
{
	const struct record_type *t = k->record;
	struct target *made = arena_make(a, struct target, 1);

	*made = (struct target){ t->name, complete_record, { SQL_INTAKE_SETTLE_ROWS,
	    record_import_query(t, IMPORT_OTHER), record_import_query(t, IMPORT_KNOWN),
	    SQL_INTAKE_SETTLE_EXPORTED },
	    { record_import_query(t, IMPORT_RECORDS) } };
	for (int i = 0; i < t->nlines; i++)
		made->put[1 + i] = record_import_query(t, IMPORT_LINES_OF + (enum record_import)i);
	return made;
}

const struct target *
target_find(struct arena *a, const struct import_kind *k)
{
	if (k->record != NULL)
		return record_target(a, k);
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (strcmp(targets[i].kind, k->name) == 0)
			return &targets[i];
	die("There is no import of %s", k->name);
}

static void
drop_json(void *json)
{
	json_decref(json);
}

static const json_t *
load_json(struct arena *a, const char *text)
{
	json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

	if (json == NULL)
		die("The database gave JSON that is none");
	arena_defer(a, drop_json, json);
	return json;
}

void
layout_apply(struct layout *sheet, const struct import_kind *k, const json_t *places)
{
	for (int f = 0; f < k->nfields; f++) {
		const json_t *column = json_object_get(places, k->fields[f].name);
		json_int_t c = json_is_integer(column) ? json_integer_value(column) : -1;
		const char *heading;

		sheet->mapping[f] = c >= 0 && c < SHEET_COLUMNS_MAX ? (int)c : -1;
		heading = sheet->mapping[f] >= 0 && sheet->mapping[f] < sheet->nheads
		    ? sheet->heads[sheet->mapping[f]] : "";
		/* An amount under 总金额（万元） is one of 10,000 yuan, unless its cell says otherwise. */
		sheet->in_wan[f] = strstr(heading, "万元") != NULL && k->fields[f].type == IMPORT_MONEY;
	}
}

bool
intake_has_column(const struct intake *in, int field)
{
	for (int i = 0; i < in->nsheets; i++)
		if (in->sheets[i].mapping[field] >= 0)
			return true;
	return false;
}

/* Which lines of the type are called so, from 1. */
static int
lines_called(const struct record_type *t, const char *name)
{
	for (int i = 0; i < t->nlines; i++)
		if (strcmp(t->lines[i].name, name) == 0)
			return i + 1;
	die("The type %s has no lines %s", t->name, name);
}

static void
load_layout(struct intake *in, const json_t *found)
{
	struct layout *s = &in->sheets[in->nsheets];
	const json_t *headings = json_object_get(found, "headings");
	const char *lines = json_string_value(json_object_get(found, "lines"));
	size_t n = json_array_size(headings);
	const char **heads = arena_make(in->task->arena, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		heads[i] = json_string_value(json_array_get(headings, i));
	*s = (struct layout){ .number = ++in->nsheets, .heads = heads, .nheads = (int)n,
		.place = (int)json_integer_value(json_object_get(found, "place")),
		.name = json_string_value(json_object_get(found, "name")),
		.lines = lines != NULL ? lines_called(in->kind->record, lines) : 0,
		.head_line = (long)json_integer_value(json_object_get(found, "head_line")) };
	layout_apply(s, in->kind, json_object_get(found, "places"));
}

/* What the first look at the file found: its sheets. */
static void
load_findings(struct intake *in)
{
	const json_t *further = json_object_get(in->findings, "further");

	load_layout(in, in->findings);
	for (size_t i = 0; i < json_array_size(further) && i < RECORD_LINES_MAX; i++)
		load_layout(in, json_array_get(further, i));
}

static int
integer(const struct rows *rows, const char *column)
{
	return (int)strtol(rows_get(rows, 0, column), NULL, 10);
}

/* What a draft may lack, its row may lack. */
static const struct import_kind *
kind_of_drafts(struct arena *a, const struct import_kind *k)
{
	struct import_kind *made = arena_make(a, struct import_kind, 1);
	struct import_field *fields = arena_make(a, struct import_field, (size_t)k->nfields);

	*made = *k;
	made->fields = fields;
	for (int f = 0; f < k->nfields; f++) {
		fields[f] = k->fields[f];
		fields[f].required = record_import_needs(k, f, true);
	}
	return made;
}

struct problem *
intake_load(struct task *t, struct intake *in)
{
	struct arena *a = t->arena;
	const char *landing;
	struct rows *rows;

	*in = (struct intake){ .task = t };
	TRY(task_run(t, a, SQL_INTAKE_GET, 1, (const char *const[]){ t->id }, &rows));
	if (rows_count(rows) == 0)
		return problem_new(a, PROBLEM_GONE, "任务已不在", "The job is gone");
	in->kind = record_import_kind(a, rows_get(rows, 0, "kind") + strlen("import."));
	if (in->kind == NULL)
		die("There is no import of %s", t->kind);
	in->file = arena_printf(a, "%s/%s", t->config->upload_dir, rows_get(rows, 0, "upload_id"));
	in->own = (struct institution){ integer(rows, "acting_org_id"), integer(rows, "region_id"),
		integer(rows, "tier") };
	in->orgs = rows_get(rows, 0, "orgs");
	in->region_lo = integer(rows, "region_lo");
	in->region_hi = integer(rows, "region_hi");
	in->wishes = load_json(a, rows_get(rows, 0, "wishes"));
	landing = json_string_value(json_object_get(in->wishes, "landing"));
	in->drafts = in->kind->record != NULL && landing != NULL && strcmp(landing, "draft") == 0;
	if (in->drafts)
		in->kind = kind_of_drafts(a, in->kind);
	in->findings = load_json(a, rows_get(rows, 0, "findings"));
	t->total = integer(rows, "total");
	date_parse(date_today(a), &in->today);
	load_findings(in);
	return NULL;
}

static struct problem *
pass_heading(const struct intake *in, const struct layout *s, struct sheet_reader *reader)
{
	const char *const *values;
	long line = 0;
	int n = 1;

	for (int i = 0; i < ARRIVAL_ROWS && line < s->head_line && n > 0; i++)
		TRY(sheet_next(reader, in->task->arena, &values, &n, &line));
	return NULL;
}

struct problem *
intake_open(struct intake *in, struct sheet_reader **reader_r)
{
	TRY(sheet_open(in->task->arena, in->file, FILE_BYTES_MAX, reader_r));
	return pass_heading(in, &in->sheets[0], *reader_r);
}

struct problem *
intake_open_further(const struct intake *in, struct sheet_reader *first, const struct layout *sheet,
    struct sheet_reader **reader_r)
{
	TRY(sheet_further(first, in->task->arena, sheet->place, reader_r));
	if (*reader_r == NULL)
		return problem_new(in->task->arena, PROBLEM_GONE, "上传的文件已不在，请重新上传",
		    "The uploaded file is gone; send it again");
	return pass_heading(in, sheet, *reader_r);
}

const char *
line_cell(const struct line *l, int f)
{
	int place = l->sheet->mapping[f];
	const char *cell = place >= 0 && place < l->ncells ? l->cells[place] : "";

	if (!l->sheet->in_wan[f] || *cell == '\0' || strstr(cell, "万") != NULL || strstr(cell, "元") != NULL)
		return cell;
	return arena_printf(l->arena, "%s万元", cell);
}

struct sentence
line_place(const struct line *l)
{
	if (l->intake->nsheets == 1)
		return (struct sentence){ arena_printf(l->arena, "第 %ld 行", l->number),
			arena_printf(l->arena, "row %ld", l->number) };
	return (struct sentence){
		arena_printf(l->arena, "工作表“%s”第 %ld 行", l->sheet->name, l->number),
		arena_printf(l->arena, "row %ld of sheet \"%s\"", l->number, l->sheet->name) };
}

int
line_field(const struct line *l, const char *field)
{
	int f = import_field_find(l->intake->kind, field);

	if (f < 0)
		die("The kind %s has no field %s", l->intake->kind->name, field);
	return f;
}

const char *
line_value(const struct line *l, const char *field)
{
	return l->values[line_field(l, field)];
}

void
line_fail(struct line *l, const char *field, const char *zh, const char *en)
{
	const struct intake *in = l->intake;
	int f = field != NULL ? line_field(l, field) : -1, place = f >= 0 ? l->sheet->mapping[f] : -1;
	const char *cell = place >= 0 && place < l->ncells ? l->cells[place] : "";
	struct buffer *b = l->errors;

	buffer_printf(b, "%s{\"sheet\":%d,\"line\":%ld,\"position\":%d,\"field\":", b->len > 1 ? "," : "",
	    l->sheet->number, l->number, ++l->nerrors);
	buffer_json(b, field != NULL ? field : "");
	if (place >= 0)
		buffer_printf(b, ",\"place\":%d", place);
	buffer_puts(b, ",\"value\":");
	buffer_json(b, f >= 0 ? import_show(&in->kind->fields[f], l->arena, cell) : NULL);
	buffer_puts(b, ",\"zh\":");
	buffer_json(b, zh);
	buffer_puts(b, ",\"en\":");
	buffer_json(b, en);
	buffer_putc(b, '}');
}

void
add_member(struct buffer *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buffer_printf(b, ",\"%s\":", name);
	buffer_json(b, value);
}
