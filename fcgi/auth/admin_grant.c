/* admin_grant.c - yilian-admin: who may do what, always two people's decision after init. */
#include <stdio.h>
#include <string.h>

#include "admin.h"
#include "clock.h"

/* --- the first administrators --- */

static struct problem *
named_account(struct console *c, const char *name, const char **account_id_r)
{
	struct person person;

	*account_id_r = NULL;
	if (name == NULL)
		return NULL;
	TRY(admin_find_person(c, name, &person));
	return admin_account(c, &person, account_id_r);
}

static struct problem *
init(struct console *c)
{
	const struct admin_options *o = &c->options;
	const char *ids[4];

	if (o->sys_admin == NULL || o->sec_admin == NULL || o->auditor == NULL)
		return admin_fail(c, "请给出 --sys-admin、--sec-admin、--auditor，三人各不相同；建议同时给出 --second-sec-admin",
		    "Name three different people by --sys-admin, --sec-admin and --auditor; --second-sec-admin as "
		    "well is wise");
	TRY(named_account(c, o->sys_admin, &ids[0]));
	TRY(named_account(c, o->sec_admin, &ids[1]));
	TRY(named_account(c, o->auditor, &ids[2]));
	TRY(named_account(c, o->second_sec_admin, &ids[3]));
	TRY(admin_run(c, SQL_CONSOLE_INIT, 4, ids, NULL));
	admin_say("首批管理员已任命。其后的授权由一名安全管理员提出（grant）、另一名批准（approve）",
	    "The first administrators are appointed. From now on one security administrator proposes (grant) "
	    "and another approves (approve)");
	if (o->second_sec_admin == NULL)
		admin_say("注意：只有一名安全管理员，无人可以批准", "Note: with one security administrator nobody can approve");
	return NULL;
}

/* --- grants --- */

/* The beginning of a calendar day where people are. */
static struct problem *
read_day(struct console *c, const char *text, const char **time_r)
{
	struct date day;

	*time_r = NULL;
	if (text == NULL)
		return NULL;
	if (!date_parse(text, &day))
		return admin_fail(c, arena_printf(c->a, "日期应为 2026-03-01 这样的形式：%s", text),
		    arena_printf(c->a, "A date looks like 2026-03-01: %s", text));
	*time_r = arena_printf(c->a, "%sT00:00:00+08:00", text);
	return NULL;
}

static struct problem *
grant(struct console *c)
{
	const char *const *words = c->options.words;
	const char *params[10] = { [2] = words[1], [9] = c->options.reason };
	struct scope scope;
	struct rows *rows;

	TRY(admin_actor(c, &params[0]));
	TRY(named_account(c, words[0], &params[1]));
	TRY(admin_scope(c, words[2], &scope));
	params[3] = scope.kind;
	params[4] = scope.org;
	params[5] = scope.alliance;
	params[6] = scope.region;
	TRY(read_day(c, c->options.from, &params[7]));
	TRY(read_day(c, c->options.until, &params[8]));
	TRY(admin_run(c, SQL_CONSOLE_GRANT_PROPOSE, 10, params, &rows));
	admin_say(arena_printf(c->a, "已提出授权 %s，待另一名安全管理员批准：approve grant %s",
	    rows_text(rows, 0, 0), rows_text(rows, 0, 0)),
	    arena_printf(c->a, "Grant %s is proposed; another security administrator approves: approve grant %s",
	    rows_text(rows, 0, 0), rows_text(rows, 0, 0)));
	return NULL;
}

static struct problem *
approve(struct console *c)
{
	bool map = strcmp(c->options.words[0], "map") == 0;
	const char *params[2];

	if (!map && strcmp(c->options.words[0], "grant") != 0)
		return admin_fail(c, "请写 approve grant 编号… 或 approve map 编号…",
		    "Write approve grant NUMBER… or approve map NUMBER…");
	TRY(admin_actor(c, &params[0]));
	for (int i = 1; i < c->options.nwords; i++) {
		params[1] = c->options.words[i];
		TRY(admin_run(c, map ? SQL_CONSOLE_MAP_APPROVE : SQL_CONSOLE_GRANT_APPROVE, 2, params, NULL));
		admin_say(arena_printf(c->a, "已批准 %s", params[1]),
		    arena_printf(c->a, "%s is approved", params[1]));
	}
	return NULL;
}

static struct problem *
revoke(struct console *c)
{
	const char *params[3] = { NULL, c->options.words[0], c->options.reason };

	TRY(admin_actor(c, &params[0]));
	TRY(admin_run(c, SQL_CONSOLE_GRANT_REVOKE, 3, params, NULL));
	admin_say("已撤销，立即生效", "Taken back, at once");
	return NULL;
}

static struct problem *
who(struct console *c)
{
	const char *params[3] = { c->options.realm, c->options.role, c->options.permission };
	struct rows *rows;

	TRY(admin_run(c, c->options.permissions ? SQL_CONSOLE_PERMISSIONS : SQL_CONSOLE_WHO, 3, params,
	    &rows));
	admin_table(c, rows);
	return NULL;
}

static struct problem *
grants(struct console *c)
{
	const char *params[2] = { c->options.nwords > 0 ? c->options.words[0] : NULL,
		c->options.role };
	struct rows *rows;

	TRY(admin_run(c, SQL_CONSOLE_GRANTS, 2, params, &rows));
	admin_table(c, rows);
	return NULL;
}

/* --- groups --- */

/* The group's immutable id: it, not the name, will give the role. */
static struct problem *
find_group(struct console *c, const char *dn, const char **uid_r, const char **realm_r)
{
	const struct auth_realm *realm;
	struct directory_group group;
	const char *detail;
	enum directory_result result;

	TRY(admin_find_realm(c, *realm_r, &realm));
	result = directory_group(c->directory, c->a, &realm->realm, dn, &group, &detail);
	if (result != DIRECTORY_OK || group.uid == NULL)
		return admin_fail(c, arena_printf(c->a, "组搜索范围内找不到 %s（%s）", dn,
		    detail != NULL ? detail : "-"),
		    arena_printf(c->a, "There is no %s below the realm's group base (%s)", dn,
		    detail != NULL ? detail : "-"));
	*uid_r = auth_bytea(c->a, group.uid, group.uid_len);
	return NULL;
}

static struct problem *
map(struct console *c)
{
	const char *const *words = c->options.words;
	const char *params[8] = { [1] = words[0], [3] = words[1], [4] = words[2],
		[7] = c->options.days };
	struct scope scope;
	struct rows *rows;

	TRY(find_group(c, words[1], &params[2], &params[1]));
	TRY(admin_actor(c, &params[0]));
	TRY(admin_scope(c, words[3], &scope));
	params[5] = scope.kind;
	params[6] = scope.org;
	TRY(admin_run(c, SQL_CONSOLE_MAP_PROPOSE, 8, params, &rows));
	admin_say(arena_printf(c->a, "已提出组映射 %s，待批准：approve map %s", rows_text(rows, 0, 0),
	    rows_text(rows, 0, 0)),
	    arena_printf(c->a, "Mapping %s is proposed; to be approved: approve map %s",
	    rows_text(rows, 0, 0), rows_text(rows, 0, 0)));
	return NULL;
}

static struct problem *
maps(struct console *c)
{
	const char *realm = c->options.nwords > 0 ? c->options.words[0] : NULL;
	struct rows *rows;

	TRY(admin_run(c, SQL_CONSOLE_MAPS, 1, &realm, &rows));
	admin_table(c, rows);
	return NULL;
}

static struct problem *
unmap(struct console *c)
{
	const char *params[2] = { NULL, c->options.words[0] };

	TRY(admin_actor(c, &params[0]));
	TRY(admin_run(c, SQL_CONSOLE_MAP_RETIRE, 2, params, NULL));
	admin_say("组映射已停用，由它而来的角色已收回", "Out of use; the roles that came by it are taken back");
	return NULL;
}

/* --- accounts --- */

static struct problem *
block(struct console *c)
{
	const char *params[3] = { [2] = c->options.reason };
	struct rows *rows;

	TRY(admin_actor(c, &params[0]));
	TRY(named_account(c, c->options.words[0], &params[1]));
	TRY(admin_run(c, SQL_CONSOLE_BLOCK, 3, params, &rows));
	admin_say(arena_printf(c->a, "已封锁，结束会话 %s 个", rows_text(rows, 0, 0)),
	    arena_printf(c->a, "Blocked; %s sessions ended", rows_text(rows, 0, 0)));
	return NULL;
}

static struct problem *
unblock(struct console *c)
{
	const char *params[2];

	TRY(admin_actor(c, &params[0]));
	TRY(named_account(c, c->options.words[0], &params[1]));
	TRY(admin_run(c, SQL_CONSOLE_UNBLOCK, 2, params, NULL));
	admin_say("已解除封锁", "The block is taken away");
	return NULL;
}

const struct admin_command admin_grant_commands[] = {
	{ "init", "--sys-admin R/U --sec-admin R/U --auditor R/U [--second-sec-admin R/U]", 0, 0, false, init,
	  { "任命首批管理员（只能一次）", "appoints the first administrators, once" } },
	{ "grant", "REALM/USER ROLE SCOPE --reason TEXT [--from DATE] [--until DATE] --as R/U", 3, 3, true, grant,
	  { "提出授权", "proposes a grant" } },
	{ "map", "REALM GROUP_DN ROLE SCOPE [--days N] --as R/U", 4, 4, true, map,
	  { "提出：目录中的组给予角色", "proposes that a group of a directory gives a role" } },
	{ "approve", "grant|map NUMBER… --as R/U", 2, ADMIN_WORDS_MAX, true, approve,
	  { "批准（须为另一名安全管理员）", "approves: another security administrator" } },
	{ "revoke", "NUMBER --reason TEXT --as R/U", 1, 1, true, revoke, { "撤销授权", "takes a grant back" } },
	{ "unmap", "NUMBER --as R/U", 1, 1, true, unmap, { "停用组映射", "takes a group mapping out of use" } },
	{ "grants", "[REALM/USER] [--role ROLE]", 0, 1, false, grants,
	  { "列出授权及待批准的授权", "lists grants, proposed ones too" } },
	{ "maps", "[REALM]", 0, 1, false, maps, { "列出组映射", "lists group mappings" } },
	{ "who", "[--realm CODE] [--role ROLE] [--permission CODE] [--permissions]", 0, 0, false, who,
	  { "谁可以做什么", "who may do what" } },
	{ "block", "REALM/USER --reason TEXT --as R/U", 1, 1, true, block,
	  { "封锁账号并结束其会话", "blocks an account and ends its sessions" } },
	{ "unblock", "REALM/USER --as R/U", 1, 1, true, unblock, { "解除封锁", "takes a block away" } },
	{ 0 }
};
