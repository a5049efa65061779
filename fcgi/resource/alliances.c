/* alliances.c - medical alliances: their leads, their dated members, as of a day. */
#include "patch.h"
#include "resource.h"
#include "text.h"

static const char kinds[] = "medical_alliance|county_community|strategic|specialist|telemedicine";

#define LENGTH(array) ((int)(sizeof(array) / sizeof((array)[0])))

static struct problem *
plan_create(struct request *rq)
{
	const char *name = req_value(rq, "name");
	const char *const values[] = { name, req_value(rq, "kind"), req_value(rq, "seat_id"),
		req_value(rq, "charter"), req_value(rq, "started_on"),
		text_pinyin(req_arena(rq), name), text_initials(req_arena(rq), name) };

	req_plan(rq, SQL_ALLIANCE_CREATE, LENGTH(values), values);
	req_plan(rq, SQL_ALLIANCE_MADE, 0, NULL);
	return NULL;
}

static struct problem *
finish_create(struct request *rq)
{
	return res_made(rq, req_rows(rq, 1));
}

/* After a change, the second step, the alliance as it is now, is the answer. */
static struct problem *
answer_changed(struct request *rq)
{
	return res_row(rq, req_rows(rq, 1));
}

static void
plan_present(struct request *rq)
{
	const char *const values[] = { req_value(rq, "id"), NULL };

	req_plan(rq, SQL_ALLIANCE_GET, LENGTH(values), values);
}

static struct problem *
plan_alter(struct request *rq)
{
	static const struct patch_field fields[] = {
		{ "name", .needed = true }, { "kind", .needed = true },
		{ "seat_id", "org_id", .needed = true }, { "charter" }, { "ended_on" },
	};
	const char *name = req_value(rq, "name");
	struct buffer json;

	TRY(patch_start(rq, fields, LENGTH(fields), &json));
	if (name != NULL) {
		patch_add(&json, "pinyin", text_pinyin(req_arena(rq), name));
		patch_add(&json, "initials", text_initials(req_arena(rq), name));
	}
	const char *const values[] = { req_value(rq, "id"), req_if_match(rq), patch_end(&json) };
	req_plan(rq, SQL_ALLIANCE_ALTER, LENGTH(values), values);
	plan_present(rq);
	return NULL;
}

static struct problem *
plan_join(struct request *rq)
{
	const char *const values[] = { req_value(rq, "id"), req_value(rq, "organisation_id"),
		req_value(rq, "role"), req_value(rq, "joined_on"), req_if_match(rq) };

	req_plan(rq, SQL_ALLIANCE_JOIN, LENGTH(values), values);
	plan_present(rq);
	return NULL;
}

static struct problem *
plan_leave(struct request *rq)
{
	const char *const values[] = { req_value(rq, "id"), req_value(rq, "organisation_id"),
		req_value(rq, "role"), req_value(rq, "on"), req_value(rq, "reason"), req_if_match(rq) };

	/* Without a role it is a leaving, which is not undone by entering it anew. */
	if (values[2] == NULL && values[4] == NULL)
		return req_refuse(rq, "/reason", "请填写退出原因", "Say why it leaves");
	req_plan(rq, SQL_ALLIANCE_LEAVE, LENGTH(values), values);
	plan_present(rq);
	return NULL;
}

#define CODE(from, name, codes, required)	{ from, TYPE_CODE, name, NULL, codes, 0, 0, required }
#define NAME(required)		{ FROM_BODY, TYPE_TEXT, "name", NULL, NULL, 2, 100, required }

static const struct route routes[] = {
	{ GET, "/alliances", "alliance.read", SQL_ALLIANCE_LIST,
	  .params = { QUERY("q", TEXT, NULL), CODE(FROM_QUERY, "kind", kinds, false),
	    QUERY("organisation", INTEGER, NULL), QUERY("as_of", DATE, NULL), AFTER, LIMIT },
	  .flags = ROUTE_LIST,
	  .summary = { "医联体列表", "List alliances" } },
	{ GET, "/alliances/{id}", "alliance.read", SQL_ALLIANCE_GET,
	  .params = { PATH("id", INTEGER), QUERY("as_of", DATE, NULL) },
	  .summary = { "医联体及其牵头单位和成员", "One alliance with its leads and members" } },
	{ POST, "/alliances", "alliance.write", .plan = plan_create, .finish = finish_create,
	  .params = { NAME(true), CODE(FROM_BODY, "kind", kinds, true), BODY_MUST("seat_id", INTEGER),
	    BODY("charter", LINES), BODY("started_on", DATE) },
	  .summary = { "新建医联体", "Make an alliance" } },
	{ PATCH, "/alliances/{id}", "alliance.write", .plan = plan_alter, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), NAME(false), CODE(FROM_BODY, "kind", kinds, false),
	    BODY("seat_id", INTEGER), BODY("charter", LINES), BODY("ended_on", DATE) },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "修改或结束医联体", "Change or end an alliance" } },
	{ POST, "/alliances/{id}/members", "alliance.write",
	  .plan = plan_join, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), BODY_MUST("organisation_id", INTEGER),
	    CODE(FROM_BODY, "role", "lead|member", false), BODY("joined_on", DATE) },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "加入成员或牵头单位", "Add a member or a lead" } },
	{ PATCH, "/alliances/{id}/members/{organisation_id}", "alliance.write",
	  .plan = plan_leave, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), PATH("organisation_id", INTEGER),
	    CODE(FROM_BODY, "role", "lead|member", false), BODY("on", DATE),
	    { FROM_BODY, TYPE_TEXT, "reason", NULL, NULL, 2, 200, false } },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "成员退出，或变更角色", "A member leaves, or changes its role" } },
};

RESOURCE_DEFINE(alliances, routes);
