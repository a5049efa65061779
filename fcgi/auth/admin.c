/* admin.c - yilian-admin: its arguments, its help, its words. */
#include "admin.h"

#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

enum { ARENA_BYTES = 64 * 1024 * 1024, USAGE = 2 };

static const struct admin_command *const tables[] = { admin_realm_commands, admin_grant_commands };

enum { NTABLES = sizeof(tables) / sizeof(tables[0]) };

static const struct {
	const char *name;
	size_t offset;		/* of its text in struct admin_options */
	const char *argument;
	struct sentence what;
} settings[] = {
#define TEXT(option, member, argument, zh, en) \
	{ option, offsetof(struct admin_options, member), argument, { zh, en } }
	TEXT("config", config_file, "FILE", "本程序的设置", "settings of this program"),
	TEXT("as", actor, "REALM/USER", "以谁的身份办理（需输入其目录密码）",
	    "who does this (asks for the directory password)"),
	TEXT("password-file", password_file, "FILE", "从文件读密码", "reads the password from a file"),
	TEXT("reason", reason, "TEXT", "理由", "why"),
	TEXT("from", from, "DATE", "生效日期", "first day"),
	TEXT("until", until, "DATE", "到期日期（该日零点失效）", "ends at the beginning of this day"),
	TEXT("days", days, "N", "最后一次登录后保留天数", "how long after the last sign-in"),
	TEXT("realm", realm, "CODE", "只看这个目录域", "only this realm"),
	TEXT("role", role, "ROLE", "只看这个角色", "only this role"),
	TEXT("permission", permission, "CODE", "只看这项权限", "only this permission"),
	TEXT("user", user, "USER", "一个在用账号", "an account in use"),
	TEXT("left", left, "USER", "一个已停用账号", "an account out of use"),
	TEXT("sys-admin", sys_admin, "REALM/USER", "系统管理员", "system administrator"),
	TEXT("sec-admin", sec_admin, "REALM/USER", "安全管理员", "security administrator"),
	TEXT("auditor", auditor, "REALM/USER", "安全审计员", "security auditor"),
	TEXT("second-sec-admin", second_sec_admin, "REALM/USER", "第二名安全管理员",
	    "second security administrator"),
#undef TEXT
};

enum { NSETTINGS = sizeof(settings) / sizeof(settings[0]), OPTION_FIRST = 256,
	OPTION_UNTESTED, OPTION_PERMISSIONS, OPTION_HELP, OPTION_TEXTS };

void
admin_say(const char *zh, const char *en)
{
	printf("%s\n%s\n", zh, en);
}

struct problem *
admin_fail(struct console *c, const char *zh, const char *en)
{
	return problem_new(c->a, PROBLEM_INVALID, zh, en);
}

static void
print_help(void)
{
	puts("yilian-admin --config FILE COMMAND …\n"
	    "医联门户管理命令行 / the command line of the portal's operators\n");
	for (int i = 0; i < NTABLES; i++) {
		for (const struct admin_command *c = tables[i]; c->name != NULL; c++)
			printf("  %s %s\n      %s\n      %s\n", c->name, c->arguments, c->what.zh, c->what.en);
	}
	puts("\n选项 / options:");
	for (size_t i = 0; i < NSETTINGS; i++)
		printf("  --%s %s\n      %s / %s\n", settings[i].name, settings[i].argument,
		    settings[i].what.zh, settings[i].what.en);
	puts("\nSCOPE: home  home-subtree  org:CODE  subtree:CODE  alliance:NAME  region:630106  system\n"
	    "授权和组映射由一名安全管理员提出、另一名批准；首批管理员由 init 任命。\n"
	    "Grants and group mappings are proposed by one security administrator and approved by another;\n"
	    "init appoints the first ones.");
}

static bool
read_option(struct admin_options *o, int option)
{
	if (option == OPTION_UNTESTED)
		o->untested = true;
	else if (option == OPTION_PERMISSIONS)
		o->permissions = true;
	else if (option >= OPTION_TEXTS)
		*(const char **)(void *)((char *)o + settings[option - OPTION_TEXTS].offset) = optarg;
	else
		return false;
	return true;
}

/* False: help is what is needed. */
static bool
read_arguments(int argc, char **argv, struct admin_options *o)
{
	struct option list[NSETTINGS + 4] = { { "untested", no_argument, NULL, OPTION_UNTESTED },
		{ "permissions", no_argument, NULL, OPTION_PERMISSIONS },
		{ "help", no_argument, NULL, OPTION_HELP } };
	int option;

	for (int i = 0; i < (int)NSETTINGS; i++)
		list[3 + i] = (struct option){ settings[i].name, required_argument, NULL, OPTION_TEXTS + i };
	*o = (struct admin_options){ 0 };
	while ((option = getopt_long(argc, argv, "h", list, NULL)) != -1) {
		if (!read_option(o, option))
			return false;
	}
	for (int i = optind; i < argc && o->nwords < ADMIN_WORDS_MAX; i++)
		o->words[o->nwords++] = argv[i];
	return o->nwords > 0;
}

/* The command these words begin with; takes its words away from them. */
static const struct admin_command *
find_command(struct admin_options *o)
{
	for (int i = 0; i < NTABLES; i++) {
		for (const struct admin_command *c = tables[i]; c->name != NULL; c++) {
			const char *space = strchr(c->name, ' ');
			size_t first = space != NULL ? (size_t)(space - c->name) : strlen(c->name);
			int n = space != NULL ? 2 : 1;

			if (o->nwords < n || strlen(o->words[0]) != first ||
			    strncmp(c->name, o->words[0], first) != 0 ||
			    (n == 2 && strcmp(space + 1, o->words[1]) != 0))
				continue;
			memmove(o->words, o->words + n, sizeof(o->words) - (size_t)n * sizeof(o->words[0]));
			o->nwords -= n;
			return c;
		}
	}
	return NULL;
}

static void
print_problem(const struct problem *p)
{
	fprintf(stderr, "%s\n%s\n", p->detail.zh, p->detail.en);
	for (const struct problem_error *e = p->errors; e != NULL; e = e->next)
		fprintf(stderr, "  %s: %s / %s\n", e->pointer, e->detail.zh, e->detail.en);
}

static int
run_command(struct console *c, const struct admin_command *command)
{
	struct problem *p;

	if (c->options.nwords < command->min_words || c->options.nwords > command->max_words) {
		fprintf(stderr, "用法 / usage: yilian-admin %s %s\n", command->name, command->arguments);
		return USAGE;
	}
	if (command->needs_actor && c->options.actor == NULL) {
		fprintf(stderr, "请用 --as REALM/USER 说明由哪位安全管理员办理\n"
		    "Say by --as REALM/USER which security administrator does this\n");
		return USAGE;
	}
	p = command->run(c);
	if (p != NULL)
		print_problem(p);
	return p != NULL ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
admin_main(int argc, char **argv)
{
	struct console c = { 0 };
	const struct admin_command *command;
	int code;

	setenv("LDAPNOINIT", "1", 1);
	mallopt(M_PERTURB, 0xa5);
	signal(SIGPIPE, SIG_IGN);
	log_open("yilian-admin", LOG_ERROR);
	if (!read_arguments(argc, argv, &c.options)) {
		print_help();
		return argc > 1 && c.options.nwords > 0 ? USAGE : EXIT_SUCCESS;
	}
	command = find_command(&c.options);
	if (command == NULL || c.options.config_file == NULL) {
		fprintf(stderr, command == NULL ? "没有这个命令；见 --help\nThere is no such command: see --help\n"
		    : "请用 --config FILE 给出设置文件\nGive the settings by --config FILE\n");
		return USAGE;
	}
	c.a = arena_create(ARENA_BYTES);
	c.config = config_load(c.options.config_file);
	c.db = db_create(c.config->database, DB_ADMIN);
	c.directory = directory_create(c.config);
	code = run_command(&c, command);
	directory_free(c.directory);
	db_free(c.db);
	arena_free(c.a);
	config_free(c.config);
	return code;
}
