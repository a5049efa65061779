/* reader.h - what the readers of one format offer to sheet.c, and what they share. */
#ifndef YILIAN_DOCUMENT_READER_H
#define YILIAN_DOCUMENT_READER_H

#include <stdio.h>

#include "sheet.h"

enum { CELL_BYTES_MAX = 4 * 32767 };	/* Excel's own bound, of characters */

/* The cells of one row as they are found, in any order. */
struct row_values {
	struct arena *arena;
	const char *values[SHEET_COLUMNS_MAX];
	int n;			/* one past the last cell that is not empty */
	long line;
};

struct csv_reader;
struct xlsx_reader;

struct problem *csv_open(struct arena *a, FILE *file, struct csv_reader **reader_r);
const char *csv_encoding(const struct csv_reader *r);
/* The next row, blank ones too; *end_r instead where there is none. */
struct problem *csv_next(struct csv_reader *r, struct row_values *row, bool *end_r);

struct problem *xlsx_open(struct arena *a, const char *file, size_t max_bytes,
    struct xlsx_reader **reader_r);
/* The n-th sheet of the same book, from 0; *reader_r NULL where there are fewer. */
struct problem *xlsx_further(struct xlsx_reader *first, struct arena *a, int n,
    struct xlsx_reader **reader_r);
const char *xlsx_name(const struct xlsx_reader *r);
struct problem *xlsx_next(struct xlsx_reader *r, struct row_values *row, bool *end_r);

/* Puts a trimmed text into a column (from 0). INVALID where that column is too far right. */
struct problem *row_set(struct row_values *row, int column, const char *text);

#endif
