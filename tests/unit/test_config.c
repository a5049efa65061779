/* test_config.c - settings: read over the defaults, refused with the line. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config.h"

#define NEEDED "database = host=/run/pg dbname=yilian\norigin = http://localhost:8080\n" \
	"master_key_file = key\nsecrets_dir = s\nupload_dir = u\nspool_dir = p\nfiles_dir = f\nprogram_dir = d\n"

static void
write_file(const char *text, char *file)
{
	int fd = mkstemp(file);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void
values_stand_over_defaults(void **state)
{
	char file[] = "/tmp/yilian-config-XXXXXX";
	const struct config *c;

	(void)state;
	write_file("# a remark\n\n" NEEDED "  login_threads=4 \r\nsecure_cookies = no\n", file);
	c = config_load(file);
	assert_string_equal(c->database, "host=/run/pg dbname=yilian");
	assert_int_equal(c->login_threads, 4);
	assert_int_equal(c->login_floor_ms, 400);
	assert_int_equal(c->upload_waiting_files, 20);
	assert_int_equal(c->upload_waiting_mb, 500);
	assert_string_equal(c->log_level, "info");
	assert_string_equal(c->address_allow, "");
	assert_false(c->secure_cookies);
	config_free(c);
	unlink(file);
}

/* What the child says on standard error when it loads this file; "" where it takes it. */
static void
refusal(const char *text, char *said_r, size_t size)
{
	char file[] = "/tmp/yilian-config-XXXXXX";
	int pipe_fds[2], status = 0;
	ssize_t n;
	pid_t child;

	write_file(text, file);
	assert_int_equal(pipe(pipe_fds), 0);
	child = fork();
	if (child == 0) {
		dup2(pipe_fds[1], STDERR_FILENO);
		config_free(config_load(file));
		_exit(0);
	}
	close(pipe_fds[1]);
	n = read(pipe_fds[0], said_r, size - 1);
	said_r[n > 0 ? n : 0] = '\0';
	close(pipe_fds[0]);
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == (n > 0 ? 78 : 0));
	unlink(file);
}

static void
faults_are_named(void **state)
{
	static const struct { const char *text, *said; } cases[] = {
		{ NEEDED, "" },
		{ NEEDED "nonsense = 1\n", "\"setting\":\"nonsense\"" },
		{ NEEDED "nonsense = 1\n", "\"line\":\"9\"" },
		{ NEEDED "log_level = loud\n", "\"setting\":\"log_level\"" },
		{ NEEDED "log_level = debug info\n", "\"setting\":\"log_level\"" },
		{ NEEDED "login_threads = 257\n", "\"setting\":\"login_threads\"" },
		{ NEEDED "login_threads = 0\n", "\"setting\":\"login_threads\"" },
		{ NEEDED "login_threads = 4x\n", "\"setting\":\"login_threads\"" },
		{ NEEDED "secure_cookies = true\n", "yes or no" },
		{ NEEDED "just words\n", "name = value" },
		{ NEEDED "origin = a\n", "twice" },
		{ "origin = a\n", "\"setting\":\"database\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char said[2048];

		refusal(cases[i].text, said, sizeof(said));
		if (cases[i].said[0] == '\0')
			check_text(i, said, "");
		else if (strstr(said, cases[i].said) == NULL)
			fail_msg("case %zu: it said %s", i, said);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_stand_over_defaults),
		cmocka_unit_test(faults_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
