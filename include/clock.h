/* clock.h - dates and times. Calendar dates are of Asia/Shanghai. */
#ifndef YILIAN_CLOCK_H
#define YILIAN_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

struct date { int year, month, day; };

/* YYYY-MM-DD, 1900 to 2199, and a day that exists (2026-02-30 does not). */
bool date_parse(const char *s, struct date *date_r);

/* Days since 1970-01-01, and back. */
int32_t date_to_days(struct date d);
struct date date_from_days(int32_t days);

/* YYYY-MM-DD of today in Asia/Shanghai. */
const char *date_today(struct arena *a);

/* RFC 3339 with offset, "2026-11-22T08:41:38+08:00"; fractions allowed. */
bool time_is_rfc3339(const char *s);

/* Now, in RFC 3339 with milliseconds, offset +08:00. */
const char *time_now_rfc3339(struct arena *a);

/* Milliseconds of a clock that never jumps. */
int64_t clock_ms(void);

#endif
