/* test_limits.c - how often somebody may try to sign in. */
#include "unit.h"

#include "../../fcgi/auth/auth_impl.h"

static int
take_all(struct limits *l, enum limit kind, const char *key, int tries)
{
	int granted = 0;

	for (int i = 0; i < tries; i++)
		granted += limits_take(l, kind, key) == 0;
	return granted;
}

static void
test_buckets(void **state)
{
	struct limits *l = limits_create();

	(void)state;
	assert_int_equal(take_all(l, LIMIT_LOGIN, "a:lan", 30), 10);
	assert_true(limits_take(l, LIMIT_LOGIN, "a:lan") >= 1);
	assert_true(limits_take(l, LIMIT_LOGIN, "a:lan") <= 7);
	/* Another name, another realm and another kind have buckets of their own. */
	assert_int_equal(limits_take(l, LIMIT_LOGIN, "a:mei"), 0);
	assert_int_equal(limits_take(l, LIMIT_LOGIN, "b:lan"), 0);
	assert_int_equal(limits_take(l, LIMIT_ADDRESS, "a:lan"), 0);
	limits_fill(l, LIMIT_LOGIN, "a:lan");
	assert_int_equal(take_all(l, LIMIT_LOGIN, "a:lan", 30), 10);
	/* 200 ms bring one back, so a slow machine may see a few more. */
	assert_in_range(take_all(l, LIMIT_ADDRESS, "10.0.0.1", 300), 100, 103);
	limits_free(l);
}

static void
test_wrong_passwords(void **state)
{
	struct limits *l = limits_create();

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_true(limits_forward(l, "1:aa", 3));
		limits_forwarded(l, "1:aa", FORWARDED_WRONG);
	}
	assert_false(limits_forward(l, "1:aa", 3));
	assert_true(limits_forward(l, "1:bb", 3));
	limits_forwarded(l, "1:bb", FORWARDED_WRONG);
	assert_true(limits_forward(l, "1:bb", 3));
	limits_forwarded(l, "1:bb", FORWARDED_RIGHT);
	for (int i = 0; i < 10; i++) {
		assert_true(limits_forward(l, "1:bb", 3));
		limits_forwarded(l, "1:bb", FORWARDED_NOTHING);
	}
	assert_true(limits_forward(l, "1:cc", 3));
	limits_forwarded(l, "1:cc", FORWARDED_LOCKED);
	assert_false(limits_forward(l, "1:cc", 3));
	limits_free(l);
}

/* Those on their way count, or parallel guesses would pass. */
static void
test_reserved(void **state)
{
	struct limits *l = limits_create();

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_true(limits_forward(l, "1:aa", 3));
	assert_false(limits_forward(l, "1:aa", 3));
	limits_forwarded(l, "1:aa", FORWARDED_NOTHING);
	assert_true(limits_forward(l, "1:aa", 3));
	limits_free(l);
}

/* Sprayed names push out the stalest, never one that is on its way. */
static void
test_flood(void **state)
{
	struct limits *l = limits_create();
	char key[32];

	(void)state;
	assert_true(limits_forward(l, "1:aa", 1));
	for (int i = 0; i < 200000; i++) {
		snprintf(key, sizeof(key), "a:user%d", i);
		assert_int_equal(limits_take(l, LIMIT_LOGIN, key), 0);
	}
	assert_false(limits_forward(l, "1:aa", 1));
	limits_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buckets),
		cmocka_unit_test(test_wrong_passwords),
		cmocka_unit_test(test_reserved),
		cmocka_unit_test(test_flood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
