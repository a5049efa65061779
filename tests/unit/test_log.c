/* test_log.c - one JSON line an event. */
#include "unit.h"

#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "log.h"

/* What was written to standard error while it pointed at a pipe. */
static ssize_t
catch(enum log_level level, const char *value, char *said_r, size_t size)
{
	int pipe_fds[2], kept = dup(STDERR_FILENO);
	ssize_t n;

	assert_int_equal(pipe(pipe_fds), 0);
	dup2(pipe_fds[1], STDERR_FILENO);
	log_event(level, "tried", "value", value, "after", "end", NULL);
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(pipe_fds[1]);
	n = read(pipe_fds[0], said_r, size - 1);
	said_r[n > 0 ? n : 0] = '\0';
	close(pipe_fds[0]);
	return n;
}

static void
lines_are_json(void **state)
{
	static const char *const values[] = { "plain", "quote \" and \\ and \n", "中文", "", NULL };

	(void)state;
	log_open("test", LOG_INFO);
	for (size_t i = 0; i < COUNT(values); i++) {
		char said[8192];
		ssize_t n = catch(LOG_WARNING, values[i], said, sizeof(said));
		json_t *line = json_loads(said, JSON_REJECT_DUPLICATES, NULL);

		CHECK_CASE(i, n > 0 && said[n - 1] == '\n' && strchr(said, '\n') == said + n - 1);
		CHECK_CASE(i, line != NULL);
		check_text(i, json_string_value(json_object_get(line, "value")), values[i]);
		check_text(i, json_string_value(json_object_get(line, "level")), "warning");
		check_text(i, json_string_value(json_object_get(line, "program")), "test");
		check_text(i, json_string_value(json_object_get(line, "after")), "end");
		json_decref(line);
	}
}

static void
long_values_are_cut_and_stay_json(void **state)
{
	char *value = arena_alloc(*state, 10001, 1);

	for (size_t len = 3800; len < 4200; len++) {
		char said[8192];
		json_t *line;

		memset(value, len % 2 == 0 ? 'x' : '"', len);
		value[len] = '\0';
		catch(LOG_ERROR, value, said, sizeof(said));
		line = json_loads(said, 0, NULL);
		CHECK_CASE(len, line != NULL && strlen(said) <= 4096);
		json_decref(line);
	}
}

static void
lower_levels_are_silent(void **state)
{
	char said[64];

	(void)state;
	log_open("test", LOG_WARNING);
	assert_int_equal(catch(LOG_INFO, "x", said, sizeof(said)), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_json),
		WITH_ARENA(long_values_are_cut_and_stay_json),
		cmocka_unit_test(lower_levels_are_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
