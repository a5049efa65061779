/* xlsx_writer.c - writes a table row by row as .xlsx, and a field as CSV. */
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "log.h"
#include "sheet.h"
#include "text.h"

enum { CELL_POINTS_MAX = 32767, CHOICES_BYTES_MAX = 255, CHOICE_ROWS = 10000, WIDTH = 14 };

struct sheet_writer {
	struct arena *arena;
	const struct sheet_column *columns;
	int n;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_row_t row;
	struct sheet_writer *next;	/* a further sheet of the book */
};

static struct problem *
fail(struct arena *a, const char *reason)
{
	struct problem *p = problem_new(a, PROBLEM_INTERNAL, "表格文件没有写成，请稍后再试",
	    "The table could not be written; try again later");

	p->reason = reason;
	return p;
}

/* Frees a workbook that an error left open; its file stays unfinished. */
static void
drop_book(void *writer)
{
	struct sheet_writer *w = writer;

	if (w->book != NULL)
		lxw_workbook_free(w->book);
}

/* Excel takes a drop-down's words only while they are short together. */
static void
add_choices(struct sheet_writer *w, lxw_col_t column)
{
	/* The library's struct lacks a const; it only reads. */
	char **choices = (char **)(uintptr_t)w->columns[column].choices;
	lxw_data_validation validation = {
		.validate = LXW_VALIDATION_TYPE_LIST, .value_list = choices,
		.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
	};
	size_t bytes = 0;

	for (int i = 0; choices[i] != NULL; i++)
		bytes += strlen(choices[i]) + 1;
	if (bytes > 0 && bytes <= CHOICES_BYTES_MAX)
		worksheet_data_validation_range(w->sheet, 1, column, CHOICE_ROWS, column, &validation);
}

static void
write_head(struct sheet_writer *w)
{
	lxw_format *bold = workbook_add_format(w->book), *plain = workbook_add_format(w->book);

	format_set_bold(bold);
	format_set_bg_color(bold, 0xE8EEF4);
	/* The format "text": what is typed under a text column keeps its digits. */
	format_set_num_format(plain, "@");
	for (lxw_col_t i = 0; i < w->n; i++) {
		const struct sheet_column *c = &w->columns[i];

		worksheet_set_column(w->sheet, i, i, c->width > 0 ? c->width : WIDTH,
		    c->number ? NULL : plain);
		worksheet_write_string(w->sheet, 0, i, c->title, bold);
		if (c->choices != NULL)
			add_choices(w, i);
		if (c->note != NULL)
			worksheet_write_comment(w->sheet, 0, i, c->note);
	}
	worksheet_freeze_panes(w->sheet, 1, 0);
	w->row = 1;
}

static struct problem *
add_sheet(struct sheet_writer *w, const char *name)
{
	w->sheet = workbook_add_worksheet(w->book, name);
	if (w->sheet == NULL)
		return fail(w->arena, "workbook_add_worksheet");
	write_head(w);
	return NULL;
}

struct problem *
sheet_create(struct arena *a, const char *file, const char *sheet_name,
    const struct sheet_column *columns, int n, struct sheet_writer **writer_r)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct sheet_writer *w = arena_make(a, struct sheet_writer, 1);

	*w = (struct sheet_writer){ .arena = a, .columns = columns, .n = n };
	w->book = workbook_new_opt(file, &options);
	if (w->book == NULL)
		return fail(a, "workbook_new_opt");
	arena_defer(a, drop_book, w);
	TRY(add_sheet(w, sheet_name));
	*writer_r = w;
	return NULL;
}

struct problem *
sheet_add(struct sheet_writer *w, const char *sheet_name, const struct sheet_column *columns, int n,
    struct sheet_writer **writer_r)
{
	struct sheet_writer *further = arena_make(w->arena, struct sheet_writer, 1);

	*further = (struct sheet_writer){ .arena = w->arena, .columns = columns, .n = n, .book = w->book,
		.next = w->next };
	TRY(add_sheet(further, sheet_name));
	w->next = further;
	*writer_r = further;
	return NULL;
}

/* Whether s is a number that Excel shows digit for digit. */
static bool
is_number(const char *s, double *number_r)
{
	char *end;

	if (*s == '\0' || strlen(s) > 15 || s[strspn(s, "0123456789.-")] != '\0')
		return false;
	*number_r = strtod(s, &end);
	return *end == '\0';
}

static lxw_error
write_text(struct sheet_writer *w, lxw_col_t column, const char *s)
{
	const char *end = s;

	if (text_length(s) <= CELL_POINTS_MAX)
		return worksheet_write_string(w->sheet, w->row, column, s, NULL);
	for (int i = 0; i < CELL_POINTS_MAX; i++)
		do
			end++;
		while (((unsigned char)*end & 0xC0) == 0x80);
	return worksheet_write_string(w->sheet, w->row, column,
	    arena_strndup(w->arena, s, (size_t)(end - s)), NULL);
}

struct problem *
sheet_write(struct sheet_writer *w, const char *const *values, int n)
{
	lxw_error error = LXW_NO_ERROR;

	for (lxw_col_t i = 0; i < n && i < w->n && error == LXW_NO_ERROR; i++) {
		double number;

		if (values[i] == NULL || *values[i] == '\0')
			continue;
		/* A text cell is never run as a formula, whatever it begins with. */
		if (w->columns[i].number && is_number(values[i], &number))
			error = worksheet_write_number(w->sheet, w->row, i, number, NULL);
		else
			error = write_text(w, i, values[i]);
	}
	if (error != LXW_NO_ERROR)
		return fail(w->arena, lxw_strerror(error));
	w->row++;
	return NULL;
}

struct problem *
sheet_close(struct sheet_writer *w)
{
	lxw_error error;

	for (struct sheet_writer *s = w; s != NULL; s = s->next)
		if (s->row > 1)
			worksheet_autofilter(s->sheet, 0, 0, s->row - 1, (lxw_col_t)(s->n - 1));
	error = workbook_close(w->book);
	w->book = NULL;
	return error == LXW_NO_ERROR ? NULL : fail(w->arena, lxw_strerror(error));
}

const char *
sheet_csv_field(struct arena *a, const char *value)
{
	bool formula = *value != '\0' && strchr("=+-@\t\r", *value) != NULL;
	size_t len = strlen(value), n = 0;
	char *field;

	if (!formula && value[strcspn(value, "\",;\t\r\n")] == '\0')
		return value;
	field = arena_alloc(a, 2 * len + 4, 1);
	field[n++] = '"';
	if (formula)
		field[n++] = '\'';
	for (size_t i = 0; i < len; i++) {
		if (value[i] == '"')
			field[n++] = '"';
		field[n++] = value[i];
	}
	field[n] = '"';
	return field;
}
