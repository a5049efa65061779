/* certificates.c - certificates of eligibility: issued, shown, revoked, checked by anybody. */
#include <stdlib.h>

#include "resource.h"

#define RANKS	"mid|deputy_senior|senior"
#define RANK	{ FROM_BODY, TYPE_CODE, "rank", NULL, RANKS, 0, 0, true }

static struct problem *
finish_list(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

static struct problem *
plan_create(struct request *rq)
{
	req_plan(rq, SQL_CERTIFICATE_CREATE, 4, (const char *[]){ req_value(rq, "staff"),
	    req_value(rq, "scheme"), req_value(rq, "rank"), req_value(rq, "as_of") });
	req_plan(rq, SQL_CERTIFICATE_GET, 1, (const char *[]){ NULL });
	return NULL;
}

static struct problem *
plan_revoke(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_CERTIFICATE_REVOKE, 2, (const char *[]){ id, req_value(rq, "reason") });
	req_plan(rq, SQL_CERTIFICATE_GET, 1, (const char *[]){ id });
	return NULL;
}

static struct problem *
finish_second(struct request *rq)
{
	return res_row(rq, req_rows(rq, 1));
}

static const struct route routes[] = {
	{ GET, "/certificates", "promotion.read", SQL_CERTIFICATE_LIST,
	  .params = { QUERY("organisation", INTEGER, NULL), { FROM_QUERY, TYPE_CODE, "state", NULL,
	    "valid|revoked", 0, 0, false }, { FROM_QUERY, TYPE_CODE, "rank", NULL, RANKS, 0, 0, false },
	    QUERY("from", DATE, NULL), QUERY("to", DATE, NULL), QUERY("q", TEXT, NULL), AFTER, LIMIT },
	  .flags = ROUTE_LIST, .finish = finish_list,
	  .summary = { "权限范围内的证书，按单位、状态、级别、签发日期、姓名或编号筛选（不含校验码）",
	    "Certificates in reach, by institution, state, rank, day, name or number; without codes" } },
	{ POST, "/certificates", "promotion.issue",
	  .params = { BODY_MUST("staff", UUID), BODY_MUST("scheme", UUID), RANK, BODY("as_of", DATE) },
	  .flags = ROUTE_CREATES, .plan = plan_create, .finish = finish_second,
	  .summary = { "签发晋升资格证书（不能为本人签发）", "Issues a certificate, to somebody else" } },
	{ GET, "/certificates/{id}", "promotion.own", SQL_CERTIFICATE_GET, .params = { PATH("id", UUID) },
	  .flags = ROUTE_AUDITED,
	  .summary = { "一张证书及其校验码、内容是否完好、现在的判定",
	    "A certificate with its code, whether it is intact, and the verdict of today" } },
	{ POST, "/certificates/{id}/actions/revoke", "promotion.issue",
	  .params = { PATH("id", UUID), { FROM_BODY, TYPE_TEXT, "reason", NULL, NULL, 2, 200, true } },
	  .plan = plan_revoke, .finish = finish_second,
	  .summary = { "撤销证书，须说明原因", "Revokes a certificate, with the reason" } },
	/* One of the few without a session: nginx lets an address ask it about once a second. */
	{ GET, "/public/certificates/{number}", PERMISSION_PUBLIC, SQL_CERTIFICATE_CHECK,
	  .params = { { FROM_PATH, TYPE_TEXT, "number", NULL, NULL, 1, 40, true },
	    { FROM_QUERY, TYPE_TEXT, "code", NULL, NULL, 1, 40, true } },
	  .summary = { "公开核验证书：有效、已撤销或查无此证",
	    "Anybody's check of a certificate: valid, revoked or not found" } },
};

RESOURCE_DEFINE(certificates, routes);
