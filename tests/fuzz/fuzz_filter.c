/* fuzz_filter.c - login names inside LDAP filters: nothing may leave its place. */
#include "fuzz.h"

#include "../../fcgi/directory/filter.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	const char *s = fuzz_text(a, data, size), *escaped, *filter;

	if (size > 4096)
		return 0;
	escaped = filter_escape(a, data, size);
	MUST(strpbrk(escaped, "()*&|!=<>~ ") == NULL);
	filter = filter_fill(a, "(&(objectClass=person)(uid=%u))", s);
	MUST(filter != NULL && strncmp(filter, "(&(objectClass=person)(uid=", 27) == 0);
	MUST(strpbrk(filter + 27, "(*&|!=<>~") == NULL);
	/* A template of whoever sets a realm up may be anything. */
	filter_fill(a, s, "x");
	return 0;
}
