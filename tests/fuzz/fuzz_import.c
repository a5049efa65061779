/* fuzz_import.c - headings and cells of a table, as every field of every kind takes them. */
#include "fuzz.h"

#include "import.h"
#include "record.h"
#include "text.h"

static void
try_kind(struct arena *a, const struct import_kind *k, const char *s)
{
	const struct date today = { 2026, 11, 22 };
	int mapping[IMPORT_FIELDS_MAX];

	import_guess(k, a, &s, 1, mapping);
	for (int f = 0; f < k->nfields; f++) {
		struct sentence fault = { NULL, NULL };
		const char *text, *shown = import_show(&k->fields[f], a, s);
		bool good = import_parse(&k->fields[f], a, s, today, &text, &fault);

		MUST(good ? fault.zh == NULL : fault.zh != NULL && fault.en != NULL);
		MUST(text_is_utf8(shown, strlen(shown)));
		MUST(good || text_is_utf8(fault.zh, strlen(fault.zh)));
		MUST(!good || text == NULL || text_is_utf8(text, strlen(text)));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	const char *s = fuzz_text(a, data, size);
	const struct import_kind *k;

	/* Cells come out of the reader, which gives well-formed text only. */
	if (size > 1024 || !text_is_utf8(s, strlen(s)))
		return 0;
	for (int i = 0; (k = record_import_kind_at(a, i)) != NULL; i++)
		try_kind(a, k, s);
	return 0;
}
