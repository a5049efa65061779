/* period.h - scopes and periods of figures as a query names them. Inside resource/ only. */
#ifndef YILIAN_PERIOD_H
#define YILIAN_PERIOD_H

#include "request.h"

/* "region:630100", "alliance:3", "org:5" as kind and number; NULL where the query has no scope: the
 * caller's own. */
struct problem *scope_parse(struct request *rq, const char **kind_r, const char **id_r);

/* "year:2016", "half:2016-1", "quarter:2016-3", "month:2016-05", "week:2016-W03",
 * "day:2016-05-01", "range:2016-01-01..2016-12-31" as first and last day, at most 20 years apart;
 * the year that runs where the query has none. */
struct problem *period_parse(struct request *rq, const char **first_r, const char **last_r);

#endif
