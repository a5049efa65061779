/* admin_ask.c - what commands ask for: realms, people, scopes, secrets; and tables to show. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "admin.h"
#include "text.h"

enum { SECRET_MAX = 256 };

struct problem *
admin_run(struct console *c, enum query query, int n, const char *const *params,
    struct rows **rows_r)
{
	const struct db_step step = { query, n, params };
	struct rows *ignored;

	return db_run(c->db, c->a, &step, 1, rows_r != NULL ? rows_r : &ignored);
}

/* Columns that a text takes on a terminal: a Chinese character takes two. */
static int
width_of(const char *s)
{
	int width = 0;

	for (const unsigned char *i = (const unsigned char *)s; *i != '\0'; i++) {
		if (*i >= 0xe3 && *i < 0xf0)
			width += 2;
		else if (*i < 0x80 || *i >= 0xc0)
			width++;
	}
	return width;
}

static void
print_cell(const char *text, int width, bool last)
{
	printf("%s%*s", text, last ? 0 : width - width_of(text) + 2, "");
}

void
admin_table(struct console *c, const struct rows *rows)
{
	int n = rows_columns(rows);
	int *widths = arena_make(c->a, int, (size_t)n + 1);

	if (rows_count(rows) == 0) {
		admin_say("（没有）", "(none)");
		return;
	}
	for (int i = 0; i < n; i++) {
		widths[i] = width_of(rows_column_name(rows, i));
		for (int row = 0; row < rows_count(rows); row++) {
			const char *text = rows_text(rows, row, i);
			int width = text != NULL ? width_of(text) : 1;

			widths[i] = width > widths[i] ? width : widths[i];
		}
	}
	for (int i = 0; i < n; i++)
		print_cell(rows_column_name(rows, i), widths[i], i == n - 1);
	putchar('\n');
	for (int row = 0; row < rows_count(rows); row++) {
		for (int i = 0; i < n; i++) {
			const char *text = rows_text(rows, row, i);

			print_cell(text != NULL ? text : "-", widths[i], i == n - 1);
		}
		putchar('\n');
	}
}

struct problem *
admin_find_realm(struct console *c, const char *code, const struct auth_realm **realm_r)
{
	const struct auth_realm *realms;
	int n;

	TRY(auth_read_realms(c->db, c->a, SQL_CONSOLE_REALMS, false, &realms, &n));
	for (int i = 0; i < n; i++) {
		if (strcmp(realms[i].realm.code, code) == 0) {
			*realm_r = &realms[i];
			return NULL;
		}
	}
	return admin_fail(c, arena_printf(c->a, "没有目录域 %s；见 realm list", code),
	    arena_printf(c->a, "There is no realm %s: see realm list", code));
}

static struct problem *
directory_trouble(struct console *c, const char *realm, enum directory_result result,
    const char *detail)
{
	return admin_fail(c,
	    arena_printf(c->a, "目录 %s 没有给出可用的回答：%s（%s）", realm,
	    directory_result_name(result), detail != NULL ? detail : "-"),
	    arena_printf(c->a, "The directory of %s gave no usable answer: %s (%s)", realm,
	    directory_result_name(result), detail != NULL ? detail : "-"));
}

struct problem *
admin_find_person(struct console *c, const char *name, struct person *person_r)
{
	const char *slash = strchr(name, '/'), *detail;
	enum directory_result result;

	if (slash == NULL || (person_r->login = text_fold_login(c->a, slash + 1)) == NULL)
		return admin_fail(c, arena_printf(c->a, "请按 目录域/用户名 书写，例如 qhhc/secadmin：%s", name),
		    arena_printf(c->a, "Write REALM/USER, like qhhc/secadmin: %s", name));
	TRY(admin_find_realm(c, arena_strndup(c->a, name, (size_t)(slash - name)), &person_r->realm));
	result = directory_find(c->directory, c->a, &person_r->realm->realm, person_r->login,
	    &person_r->user, &detail);
	if (result != DIRECTORY_OK)
		return directory_trouble(c, person_r->realm->realm.code, result, detail);
	if (person_r->user == NULL)
		return admin_fail(c, arena_printf(c->a, "目录中没有 %s", name),
		    arena_printf(c->a, "The directory knows no %s", name));
	return NULL;
}

static struct problem *
find_account(struct console *c, const struct person *person, const char **account_id_r)
{
	const char *uid = auth_bytea(c->a, person->user->uid, person->user->uid_len);
	const char *params[] = { person->realm->realm.code, person->login };
	struct rows *rows;

	*account_id_r = NULL;
	TRY(admin_run(c, SQL_CONSOLE_ACCOUNT_FIND, 2, params, &rows));
	for (int i = 0; i < rows_count(rows); i++) {
		if (strcmp(rows_get(rows, i, "dir_uid"), uid) == 0)
			*account_id_r = rows_get(rows, i, "id");
	}
	return NULL;
}

struct problem *
admin_account(struct console *c, const struct person *person, const char **account_id_r)
{
	const struct directory_user *user = person->user;
	const char *params[] = { person->realm->realm.code, auth_bytea(c->a, user->uid, user->uid_len),
		person->login, user->display_name, auth_home_org(c->a, person->realm, user) };
	struct rows *rows;

	if (!user->active)
		return admin_fail(c, arena_printf(c->a, "%s 在其目录中已停用", person->login),
		    arena_printf(c->a, "%s is out of use in the directory", person->login));
	TRY(admin_run(c, SQL_CONSOLE_ACCOUNT_PUT, 5, params, &rows));
	*account_id_r = rows_get(rows, 0, "id");
	return NULL;
}

struct problem *
admin_actor(struct console *c, const char **account_id_r)
{
	const char *name = c->options.actor, *secret, *detail;
	struct person person;
	enum directory_result result;

	TRY(admin_find_person(c, name, &person));
	TRY(find_account(c, &person, account_id_r));
	if (*account_id_r == NULL)
		return admin_fail(c, arena_printf(c->a, "%s 在门户中没有账号，不能办理", name),
		    arena_printf(c->a, "%s has no account in the portal and cannot do this", name));
	TRY(admin_secret(c, arena_printf(c->a, "%s 的目录密码 / directory password: ", name), &secret));
	result = directory_bind(c->directory, c->a, &person.realm->realm, person.user->dn, secret,
	    strlen(secret), &detail);
	if (result == DIRECTORY_OK && !person.user->active)
		result = DIRECTORY_DISABLED;
	if (result == DIRECTORY_BAD_CREDENTIALS)
		return admin_fail(c, arena_printf(c->a, "%s 的密码不对", name),
		    arena_printf(c->a, "This is not the password of %s", name));
	return result == DIRECTORY_OK ? NULL
	    : directory_trouble(c, person.realm->realm.code, result, detail);
}

static struct problem *
look_up(struct console *c, enum query query, const char *name, const char **id_r)
{
	struct rows *rows;

	TRY(admin_run(c, query, 1, &name, &rows));
	*id_r = rows_get(rows, 0, "id");
	return NULL;
}

struct problem *
admin_scope(struct console *c, const char *text, struct scope *scope_r)
{
	const char *colon = strchr(text, ':'), *value = colon != NULL ? colon + 1 : "";

	*scope_r = (struct scope){ 0 };
	if (strcmp(text, "home") == 0)
		scope_r->kind = "home_org";
	else if (strcmp(text, "home-subtree") == 0)
		scope_r->kind = "home_subtree";
	else if (strcmp(text, "system") == 0)
		scope_r->kind = "system";
	else if (strncmp(text, "region:", 7) == 0 && strspn(value, "0123456789") == 6 &&
	    value[6] == '\0')
		*scope_r = (struct scope){ .kind = "region", .region = value };
	if (scope_r->kind != NULL)
		return NULL;
	if (strncmp(text, "org:", 4) == 0) {
		scope_r->kind = "org";
		return look_up(c, SQL_CONSOLE_ORG, value, &scope_r->org);
	}
	if (strncmp(text, "subtree:", 8) == 0) {
		scope_r->kind = "org_subtree";
		return look_up(c, SQL_CONSOLE_ORG, value, &scope_r->org);
	}
	if (strncmp(text, "alliance:", 9) == 0) {
		scope_r->kind = "alliance";
		return look_up(c, SQL_CONSOLE_ALLIANCE, value, &scope_r->alliance);
	}
	return admin_fail(c, arena_printf(c->a, "看不懂的范围 %s；见 --help 的 SCOPE", text),
	    arena_printf(c->a, "This is no scope: %s; see SCOPE in --help", text));
}

static void
wipe(void *secret)
{
	explicit_bzero(secret, SECRET_MAX + 2);
}

static struct termios
echo_off(int fd)
{
	struct termios before = { 0 }, silent;

	tcgetattr(fd, &before);
	silent = before;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(fd, TCSAFLUSH, &silent);
	return before;
}

struct problem *
admin_secret(struct console *c, const char *prompt, const char **secret_r)
{
	char *line = arena_make(c->a, char, SECRET_MAX + 2);
	const char *file = c->options.password_file;
	FILE *in = file != NULL ? fopen(file, "re") : stdin;
	bool terminal = file == NULL && isatty(STDIN_FILENO);
	struct termios before = { 0 };
	bool read;

	arena_defer(c->a, wipe, line);
	if (in == NULL)
		return admin_fail(c, arena_printf(c->a, "读不到密码文件 %s", file),
		    arena_printf(c->a, "The password file %s cannot be read", file));
	setvbuf(in, NULL, _IONBF, 0);
	if (terminal) {
		fputs(prompt, stderr);
		before = echo_off(STDIN_FILENO);
	}
	read = fgets(line, SECRET_MAX + 2, in) != NULL;
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
	if (file != NULL)
		fclose(in);
	line[strcspn(line, "\r\n")] = '\0';
	*secret_r = line;
	if (!read || line[0] == '\0' || strlen(line) > SECRET_MAX)
		return admin_fail(c, "没有读到密码，或密码过长", "No password was given, or it is too long");
	return NULL;
}
