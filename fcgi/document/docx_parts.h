/* docx_parts.h - the parts of a .docx that are always the same. Inside document/ only. */
#ifndef YILIAN_DOCX_PARTS_H
#define YILIAN_DOCX_PARTS_H

struct docx_part { const char *name, *text, *rest; };	/* rest: or NULL */

/* Ended by a name NULL. */
extern const struct docx_part docx_parts[];

extern const char docx_document_head[], docx_document_tail[];
extern const char docx_core_head[], docx_core_tail[];

enum { TEXT_WIDTH = 8845 };	/* between the margins of A4, in twentieths of a point */

#endif
