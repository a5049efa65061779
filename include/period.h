/* period.h - scopes and periods of figures, as their texts name them. */
#ifndef YILIAN_PERIOD_H
#define YILIAN_PERIOD_H

#include <stdbool.h>

#include "arena.h"

/* "region:630100", "alliance:3", "org:5" as kind and number; false: it is no scope. */
bool scope_parse(const char *s, const char **kind_r, const char **id_r);

/* "year:2016", "half:2016-1", "quarter:2016-3", "month:2016-05", "week:2016-W03",
 * "day:2016-05-01", "range:2016-01-01..2016-12-31" as first and last day, at most 20 years apart;
 * false: it is no period. */
bool period_parse(struct arena *a, const char *s, const char **first_r, const char **last_r);

/* The year that runs, as a period. */
const char *period_now(struct arena *a);

#endif
