/* report_status.c - who has reported the numbers of a month, who was late; several accepted at once. */
#include "resource.h"

static const char items[] =
    "inpatients|discharges|outpatients|operations|bed_days|deliveries|home_visits|income";

/* The level that accepts is told by the permission. */
#define ACCEPT(level, zh, en)	{ POST, "/report-status/actions/" level "_accept", "report." level, \
	  SQL_REPORT_ACCEPT, .params = { BODY_MUST("ids", UUIDS) }, .summary = { zh, en } }

static const struct route routes[] = {
	{ GET, "/report-status", "report.read", SQL_REPORT_STATUS, .params = {
	  { FROM_QUERY, TYPE_CODE, "item", "inpatients", items }, QUERY("month", DATE, NULL),
	  QUERY("region", INTEGER, NULL) }, .summary = { "某月某项数据的报送情况：应报、已报、迟报、未报的单位",
	  "How an item of a month was reported: by whom, how late, by whom not" } },
	ACCEPT("county", "县级批量审核通过上报数据", "Accepts several reported values for the county"),
	ACCEPT("city", "市级批量审核通过上报数据", "Accepts several reported values for the city"),
	ACCEPT("province", "省级批量审核通过上报数据", "Accepts several reported values for the province"),
};

RESOURCE_DEFINE(report_status, routes);
