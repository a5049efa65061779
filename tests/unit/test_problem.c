/* test_problem.c - failures as values. */
#include "unit.h"

#include "problem.h"

static void
every_kind_has_its_words(void **state)
{
	(void)state;
	for (enum problem_type t = 0; t < PROBLEM__COUNT; t++) {
		int status = problem_status(t);

		CHECK_CASE(t, status >= 400 && status < 600);
		CHECK_CASE(t, strspn(problem_slug(t), "abcdefghijklmnopqrstuvwxyz-") ==
		    strlen(problem_slug(t)));
		CHECK_CASE(t, problem_title(t).zh[0] != '\0' && problem_title(t).en[0] != '\0');
		for (enum problem_type u = 0; u < t; u++)
			CHECK_CASE(t, strcmp(problem_slug(t), problem_slug(u)) != 0);
	}
}

static void
errors_keep_their_order(void **state)
{
	struct problem *p = problem_new(*state, PROBLEM_INVALID, "有误", "Wrong");

	assert_ptr_equal(problem_add(*state, p, "/name", "a", "a"), p);
	problem_add(*state, p, "/birth_date", "b", "b");
	assert_string_equal(p->errors->pointer, "/name");
	assert_string_equal(p->errors->next->pointer, "/birth_date");
	assert_null(p->errors->next->next);
	assert_int_equal(problem_status(p->type), 422);
	p = problem_at(*state, "?to", "c", "d");
	assert_int_equal(p->type, PROBLEM_INVALID);
	assert_string_equal(p->detail.zh, "c");
	assert_string_equal(p->errors->pointer, "?to");
	assert_string_equal(p->errors->detail.en, "d");
	assert_null(p->errors->next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_its_words),
		WITH_ARENA(errors_keep_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
