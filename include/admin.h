/* admin.h - yilian-admin, the command line of the portal's operators. */
#ifndef YILIAN_ADMIN_H
#define YILIAN_ADMIN_H

#include "auth.h"
#include "config.h"
#include "db.h"
#include "problem.h"

enum { ADMIN_WORDS_MAX = 64 };

/* What was typed after the command. */
struct admin_options {
	const char *config_file;
	const char *actor;		/* --as REALM/USER */
	const char *password_file;
	const char *reason, *from, *until, *days;
	const char *realm, *role, *permission;
	const char *user, *left;
	const char *sys_admin, *sec_admin, *auditor, *second_sec_admin;
	bool untested, permissions;
	const char *words[ADMIN_WORDS_MAX];
	int nwords;
};

/* The program at work. */
struct console {
	struct arena *a;
	const struct config *config;
	struct db *db;
	struct directory *directory;
	struct admin_options options;
};

struct admin_command {
	const char *name;		/* "realm add": one word or two */
	const char *arguments;
	int min_words, max_words;
	bool needs_actor;
	struct problem *(*run)(struct console *c);
	struct sentence what;
};

/* Ends in a command without name. */
extern const struct admin_command admin_realm_commands[];
extern const struct admin_command admin_grant_commands[];

/* Reads the arguments, finds and runs the command. What main returns. */
int admin_main(int argc, char **argv);

/* --- for commands --- */

/* A sentence in both languages on standard output. */
void admin_say(const char *zh, const char *en);
struct problem *admin_fail(struct console *c, const char *zh, const char *en);

/* Runs one statement. */
struct problem *admin_run(struct console *c, enum query query, int n, const char *const *params,
    struct rows **rows_r);
/* Prints rows as a table with aligned columns; says so where there are none. */
void admin_table(struct console *c, const struct rows *rows);

struct problem *admin_find_realm(struct console *c, const char *code,
    const struct auth_realm **realm_r);

/* Somebody found in a directory: "realm/user". */
struct person {
	const struct auth_realm *realm;
	const char *login;
	struct directory_user *user;
};
struct problem *admin_find_person(struct console *c, const char *name, struct person *person_r);
/* Her account; made where she never signed in. */
struct problem *admin_account(struct console *c, const struct person *person,
    const char **account_id_r);
/* The account of --as, once her directory took her password. */
struct problem *admin_actor(struct console *c, const char **account_id_r);

/* A scope as it is typed: home, home-subtree, org:CODE, subtree:CODE, alliance:NAME, region:CODE,
 * system. */
struct scope { const char *kind, *org, *alliance, *region; };
struct problem *admin_scope(struct console *c, const char *text, struct scope *scope_r);

/* A secret from the terminal without echo, from --password-file, or the first line of a pipe. */
struct problem *admin_secret(struct console *c, const char *prompt, const char **secret_r);

#endif
