/* period.h - scopes and periods of figures, as their texts name them. */
#ifndef YILIAN_PERIOD_H
#define YILIAN_PERIOD_H

#include <stdbool.h>

#include "arena.h"

/* "region:630100", "alliance:3", "org:5" as kind and number; false: it is no scope. */
bool scope_parse(const char *s, const char **kind_r, const char **id_r);

/* The same and what figures know beside: "pairing:4" and "programme:万名医师" (a name of at most 100
 * characters). */
bool figure_scope_parse(const char *s, const char **kind_r, const char **id_r);

/* "year:2016", "half:2016-1", "quarter:2016-3", "month:2016-05", "week:2016-W03",
 * "day:2016-05-01", "range:2016-01-01..2016-12-31" as first and last day, at most 20 years apart;
 * "until:2016-12-31" (截止): from 1949-10-01. false: it is no period. */
bool period_parse(struct arena *a, const char *s, const char **first_r, const char **last_r);

/* The year that runs, as a period. */
const char *period_now(struct arena *a);

#endif
