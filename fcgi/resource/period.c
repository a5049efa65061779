/* period.c - scopes and periods of figures as a query names them. */
#include "period.h"

#include <string.h>

#include "clock.h"

enum { LONGEST_DAYS = 20 * 366 };

static struct problem *
refuse(struct request *rq, const char *pointer, const char *zh, const char *en)
{
	struct arena *a = req_arena(rq);

	return problem_add(a, problem_new(a, PROBLEM_INVALID, zh, en), pointer, zh, en);
}

struct problem *
scope_parse(struct request *rq, const char **kind_r, const char **id_r)
{
	static const char *const kinds[] = { "region", "alliance", "org" };
	const char *scope = req_value(rq, "scope");
	const char *colon = scope == NULL ? NULL : strchr(scope, ':');
	size_t digits;

	*kind_r = *id_r = NULL;
	if (scope == NULL)
		return NULL;
	digits = colon == NULL ? 0 : strspn(colon + 1, "0123456789");
	if (digits > 0 && digits < 10 && colon[1 + digits] == '\0')
		for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
			if (strlen(kinds[i]) == (size_t)(colon - scope) &&
			    strncmp(kinds[i], scope, (size_t)(colon - scope)) == 0) {
				*kind_r = kinds[i];
				*id_r = colon + 1;
				return NULL;
			}
	return refuse(rq, "?scope", "统计范围应如 region:630100、alliance:3 或 org:5",
	    "A scope looks like region:630100, alliance:3 or org:5");
}

/* The place-th part of a year that is cut into parts of so many months. */
static bool
span_months(int year, int place, int months, int32_t *first_r, int32_t *last_r)
{
	int month = (place - 1) * months + 1, after = month + months;

	if (year < 1900 || year > 2199 || place < 1 || place > 12 / months)
		return false;
	*first_r = date_to_days((struct date){ year, month, 1 });
	*last_r = date_to_days((struct date){ after > 12 ? year + 1 : year,
	    after > 12 ? after - 12 : after, 1 }) - 1;
	return true;
}

/* ISO 8601: the first week of a year is the one with the fourth of January. */
static bool
span_week(int year, int week, int32_t *first_r, int32_t *last_r)
{
	int32_t fourth, monday;

	if (year < 1900 || year > 2199 || week < 1 || week > 53)
		return false;
	fourth = date_to_days((struct date){ year, 1, 4 });
	/* 1970-01-01 was a Thursday; the second modulo is for the days before it. */
	monday = fourth - ((fourth + 3) % 7 + 7) % 7;
	*first_r = monday + (week - 1) * 7;
	*last_r = *first_r + 6;
	return week < 53 || date_from_days(*first_r + 3).year == year;
}

static bool
span_days(const char *from, const char *to, int32_t *first_r, int32_t *last_r)
{
	struct date first, last;

	if (!date_parse(from, &first) || !date_parse(to, &last))
		return false;
	*first_r = date_to_days(first);
	*last_r = date_to_days(last);
	return *first_r <= *last_r && *last_r - *first_r <= LONGEST_DAYS;
}

/* The number of exactly so many digits at *s, which moves behind it and the text that must follow;
 * -1: there is none such. */
static int
take_number(const char **s, size_t digits, const char *then)
{
	size_t then_len = strlen(then);
	int n = 0;

	for (size_t i = 0; i < digits; i++) {
		if ((*s)[i] < '0' || (*s)[i] > '9')
			return -1;
		n = n * 10 + (*s)[i] - '0';
	}
	if (strncmp(*s + digits, then, then_len) != 0)
		return -1;
	*s += digits + then_len;
	return n;
}

static bool
span_of(struct arena *a, const char *s, int32_t *first_r, int32_t *last_r)
{
	static const struct { const char *name, *between; size_t digits; int months; } steps[] = {
		{ "half:", "-", 1, 6 }, { "quarter:", "-", 1, 3 }, { "month:", "-", 2, 1 },
		{ "week:", "-W", 2, 0 },
	};
	const char *dots = strstr(s, "..");

	if (strncmp(s, "day:", 4) == 0)
		return span_days(s + 4, s + 4, first_r, last_r);
	if (strncmp(s, "range:", 6) == 0 && dots != NULL)
		return span_days(arena_strndup(a, s + 6, (size_t)(dots - s) - 6), dots + 2, first_r,
		    last_r);
	if (strncmp(s, "year:", 5) == 0) {
		int year;

		s += 5;
		year = take_number(&s, 4, "");
		return *s == '\0' && span_months(year, 1, 12, first_r, last_r);
	}
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		size_t len = strlen(steps[i].name);
		int year, place;

		if (strncmp(s, steps[i].name, len) != 0)
			continue;
		s += len;
		year = take_number(&s, 4, steps[i].between);
		place = year < 0 ? -1 : take_number(&s, steps[i].digits, "");
		if (*s != '\0')
			return false;
		return steps[i].months == 0 ? span_week(year, place, first_r, last_r)
		    : span_months(year, place, steps[i].months, first_r, last_r);
	}
	return false;
}

static const char *
show_day(struct arena *a, int32_t days)
{
	struct date d = date_from_days(days);

	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

struct problem *
period_parse(struct request *rq, const char **first_r, const char **last_r)
{
	struct arena *a = req_arena(rq);
	const char *period = req_value(rq, "period");
	int32_t first, last;

	if (period == NULL)
		period = arena_printf(a, "year:%.4s", date_today(a));
	if (!span_of(a, period, &first, &last))
		return refuse(rq, "?period", "统计期应如 year:2016、half:2016-1、quarter:2016-3、month:2016-05、"
		    "week:2016-W03、day:2016-05-01 或 range:2016-01-01..2016-12-31（最长 20 年）",
		    "A period looks like year:2016, half:2016-1, quarter:2016-3, month:2016-05, "
		    "week:2016-W03, day:2016-05-01 or range:2016-01-01..2016-12-31 (20 years at most)");
	*first_r = show_day(a, first);
	*last_r = show_day(a, last);
	return NULL;
}
