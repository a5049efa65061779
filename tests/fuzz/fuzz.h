/* fuzz.h - what every fuzz target includes: libFuzzer's entry, and an arena that outlives the input. */
#ifndef YILIAN_FUZZ_H
#define YILIAN_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold of every input; a failure is a crash that libFuzzer keeps. */
#define MUST(condition) ((condition) ? (void)0 : abort())

static inline struct arena *
fuzz_arena(void)
{
	static struct arena *a;

	if (a == NULL)
		a = arena_create(256 * 1024 * 1024);
	arena_reset(a);
	return a;
}

/* The input as a text that ends at its first NUL. */
static inline const char *
fuzz_text(struct arena *a, const uint8_t *data, size_t size)
{
	return arena_strndup(a, (const char *)data, size);
}

#endif
