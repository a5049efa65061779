/* gate.c - what every request must be before anything of it is believed. (security.md section 8) */
#include <string.h>

#include "app.h"
#include "text.h"

#define COOKIE_NAME "__Host-yilian"

enum { TOKEN_LEN = 43 };

static bool
is_safe(const struct request *rq)
{
	return rq->method == GET;
}

static bool
is_json(const char *type)
{
	static const char json[] = "application/json";
	size_t len = sizeof(json) - 1;

	return type != NULL && strncasecmp(type, json, len) == 0 &&
	    (type[len] == '\0' || type[len] == ';' || type[len] == ' ');
}

/* Every header and the path are UTF-8: nothing else is stored, logged or compared. */
static struct problem *
check_encoding(struct request *rq)
{
	for (int i = 0; i < H__COUNT; i++)
		if (rq->headers[i] != NULL && !text_is_utf8(rq->headers[i], strlen(rq->headers[i])))
			return problem_new(rq->arena, PROBLEM_BAD_REQUEST, "请求中含有无效的 UTF-8",
			    "The request holds bytes that are not UTF-8");
	return NULL;
}

static struct problem *
check_origin(struct request *rq)
{
	const char *site = rq->headers[H_FETCH_SITE], *origin = rq->headers[H_ORIGIN];

	if (origin != NULL && strcmp(origin, rq->worker->config->origin) == 0 &&
	    (site == NULL || strcmp(site, "same-origin") == 0))
		return NULL;
	return problem_new(rq->arena, PROBLEM_CSRF, "请求不是从本门户页面发出的，请刷新页面后重试",
	    "The request did not come from a page of this portal: reload the page and try again");
}

struct problem *
gate_check(struct request *rq)
{
	TRY(check_encoding(rq));
	if (is_safe(rq))
		return NULL;
	TRY(check_origin(rq));
	if (rq->raw_len > 0 && !(rq->route != NULL && rq->route->flags & ROUTE_RAW) &&
	    !is_json(rq->headers[H_CONTENT_TYPE]))
		return problem_new(rq->arena, PROBLEM_MEDIA_TYPE, "请求内容应为 application/json",
		    "The content type must be application/json");
	return NULL;
}

/* The value of our cookie in *token_r, or NULL; a second one of the name is refused. */
static struct problem *
find_token(struct request *rq, struct text *token_r)
{
	const char *s = rq->headers[H_COOKIE];
	size_t name_len = sizeof(COOKIE_NAME) - 1;

	while (s != NULL && *s != '\0') {
		size_t len;

		s += strspn(s, "; \t");
		len = strcspn(s, ";");
		if (len > name_len && strncmp(s, COOKIE_NAME, name_len) == 0 && s[name_len] == '=') {
			if (token_r->start != NULL)
				return problem_new(rq->arena, PROBLEM_BAD_REQUEST,
				    "会话标识重复，请清除浏览器 Cookie 后重新登录",
				    "Two session cookies: clear the cookies and sign in again");
			*token_r = (struct text){ s + name_len + 1, len - name_len - 1 };
		}
		s += len;
	}
	return NULL;
}

static const char *
bytea(struct arena *a, const uint8_t hash[32])
{
	return arena_printf(a, "\\x%s", crypto_hex(a, hash, 32));
}

struct problem *
gate_session(struct request *rq)
{
	struct text token = { NULL, 0 };
	uint8_t hash[32];

	TRY(find_token(rq, &token));
	if (token.len == TOKEN_LEN) {
		crypto_sha256(token.start, token.len, hash);
		rq->token_hash = bytea(rq->arena, hash);
	}
	if (rq->token_hash == NULL && strcmp(rq->route->permission, PERMISSION_PUBLIC) != 0)
		return problem_new(rq->arena, PROBLEM_SIGN_IN, "请先登录", "Sign in first");
	return NULL;
}

const char *
res_session_start(struct request *rq)
{
	unsigned char random[32];
	const char *token;
	uint8_t hash[32];

	crypto_random(random, sizeof(random));
	token = crypto_base64url(rq->arena, random, sizeof(random));
	crypto_sha256(token, strlen(token), hash);
	res_cookie(rq, arena_printf(rq->arena,
	    COOKIE_NAME "=%s; Path=/; Secure; HttpOnly; SameSite=Lax", token));
	return bytea(rq->arena, hash);
}

void
res_session_end(struct request *rq)
{
	res_cookie(rq, COOKIE_NAME "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
	res_header(rq, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
}

/* "7", or W/"7" as nginx makes of it when it compresses. */
static struct problem *
read_version(struct request *rq, const char *s)
{
	size_t len;

	if (strncmp(s, "W/", 2) == 0)
		s += 2;
	len = strlen(s);
	if (len < 3 || len > 12 || s[0] != '"' || s[len - 1] != '"' ||
	    strspn(s + 1, "0123456789") != len - 2)
		return problem_new(rq->arena, PROBLEM_BAD_REQUEST, "If-Match 应为版本号，如 \"7\"",
		    "If-Match must be a version, like \"7\"");
	rq->if_match = arena_strndup(rq->arena, s + 1, len - 2);
	return NULL;
}

static struct problem *
check_key(struct request *rq)
{
	static const struct param uuid = { .type = TYPE_UUID };
	const char *key = rq->headers[H_KEY];
	struct sentence fault;

	if (key == NULL)
		return problem_new(rq->arena, PROBLEM_PRECONDITION,
		    "缺少 Idempotency-Key（重复提交标识）",
		    "The header Idempotency-Key is missing: send a fresh UUID with each new request");
	rq->headers[H_KEY] = value_check(rq->arena, &uuid, key, &fault);
	if (rq->headers[H_KEY] == NULL)
		return problem_new(rq->arena, PROBLEM_BAD_REQUEST, "Idempotency-Key 应为 UUID",
		    "Idempotency-Key must be a UUID");
	return NULL;
}

struct problem *
gate_preconditions(struct request *rq)
{
	if (route_creates_claim(rq->route) &&
	    strcmp(rq->route->permission, PERMISSION_PUBLIC) != 0)
		TRY(check_key(rq));
	if (rq->headers[H_IF_MATCH] != NULL)
		TRY(read_version(rq, rq->headers[H_IF_MATCH]));
	if (rq->if_match == NULL && rq->route->flags & ROUTE_VERSIONED)
		return problem_new(rq->arena, PROBLEM_PRECONDITION, "缺少 If-Match（版本号）",
		    "The header If-Match is missing: send the version that was shown");
	return NULL;
}
