/* login.c - signing in: one name, one password, one directory. (security.md section 5) */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "auth_impl.h"
#include "clock.h"
#include "log.h"
#include "text.h"

enum { PASSWORD_MAX_BYTES = 256, FLOOR_SPREAD_MS = 50, RETRY_AFTER_S = 10 };

/* One try. */
struct attempt {
	struct request *rq;
	struct arena *a;
	struct auth *auth;
	const char *realm_code;			/* as chosen; NULL: none */
	const char *typed;			/* the name, folded; with its suffix where one was typed */
	const char *login;			/* without it */
	const char *password;
	size_t password_len;
	const struct auth_realm *realm;		/* NULL: there is no such realm */
	struct directory_user *user;		/* NULL: nobody has this name */
	const struct directory_group *groups;
	int ngroups;
	const char *account_id;
};

/* What the user is told. Who is unknown, who mistyped and who is locked out learn the same. */
static const char generic_zh[] = "用户名或密码错误。请检查所选机构、用户名和密码；连续输错后需等待 30 分钟";
static const char generic_en[] = "Wrong user name or password. Check the institution, the name and the "
    "password; after several wrong ones wait 30 minutes";

static const struct verdict {
	enum problem_type type;
	const char *zh, *en;
} verdicts[DIRECTORY__COUNT] = {
	[DIRECTORY_BAD_CREDENTIALS] = { PROBLEM_LOGIN_FAILED, generic_zh, generic_en },
	[DIRECTORY_LOCKED] = { PROBLEM_LOGIN_FAILED, generic_zh, generic_en },
	[DIRECTORY_AMBIGUOUS] = { PROBLEM_LOGIN_FAILED, generic_zh, generic_en },
	[DIRECTORY_DISABLED] = { PROBLEM_LOGIN_FAILED, "账号已停用，请联系本单位信息科",
	    "This account is out of use: ask your institution's helpdesk" },
	[DIRECTORY_EXPIRED] = { PROBLEM_LOGIN_FAILED, "账号已过期，请联系本单位信息科",
	    "This account has expired: ask your institution's helpdesk" },
	[DIRECTORY_MUST_CHANGE] = { PROBLEM_LOGIN_FAILED, "密码已过期，请在本单位域内修改后再登录",
	    "The password has expired: change it inside your institution, then sign in" },
	[DIRECTORY_POLICY] = { PROBLEM_LOGIN_FAILED, "当前时间或终端不允许登录，请联系本单位信息科",
	    "Sign-in is not allowed at this time or from this computer: ask your institution's helpdesk" },
	[DIRECTORY_UNAVAILABLE] = { PROBLEM_DIRECTORY, "本单位目录暂不可用，其他单位不受影响，请稍后再试",
	    "Your institution's directory is unavailable; others are not affected. Try again later" },
};

/* Writes the audit row of a refusal; that it cannot be written does not let anyone in. */
static void
audit_refusal(struct attempt *at, const char *reason)
{
	const char *params[] = { "auth.login",
		at->realm != NULL ? arena_printf(at->a, "%d", at->realm->realm.id) : NULL,
		at->account_id, "refused", reason, req_address(at->rq), req_id(at->rq), NULL };
	const struct db_step step = { SQL_LOGIN_NOTE, 8, params };
	struct rows *rows;
	struct problem *p = db_run(req_db(at->rq), at->a, &step, 1, &rows);

	log_event(LOG_INFO, "sign_in_refused", "request_id", req_id(at->rq), "realm",
	    at->realm != NULL ? at->realm->realm.code : NULL, "reason", reason, "audited",
	    p == NULL ? "yes" : "no", NULL);
}

static struct problem *
refuse(struct attempt *at, enum directory_result result, const char *reason)
{
	const struct verdict *v = &verdicts[result];
	struct problem *p = problem_new(at->a, v->type, v->zh, v->en);

	audit_refusal(at, reason != NULL ? reason : directory_result_name(result));
	if (v->type == PROBLEM_DIRECTORY)
		p->retry_after_s = RETRY_AFTER_S;
	return p;
}

/* --- the request --- */

static struct problem *
bad_request(struct attempt *at, const char *zh, const char *en)
{
	return problem_new(at->a, PROBLEM_BAD_REQUEST, zh, en);
}

static struct problem *
read_password(struct attempt *at, const json_t *value)
{
	at->password = json_string_value(value);
	at->password_len = json_string_length(value);
	if (at->password == NULL)
		return bad_request(at, "请输入密码", "Enter the password");
	if (at->password_len > PASSWORD_MAX_BYTES)
		return bad_request(at, "密码过长：最多 256 字节", "The password is longer than 256 bytes");
	if (memchr(at->password, '\0', at->password_len) != NULL)
		return bad_request(at, "密码中有不允许的字符", "The password holds a character that cannot be");
	return NULL;
}

/* user, password and nothing else but realm, which may be null. */
static struct problem *
read_body(struct attempt *at)
{
	const json_t *body = req_body(at->rq);
	const json_t *user = json_object_get(body, "user");
	const json_t *realm = json_object_get(body, "realm");
	size_t known = 0;

	known += user != NULL;
	known += realm != NULL;
	known += json_object_get(body, "password") != NULL;
	if (json_object_size(body) != known || (realm != NULL && !json_is_string(realm) &&
	    !json_is_null(realm)))
		return bad_request(at, "只接受 realm、user、password", "Only realm, user and password are taken");
	at->realm_code = json_string_value(realm);
	if (at->realm_code != NULL && (at->realm_code[0] == '\0' || strlen(at->realm_code) > 64))
		return bad_request(at, "机构代码无效，请重新选择机构", "This is no realm: choose the institution again");
	at->typed = json_is_string(user) && json_string_length(user) == strlen(json_string_value(user))
	    ? text_fold_login(at->a, json_string_value(user)) : NULL;
	if (at->typed == NULL)
		return bad_request(at, "用户名为空、过长或含有不可见字符，请重新输入",
		    "The user name is empty, too long or holds invisible characters: type it again");
	return read_password(at, json_object_get(body, "password"));
}

/* "name@suffix" or "domain\name" says the realm; a chosen one must then be the same. */
static void
find_realm(struct attempt *at, const struct auth_realm *realms, int n)
{
	const char *sign = strrchr(at->typed, '@'), *slash = strchr(at->typed, '\\');
	const struct auth_realm *said = NULL;
	const struct auth_realm *chosen = at->realm_code != NULL
	    ? realm_by_code(realms, n, at->realm_code) : NULL;
	const char *login = at->typed;

	if (slash != NULL && slash != at->typed && slash[1] != '\0') {
		said = realm_by_suffix(realms, n, arena_strndup(at->a, at->typed,
		    (size_t)(slash - at->typed)));
		login = slash + 1;
	} else if (sign != NULL && sign != at->typed) {
		said = realm_by_suffix(realms, n, sign + 1);
		login = arena_strndup(at->a, at->typed, (size_t)(sign - at->typed));
	}
	/* Some directories have names with @ in them: whoever chose the institution may type those. */
	at->login = said != NULL ? login : at->typed;
	at->realm = at->realm_code == NULL ? said : said == NULL || said == chosen ? chosen : NULL;
}

/* --- limits --- */

static struct problem *
take(struct attempt *at, enum limit kind, const char *key, const char *reason)
{
	int wait_s = limits_take(at->auth->limits, kind, key);
	struct problem *p;

	if (wait_s == 0)
		return NULL;
	audit_refusal(at, reason);
	p = problem_new(at->a, PROBLEM_TOO_MANY,
	    arena_printf(at->a, "登录过于频繁，请 %d 秒后再试", wait_s),
	    arena_printf(at->a, "Too many sign-ins: try again in %d seconds", wait_s));
	p->retry_after_s = wait_s;
	return p;
}

static const char *
login_key(struct attempt *at)
{
	return arena_printf(at->a, "%s:%s", at->realm->realm.code, at->login);
}

/* --- the directory --- */

/* Asks the directory about somebody who does not exist, so that it takes as long as one who does. */
static struct problem *
refuse_unknown(struct attempt *at, enum directory_result why, const char *reason)
{
	const struct realm *realm = &at->realm->realm;
	unsigned char random[12];
	enum directory_result result;
	const char *dn;

	crypto_random(random, sizeof(random));
	dn = arena_printf(at->a, "uid=%s,%s", crypto_hex(at->a, random, sizeof(random)),
	    realm->base_dn);
	result = directory_bind(at->auth->directory, at->a, realm, dn, at->password,
	    at->password_len, NULL);
	return refuse(at, result == DIRECTORY_UNAVAILABLE ? result : why, reason);
}

static void
log_detail(struct attempt *at, enum directory_result result, const char *detail)
{
	if (result == DIRECTORY_UNAVAILABLE || result == DIRECTORY_AMBIGUOUS)
		log_event(LOG_WARNING, "directory_trouble", "request_id", req_id(at->rq), "realm",
		    at->realm->realm.code, "result", directory_result_name(result), "detail", detail, NULL);
}

static enum forwarded
forwarded_as(enum directory_result result)
{
	switch (result) {
	case DIRECTORY_OK:
		return FORWARDED_RIGHT;
	case DIRECTORY_BAD_CREDENTIALS:
		return FORWARDED_WRONG;
	case DIRECTORY_LOCKED:
		return FORWARDED_LOCKED;
	default:
		return FORWARDED_NOTHING;
	}
}

/* Sends the password, unless that could lock the account in its directory. */
static struct problem *
check_password(struct attempt *at)
{
	const struct realm *realm = &at->realm->realm;
	const char *key = arena_printf(at->a, "%d:%s", realm->id,
	    crypto_hex(at->a, at->user->uid, at->user->uid_len));
	const char *detail;
	enum directory_result result;

	if (!limits_forward(at->auth->limits, key, realm->forward_fail_limit))
		return refuse(at, DIRECTORY_BAD_CREDENTIALS, "forward_limit");
	result = directory_bind(at->auth->directory, at->a, realm, at->user->dn, at->password,
	    at->password_len, &detail);
	limits_forwarded(at->auth->limits, key, forwarded_as(result));
	log_detail(at, result, detail);
	if (result == DIRECTORY_OK && !at->user->active)
		result = DIRECTORY_DISABLED;
	return result == DIRECTORY_OK ? NULL : refuse(at, result, NULL);
}

static struct problem *
authenticate(struct attempt *at)
{
	const struct realm *realm = &at->realm->realm;
	const char *detail;
	enum directory_result result;

	if (at->password_len == 0)
		return refuse(at, DIRECTORY_BAD_CREDENTIALS, "empty_password");
	result = directory_find(at->auth->directory, at->a, realm, at->login, &at->user, &detail);
	log_detail(at, result, detail);
	if (result == DIRECTORY_AMBIGUOUS)
		return refuse_unknown(at, result, NULL);
	if (result != DIRECTORY_OK)
		return refuse(at, result, NULL);
	if (at->user == NULL)
		return refuse_unknown(at, DIRECTORY_BAD_CREDENTIALS, "unknown_user");
	TRY(check_password(at));
	result = directory_groups(at->auth->directory, at->a, realm, at->user, &at->groups,
	    &at->ngroups, &detail);
	log_detail(at, result, detail);
	return result == DIRECTORY_OK ? NULL : refuse(at, result, NULL);
}

/* --- the session --- */

static struct problem *
find_account(struct attempt *at)
{
	const char *params[] = { arena_printf(at->a, "%d", at->realm->realm.id),
		auth_bytea(at->a, at->user->uid, at->user->uid_len), at->login, at->user->display_name,
		auth_home_org(at->a, at->realm, at->user) };
	const struct db_step step = { SQL_LOGIN_ACCOUNT, 5, params };
	struct rows *rows;

	TRY(db_run(req_db(at->rq), at->a, &step, 1, &rows));
	at->account_id = rows_get(rows, 0, "account_id");
	if (rows_get(rows, 0, "blocked")[0] == 't')
		return refuse(at, DIRECTORY_DISABLED, "portal_block");
	return NULL;
}

static void
write_answer(struct attempt *at, const struct rows *session)
{
	struct buffer *b = res_json(at->rq);
	const char *home = rows_get(session, 0, "home_org");

	buffer_printf(b, "{\"account\":{\"id\":%s,\"login_name\":", at->account_id);
	buffer_json(b, rows_get(session, 0, "login_name"));
	buffer_puts(b, ",\"display_name\":");
	buffer_json(b, rows_get(session, 0, "display_name"));
	buffer_puts(b, ",\"realm\":");
	buffer_json(b, rows_get(session, 0, "realm"));
	buffer_puts(b, ",\"home_organisation\":");
	if (home != NULL) {
		buffer_printf(b, "{\"id\":%s,\"name\":", home);
		buffer_json(b, rows_get(session, 0, "home_org_name"));
		buffer_putc(b, '}');
	} else {
		buffer_puts(b, "null");
	}
	buffer_printf(b, "},\"pending\":%s,\"displaced\":%s}",
	    rows_get(session, 0, "pending")[0] == 't' ? "true" : "false",
	    rows_get(session, 0, "displaced"));
}

static struct problem *
enter(struct attempt *at)
{
	const char *group_params[2], *session_params[7];
	const struct db_step steps[] = { { SQL_LOGIN_GROUPS, 2, group_params },
		{ SQL_LOGIN_SESSION, 7, session_params } };
	struct rows *rows[2];

	TRY(find_account(at));
	group_params[0] = session_params[0] = at->account_id;
	group_params[1] = auth_group_array(at->a, at->groups, at->ngroups);
	/* Always a fresh token: one that came in is never adopted. */
	session_params[1] = res_session_start(at->rq);
	session_params[2] = "{password}";
	session_params[3] = req_address(at->rq);
	session_params[4] = req_header(at->rq, "HTTP_USER_AGENT");
	session_params[5] = req_token_hash(at->rq);
	session_params[6] = req_id(at->rq);
	TRY(db_run(req_db(at->rq), at->a, steps, 2, rows));
	limits_fill(at->auth->limits, LIMIT_LOGIN, login_key(at));
	write_answer(at, rows[1]);
	return NULL;
}

static struct problem *
sign_in(struct attempt *at)
{
	const struct auth_realm *realms;
	int n;

	TRY(read_body(at));
	TRY(take(at, LIMIT_ADDRESS, req_address(at->rq), "address_limit"));
	TRY(realm_cache_get(at->auth->realms, req_db(at->rq), at->a, &realms, &n));
	find_realm(at, realms, n);
	if (at->realm == NULL)
		return refuse(at, DIRECTORY_BAD_CREDENTIALS, "unknown_realm");
	TRY(take(at, LIMIT_REALM, at->realm->realm.code, "realm_limit"));
	TRY(take(at, LIMIT_LOGIN, login_key(at), "login_limit"));
	TRY(authenticate(at));
	return enter(at);
}

/* --- around it --- */

/* Whether the account exists and what was wrong cannot be told by the time. A request that was
 * malformed, too many, or met a dead directory says nothing of an account, and must not hold a
 * thread. */
static bool
tells_of_account(const struct problem *p)
{
	return p == NULL || p->type == PROBLEM_LOGIN_FAILED;
}

static void
wait_for_floor(const struct config *config, int64_t started_ms)
{
	uint16_t random;
	int64_t left;
	struct timespec pause;

	if (config->login_floor_ms == 0)
		return;
	crypto_random(&random, sizeof(random));
	left = started_ms + config->login_floor_ms + random % (2 * FLOOR_SPREAD_MS + 1) -
	    FLOOR_SPREAD_MS - clock_ms();
	if (left <= 0)
		return;
	pause = (struct timespec){ .tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000 };
	nanosleep(&pause, NULL);
}

/* The password is in the request and in the string that was made of it. */
static void
wipe(struct attempt *at)
{
	size_t len;
	const void *raw = req_raw(at->rq, &len);

	if (raw != NULL)
		explicit_bzero((void *)(uintptr_t)raw, len);
	if (at->password != NULL)
		explicit_bzero((void *)(uintptr_t)at->password, at->password_len);
}

static struct problem *
plan_login(struct request *rq)
{
	struct attempt at = { .rq = rq, .a = req_arena(rq), .auth = req_state(rq) };
	int64_t started_ms = clock_ms();
	struct problem *p = sign_in(&at);

	wipe(&at);
	if (tells_of_account(p))
		wait_for_floor(req_config(rq), started_ms);
	return p;
}

static struct problem *
plan_logout(struct request *rq)
{
	const char *params[] = { req_token_hash(rq), req_address(rq), req_id(rq) };

	if (params[0] != NULL)
		req_plan(rq, SQL_LOGIN_END, 3, params);
	return NULL;
}

/* Somebody whose session ended already wanted just this. */
static struct problem *
finish_logout(struct request *rq)
{
	res_session_end(rq);
	res_status(rq, 204);
	return NULL;
}

static const struct route routes[] = {
	{ GET, "/realms", PERMISSION_PUBLIC, SQL_LOGIN_PICKER,
	  .params = { QUERY("q", TEXT, NULL), LIMIT },
	  .flags = ROUTE_LIST,
	  .summary = { "登录时可选的机构", "Institutions to choose from at sign-in" } },
	{ POST, "/login", PERMISSION_PUBLIC, SQL_NONE, .plan = plan_login, .flags = ROUTE_OPEN_BODY,
	  .summary = { "登录", "Sign in" } },
	{ POST, "/logout", PERMISSION_PUBLIC, SQL_NONE, .plan = plan_logout, .finish = finish_logout,
	  .summary = { "退出", "Sign out" } },
};

RESOURCE_DEFINE(login, routes);

struct auth *
auth_create(const struct config *config)
{
	struct auth *auth = calloc(1, sizeof(*auth));

	if (auth == NULL)
		die("no memory for sign-in");
	auth->config = config;
	auth->directory = directory_create(config);
	auth->realms = realm_cache_create();
	auth->limits = limits_create();
	return auth;
}

void
auth_free(struct auth *auth)
{
	limits_free(auth->limits);
	realm_cache_free(auth->realms);
	directory_free(auth->directory);
	free(auth);
}
