/* departments.c - the departments of an institution, which a referral may name. */
#include "patch.h"
#include "resource.h"
#include "text.h"

/* One save for both routes; the answer is the organisation with all its departments. */
static struct problem *
plan_save(struct request *rq, const char *department, const struct patch_field *fields, int n)
{
	const char *name = req_value(rq, "name"), *id = req_value(rq, "id");
	struct buffer json;

	TRY(patch_start(rq, fields, n, &json));
	if (name != NULL) {
		patch_add(&json, "pinyin", text_pinyin(req_arena(rq), name));
		patch_add(&json, "initials", text_initials(req_arena(rq), name));
	}
	req_plan(rq, SQL_DEPARTMENT_SAVE, 4, (const char *const[]){ id, req_if_match(rq), department,
	    patch_end(&json) });
	req_plan(rq, SQL_ORGANISATION_GET, 2, (const char *const[]){ id, NULL });
	return NULL;
}

static const struct patch_field fields[] = {
	{ "name", .needed = true }, { "phone" }, { "accepts_referrals", .needed = true },
	{ "position", .needed = true }, { "valid_to" },
};

static struct problem *
plan_create(struct request *rq)
{
	/* A new department does not end yet. */
	return plan_save(rq, NULL, fields, 4);
}

static struct problem *
plan_alter(struct request *rq)
{
	return plan_save(rq, req_value(rq, "department"), fields, 5);
}

static struct problem *
answer_organisation(struct request *rq)
{
	return res_row(rq, req_rows(rq, 1));
}

#define NAME(required)	{ FROM_BODY, TYPE_TEXT, "name", NULL, NULL, 1, 100, required }
#define DETAILS \
	{ FROM_BODY, TYPE_TEXT, "phone", NULL, NULL, 3, 40, false }, \
	BODY("accepts_referrals", BOOLEAN), \
	{ FROM_BODY, TYPE_INTEGER, "position", NULL, NULL, 0, 9999, false }

static const struct route routes[] = {
	{ POST, "/organisations/{id}/departments", "department.write",
	  .plan = plan_create, .finish = answer_organisation,
	  .params = { PATH("id", INTEGER), NAME(true), DETAILS },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "新增科室", "Add a department" } },
	{ PATCH, "/organisations/{id}/departments/{department}", "department.write",
	  .plan = plan_alter, .finish = answer_organisation,
	  .params = { PATH("id", INTEGER), PATH("department", INTEGER), NAME(false), DETAILS,
	    BODY("valid_to", DATE) },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "修改或停用科室", "Change or end a department" } },
};

RESOURCE_DEFINE(departments, routes);
