/* drafts.c - what someone has typed and not sent, kept for them alone.
 *
 * The content is the front end's own; it may name a patient, so it is stored encrypted. */
#include "resource.h"

#include <string.h>

static bool
is_form(const char *s)
{
	size_t len = strlen(s);

	return len > 0 && len <= 80 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.:-") == len &&
	    s[0] >= 'a' && s[0] <= 'z';
}

static struct problem *
check_form(struct request *rq)
{
	if (is_form(req_value(rq, "form")))
		return NULL;
	return problem_new(req_arena(rq), PROBLEM_NOT_FOUND, "没有这种表单", "There is no such form");
}

static const char *
aad(struct request *rq)
{
	return arena_printf(req_arena(rq), "biz.draft|content|%s", req_value(rq, "form"));
}

static struct problem *
plan_get(struct request *rq)
{
	TRY(check_form(rq));
	req_plan(rq, SQL_DRAFT_GET, 1, (const char *[]){ req_value(rq, "form") });
	return NULL;
}

/* bytea text without its \x. */
static const char *
decrypt(struct request *rq, const char *hex)
{
	size_t len;
	const unsigned char *data = crypto_unhex(req_arena(rq), hex + 2, &len);

	return data == NULL ? NULL : crypto_decrypt(req_crypto(rq), req_arena(rq), aad(rq), data, len);
}

static struct problem *
answer_draft(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	const char *content;
	struct buffer *b;

	if (rows_count(r) == 0)
		return res_row(rq, r);
	content = decrypt(rq, rows_get(r, 0, "_content"));
	if (content == NULL)
		return problem_new(req_arena(rq), PROBLEM_GONE, "草稿无法读取，请重新填写",
		    "The draft cannot be read: fill the form in again");
	b = res_json(rq);
	buffer_putc(b, '{');
	json_row(b, r, 0);
	buffer_printf(b, ",\"content\":%s}", content);
	return NULL;
}

static struct problem *
plan_put(struct request *rq)
{
	size_t len;
	const unsigned char *data;

	TRY(check_form(rq));
	data = crypto_encrypt(req_crypto(rq), req_arena(rq), aad(rq), req_value(rq, "content"), &len);
	req_plan(rq, SQL_DRAFT_PUT, 2, (const char *[]){ req_value(rq, "form"),
	    arena_printf(req_arena(rq), "\\x%s", crypto_hex(req_arena(rq), data, len)) });
	return NULL;
}

static struct problem *
plan_delete(struct request *rq)
{
	TRY(check_form(rq));
	req_plan(rq, SQL_DRAFT_DELETE, 1, (const char *[]){ req_value(rq, "form") });
	return NULL;
}

static const struct route routes[] = {
	{ GET, "/drafts", PERMISSION_SESSION, SQL_DRAFT_LIST, .flags = ROUTE_LIST,
	  .summary = { "我的草稿", "My drafts" }, .answer = "drafts" },
	{ GET, "/drafts/{form}", PERMISSION_SESSION, .params = { PATH("form", TEXT) },
	  .plan = plan_get, .finish = answer_draft,
	  .summary = { "一份草稿", "One draft" }, .answer = "draft" },
	{ PUT, "/drafts/{form}", PERMISSION_SESSION,
	  .params = { PATH("form", TEXT), BODY_MUST("content", JSON) }, .plan = plan_put,
	  .summary = { "保存草稿", "Keeps a draft" }, .answer = "draft" },
	{ DELETE, "/drafts/{form}", PERMISSION_SESSION, .params = { PATH("form", TEXT) },
	  .plan = plan_delete, .finish = res_nothing,
	  .summary = { "删除草稿", "Forgets a draft" } },
};

RESOURCE_DEFINE(drafts, routes);
