/* main_web.c - yilian-web, the worker that serves /api. */
#include "serve.h"

int
main(int argc, char **argv)
{
	static const struct program program = { .name = "yilian-web", .prefix = "/api",
		.statements = DB_WEB, .resources = resource_list };

	return program_main(&program, argc, argv);
}
