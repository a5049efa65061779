/* promotions.c - whether service opens the way to a rank: a unit's people, one person's ledger. */
#include <stdlib.h>

#include "resource.h"

#define RANK	{ FROM_QUERY, TYPE_CODE, "rank", NULL, "mid|deputy_senior|senior", 0, 0, false }

static struct problem *
finish_list(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

static struct problem *
finish_mine(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), 0);
}

static const struct route routes[] = {
	{ GET, "/promotions", "promotion.read", SQL_PROMOTION_LIST,
	  .params = { QUERY("organisation", INTEGER, NULL), { FROM_QUERY, TYPE_CODE, "result", NULL,
	    "eligible|not_yet|not_eligible|not_required|no_scheme", 0, 0, false },
	    QUERY("scheme", UUID, NULL), RANK, QUERY("as_of", DATE, NULL), QUERY("q", TEXT, NULL), AFTER,
	    LIMIT },
	  .flags = ROUTE_LIST, .finish = finish_list,
	  .summary = { "单位人员的晋升资格及理由，按结果、方案、级别筛选",
	    "Verdicts on a unit's people, by result, scheme and rank" } },
	{ GET, "/promotions/mine", "promotion.own", SQL_PROMOTION_MINE, .flags = ROUTE_LIST,
	  .finish = finish_mine,
	  .summary = { "本人的晋升资格", "The verdict on the account's own person" } },
	{ GET, "/promotions/{staff_id}", "promotion.own", SQL_PROMOTION_GET,
	  .params = { PATH("staff_id", UUID), QUERY("scheme", UUID, NULL), RANK,
	    QUERY("as_of", DATE, NULL) },
	  .summary = { "一人的服务台账：派驻、每周出勤、理由、最早符合日期（本人或有权查看的人）",
	    "A person's ledger down to week and day; one's own, or for who reads promotion there" } },
};

RESOURCE_DEFINE(promotions, routes);
