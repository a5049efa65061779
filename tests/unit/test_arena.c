/* test_arena.c - memory of one request. */
#include "unit.h"

#include <signal.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char order[8];

static void
note(void *object)
{
	strncat(order, object, sizeof(order) - strlen(order) - 1);
}

static void
releases_run_newest_first_and_once(void **state)
{
	struct arena *a = *state;

	order[0] = '\0';
	arena_defer(a, note, (char[]){ "1" });
	arena_defer(a, note, (char[]){ "2" });
	arena_defer(a, note, (char[]){ "3" });
	arena_reset(a);
	assert_string_equal(order, "321");
	arena_reset(a);
	assert_string_equal(order, "321");
}

static void
objects_are_zeroed_and_aligned_also_after_a_reset(void **state)
{
	struct arena *a = *state;

	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 3000; size += 7) {
			unsigned char *p = arena_alloc(a, 1, size);

			assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xAA, size);
		}
		arena_reset(a);
	}
}

static void
big_objects_have_their_own_block(void **state)
{
	char *small = arena_strdup(*state, "kept");
	char *big = arena_alloc(*state, 1024, 1024);

	memset(big, 'x', 1024 * 1024);
	assert_string_equal(small, "kept");
}

static void
texts_are_copied(void **state)
{
	assert_string_equal(arena_strndup(*state, "abcdef", 3), "abc");
	assert_string_equal(arena_strndup(*state, "", 0), "");
	assert_string_equal(arena_printf(*state, "%d-%s", 7, "x"), "7-x");
}

/* Whether the child that does this dies by a signal (die) or by a sanitizer's exit. */
static bool
dies(void (*deed)(void))
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct rlimit none = { 0, 0 };

		setrlimit(RLIMIT_CORE, &none);
		signal(SIGABRT, SIG_DFL);
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(0);
		deed();
		_exit(0);
	}
	waitpid(child, &status, 0);
	return status != 0;
}

static void
pass_limit(void)
{
	struct arena *a = arena_create(1024 * 1024);

	for (int i = 0; i < 1000; i++)
		arena_alloc(a, 1, 4096);
}

static void
overflow_size(void)
{
	arena_alloc(arena_create(1024), SIZE_MAX / 2, 4);
}

static void
stay_within(void)
{
	struct arena *a = arena_create(1024 * 1024);

	for (int i = 0; i < 1000; i++) {
		arena_alloc(a, 1, 4096);
		if (i % 100 == 99)
			arena_reset(a);
	}
	arena_free(a);
}

static void
use_after_reset(void)
{
	struct arena *a = arena_create(1024);
	volatile char *text = arena_strdup(a, "x");

	arena_reset(a);
	if (*text == 'y')
		_exit(0);
}

static void
write_past_end(void)
{
	struct arena *a = arena_create(1024);
	volatile char *text = arena_alloc(a, 16, 1);

	arena_alloc(a, 16, 1);
	text[16] = 'x';
}

static void
bugs_end_the_process(void **state)
{
	(void)state;
	assert_false(dies(stay_within));
	assert_true(dies(pass_limit));
	assert_true(dies(overflow_size));
#ifdef __SANITIZE_ADDRESS__
	assert_true(dies(use_after_reset));
	assert_true(dies(write_past_end));
#else
	(void)use_after_reset;
	(void)write_past_end;
#endif
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(releases_run_newest_first_and_once),
		WITH_ARENA(objects_are_zeroed_and_aligned_also_after_a_reset),
		WITH_ARENA(big_objects_have_their_own_block),
		WITH_ARENA(texts_are_copied),
		cmocka_unit_test(bugs_end_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
