/* package.h - an .xlsx file as what it is: a ZIP of XML parts, read piece by piece. */
#ifndef YILIAN_DOCUMENT_PACKAGE_H
#define YILIAN_DOCUMENT_PACKAGE_H

#include <expat.h>
#include <stdbool.h>
#include <zip.h>

#include "arena.h"
#include "problem.h"

struct package {
	struct arena *arena;
	zip_t *zip;
	size_t bytes_left;	/* that may still be unpacked */
};

/* One XML part that is being read. Handlers get it as their user data. */
struct part {
	struct package *package;
	XML_Parser parser;
	zip_file_t *file;
	void *object;		/* whatever the handlers fill */
	struct problem *problem;	/* set by a handler that stops the parser */
};

struct problem *package_open(struct arena *a, const char *file, size_t max_bytes,
    struct package *package_r);

/* Opens a part; NULL in *part_r where the package has none of that name. */
struct problem *package_part(struct package *k, const char *name, struct part **part_r);

/* Parses on until a handler stops the parser (*end_r false) or the part ends (*end_r true). */
struct problem *part_read(struct part *part, bool *end_r);

/* The name of an element or attribute without its prefix. */
const char *xml_local(const char *name);

/* The value of an attribute by its local name, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
