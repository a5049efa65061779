/* unit.h - what every unit test includes: cmocka, and failures that name the case. */
#ifndef YILIAN_UNIT_H
#define YILIAN_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Fails with the index of the case where the condition does not hold. */
#define CHECK_CASE(i, condition) check_case((size_t)(i), (condition), #condition)

static inline void
check_case(size_t i, bool good, const char *condition)
{
	if (!good)
		fail_msg("case %zu: %s", i, condition);
}

/* Fails with both texts where they differ; NULL equals NULL. */
static inline void
check_text(size_t i, const char *got, const char *wanted)
{
	if (got == NULL || wanted == NULL ? got != wanted : strcmp(got, wanted) != 0)
		fail_msg("case %zu: got \"%s\", wanted \"%s\"", i, got == NULL ? "(null)" : got,
		    wanted == NULL ? "(null)" : wanted);
}

/* A set-up and tear-down that give each test an arena as *state. */
static inline int
open_arena(void **state)
{
	*state = arena_create(64 * 1024 * 1024);
	return 0;
}

static inline int
close_arena(void **state)
{
	arena_free(*state);
	return 0;
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

#endif
