/* fuzz_text.c - UTF-8, normalisation, login names, pinyin, GB18030. */
#include "fuzz.h"

#include "buffer.h"
#include "text.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	const char *s = fuzz_text(a, data, size), *clean, *login, *converted;
	struct buffer b;

	if (size > 4096)
		return 0;
	clean = text_clean(a, s, size % 2 == 0);
	MUST(clean == NULL || text_is_utf8(clean, strlen(clean)));
	MUST(clean == NULL || strcmp(text_clean(a, clean, size % 2 == 0), clean) == 0);
	login = text_fold_login(a, s);
	MUST(login == NULL || strcmp(text_fold_login(a, login), login) == 0);
	MUST(text_is_utf8(text_fold_name(a, s), strlen(text_fold_name(a, s))));
	if (size < 64)
		MUST(text_pinyin(a, s)[strspn(text_pinyin(a, s), "abcdefghijklmnopqrstuvwxyz0123456789")] == 0);
	converted = text_from_gb18030(a, (const char *)data, size);
	MUST(converted == NULL || text_is_utf8(converted, strlen(converted)));
	buffer_init(&b, a);
	buffer_json_len(&b, (const char *)data, size);
	MUST(b.len >= size + 2);
	return 0;
}
