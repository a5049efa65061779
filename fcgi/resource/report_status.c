/* report_status.c - who has reported the numbers of a month, who was late, who has not (STA-05). */
#include "resource.h"

static const char items[] =
    "inpatients|discharges|outpatients|operations|bed_days|deliveries|home_visits|income";

static const struct route routes[] = {
	{ GET, "/report-status", "report.read", SQL_REPORT_STATUS, .params = {
	  { FROM_QUERY, TYPE_CODE, "item", "inpatients", items }, QUERY("month", DATE, NULL),
	  QUERY("region", INTEGER, NULL) }, .summary = { "某月某项数据的报送情况：应报、已报、迟报、未报的单位",
	  "How an item of a month was reported: by whom, how late, by whom not" } },
};

RESOURCE_DEFINE(report_status, routes);
