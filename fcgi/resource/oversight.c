/* oversight.c - what an authority sees of referrals: figures, the rows behind them, quiet units. */
#include <stdlib.h>
#include <string.h>

#include "period.h"
#include "resource.h"

#define CUTS "total|pair|from|to|department|disease|county|time"
#define FIGURES "visits|sent|emergencies|green_channel|received|answered|accepted|rejected|returned|" \
	"redirected|cancelled|came|no_show|fed_back|closed"

#define SCOPE	QUERY("scope", SCOPE, NULL)
#define PERIOD	QUERY("period", PERIOD, NULL)
#define CODE(name, codes, fallback) { FROM_QUERY, TYPE_CODE, name, fallback, codes, 0, 0, false }

/* What the columns of a table of figures count. The browser has their names. */
static const struct { const char *name, *unit; } columns[] = {
	{ "up_visits", "visit" }, { "up_persons", "person" }, { "down_visits", "visit" },
	{ "down_persons", "person" }, { "down_inpatient_visits", "visit" },
	{ "down_outpatient_visits", "visit" }, { "same_level_visits", "visit" },
	{ "same_level_persons", "person" }, { "emergency_visits", "visit" }, { "sent", "case" },
	{ "received", "case" }, { "answered", "case" }, { "accepted", "case" }, { "rejected", "case" },
	{ "returned", "case" }, { "redirected", "case" }, { "cancelled", "case" }, { "came", "case" },
	{ "no_show", "case" }, { "fed_back", "case" }, { "closed", "case" },
	{ "closed_by_sender", "case" }, { "closable_by_sender", "case" },
	{ "closed_by_receiver", "case" }, { "closable_by_receiver", "case" },
	{ "green_channel", "case" }, { "emergencies", "case" }, { "answers_timed", "case" },
	{ "answer_seconds_average", "second" }, { "answer_seconds_median", "second" },
};

/* Without a scope: the caller's own, which SQL knows. */
static void
take_scope(struct request *rq, const char **kind_r, const char **id_r)
{
	const char *scope = req_value(rq, "scope");

	*kind_r = *id_r = NULL;
	if (scope != NULL)
		scope_parse(scope, kind_r, id_r);
}

static void
take_period(struct request *rq, const char **first_r, const char **last_r)
{
	const char *period = req_value(rq, "period");

	period_parse(req_arena(rq), period == NULL ? period_now(req_arena(rq)) : period, first_r,
	    last_r);
}

/* A page that shows several cuts of the same figures asks for their whole once: to count persons
 * anew for each cut is what costs. */
static bool
wants_totals(const struct request *rq)
{
	return strcmp(req_value(rq, "totals"), "true") == 0 || strcmp(req_value(rq, "by"), "total") == 0;
}

static struct problem *
plan_figures(struct request *rq)
{
	const char *by = req_value(rq, "by"), *compare = req_value(rq, "compare");
	const char *kind, *id, *first, *last;

	take_scope(rq, &kind, &id);
	take_period(rq, &first, &last);
	req_plan(rq, SQL_OVERSIGHT_FRAME, 4, (const char *[]){ kind, id, first, last });
	if (wants_totals(rq))
		req_plan(rq, SQL_OVERSIGHT_TOTAL, 5, (const char *[]){ kind, id, first, last, compare });
	if (strcmp(by, "total") != 0)
		req_plan(rq, SQL_OVERSIGHT_TABLE, 8, (const char *[]){ kind, id, first, last, by,
		    req_value(rq, "step"), compare, req_value(rq, "limit") });
	return NULL;
}

static void
write_columns(struct buffer *b)
{
	buffer_puts(b, ",\"columns\":[");
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		buffer_printf(b, "%s{\"name\":\"%s\",\"unit\":\"%s\"}", i == 0 ? "" : ",",
		    columns[i].name, columns[i].unit);
	buffer_putc(b, ']');
}

static struct problem *
finish_figures(struct request *rq)
{
	struct buffer *b = res_json(rq);
	int place = 1;

	buffer_putc(b, '{');
	json_row(b, req_rows(rq, 0), 0);
	write_columns(b);
	if (wants_totals(rq)) {
		buffer_puts(b, ",\"totals\":{");
		json_row(b, req_rows(rq, place++), 0);
		buffer_putc(b, '}');
	}
	buffer_puts(b, ",\"items\":");
	if (strcmp(req_value(rq, "by"), "total") == 0)
		buffer_puts(b, "[]");
	else
		json_rows(b, req_rows(rq, place));
	buffer_putc(b, '}');
	return NULL;
}

static struct problem *
plan_rows(struct request *rq)
{
	static const char *const names[] = { "figure", "direction", "sender", "receiver", "county",
		"department", "disease", "after", "limit" };
	enum { NAMES = sizeof(names) / sizeof(names[0]) };
	const char *params[4 + NAMES];

	take_scope(rq, &params[0], &params[1]);
	take_period(rq, &params[2], &params[3]);
	for (int i = 0; i < NAMES; i++)
		params[4 + i] = req_value(rq, names[i]);
	req_plan(rq, SQL_OVERSIGHT_ROWS, 4 + NAMES, params);
	return NULL;
}

static struct problem *
finish_rows(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

static struct problem *
plan_quiet(struct request *rq)
{
	const char *params[] = { NULL, NULL, req_value(rq, "what") };

	take_scope(rq, &params[0], &params[1]);
	req_plan(rq, SQL_OVERSIGHT_QUIET, 3, params);
	return NULL;
}

static struct problem *
finish_quiet(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), 0);
}

static const struct route routes[] = {
	{ GET, "/oversight/referrals", "oversight.read",
	  .params = { SCOPE, PERIOD, CODE("by", CUTS, "total"),
	    CODE("step", "day|week|month|year", "month"), QUERY("compare", BOOLEAN, "false"),
	    QUERY("totals", BOOLEAN, "true"),
	    { FROM_QUERY, TYPE_INTEGER, "limit", "500", NULL, 1, 5000, false } },
	  .plan = plan_figures, .finish = finish_figures,
	  .summary = { "某范围某时期的转诊统计，人次与人分列，比率附分子分母",
	    "Figures of referrals for a scope and a period, with ratios and last year" } },
	{ GET, "/oversight/referrals/rows", "oversight.rows",
	  .params = { SCOPE, PERIOD, CODE("figure", FIGURES, "visits"),
	    CODE("direction", "up|down|same_level", NULL), QUERY("sender", INTEGER, NULL),
	    QUERY("receiver", INTEGER, NULL), QUERY("county", INTEGER, NULL),
	    QUERY("department", TEXT, NULL), QUERY("disease", TEXT, NULL), AFTER, LIMIT },
	  .flags = ROUTE_LIST, .plan = plan_rows, .finish = finish_rows,
	  .summary = { "统计数字背后的转诊明细（去标识）",
	    "The referrals behind a figure, without identity" } },
	{ GET, "/oversight/quiet", "oversight.read",
	  .params = { SCOPE, CODE("what", "any|referrals|sign_in", "any") },
	  .flags = ROUTE_LIST, .plan = plan_quiet, .finish = finish_quiet,
	  .summary = { "本月没有转诊或无人登录的机构",
	    "Institutions without a referral or a sign-in this month" } },
};

RESOURCE_DEFINE(oversight, routes);
