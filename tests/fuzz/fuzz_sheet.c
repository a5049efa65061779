/* fuzz_sheet.c - CSV and XLSX files of strangers. */
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sheet.h"
#include "text.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	struct arena *a = fuzz_arena();
	struct sheet_reader *r;
	char file[40];

	if (fd < 0)
		fd = memfd_create("sheet", 0);
	MUST(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
	snprintf(file, sizeof(file), "/proc/self/fd/%d", fd);
	if (sheet_open(a, file, 4 * 1024 * 1024, &r) != NULL)
		return 0;
	for (int rows = 0; rows < 2000; rows++) {
		const char *const *values;
		long line;
		int n;

		if (sheet_next(r, a, &values, &n, &line) != NULL || n == 0)
			return 0;
		MUST(n <= SHEET_COLUMNS_MAX);
		for (int i = 0; i < n; i++)
			MUST(text_is_utf8(values[i], strlen(values[i])));
	}
	return 0;
}
