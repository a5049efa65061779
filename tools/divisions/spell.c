/* spell.c - reads names, one a line, writes name, pinyin and initials as the portal spells them.
 *
 * For the scripts that make committed CSV files; no part of the product. */
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "text.h"

int
main(void)
{
	struct arena *a = arena_create(1 << 20);
	char line[1024];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		printf("%s\t%s\t%s\n", line, text_pinyin(a, line), text_initials(a, line));
		arena_reset(a);
	}
	arena_free(a);
	return 0;
}
