/* fuzz_summary.c - documents of summaries: whatever is taken is JSON in bounds, taken again as it is. */
#include "fuzz.h"

#include "../../fcgi/resource/summary_document.h"
#include "docx.h"

static void
write_texts(struct docx *d, const json_t *blocks)
{
	const json_t *block, *run;
	size_t i, j;

	json_array_foreach(blocks, i, block) {
		docx_paragraph(d, (enum docx_look)(i % DOCX__LOOKS));
		json_array_foreach(json_object_get(block, "content"), j, run)
			if (json_string_value(json_object_get(run, "text")) != NULL)
				docx_text(d, json_string_value(json_object_get(run, "text")));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	json_t *in = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL), *out;
	const char *once = NULL, *twice = NULL, *file;
	struct docx *d = docx_start(a);
	size_t len;

	if (in == NULL || !json_is_object(in) || summary_document_read(a, in, &once) != NULL) {
		json_decref(in);
		return 0;
	}
	out = json_loads(once, JSON_REJECT_DUPLICATES, NULL);
	MUST(out != NULL && json_array_size(json_object_get(out, "blocks")) <= 400);
	/* Ids that are there stay, so a document that was saved is saved as it is. */
	MUST(summary_document_read(a, out, &twice) == NULL && strcmp(once, twice) == 0);
	write_texts(d, json_object_get(out, "blocks"));
	MUST(docx_finish(d, "x", &file, &len) == NULL && len > 1000 && memcmp(file, "PK", 2) == 0);
	json_decref(in);
	json_decref(out);
	return 0;
}
