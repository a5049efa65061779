/* receivers.c - where an institution may refer a patient to, what it used last first. */
#include "resource.h"

static const struct route routes[] = {
	{ GET, "/receivers", "referral.create", SQL_REFERRAL_RECEIVERS,
	  .params = { { FROM_QUERY, TYPE_CODE, "direction", NULL, "up|down|same_level", 0, 0, false },
	    QUERY("sender", INTEGER, NULL) },
	  .flags = ROUTE_LIST,
	  .summary = { "可转往的机构及科室，最近用过的在前",
	    "Institutions one may refer to, with departments, last used first" } },
};

RESOURCE_DEFINE(receivers, routes);
