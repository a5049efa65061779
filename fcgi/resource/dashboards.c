/* dashboards.c - dashboards of figures: which there are for the caller, and one with all its numbers. */
#include "figure_ask.h"
#include "resource.h"

enum step { STEP_FRAME, STEP_VALUES, STEP_MONTHS, STEP_UNITS };

static struct problem *
plan_one(struct request *rq)
{
	const char *code = req_value(rq, "code");
	struct figure_ask ask = { .structure = req_value(rq, "structure") };

	TRY(figure_ask_take(rq, req_value(rq, "scope"), req_value(rq, "period"), "?", &ask));
	const char *const params[] = { code, ask.kind, ask.id, ask.structure, ask.first, ask.last };
	req_plan(rq, SQL_DASHBOARD_GET, 6, params);
	req_plan(rq, SQL_DASHBOARD_VALUES, 6, params);
	req_plan(rq, SQL_DASHBOARD_MONTHS, 5,
	    (const char *[]){ code, ask.kind, ask.id, ask.structure, ask.last });
	req_plan(rq, SQL_DASHBOARD_UNITS, 6, params);
	return NULL;
}

static struct problem *
finish_one(struct request *rq)
{
	const struct rows *frame = req_rows(rq, STEP_FRAME);
	struct buffer *b = res_json(rq);

	if (rows_count(frame) == 0)
		return problem_new(req_arena(rq), PROBLEM_NOT_FOUND, "没有这个看板", "There is no such dashboard");
	buffer_putc(b, '{');
	json_row(b, frame, 0);
	buffer_puts(b, ",\"values\":");
	json_rows(b, req_rows(rq, STEP_VALUES));
	buffer_puts(b, ",\"months\":");
	json_rows(b, req_rows(rq, STEP_MONTHS));
	buffer_puts(b, ",\"units\":");
	json_rows(b, req_rows(rq, STEP_UNITS));
	buffer_putc(b, '}');
	return NULL;
}

static const struct route routes[] = {
	{ GET, "/dashboards", "figure.read", SQL_DASHBOARD_LIST, .flags = ROUTE_LIST,
	  .summary = { "本人可看的看板及各自的起始范围", "Dashboards for the caller, with the scope to begin with" } },
	{ GET, "/dashboards/{code}", "figure.read",
	  .params = { PATH("code", TEXT), QUERY("scope", TEXT, NULL), QUERY("period", TEXT, NULL),
	    { FROM_QUERY, TYPE_CODE, "structure", "then", "then|now", 0, 0, false } },
	  .plan = plan_one, .finish = finish_one,
	  .summary = { "一个看板在某范围某时期的全部数字：指标值、按月、按单位",
	    "A dashboard of a scope and a period with all its numbers: values, by month, by unit" } },
};

RESOURCE_DEFINE(dashboards, routes);
