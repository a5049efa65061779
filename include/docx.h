/* docx.h - writes a text document (.docx) as Chinese offices send it: GB/T 9704 margins and faces. */
#ifndef YILIAN_DOCX_H
#define YILIAN_DOCX_H

#include <stddef.h>

#include "arena.h"
#include "problem.h"

/* What a paragraph looks like. Headings number themselves: 一、 （一） 1. */
enum docx_look { DOCX_TITLE, DOCX_HEADING_1, DOCX_HEADING_2, DOCX_HEADING_3, DOCX_BODY, DOCX_NOTE_HEAD,
	DOCX_NOTE, DOCX_SIGNED, DOCX__LOOKS };

struct docx;

struct docx *docx_start(struct arena *a);

/* Begins a paragraph; it ends where the next thing begins. */
void docx_paragraph(struct docx *d, enum docx_look look);
/* Adds to the paragraph or cell: text (a line break stays one), a raised mark [n]. */
void docx_text(struct docx *d, const char *text);
void docx_mark(struct docx *d, int n);

/* A table of so many columns; its first row is its head and is repeated on each page. */
void docx_table(struct docx *d, int columns);
void docx_row(struct docx *d);
void docx_cell(struct docx *d);
void docx_table_end(struct docx *d);

/* The bytes of the file, in the arena. */
struct problem *docx_finish(struct docx *d, const char *title, const char **data_r, size_t *len_r);

#endif
