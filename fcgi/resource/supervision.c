/* supervision.c - who was supervised in no quarter: the list beside the records of visits (SUP-02). */
#include <stdlib.h>

#include "figure_ask.h"
#include "resource.h"

static struct problem *
plan_missed(struct request *rq)
{
	struct figure_ask ask = { .structure = req_value(rq, "structure") };

	TRY(figure_ask_take(rq, req_value(rq, "scope"), req_value(rq, "period"), "?", &ask));
	req_plan(rq, SQL_SUPERVISION_MISSED, 8, (const char *[]){ ask.kind, ask.id, ask.structure,
	    ask.first, ask.last, req_value(rq, "what"), req_value(rq, "after"), req_value(rq, "limit") });
	return NULL;
}

static struct problem *
finish_missed(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

static const struct route routes[] = {
	{ GET, "/supervision/missed", "supervision.read",
	  .params = { QUERY("scope", TEXT, NULL), QUERY("period", TEXT, NULL),
	    { FROM_QUERY, TYPE_CODE, "structure", "then", "then|now", 0, 0, false },
	    { FROM_QUERY, TYPE_CODE, "what", "all", "all|missed|running", 0, 0, false }, AFTER, LIMIT },
	  .flags = ROUTE_LIST, .plan = plan_missed, .finish = finish_missed,
	  .summary = { "某范围某时期各季度未接受督导的医联体成员单位",
	    "Members of alliances that nobody supervised, by quarter" } },
};

RESOURCE_DEFINE(supervision, routes);
