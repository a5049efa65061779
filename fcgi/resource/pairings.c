/* pairings.c - counterpart support between organisations, and how much of a region it covers. */
#include <string.h>

#include "patch.h"
#include "resource.h"
#include "text.h"

enum { SPECIALTIES_MAX = 20, SPECIALTY_LENGTH_MAX = 50 };

#define LENGTH(array) ((int)(sizeof(array) / sizeof((array)[0])))

static struct problem *
refuse_specialties(struct request *rq)
{
	static const char zh[] = "专科应为列表，最多 20 项，每项不超过 50 个字";
	static const char en[] = "Specialties are a list of at most 20 texts of 50 characters";

	return req_refuse(rq, "/specialties", zh, en);
}

/* The specialties of the body, cleaned, as a JSON array; NULL where there are none. */
static struct problem *
read_specialties(struct request *rq, const char **json_r)
{
	const json_t *list = json_object_get(req_body(rq), "specialties"), *item;
	struct buffer b;
	size_t i;

	*json_r = NULL;
	if (list == NULL)
		return NULL;
	if (!json_is_array(list) || json_array_size(list) > SPECIALTIES_MAX)
		return refuse_specialties(rq);
	buffer_init(&b, req_arena(rq));
	buffer_putc(&b, '[');
	json_array_foreach(list, i, item) {
		const char *s = json_string_value(item);

		if (s != NULL && strlen(s) == json_string_length(item))
			s = text_clean(req_arena(rq), s, false);
		if (s == NULL || *s == '\0' || text_length(s) > SPECIALTY_LENGTH_MAX)
			return refuse_specialties(rq);
		buffer_puts(&b, i > 0 ? "," : "");
		buffer_json(&b, s);
	}
	buffer_putc(&b, ']');
	*json_r = b.data;
	return NULL;
}

static struct problem *
plan_create(struct request *rq)
{
	const char *values[] = { req_value(rq, "from_org_id"), req_value(rq, "to_org_id"),
		req_value(rq, "programme"), req_value(rq, "purpose"), NULL, req_value(rq, "starts_on"),
		req_value(rq, "ends_on") };

	TRY(read_specialties(rq, &values[4]));
	req_plan(rq, SQL_PAIRING_CREATE, LENGTH(values), values);
	req_plan(rq, SQL_PAIRING_MADE, 0, NULL);
	return NULL;
}

static struct problem *
finish_create(struct request *rq)
{
	return res_made(rq, req_rows(rq, 1));
}

static struct problem *
plan_alter(struct request *rq)
{
	static const struct patch_field fields[] = {
		{ "purpose", .needed = true }, { "specialties", .needed = true }, { "ends_on" },
		{ "end_reason" },
	};
	const char *specialties;
	struct buffer json;

	TRY(patch_start(rq, fields, LENGTH(fields), &json));
	TRY(read_specialties(rq, &specialties));
	const char *const values[] = { req_value(rq, "id"), req_if_match(rq), patch_end(&json),
		specialties };
	req_plan(rq, SQL_PAIRING_ALTER, LENGTH(values), values);
	req_plan(rq, SQL_PAIRING_GET, 2, (const char *const[]){ values[0], NULL });
	return NULL;
}

/* After a change, the second step, the pairing as it is now, is the answer. */
static struct problem *
answer_changed(struct request *rq)
{
	return res_row(rq, req_rows(rq, 1));
}

#define PURPOSE(required)	{ FROM_BODY, TYPE_TEXT, "purpose", NULL, NULL, 2, 400, required }
#define REGION(required)	{ FROM_QUERY, TYPE_INTEGER, "division", NULL, NULL, 110000, 999999, required }

static const struct route routes[] = {
	{ GET, "/pairings", "pairing.read", SQL_PAIRING_LIST,
	  .params = { QUERY("organisation", INTEGER, NULL), REGION(false),
	    QUERY("programme", TEXT, NULL),
	    { FROM_QUERY, TYPE_CODE, "status", NULL, "planned|live|ended|expired", 0, 0, false },
	    QUERY("as_of", DATE, NULL), AFTER, LIMIT },
	  .flags = ROUTE_LIST,
	  .summary = { "对口支援结对列表", "List pairings" } },
	{ GET, "/pairings/coverage", "pairing.read", SQL_PAIRING_COVERAGE,
	  .params = { REGION(true), QUERY("programme", TEXT, NULL), QUERY("as_of", DATE, NULL) },
	  .flags = ROUTE_LIST,
	  .summary = { "结对覆盖率：各类机构中有在期结对的比例",
	    "Coverage: how many institutions of each kind have a live pairing" } },
	{ GET, "/pairings/{id}", "pairing.read", SQL_PAIRING_GET,
	  .params = { PATH("id", INTEGER), QUERY("as_of", DATE, NULL) },
	  .summary = { "结对详情", "One pairing" } },
	{ POST, "/pairings", "pairing.write", .plan = plan_create, .finish = finish_create,
	  .params = { BODY_MUST("from_org_id", INTEGER), BODY_MUST("to_org_id", INTEGER),
	    { FROM_BODY, TYPE_TEXT, "programme", NULL, NULL, 2, 100, true }, PURPOSE(true),
	    BODY("specialties", JSON), BODY_MUST("starts_on", DATE), BODY("ends_on", DATE) },
	  .summary = { "新建结对", "Make a pairing" } },
	{ PATCH, "/pairings/{id}", "pairing.write", .plan = plan_alter, .finish = answer_changed,
	  .params = { PATH("id", INTEGER), PURPOSE(false), BODY("specialties", JSON),
	    BODY("ends_on", DATE),
	    { FROM_BODY, TYPE_TEXT, "end_reason", NULL, NULL, 2, 200, false } },
	  .flags = ROUTE_VERSIONED,
	  .summary = { "修改或终止结对", "Change or end a pairing" } },
};

RESOURCE_DEFINE(pairings, routes);
