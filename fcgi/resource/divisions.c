/* divisions.c - the country's administrative divisions, for trees and pickers. */
#include "resource.h"

static const struct route routes[] = {
	{ GET, "/divisions", "organisation.read", SQL_DIVISION_LIST,
	  .params = { QUERY("parent", INTEGER, NULL), QUERY("q", TEXT, NULL),
	    { FROM_QUERY, TYPE_INTEGER, "level", NULL, NULL, 1, 4, false }, AFTER, LIMIT },
	  .flags = ROUTE_LIST,
	  .summary = { "行政区划列表", "List divisions" } },
	{ GET, "/divisions/{code}", "organisation.read", SQL_DIVISION_GET,
	  .params = { PATH("code", INTEGER) },
	  .summary = { "行政区划", "One division" } },
};

RESOURCE_DEFINE(divisions, routes);
