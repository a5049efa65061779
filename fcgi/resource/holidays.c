/* holidays.c - which days are worked: exceptions from "weekends are free", day by day or a year at once. */
#include "resource.h"

static struct problem *
finish_nothing(struct request *rq)
{
	return res_nothing(rq);
}

static const struct route routes[] = {
	{ GET, "/holidays", PERMISSION_SESSION, SQL_HOLIDAY_LIST,
	  .params = { { FROM_QUERY, TYPE_INTEGER, "year", NULL, NULL, 1950, 2200, true } },
	  .flags = ROUTE_LIST,
	  .summary = { "某年的节假日和调休", "Holidays and make-up days of a year" } },
	{ PUT, "/holidays/{day}", "calendar.write", SQL_HOLIDAY_PUT,
	  .params = { PATH("day", DATE), BODY_MUST("working", BOOLEAN),
	    { FROM_BODY, TYPE_TEXT, "name", NULL, NULL, 1, 40, true } },
	  .summary = { "登记一天休息或上班", "Make a day free or worked" } },
	{ DELETE, "/holidays/{day}", "calendar.write", SQL_HOLIDAY_REMOVE,
	  .params = { PATH("day", DATE) }, .finish = finish_nothing,
	  .summary = { "删除一天的登记，按周末和工作日的常规", "Take the exception of a day away" } },
	{ POST, "/holidays/import", "calendar.write", SQL_HOLIDAY_YEAR,
	  .params = { { FROM_BODY, TYPE_INTEGER, "year", NULL, NULL, 1950, 2200, true },
	    BODY_MUST("days", JSON) },
	  .summary = { "导入一年的节假日，替换该年原有登记",
	    "The notice of a year: replaces what stood of it" } },
};

RESOURCE_DEFINE(holidays, routes);
