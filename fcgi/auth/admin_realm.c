/* admin_realm.c - yilian-admin: directories are added, tested, and put into use. */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin.h"
#include "clock.h"
#include "text.h"

enum { FILE_MAX_BYTES = 64 * 1024 };

static struct problem *
read_file(struct console *c, const char *path, char **text_r)
{
	FILE *in = fopen(path, "re");
	size_t len;

	if (in == NULL)
		return admin_fail(c, arena_printf(c->a, "打不开文件 %s", path),
		    arena_printf(c->a, "The file %s cannot be opened", path));
	*text_r = arena_make(c->a, char, FILE_MAX_BYTES + 1);
	len = fread(*text_r, 1, FILE_MAX_BYTES, in);
	fclose(in);
	if (len == FILE_MAX_BYTES)
		return admin_fail(c, arena_printf(c->a, "文件 %s 过大", path),
		    arena_printf(c->a, "The file %s is too large", path));
	return NULL;
}

/* "ca_file" stands for "ca_pem"; its path is relative to the realm's file. */
static struct problem *
take_ca_file(struct console *c, const char *path, json_t *settings)
{
	const char *name = json_string_value(json_object_get(settings, "ca_file"));
	const char *slash = strrchr(path, '/');
	char *pem;

	if (name == NULL)
		return NULL;
	if (name[0] != '/' && slash != NULL)
		name = arena_printf(c->a, "%.*s/%s", (int)(slash - path), path, name);
	TRY(read_file(c, name, &pem));
	json_object_set_new(settings, "ca_pem", json_string(pem));
	json_object_del(settings, "ca_file");
	return NULL;
}

static struct problem *
check_filter(struct console *c, const json_t *settings, const char *name, int placeholders)
{
	const char *filter = json_string_value(json_object_get(settings, name));

	if (filter == NULL || (placeholders == 0 && filter[0] == '\0') ||
	    directory_filter_ok(c->a, filter, placeholders))
		return NULL;
	return admin_fail(c,
	    arena_printf(c->a, "%s 不是正确的过滤器%s：%s", name, placeholders == 1 ? "，须恰有一个 %u" : "",
	    filter),
	    arena_printf(c->a, "%s is no filter%s: %s", name, placeholders == 1 ? " with exactly one %u" : "",
	    filter));
}

static struct problem *
realm_add(struct console *c)
{
	const char *path = c->options.words[0], *params[2];
	json_error_t error;
	json_t *settings;
	char *text;

	TRY(read_file(c, path, &text));
	settings = json_loads(text, JSON_REJECT_DUPLICATES, &error);
	if (settings == NULL)
		return admin_fail(c, arena_printf(c->a, "%s 第 %d 行不是正确的 JSON", path, error.line),
		    arena_printf(c->a, "%s, line %d: %s", path, error.line, error.text));
	arena_defer(c->a, (arena_release *)json_decref, settings);
	params[0] = json_string_value(json_object_get(settings, "code"));
	if (params[0] == NULL)
		return admin_fail(c, "缺少 code（目录域代码）", "The member code is missing");
	params[0] = arena_strdup(c->a, params[0]);
	json_object_del(settings, "code");
	TRY(take_ca_file(c, path, settings));
	TRY(check_filter(c, settings, "user_filter", 1));
	TRY(check_filter(c, settings, "active_filter", 0));
	text = json_dumps(settings, JSON_COMPACT);
	params[1] = arena_strdup(c->a, text);
	free(text);
	TRY(admin_run(c, SQL_CONSOLE_REALM_PUT, 2, params, NULL));
	admin_say(arena_printf(c->a, "目录域 %s 已保存。下一步：realm secret、realm test、realm enable", params[0]),
	    arena_printf(c->a, "Realm %s is stored. Next: realm secret, realm test, realm enable", params[0]));
	return NULL;
}

static struct problem *
realm_list(struct console *c)
{
	const char *all = "false";
	struct rows *rows;

	TRY(admin_run(c, SQL_CONSOLE_REALM_LIST, 1, &all, &rows));
	admin_table(c, rows);
	return NULL;
}

/* The file is for whom the folder belongs to, user or group: the login worker. Root may write it. */
static bool
give_to_owner(const struct console *c, int fd)
{
	struct stat folder;

	return geteuid() != 0 || (stat(c->config->secrets_dir, &folder) == 0 &&
	    fchown(fd, folder.st_uid, folder.st_gid) == 0);
}

/* Writes the secret beside its place and renames it: a sign-in at this moment finds one or the
 * other. */
static struct problem *
write_secret(struct console *c, const char *name, const char *secret)
{
	const char *path = arena_printf(c->a, "%s/%s", c->config->secrets_dir, name);
	const char *fresh = arena_printf(c->a, "%s.new", path);
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0440);
	size_t len = strlen(secret);
	bool good = fd >= 0 && write(fd, secret, len) == (ssize_t)len && fsync(fd) == 0 &&
	    give_to_owner(c, fd);

	if (fd >= 0)
		close(fd);
	if (good && rename(fresh, path) == 0)
		return NULL;
	unlink(fresh);
	return admin_fail(c, arena_printf(c->a, "写不了 %s，请检查目录权限", path),
	    arena_printf(c->a, "%s cannot be written: check the rights of the folder", path));
}

static struct problem *
realm_secret(struct console *c)
{
	const struct auth_realm *realm;
	const char *secret, *name;

	TRY(admin_find_realm(c, c->options.words[0], &realm));
	name = realm->realm.service_secret;
	if (name[0] == '\0' || name[0] == '.')
		return admin_fail(c, "该目录域没有设置 service_secret（密码文件名）",
		    "The realm has no service_secret: the name of the file for the password");
	TRY(admin_secret(c, arena_printf(c->a, "%s 的密码 / password: ", realm->realm.service_dn),
	    &secret));
	TRY(write_secret(c, name, secret));
	TRY(admin_run(c, SQL_CONSOLE_NOTE, 5, (const char *[]){ "realm.secret", "realm",
	    realm->realm.code, "done", NULL }, NULL));
	admin_say("服务账号密码已保存；请用 realm test 检查", "The password is stored: try it by realm test");
	return NULL;
}

/* --- test --- */

static struct problem *
test_endpoint(struct console *c, const struct auth_realm *realm)
{
	struct directory_report r;
	const char *detail;
	enum directory_result result = directory_probe(c->directory, c->a, &realm->realm, &r, &detail);

	if (r.protocol != NULL) {
		printf("  %s  %s  %d ms + %d ms\n", r.endpoint, r.protocol, r.connect_ms, r.search_ms);
		printf("  证书 / certificate: %s\n  签发者 / issuer: %s\n", r.subject, r.issuer);
		printf("  有效期 / valid: %s … %s (%d 天 / days left)\n", r.valid_from, r.valid_until,
		    r.days_left);
	}
	if (result != DIRECTORY_OK)
		return admin_fail(c, arena_printf(c->a, "连接测试未通过：%s", detail),
		    arena_printf(c->a, "The test of the connection failed: %s", detail));
	if (!r.base_found)
		return admin_fail(c, arena_printf(c->a, "服务账号看不到 %s", realm->realm.base_dn),
		    arena_printf(c->a, "The service account cannot see %s", realm->realm.base_dn));
	puts("  服务账号绑定、根目录可读 / service account binds, base is readable");
	if (r.days_left < 30)
		admin_say("  注意：证书即将到期", "  Note: the certificate expires soon");
	return NULL;
}

static struct problem *
print_organisation(struct console *c, const char *org)
{
	struct rows *rows;

	if (org == NULL) {
		puts("  机构 / organisation: 没有规则匹配 / no rule matches");
		return NULL;
	}
	TRY(admin_run(c, SQL_CONSOLE_ORG_LABEL, 1, &org, &rows));
	printf("  机构 / organisation: %s\n", rows_get(rows, 0, "label"));
	return NULL;
}

static struct problem *
test_person(struct console *c, const struct auth_realm *realm, const char *login)
{
	const struct directory_group *groups;
	struct person person;
	const char *detail;
	int n;

	TRY(admin_find_person(c, arena_printf(c->a, "%s/%s", realm->realm.code, login), &person));
	printf("  %s\n  DN: %s\n", person.user->display_name, person.user->dn);
	printf("  %s: %s\n", realm->realm.id_attr,
	    crypto_hex(c->a, person.user->uid, person.user->uid_len));
	printf("  状态 / state: %s\n", person.user->active ? "在用 / in use" : "停用 / out of use");
	TRY(print_organisation(c, auth_home_org(c->a, realm, person.user)));
	if (directory_groups(c->directory, c->a, &realm->realm, person.user, &groups, &n, &detail) !=
	    DIRECTORY_OK)
		return admin_fail(c, arena_printf(c->a, "读不到组：%s", detail),
		    arena_printf(c->a, "The groups cannot be read: %s", detail));
	printf("  组 / groups: %d\n", n);
	for (int i = 0; i < n; i++)
		printf("    %s  (%s)\n", groups[i].dn, crypto_hex(c->a, groups[i].uid, groups[i].uid_len));
	return NULL;
}

static struct problem *
realm_test(struct console *c)
{
	const struct auth_realm *realm;
	struct problem *p;

	TRY(admin_find_realm(c, c->options.words[0], &realm));
	printf("%s %s  (%s)\n", realm->realm.code, realm->name, time_now_rfc3339(c->a));
	p = test_endpoint(c, realm);
	if (p == NULL && c->options.nwords > 1)
		p = test_person(c, realm, c->options.words[1]);
	TRY(admin_run(c, SQL_CONSOLE_NOTE, 5, (const char *[]){ "realm.test", "realm",
	    realm->realm.code, p == NULL ? "done" : "failed", NULL }, NULL));
	return p;
}

/* --- into use --- */

static struct problem *
prove_state(struct console *c, const struct auth_realm *realm, const char *login, bool active)
{
	struct person person;

	TRY(admin_find_person(c, arena_printf(c->a, "%s/%s", realm->realm.code, login), &person));
	if (person.user->active == active)
		return NULL;
	return admin_fail(c,
	    arena_printf(c->a, "%s 按 active_filter 判断为%s，与所说不符；请检查 active_filter 和服务账号的读取权限",
	    login, active ? "停用" : "在用"),
	    arena_printf(c->a, "By active_filter %s is %s, not as you say: check active_filter and what the "
	    "service account may read", login, active ? "out of use" : "in use"));
}

/* Offboarding rests on the filter, so it is proved on two named accounts first. */
static struct problem *
prove_realm(struct console *c, const struct auth_realm *realm)
{
	TRY(test_endpoint(c, realm));
	if (c->options.untested)
		return NULL;
	if (c->options.user == NULL || c->options.left == NULL)
		return admin_fail(c, "启用前请用 --user 和 --left 各给出一个在用账号和一个已停用账号（没有停用账号可用 --untested）",
		    "Name an account in use by --user and one out of use by --left (--untested where there is none)");
	TRY(prove_state(c, realm, c->options.user, true));
	return prove_state(c, realm, c->options.left, false);
}

static struct problem *
set_enabled(struct console *c, bool enabled)
{
	return admin_run(c, SQL_CONSOLE_REALM_ENABLE, 2, (const char *[]){ c->options.words[0],
	    enabled ? "true" : "false" }, NULL);
}

static struct problem *
realm_enable(struct console *c)
{
	const struct auth_realm *realm;

	TRY(admin_find_realm(c, c->options.words[0], &realm));
	TRY(prove_realm(c, realm));
	TRY(set_enabled(c, true));
	admin_say(arena_printf(c->a, "目录域 %s 已启用", realm->realm.code),
	    arena_printf(c->a, "Realm %s is in use", realm->realm.code));
	return NULL;
}

static struct problem *
realm_disable(struct console *c)
{
	TRY(set_enabled(c, false));
	admin_say("已停用：该域的人员不能再登录", "Out of use: its people can no longer sign in");
	return NULL;
}

const struct admin_command admin_realm_commands[] = {
	{ "realm add", "FILE", 1, 1, false, realm_add,
	  { "按 JSON 文件添加或修改一个目录域（docs/directories.md）",
	    "adds or changes a realm from a JSON file (docs/directories.md)" } },
	{ "realm list", "", 0, 0, false, realm_list, { "列出目录域", "lists the realms" } },
	{ "realm secret", "CODE", 1, 1, false, realm_secret,
	  { "保存服务账号的密码", "stores the password of the service account" } },
	{ "realm test", "CODE [USER]", 1, 2, false, realm_test,
	  { "测试连接、证书、服务账号，以及某人的查找、状态和组",
	    "tests connection, certificate, service account, and how a person is found, with state and groups" } },
	{ "realm enable", "CODE --user USER --left USER | --untested", 1, 1, false, realm_enable,
	  { "启用（先在两个账号上验证停用判断）", "puts it into use, once the filter for accounts in use is proved" } },
	{ "realm disable", "CODE", 1, 1, false, realm_disable, { "停用", "takes it out of use" } },
	{ 0 }
};
