/* workbook.h - what the cells of a sheet refer to: shared texts, styles, the epoch of dates. */
#ifndef YILIAN_DOCUMENT_WORKBOOK_H
#define YILIAN_DOCUMENT_WORKBOOK_H

#include <stdint.h>

#include "package.h"

enum cell_style { STYLE_PLAIN, STYLE_DATE, STYLE_TIME, STYLE_DATE_TIME };

/* Texts one after another, each with its NUL, and where each begins. */
struct text_pool {
	char *text;
	size_t len, size;
	size_t *starts;
	size_t n, places;
};

enum { SHEETS_MAX = 64 };

struct workbook {
	struct package package;
	struct { const char *name, *part; } sheets[SHEETS_MAX];	/* visible ones, in order */
	int nsheets;
	bool epoch_1904;
	unsigned char *styles;		/* enum cell_style of each style index */
	int nstyles;
	struct text_pool shared;
};

struct problem *workbook_open(struct arena *a, const char *file, size_t max_bytes,
    struct workbook *w);

/* The i-th shared text, or NULL where there is none. */
const char *workbook_text(const struct workbook *w, size_t i);

/* What a number format shows: "yyyy\"年\"m\"月\"" a date, "[h]:mm" a time, "0.00" neither. */
enum cell_style format_style(const char *code);

/* "2026-11-22", "2026-11-22 08:41" or "08:41" of Excel's serial number; NULL out of range. */
const char *serial_text(struct arena *a, double serial, enum cell_style style, bool epoch_1904);

/* What Excel shows of a number stored as this text; "\1" and the digits where some were lost. */
const char *number_text(struct arena *a, const char *stored);

/* Text between the tags of a part, gathered by a character handler; it has a bound. */
struct gathered {
	char *text;		/* CELL_BYTES_MAX + 1 bytes */
	size_t len;
	bool on;
};

void gather(struct gathered *g, const char *s, int len);

/* Decodes _x000D_ and its like in place, and ends the text. */
void gather_end(struct gathered *g);

#endif
