/* obligations.c - what is owed, whether it is kept, and when it will not be: the red list, one of it
 * with its days, entering and ending by hand. */
#include <stdlib.h>

#include "clock.h"
#include "patch.h"
#include "period.h"
#include "resource.h"

enum { DAYS_MAX = 400 };

#define LENGTH(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const char kinds[] = "minimum_per_period|minimum_at_once|presence|days_per_week|rotation|deadline|"
	"rank|team|quota_per_year|batch_size|length|coverage";

static void
take_scope(const struct request *rq, const char **kind_r, const char **id_r)
{
	const char *scope = req_value(rq, "scope");

	*kind_r = *id_r = NULL;
	if (scope != NULL)
		scope_parse(scope, kind_r, id_r);
}

static struct problem *
plan_list(struct request *rq)
{
	const char *values[7];

	take_scope(rq, &values[0], &values[1]);
	take_values(rq, (const char *const[]){ "result", "kind", "organisation", "after", "limit" }, 5,
	    &values[2]);
	req_plan(rq, SQL_OBLIGATION_LIST, LENGTH(values), values);
	return NULL;
}

static struct problem *
finish_list(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

static struct problem *
plan_counts(struct request *rq)
{
	const char *values[2];

	take_scope(rq, &values[0], &values[1]);
	req_plan(rq, SQL_OBLIGATION_COUNTS, LENGTH(values), values);
	return NULL;
}

static struct problem *
finish_counts(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), 0);
}

/* Parameters by their names; what they may be, the kind of rule says. */
static struct problem *
check_parameters(struct request *rq)
{
	if (req_value(rq, "parameters") == NULL ||
	    json_is_object(json_object_get(req_body(rq), "parameters")))
		return NULL;
	return req_refuse(rq, "/parameters", "规则参数应为 JSON 对象，如 {\"n\": 1}",
	    "Parameters are a JSON object, such as {\"n\": 1}");
}

static struct problem *
plan_days(struct request *rq)
{
	const char *const values[] = { req_value(rq, "id"), req_value(rq, "from"), req_value(rq, "to"),
		req_value(rq, "as_of") };
	struct date from, to;

	if (date_parse(values[1], &from) && date_parse(values[2], &to) &&
	    (date_to_days(to) < date_to_days(from) || date_to_days(to) - date_to_days(from) > DAYS_MAX))
		return req_refuse(rq, "?to", "应不早于起始日期，且范围不超过 400 天",
		    "It must not lie before from, nor more than 400 days after it");
	req_plan(rq, SQL_OBLIGATION_DAYS, LENGTH(values), values);
	req_plan(rq, SQL_OBLIGATION_PEOPLE, 3, values);
	return NULL;
}

/* Days of an obligation that is not the caller's are none. */
static struct problem *
finish_days(struct request *rq)
{
	struct buffer *b = res_json(rq);

	if (rows_count(req_rows(rq, 0)) == 0)
		return problem_new(req_arena(rq), PROBLEM_NOT_FOUND, "没有这项义务，或您无权查看",
		    "There is no such obligation, or it is not yours to see");
	buffer_puts(b, "{\"days\":");
	json_rows(b, req_rows(rq, 0));
	buffer_puts(b, ",\"people\":");
	json_rows(b, req_rows(rq, 1));
	buffer_putc(b, '}');
	return NULL;
}

static struct problem *
plan_create(struct request *rq)
{
	const char *values[9];

	TRY(check_parameters(rq));
	take_values(rq, (const char *const[]){ "from_org_id", "to_org_id", "kind", "parameters", "name",
	    "owner", "valid_from", "valid_to", "posting_id" }, LENGTH(values), values);
	req_plan(rq, SQL_OBLIGATION_CREATE, LENGTH(values), values);
	req_plan(rq, SQL_OBLIGATION_MADE, 0, NULL);
	return NULL;
}

static struct problem *
finish_create(struct request *rq)
{
	return res_made(rq, req_rows(rq, 1));
}

static void
plan_change(struct request *rq, const char *patch, const char *parameters)
{
	const char *const values[] = { req_value(rq, "id"), req_if_match(rq), patch, parameters };

	req_plan(rq, SQL_OBLIGATION_ALTER, LENGTH(values), values);
	req_plan(rq, SQL_OBLIGATION_GET, 2, (const char *const[]){ values[0], NULL });
}

static struct problem *
plan_alter(struct request *rq)
{
	static const struct patch_field fields[] = {
		{ "name" }, { "owner" }, { "valid_from", .needed = true }, { "valid_to" },
	};
	struct buffer json;

	TRY(check_parameters(rq));
	if (req_value(rq, "parameters") != NULL && !req_given(rq, "name") && !req_given(rq, "owner") &&
	    !req_given(rq, "valid_from") && !req_given(rq, "valid_to")) {
		plan_change(rq, "{}", req_value(rq, "parameters"));
		return NULL;
	}
	TRY(patch_start(rq, fields, LENGTH(fields), &json));
	plan_change(rq, patch_end(&json), req_value(rq, "parameters"));
	return NULL;
}

static struct problem *
plan_end(struct request *rq)
{
	struct buffer json;

	buffer_init(&json, req_arena(rq));
	buffer_puts(&json, "{\"ended_on\":");
	buffer_json(&json, req_value(rq, "on"));
	buffer_puts(&json, ",\"end_reason\":");
	buffer_json(&json, req_value(rq, "reason"));
	buffer_putc(&json, '}');
	plan_change(rq, json.data, NULL);
	return NULL;
}

/* After a change, the second step, the obligation as it is now, is the answer. */
static struct problem *
answer_changed(struct request *rq)
{
	return res_row(rq, req_rows(rq, 1));
}

#define CODE(from, name, codes, required)	{ from, TYPE_CODE, name, NULL, codes, 0, 0, required }
#define WORDS(name, longest)	{ FROM_BODY, TYPE_TEXT, name, NULL, NULL, 2, longest, false }

static const struct route routes[] = {
	{ GET, "/obligations", "obligation.read",
	  .params = { QUERY("scope", SCOPE, NULL),
	    CODE(FROM_QUERY, "result", "broken|ahead|running|over", false),
	    CODE(FROM_QUERY, "kind", kinds, false), QUERY("organisation", INTEGER, NULL), AFTER, LIMIT },
	  .flags = ROUTE_LIST, .plan = plan_list, .finish = finish_list,
	  .summary = { "义务履行清单：先已违反，再将违反，再履行中",
	    "The red list: broken ones first, then those about to be, then running" } },
	{ GET, "/obligations/counts", "obligation.read", .params = { QUERY("scope", SCOPE, NULL) },
	  .flags = ROUTE_LIST, .plan = plan_counts, .finish = finish_counts,
	  .summary = { "各履行情况的义务数目", "How many obligations stand how" } },
	{ GET, "/obligations/{id}", "obligation.read", SQL_OBLIGATION_GET,
	  .params = { PATH("id", UUID), QUERY("as_of", DATE, NULL) },
	  .summary = { "一项义务及截至某日的履行判定", "One obligation and how it stood as of a day" } },
	{ GET, "/obligations/{id}/days", "obligation.read",
	  .params = { PATH("id", UUID), { FROM_QUERY, TYPE_DATE, "from", NULL, NULL, 0, 0, true },
	    { FROM_QUERY, TYPE_DATE, "to", NULL, NULL, 0, 0, true }, QUERY("as_of", DATE, NULL) },
	  .plan = plan_days, .finish = finish_days,
	  .summary = { "一项义务的日历：每日在岗、空缺、节假日和人员",
	    "Its calendar: who was there each day, gaps, holidays" } },
	{ POST, "/obligations", "obligation.write", .plan = plan_create, .finish = finish_create,
	  .params = { BODY("from_org_id", INTEGER), BODY_MUST("to_org_id", INTEGER),
	    CODE(FROM_BODY, "kind", kinds, true), BODY_MUST("parameters", JSON), WORDS("name", 400),
	    WORDS("owner", 200), BODY_MUST("valid_from", DATE), BODY("valid_to", DATE),
	    BODY("posting_id", UUID) },
	  .summary = { "登记一项义务", "Enter an obligation by hand" } },
	{ PATCH, "/obligations/{id}", "obligation.write", .plan = plan_alter, .finish = answer_changed,
	  .params = { PATH("id", UUID), BODY("parameters", JSON), WORDS("name", 400), WORDS("owner", 200),
	    BODY("valid_from", DATE), BODY("valid_to", DATE) },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "修改登记的义务", "Change an obligation entered by hand" } },
	{ POST, "/obligations/{id}/end", "obligation.write", .plan = plan_end, .finish = answer_changed,
	  .params = { PATH("id", UUID), BODY_MUST("on", DATE),
	    { FROM_BODY, TYPE_TEXT, "reason", NULL, NULL, 2, 400, true } },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "终止一项义务并说明原因", "End an obligation, with the reason" } },
};

RESOURCE_DEFINE(obligations, routes);
