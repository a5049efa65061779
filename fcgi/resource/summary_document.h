/* summary_document.h - the document of a summary as a client sends it: bounds, shape, nothing else.
 * Inside resource/ only. */
#ifndef YILIAN_SUMMARY_DOCUMENT_H
#define YILIAN_SUMMARY_DOCUMENT_H

#include <jansson.h>

#include "arena.h"
#include "problem.h"

/* Sets *json_r to the document in the form that biz.summary_edit takes: blocks and runs with what they
 * may say, tokens with what they ask for. Values, texts shown, origins and unknown members are left
 * out, for the database makes them; ids that lack, are malformed or stand twice are made anew. INVALID
 * with a pointer below "/document" otherwise. */
struct problem *summary_document_read(struct arena *a, const json_t *document, const char **json_r);

/* The same for tokens alone; pointers are "/tokens/0/code". */
struct problem *summary_tokens_read(struct arena *a, const json_t *tokens, const char **json_r);

#endif
