/* main_web.c - yilian-web, the worker that serves /api. */
#include "record.h"
#include "serve.h"

int
main(int argc, char **argv)
{
	static const struct program program = { .name = "yilian-web", .prefix = "/api",
		.statements = DB_WEB, .resources = resource_list, .more = record_resources,
		.prepare = record_prepare, .check = record_check };

	return program_main(&program, argc, argv);
}
