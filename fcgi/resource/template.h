/* template.h - the empty table of a kind of import. Inside resource/ only. */
#ifndef YILIAN_RESOURCE_TEMPLATE_H
#define YILIAN_RESOURCE_TEMPLATE_H

#include "import.h"

/* Writes it to a file: headings, an example, and a sheet of what may stand where. */
struct problem *template_write(struct arena *a, const struct import_kind *k, const char *file);

#endif
