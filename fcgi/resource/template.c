/* template.c - the empty table of a kind of import: headings, an example, a sheet of what may stand where. */
#include "template.h"

#include <string.h>

#include "sheet.h"

enum { CHOICES_MAX = 200 };

static const struct sheet_column explaining[] = {
	{ .title = "列名", .width = 22 }, { .title = "必填", .width = 6 },
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

static struct problem *
write_explanations(struct arena *a, const struct import_kind *k, struct sheet_writer *w)
{
	for (int f = 0; f < k->nfields; f++) {
		const struct import_field *field = &k->fields[f];
		const char *const cells[] = { field->label.zh, field->required ? "是" : "",
			join_choices(a, field), field->note };

		if (is_offered(field))
			TRY(sheet_write(w, cells, 4));
	}
	return NULL;
}

struct problem *
template_write(struct arena *a, const struct import_kind *k, const char *file)
{
	struct sheet_column columns[IMPORT_FIELDS_MAX] = { { .title = NULL } };
	const char *examples[IMPORT_FIELDS_MAX];
	struct sheet_writer *w, *explained;
	int n = 0;

	for (int f = 0; f < k->nfields; f++) {
		const struct import_field *field = &k->fields[f];

		if (!is_offered(field))
			continue;
		columns[n] = (struct sheet_column){
			.title = field->required ? arena_printf(a, "%s*", field->label.zh) : field->label.zh,
			.choices = list_choices(a, field->codes), .note = field->note,
		};
		examples[n++] = field->example;
	}
	TRY(sheet_create(a, file, k->label.zh, columns, n, &w));
	TRY(sheet_write(w, examples, n));
	TRY(sheet_add(w, "填写说明", explaining, 4, &explained));
	TRY(write_explanations(a, k, explained));
	return sheet_close(w);
}
