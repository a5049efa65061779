/* presence.c - attendance as a phone needs it: whose days are entered or confirmed here, and the months. */
#include "clock.h"
#include "resource.h"

static struct problem *
plan_list(struct request *rq)
{
	const char *today = date_today(req_arena(rq));

	req_plan(rq, SQL_PRESENCE_LIST, 1, &today);
	return NULL;
}

static struct problem *
plan_month(struct request *rq)
{
	const char *today = date_today(req_arena(rq)), *month = req_value(rq, "month");

	req_plan(rq, SQL_PRESENCE_MONTH, 3, (const char *[]){ req_value(rq, "id"),
	    month != NULL ? month : today, today });
	return NULL;
}

static const struct route routes[] = {
	{ GET, "/presence", "attendance.read", .flags = ROUTE_LIST, .plan = plan_list,
	  .summary = { "可登记或确认出勤的派驻：今天的登记、等待确认的日子",
	    "Postings whose days one enters or confirms: today's, and those that wait" } },
	{ GET, "/presence/{id}", "attendance.read", .params = { PATH("id", UUID), QUERY("month", DATE, NULL) },
	  .plan = plan_month, .summary = { "一项派驻某月的在岗日历：登记、节假日和空缺",
	    "One posting's calendar of a month: entries, holidays, gaps" } },
};

RESOURCE_DEFINE(presence, routes);
