/* program.c - the whole life of a FastCGI program, from its arguments to its exit. */
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "log.h"

enum { KEPT_BYTES = 4 * 1024 * 1024 };

struct arguments {
	const char *config_file;
	bool routes, openapi, check;
};

static bool
read_arguments(int argc, char **argv, struct arguments *args_r)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "routes", no_argument, NULL, 'r' },
		{ "openapi", no_argument, NULL, 'o' },
		{ "check", no_argument, NULL, 'k' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	*args_r = (struct arguments){ 0 };
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			args_r->config_file = optarg;
		else if (c == 'r')
			args_r->routes = true;
		else if (c == 'o')
			args_r->openapi = true;
		else if (c == 'k')
			args_r->check = true;
		else
			return false;
	}
	return optind == argc &&
	    (args_r->config_file != NULL || args_r->routes || args_r->openapi);
}

static enum log_level
log_level_of(const char *name)
{
	static const char *const names[] = {
		[LOG_DEBUG] = "debug", [LOG_INFO] = "info", [LOG_WARNING] = "warning",
		[LOG_ERROR] = "error",
	};

	for (int i = LOG_DEBUG; i <= LOG_ERROR; i++)
		if (name != NULL && strcmp(names[i], name) == 0)
			return (enum log_level)i;
	return LOG_INFO;
}

static void
print_routes(const struct program *program)
{
	struct router *router = router_create(program);

	routes_print(router);
	router_free(router);
}

static void
print_openapi(const struct program *program)
{
	struct router *router = router_create(program);
	struct arena *a = arena_create(16 * 1024 * 1024);

	puts(openapi_text(router, a));
	arena_free(a);
	router_free(router);
}

/* A worker that finds the database away or lacking something ends; the supervisor tries again. */
static int
run(const struct program *program, const struct config *config, bool only_check)
{
	/* These live as long as the process; static, so that a leak check at its end finds them held. */
	static const struct crypto *volatile crypto;
	static const struct config *volatile held_config;
	static void *volatile state;
	struct router *router = router_create(program);
	int n = program->threads ? config->login_threads : 1;
	struct worker **workers = calloc((size_t)n, sizeof(struct worker *));
	bool good;

	if (workers == NULL)
		die("No memory for %d workers", n);
	held_config = config;
	crypto = crypto_open(held_config->master_key_file, CRYPTO_AES256_GCM);
	state = program->start != NULL ? program->start(config, crypto) : NULL;
	for (int i = 0; i < n; i++)
		workers[i] = worker_create(program, router, config, crypto, state);
	good = worker_check(workers[0]);
	if (good && !only_check) {
		channel_init();
		log_event(LOG_INFO, "serving", NULL);
		if (program->threads)
			serve_threads(workers, n);
		else
			serve_poll(workers[0]);
	}
	for (int i = 0; i < n; i++)
		worker_free(workers[i]);
	free(workers);
	router_free(router);
	if (!good)
		log_event(LOG_ERROR, "check_failed", NULL);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
program_main(const struct program *program, int argc, char **argv)
{
	const struct config *config;
	struct arguments args;

	if (!read_arguments(argc, argv, &args)) {
		fprintf(stderr, "Usage: %s --config FILE [--check] | --routes | --openapi\n", argv[0]);
		return 2;
	}
	log_open(program->name, LOG_INFO);
	signal(SIGPIPE, SIG_IGN);
	/* What a request used, the next one needs again: not back to the kernel in between. */
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	if (args.routes)
		print_routes(program);
	if (args.openapi)
		print_openapi(program);
	if (args.routes || args.openapi)
		return EXIT_SUCCESS;
	config = config_load(args.config_file);
	log_open(program->name, log_level_of(config->log_level));
	return run(program, config, args.check);
}
