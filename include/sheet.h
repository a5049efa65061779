/* sheet.h - tables as offices keep them: CSV (UTF-8, GB18030) and XLSX, read and written by row. */
#ifndef YILIAN_SHEET_H
#define YILIAN_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "problem.h"

enum sheet_format { SHEET_CSV, SHEET_XLSX };

enum { SHEET_COLUMNS_MAX = 200 };

/* --- reading --- */
struct sheet_reader;

/* Opens a file; format and encoding are found out from its bytes, not its name. The reader lives
 * in a, and what it holds is released with it; its rows live in the arena given to sheet_next.
 * INVALID where it is no table we can read (an old .xls is named as such), holds a DOCTYPE, or is
 * larger than max_bytes when unpacked. Of a workbook its first visible sheet is read; sheet_further
 * gives the others. */
struct problem *sheet_open(struct arena *a, const char *file, size_t max_bytes,
    struct sheet_reader **reader_r);

/* The n-th visible sheet of the same workbook, the first being 0; *reader_r NULL where there are fewer,
 * as of CSV. Several may be read by turns. */
struct problem *sheet_further(struct sheet_reader *first, struct arena *a, int n,
    struct sheet_reader **reader_r);

const char *sheet_reader_name(const struct sheet_reader *r);	/* of the sheet; of CSV "" */
enum sheet_format sheet_reader_format(const struct sheet_reader *r);
const char *sheet_reader_encoding(const struct sheet_reader *r);	/* "UTF-8", "GB18030" */

/* The next row that is not blank. *values_r: n texts, trimmed, "" for an empty cell; dates of
 * Excel come as YYYY-MM-DD, times as YYYY-MM-DD HH:MM; a number cell over 15 digits, which has lost
 * digits, comes as "\1" and its digits; a cell that shows an error as "\2" and its name ("\2#N/A").
 * *line_r: row number as Excel shows it. n 0: the end. */
struct problem *sheet_next(struct sheet_reader *r, struct arena *row_arena,
    const char *const **values_r, int *n_r, long *line_r);

/* --- writing --- */
struct sheet_writer;

struct sheet_column {
	const char *title;
	int width;			/* in characters; 0: 14 */
	bool number;			/* cells are numbers; all else is text, so nothing loses digits */
	const char *const *choices;	/* NULL-ended: a drop-down, for templates; or NULL */
	const char *note;		/* a comment on the head cell, for templates; or NULL */
};

/* Starts a workbook with one sheet, head row frozen and bold, in constant memory. The columns are
 * borrowed until it is closed. */
struct problem *sheet_create(struct arena *a, const char *file, const char *sheet_name,
    const struct sheet_column *columns, int n, struct sheet_writer **writer_r);
struct problem *sheet_write(struct sheet_writer *w, const char *const *values, int n);
/* A further sheet of the same book, written by sheet_write and closed with the first. */
struct problem *sheet_add(struct sheet_writer *w, const char *sheet_name,
    const struct sheet_column *columns, int n, struct sheet_writer **writer_r);
struct problem *sheet_close(struct sheet_writer *w);

/* A CSV field: quoted where needed; a leading = + - @ TAB CR gets an apostrophe before it. */
const char *sheet_csv_field(struct arena *a, const char *value);

#endif
