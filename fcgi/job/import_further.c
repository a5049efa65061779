/* import_further.c - lines of further sheets: read first, then taken by the record that has their number. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"

struct kept {
	const struct layout *sheet;
	long number;
	const char *const *cells;
	int ncells;
	const char *in_register, *id;	/* "" where it has none */
	bool taken;
};

struct further {
	const struct intake *in;
	struct kept *rows;
	int n, places, next;
	struct kept **by_register;
};

static const char *
kept_cell(const struct further *f, const struct kept *k, const char *field)
{
	int place = k->sheet->mapping[import_field_find(f->in->kind, field)];

	return place >= 0 && place < k->ncells ? k->cells[place] : "";
}

static void
keep(struct further *f, const struct kept *k)
{
	if (f->n == f->places) {
		struct kept *more = arena_make(f->in->task->arena, struct kept, (size_t)f->places * 2 + 64);

		for (int i = 0; i < f->n; i++)
			more[i] = f->rows[i];
		f->rows = more;
		f->places = f->places * 2 + 64;
	}
	f->rows[f->n] = *k;
	f->rows[f->n].in_register = kept_cell(f, k, "register");
	f->rows[f->n].id = kept_cell(f, k, "system_id");
	f->n++;
}

static struct problem *
read_sheet(struct further *f, struct sheet_reader *first, const struct layout *sheet)
{
	struct arena *a = f->in->task->arena;
	struct sheet_reader *reader;
	struct kept k = { .sheet = sheet };

	TRY(intake_open_further(f->in, first, sheet, &reader));
	for (;;) {
		TRY(sheet_next(reader, a, &k.cells, &k.ncells, &k.number));
		if (k.ncells == 0)
			return NULL;
		keep(f, &k);
	}
}

/* Those of a number stay in the order of the file. */
static int
compare_registers(const void *x, const void *y)
{
	const struct kept *a = *(struct kept *const *)x, *b = *(struct kept *const *)y;
	int order = strcmp(a->in_register, b->in_register);

	return order != 0 ? order : a < b ? -1 : a > b;
}

struct problem *
further_load(struct intake *in, struct sheet_reader *first, struct further **further_r)
{
	struct further *f = arena_make(in->task->arena, struct further, 1);

	*further_r = f;
	f->in = in;
	for (int i = 1; i < in->nsheets; i++)
		TRY(read_sheet(f, first, &in->sheets[i]));
	f->by_register = arena_make(in->task->arena, struct kept *, (size_t)f->n + 1);
	for (int i = 0; i < f->n; i++)
		f->by_register[i] = &f->rows[i];
	qsort(f->by_register, (size_t)f->n, sizeof(struct kept *), compare_registers);
	return NULL;
}

static struct line
line_of(const struct further *f, const struct kept *k, const struct line *like)
{
	return (struct line){ .intake = f->in, .sheet = k->sheet, .arena = like->arena,
		.errors = like->errors, .number = k->number, .cells = k->cells, .ncells = k->ncells };
}

/* The first place from which on the numbers are not below. */
static int
seek(const struct further *f, const char *number)
{
	int low = 0, high = f->n;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (strcmp(f->by_register[middle]->in_register, number) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int
further_take(struct further *f, struct line *head, struct line **lines_r)
{
	const struct import_kind *k = f->in->kind;
	const char *number = line_cell(head, import_field_find(k, "register"));
	const char *id = line_cell(head, import_field_find(k, "system_id"));
	int first = 0, n = 0;

	*lines_r = NULL;
	if (*number == '\0' || *id != '\0')
		return 0;
	first = seek(f, number);
	while (first + n < f->n && strcmp(f->by_register[first + n]->in_register, number) == 0)
		n++;
	*lines_r = arena_make(head->arena, struct line, (size_t)n + 1);
	for (int i = 0; i < n; i++) {
		(*lines_r)[i] = line_of(f, f->by_register[first + i], head);
		f->by_register[first + i]->taken = true;
	}
	return n;
}

bool
further_stray(struct further *f, struct line *line_r)
{
	while (f->next < f->n) {
		const struct kept *k = &f->rows[f->next++];

		/* What came out of an export came out with its record, and is there already. */
		if (k->taken || *k->id != '\0')
			continue;
		*line_r = line_of(f, k, line_r);
		return true;
	}
	return false;
}
