/* config.h - settings of a program: one table, one file, "name = value". */
#ifndef YILIAN_CONFIG_H
#define YILIAN_CONFIG_H

#include <stdbool.h>

struct config {
	const char *database;		/* libpq connection string, with the role of this program */
	const char *origin;		/* "http://localhost:8080": exactly what a browser sends */
	const char *master_key_file;	/* 32 bytes in hex; every other key is derived from it */
	const char *secrets_dir;	/* one file for each directory's service password */
	const char *upload_dir;		/* what users send, until it is taken in */
	const char *spool_dir;		/* what users fetch: exports, error files */
	const char *files_dir;		/* files of records, by their hash: to be backed up */
	const char *program_dir;	/* sql/ and data files of this release */
	const char *log_level;		/* debug, info, warning, error */
	const char *address_allow;	/* directory subnets allowed, comma-separated CIDR; empty: any */
	int login_threads;		/* 1 to 256 */
	int login_floor_ms;		/* every answer to a sign-in takes at least this long */
	int upload_waiting_files;	/* of one account, not yet used by an import: 1 to 1000 */
	int upload_waiting_mb;		/* their size together: 64 to 100000 */
	bool secure_cookies;
};

/* Reads file over the defaults. Dies with the line and the mend where it does not parse, names an
 * unknown setting or leaves out one that is needed. */
const struct config *config_load(const char *file);

void config_free(const struct config *c);

#endif
