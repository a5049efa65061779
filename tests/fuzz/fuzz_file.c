/* fuzz_file.c - files for records, of strangers: PDF, PNG, JPEG. */
#include "fuzz.h"

#include "file_check.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sentence fault = { NULL, NULL };
	const char *type = file_check(fuzz_arena(), data, size, &fault);

	MUST(type != NULL || (fault.zh != NULL && fault.en != NULL));
	return 0;
}
