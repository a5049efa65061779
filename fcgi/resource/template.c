/* template.c - the empty table of a kind of import: headings, an example, a sheet of what may stand where. */
#include "template.h"

#include <string.h>

#include "record.h"
#include "sheet.h"

enum { CHOICES_MAX = 200 };

static const struct sheet_column explaining[] = {
	{ .title = "工作表", .width = 16 }, { .title = "列名", .width = 22 }, { .title = "必填", .width = 6 },
	{ .title = "可以填写的内容", .width = 60 }, { .title = "说明", .width = 60 },
};

static const char *const *
list_choices(struct arena *a, const struct import_code *codes)
{
	const char **choices = arena_make(a, const char *, CHOICES_MAX);
	int n = 0;

	for (; codes != NULL && codes->code != NULL && n + 1 < CHOICES_MAX; codes++)
		choices[n++] = arena_strndup(a, codes->texts, strcspn(codes->texts, "|"));
	return n > 0 ? choices : NULL;
}

/* What only an export fills has no place in a template. */
static bool
is_offered(const struct import_field *f)
{
	return strcmp(f->name, "system_id") != 0;
}

static const char *
join_choices(struct arena *a, const struct import_field *f)
{
	const char *joined = "";

	for (const struct import_code *c = f->codes; c != NULL && c->code != NULL; c++)
		joined = arena_printf(a, "%s%s%.*s", joined, *joined != '\0' ? "、" : "",
		    (int)strcspn(c->texts, "|"), c->texts);
	return joined;
}

static const char *
sheet_name(const struct import_kind *k, int lines)
{
	return lines == 0 ? k->label.zh : k->record->lines[lines - 1].label.zh;
}

static struct problem *
write_explanations(struct arena *a, const struct import_kind *k, struct sheet_writer *w)
{
	for (int f = 0; f < k->nfields; f++) {
		const struct import_field *field = &k->fields[f];
		const char *const cells[] = { sheet_name(k, field->lines), field->label.zh,
			field->required ? "是" : "", join_choices(a, field), field->note };

		if (is_offered(field))
			TRY(sheet_write(w, cells, 5));
	}
	return NULL;
}

/* The columns of one sheet with an example below. Lines name their record by its register number. */
static int
add_columns(struct arena *a, const struct import_kind *k, int lines, struct sheet_column *columns,
    const char **examples)
{
	int of = import_field_find(k, "register"), n = 0;

	for (int f = 0; f < k->nfields; f++) {
		const struct import_field *field = &k->fields[f];
		bool names = lines > 0 && f == of;
		const char *title;

		if (!is_offered(field) || (field->lines != lines && !names))
			continue;
		title = lines > 0 && !names ? field->of->label.zh : field->label.zh;
		columns[n] = (struct sheet_column){
			.title = field->required || names ? arena_printf(a, "%s*", title) : title,
			.choices = list_choices(a, field->codes), .note = field->note,
		};
		examples[n++] = field->example;
	}
	return n;
}

struct problem *
template_write(struct arena *a, const struct import_kind *k, const char *file)
{
	struct sheet_writer *w, *further;
	int nlines = k->record != NULL ? k->record->nlines : 0;

	for (int lines = 0; lines <= nlines; lines++) {
		struct sheet_column *columns = arena_make(a, struct sheet_column, IMPORT_FIELDS_MAX);
		const char *examples[IMPORT_FIELDS_MAX];
		int n = add_columns(a, k, lines, columns, examples);

		if (lines == 0)
			TRY(sheet_create(a, file, sheet_name(k, 0), columns, n, &w));
		else
			TRY(sheet_add(w, sheet_name(k, lines), columns, n, &further));
		TRY(sheet_write(lines == 0 ? w : further, examples, n));
	}
	TRY(sheet_add(w, IMPORT_EXPLANATIONS, explaining, 5, &further));
	TRY(write_explanations(a, k, further));
	return sheet_close(w);
}
