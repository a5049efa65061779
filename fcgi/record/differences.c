/* differences.c - what two institutions' books do not agree on yet: waiting, disputed, in one book. */
#include <stdlib.h>

#include "engine.h"

/* Whoever may read the type's records may see which of them wait. */
static const char *
permit(struct request *rq)
{
	const struct record_type *t = record_find(req_value(rq, "record_type"));

	return arena_printf(req_arena(rq), "%s.read", t->module);
}

static struct problem *
plan_list(struct request *rq)
{
	const struct record_type *t = record_find(req_value(rq, "record_type"));
	const struct record_list list = { .key = "submitted_at", .cast = "timestamptz", .waiting = true,
		.organisation = req_value(rq, "organisation"), .cursor = req_value(rq, "after"),
		.limit = (int)strtol(req_value(rq, "limit"), NULL, 10) + 1 };

	record_list_plan(rq, t, &list);
	return NULL;
}

const struct resource *
record_differences(struct arena *a)
{
	struct resource *resource = arena_make(a, struct resource, 1);
	struct route *routes = arena_make(a, struct route, 2);
	const char *codes = "";

	for (const struct record_type *const *t = record_types; *t != NULL; t++)
		if ((*t)->sides == RECORD_TWO && (*t)->confirms != CONFIRM_NONE)
			codes = arena_printf(a, "%s%s%s", codes, *codes != '\0' ? "|" : "", (*t)->name);
	routes[0] = (struct route){ GET, "/differences", PERMISSION_SESSION, .params = {
		{ FROM_QUERY, TYPE_CODE, "record_type", NULL, codes, 0, 0, true },
		QUERY("organisation", INTEGER, NULL), AFTER, LIMIT }, .flags = ROUTE_LIST,
		.permit = permit, .plan = plan_list, .finish = record_list_answer, .summary = {
		"两本账的差异：等待对方确认的、有异议的、只在一方账上的",
		"Where two books differ: what waits for the other side, is disputed, or stands in one only" } };
	routes[1] = (struct route){ GET, "/waiting", PERMISSION_SESSION, SQL_RECORD_TYPE_WAITING,
		.flags = ROUTE_LIST, .summary = {
		"各类记录中等待本单位和等待对方的数目，以及逾期未答复的数目",
		"Of each type, what waits for one's institutions and for others, and what is late" } };
	*resource = (struct resource){ "differences", routes, 2, NULL };
	return resource;
}
