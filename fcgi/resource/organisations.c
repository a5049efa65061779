/* organisations.c - commissions and institutions: found, shown as of a day, made and changed. */
#include "patch.h"
#include "resource.h"
#include "text.h"

static const char kinds[] = "commission|general_hospital|tcm_hospital|maternal_child|cdc|"
    "supervision|specialist|township_hospital|central_township_hospital|community_centre|"
    "community_station|village_clinic|private|enterprise";
static const char ownerships[] = "public|collective|private|enterprise|military";

#define LENGTH(array) ((int)(sizeof(array) / sizeof((array)[0])))

/* A present list goes by the index of pinyin; one of a past day has to look names up. */
static struct problem *
plan_list(struct request *rq)
{
	static const char *const names[] = { "q", "kind", "division", "parent", "alliance", "closed",
		"after", "limit" };
	const char *values[LENGTH(names)];
	const char *day = req_value(rq, "as_of");

	take_values(rq, names, LENGTH(names), values);
	if (day != NULL)
		values[5] = day;
	req_plan(rq, day == NULL ? SQL_ORGANISATION_LIST : SQL_ORGANISATION_LIST_ON,
	    LENGTH(names), values);
	return NULL;
}

static struct problem *
plan_tree(struct request *rq)
{
	const char *const values[] = { req_value(rq, "root"), req_value(rq, "as_of") };

	req_plan(rq, values[1] == NULL ? SQL_ORGANISATION_TREE : SQL_ORGANISATION_TREE_ON,
	    values[1] == NULL ? 1 : 2, values);
	return NULL;
}

static struct problem *
plan_create(struct request *rq)
{
	static const char *const names[] = { "code", "name", "kind", "level", "grade", "ownership",
		"division_code", "parent_id", "beds", "population", "area_km2", "poverty",
		"helpdesk_name", "helpdesk_phone", "valid_from" };
	const char *values[LENGTH(names) + 2];
	const char *name = req_value(rq, "name");

	take_values(rq, names, LENGTH(names), values);
	values[LENGTH(names)] = text_pinyin(req_arena(rq), name);
	values[LENGTH(names) + 1] = text_initials(req_arena(rq), name);
	req_plan(rq, SQL_ORGANISATION_CREATE, LENGTH(values), values);
	req_plan(rq, SQL_ORGANISATION_MADE, 0, NULL);
	return NULL;
}

static struct problem *
finish_create(struct request *rq)
{
	return res_made(rq, req_rows(rq, 1));
}

/* After a change, the second step, the organisation as it is now, is the answer. */
static struct problem *
answer_changed(struct request *rq)
{
	return res_row(rq, req_rows(rq, 1));
}

static void
plan_brief(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_ORGANISATION_BRIEF, 1, &id);
}

static struct problem *
plan_alter(struct request *rq)
{
	static const struct patch_field fields[] = {
		{ "kind", .needed = true }, { "level" }, { "grade" },
		{ "ownership", .needed = true }, { "division_code", .needed = true }, { "parent_id" },
		{ "beds" }, { "population" }, { "area_km2" }, { "poverty", .needed = true },
		{ "helpdesk_name" }, { "helpdesk_phone" },
	};
	struct buffer json;

	TRY(patch_start(rq, fields, LENGTH(fields), &json));
	const char *const values[] = { req_value(rq, "id"), req_if_match(rq), patch_end(&json),
		req_value(rq, "on") };
	req_plan(rq, SQL_ORGANISATION_ALTER, LENGTH(values), values);
	plan_brief(rq);
	return NULL;
}

static struct problem *
plan_rename(struct request *rq)
{
	const char *name = req_value(rq, "name");
	const char *const values[] = { req_value(rq, "id"), req_if_match(rq), name,
		text_pinyin(req_arena(rq), name), text_initials(req_arena(rq), name),
		req_value(rq, "on"), req_value(rq, "reason") };

	req_plan(rq, SQL_ORGANISATION_RENAME, LENGTH(values), values);
	plan_brief(rq);
	return NULL;
}

static struct problem *
plan_merge(struct request *rq)
{
	const char *const values[] = { req_value(rq, "id"), req_if_match(rq), req_value(rq, "into"),
		req_value(rq, "on"), req_value(rq, "reason") };

	req_plan(rq, SQL_ORGANISATION_MERGE, LENGTH(values), values);
	plan_brief(rq);
	return NULL;
}

static struct problem *
plan_close(struct request *rq)
{
	const char *const values[] = { req_value(rq, "id"), req_if_match(rq), req_value(rq, "on"),
		req_value(rq, "reason") };

	req_plan(rq, SQL_ORGANISATION_CLOSE, LENGTH(values), values);
	plan_brief(rq);
	return NULL;
}

#define NAME		{ FROM_BODY, TYPE_TEXT, "name", NULL, NULL, 2, 100, true }
#define REASON		{ FROM_BODY, TYPE_TEXT, "reason", NULL, NULL, 2, 200, true }
#define CODE(from, name, codes, required)	{ from, TYPE_CODE, name, NULL, codes, 0, 0, required }
#define NUMBER(name, max)	{ FROM_BODY, TYPE_INTEGER, name, NULL, NULL, 0, max, false }
#define LEVEL		{ FROM_BODY, TYPE_INTEGER, "level", NULL, NULL, 1, 3, false }
#define ATTRIBUTES \
	LEVEL, CODE(FROM_BODY, "grade", "a|b|c", false), \
	CODE(FROM_BODY, "ownership", ownerships, false), BODY("parent_id", INTEGER), \
	NUMBER("beds", 100000), NUMBER("population", 2000000000), NUMBER("area_km2", 99999999), \
	BODY("poverty", BOOLEAN), \
	{ FROM_BODY, TYPE_TEXT, "helpdesk_name", NULL, NULL, 2, 50, false }, \
	{ FROM_BODY, TYPE_TEXT, "helpdesk_phone", NULL, NULL, 5, 40, false }

static const struct route routes[] = {
	{ GET, "/organisations", "organisation.read", .plan = plan_list,
	  .params = { QUERY("q", TEXT, NULL), CODE(FROM_QUERY, "kind", kinds, false),
	    QUERY("division", INTEGER, NULL), QUERY("parent", INTEGER, NULL),
	    QUERY("alliance", INTEGER, NULL), QUERY("closed", BOOLEAN, "false"),
	    QUERY("as_of", DATE, NULL), AFTER, LIMIT },
	  .flags = ROUTE_LIST,
	  .summary = { "机构列表，可按某日的情况查询", "List organisations, as of a day if given" } },
	{ GET, "/organisations/tree", "organisation.read", .plan = plan_tree,
	  .params = { QUERY("root", INTEGER, NULL), QUERY("as_of", DATE, NULL) },
	  .flags = ROUTE_LIST,
	  .summary = { "机构树的一层", "One level of the tree of organisations" } },
	{ GET, "/organisations/{id}", "organisation.read", SQL_ORGANISATION_GET,
	  .params = { PATH("id", INTEGER), QUERY("as_of", DATE, NULL) },
	  .summary = { "机构详情：沿革、医联体、结对、科室",
	    "One organisation with its history, alliances, pairings and departments" } },
	{ POST, "/organisations", "organisation.write",
	  .plan = plan_create, .finish = finish_create,
	  .params = { { FROM_BODY, TYPE_TEXT, "code", NULL, NULL, 2, 32, true }, NAME,
	    CODE(FROM_BODY, "kind", kinds, true), BODY_MUST("division_code", INTEGER), ATTRIBUTES,
	    BODY("valid_from", DATE) },
	  .summary = { "新建机构", "Make an organisation" } },
	{ PATCH, "/organisations/{id}", "organisation.write",
	  .plan = plan_alter, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), CODE(FROM_BODY, "kind", kinds, false),
	    BODY("division_code", INTEGER), ATTRIBUTES, BODY("on", DATE) },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "修改机构属性", "Change attributes of an organisation" } },
	{ POST, "/organisations/{id}/actions/rename", "organisation.write",
	  .plan = plan_rename, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), NAME, BODY("on", DATE), REASON },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "机构更名，旧名保留", "Rename an organisation; the old name stays" } },
	{ POST, "/organisations/{id}/actions/merge", "organisation.write",
	  .plan = plan_merge, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), BODY_MUST("into", INTEGER), BODY("on", DATE), REASON },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "并入另一机构", "Merge an organisation into another" } },
	{ POST, "/organisations/{id}/actions/close", "organisation.write",
	  .plan = plan_close, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), BODY("on", DATE), REASON },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "撤销机构", "Close an organisation" } },
};

RESOURCE_DEFINE(organisations, routes);
