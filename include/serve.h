/* serve.h - a FastCGI program: its routes, and the loop that answers them. */
#ifndef YILIAN_SERVE_H
#define YILIAN_SERVE_H

#include <stdbool.h>

#include "config.h"
#include "crypto.h"
#include "db.h"
#include "resource.h"

/* What one program serves. */
struct program {
	const char *name;				/* "yilian-web", for the log */
	const char *prefix;				/* of every route: "/api", "/auth" */
	enum db_program statements;
	const struct resource *const *resources;	/* NULL-ended */
	bool threads;					/* serve_threads, config.login_threads of them */
	/* Further resources, made in memory of the arena, which lives as long as the router; or NULL. */
	const struct resource *const *(*more)(struct arena *a);
	/* Adds statements to each connection before it connects; or NULL. */
	void (*prepare)(struct db *db);
	/* At the start of a worker, once its statements are prepared: logs what is wrong, false if
	 * anything is; or NULL. */
	bool (*check)(struct db *db, struct arena *a);
	/* Makes what req_state() gives to handlers, once the settings are read; or NULL. */
	void *(*start)(const struct config *config, const struct crypto *crypto);
};

struct worker;

/* The routes of a program, compiled; shared by its threads. Dies where a route is wrong: no
 * permission, a path twice, a parameter that cannot be. */
struct router;
struct router *router_create(const struct program *program);
void router_free(struct router *r);

/* What one thread needs to answer requests: a database connection and memory. */
struct worker *worker_create(const struct program *program, const struct router *router,
    const struct config *config, const struct crypto *crypto, void *state);
void worker_free(struct worker *w);

/* Prepares every statement, and holds the parameters of each route against its statement and its
 * permission against sec.permission. Logs what is wrong; false if anything is. */
bool worker_check(struct worker *w);

/* Answers on the listening socket that is file descriptor 0, many kept connections in one thread,
 * until SIGTERM: then finishes what came in, and returns. */
void serve_poll(struct worker *w);

/* The same with a thread for each of the n workers and a connection for each request, for requests
 * that wait for others (directories). SIGTERM: finishes the running ones, and returns. */
void serve_threads(struct worker *const *workers, int n);

/* --routes: method, path, permission, parameters, flags as TSV on standard output. */
void routes_print(const struct router *router);

/* --openapi: the OpenAPI 3.1 document of these routes, as /api/openapi.json answers it. */
const char *openapi_text(const struct router *router, struct arena *a);

/* The whole life of a program: reads --config FILE, --routes, --openapi, --check (with --config).
 * What main returns. */
int program_main(const struct program *program, int argc, char **argv);

#endif
