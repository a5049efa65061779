/* worklists.c - what waits for the caller's institutions, and whom the front desk expects. */
#include "patient_view.h"
#include "resource.h"

static struct problem *
plan_arrivals(struct request *rq)
{
	const char *day = req_value(rq, "date");

	patient_view_plan(rq);
	req_plan(rq, SQL_REFERRAL_ARRIVALS, 1, &day);
	return NULL;
}

static struct problem *
finish_arrivals(struct request *rq)
{
	patient_view_referral(rq);
	return res_list(rq, req_rows(rq, 1), 0);
}

static const struct route routes[] = {
	{ GET, "/worklists", "referral.read", SQL_WORKLIST_COUNTS, .flags = ROUTE_LIST,
	  .summary = { "各待办清单的数目", "How much waits on each worklist" } },
	{ GET, "/arrivals", "referral.read",
	  .params = { QUERY("date", DATE, NULL) },
	  .flags = ROUTE_LIST, .plan = plan_arrivals, .finish = finish_arrivals,
	  .summary = { "某日预计到诊与已到诊的患者，供前台打印",
	    "Patients expected and arrived on a day, for the front desk" } },
};

RESOURCE_DEFINE(worklists, routes);
