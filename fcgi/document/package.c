/* package.c - an .xlsx file as what it is: a ZIP of XML parts, read piece by piece. */
#include <string.h>

#include "log.h"
#include "package.h"

enum { CHUNK_BYTES = 32 * 1024, PARTS_MAX = 10000 };

static void
discard_zip(void *zip)
{
	zip_discard(zip);
}

static void
close_part(void *part)
{
	struct part *p = part;

	XML_ParserFree(p->parser);
	zip_fclose(p->file);
}

static struct problem *
refuse_damaged(struct arena *a)
{
	return problem_new(a, PROBLEM_INVALID,
	    "文件已损坏或不是 .xlsx 表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传",
	    "The file is damaged or no .xlsx table. Open it in Excel or WPS and save it as .xlsx");
}

struct problem *
package_open(struct arena *a, const char *file, size_t max_bytes, struct package *package_r)
{
	int error = 0;

	*package_r = (struct package){ .arena = a, .bytes_left = max_bytes };
	package_r->zip = zip_open(file, ZIP_RDONLY, &error);
	if (package_r->zip == NULL)
		return refuse_damaged(a);
	arena_defer(a, discard_zip, package_r->zip);
	if (zip_get_num_entries(package_r->zip, 0) > PARTS_MAX)
		return refuse_damaged(a);
	return NULL;
}

/* A table needs no document type, and what one can declare (entities) is how bombs are made. */
static void XMLCALL
refuse_doctype(void *data, const char *name, const char *system_id, const char *public_id,
    int has_internal_subset)
{
	struct part *part = data;

	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_internal_subset;
	part->problem = refuse_damaged(part->package->arena);
	XML_StopParser(part->parser, XML_FALSE);
}

struct problem *
package_part(struct package *k, const char *name, struct part **part_r)
{
	struct part *part = arena_make(k->arena, struct part, 1);

	*part_r = NULL;
	part->file = zip_fopen(k->zip, name, 0);
	if (part->file == NULL)
		return zip_name_locate(k->zip, name, 0) < 0 ? NULL : refuse_damaged(k->arena);
	part->package = k;
	part->parser = XML_ParserCreate(NULL);
	if (part->parser == NULL)
		die("No memory for an XML parser");
	arena_defer(k->arena, close_part, part);
	XML_SetUserData(part->parser, part);
	XML_SetStartDoctypeDeclHandler(part->parser, refuse_doctype);
	*part_r = part;
	return NULL;
}

static struct problem *
refuse_size(struct arena *a)
{
	return problem_new(a, PROBLEM_TOO_LARGE, "文件展开后过大。请删去图片和多余的工作表，或拆成几个文件",
	    "The file is too large when unpacked. Remove pictures and other sheets, or split it");
}

/* Hands the parser the next piece of the part. */
static struct problem *
feed(struct part *part, enum XML_Status *status_r, bool *last_r)
{
	struct package *k = part->package;
	void *chunk = XML_GetBuffer(part->parser, CHUNK_BYTES);
	zip_int64_t n;

	if (chunk == NULL)
		die("No memory for an XML parser");
	n = zip_fread(part->file, chunk, CHUNK_BYTES);
	if (n < 0)
		return refuse_damaged(k->arena);
	/* Counted as it comes out: the sizes that the ZIP states may lie. */
	if ((size_t)n > k->bytes_left)
		return refuse_size(k->arena);
	k->bytes_left -= (size_t)n;
	*last_r = n == 0;
	*status_r = XML_ParseBuffer(part->parser, (int)n, n == 0);
	return NULL;
}

struct problem *
part_read(struct part *part, bool *end_r)
{
	enum XML_Status status = XML_STATUS_OK;
	XML_ParsingStatus parsing;
	bool last = false;

	*end_r = false;
	XML_GetParsingStatus(part->parser, &parsing);
	if (parsing.parsing == XML_FINISHED) {
		*end_r = true;
		return NULL;
	}
	if (parsing.parsing == XML_SUSPENDED) {
		status = XML_ResumeParser(part->parser);
		last = parsing.finalBuffer;
	}
	while (status == XML_STATUS_OK && !last)
		TRY(feed(part, &status, &last));
	if (part->problem != NULL)
		return part->problem;
	if (status == XML_STATUS_ERROR)
		return refuse_damaged(part->package->arena);
	*end_r = status == XML_STATUS_OK;
	return NULL;
}

const char *
xml_local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

const char *
xml_attribute(const char **attributes, const char *name)
{
	for (; attributes[0] != NULL; attributes += 2)
		if (strcmp(xml_local(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}
