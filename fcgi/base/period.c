/* period.c - scopes and periods of figures as a query names them. */
#include "period.h"

#include <string.h>

#include "clock.h"
#include "text.h"

enum { LONGEST_DAYS = 20 * 366 };

/* The last of kinds, in the order given, is one more for figures. */
static const char *const kinds[] = { "region", "alliance", "org", "pairing" };
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static bool
parse_numbered(const char *s, int nkinds, const char **kind_r, const char **id_r)
{
	const char *colon = strchr(s, ':');
	size_t kind_len = colon == NULL ? 0 : (size_t)(colon - s);
	size_t digits = colon == NULL ? 0 : strspn(colon + 1, "0123456789");

	if (digits == 0 || digits > 9 || colon[1 + digits] != '\0')
		return false;
	for (int i = 0; i < nkinds; i++)
		if (strlen(kinds[i]) == kind_len && strncmp(kinds[i], s, kind_len) == 0) {
			*kind_r = kinds[i];
			*id_r = colon + 1;
			return true;
		}
	return false;
}

bool
scope_parse(const char *s, const char **kind_r, const char **id_r)
{
	return parse_numbered(s, KINDS - 1, kind_r, id_r);
}

bool
figure_scope_parse(const char *s, const char **kind_r, const char **id_r)
{
	static const char programme[] = "programme:";
	size_t len = sizeof(programme) - 1;

	if (strncmp(s, programme, len) != 0)
		return parse_numbered(s, KINDS, kind_r, id_r);
	if (s[len] == '\0' || text_length(s + len) > 100)
		return false;
	*kind_r = "programme";
	*id_r = s + len;
	return true;
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

	if (strncmp(s, "until:", 6) == 0) {
		struct date last;

		if (!date_parse(s + 6, &last))
			return false;
		*first_r = date_to_days((struct date){ 1949, 10, 1 });
		*last_r = date_to_days(last);
		return *first_r <= *last_r;
	}
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

bool
period_parse(struct arena *a, const char *s, const char **first_r, const char **last_r)
{
	int32_t first, last;

	if (!span_of(a, s, &first, &last))
		return false;
	*first_r = show_day(a, first);
	*last_r = show_day(a, last);
	return true;
}

const char *
period_now(struct arena *a)
{
	return arena_printf(a, "year:%.4s", date_today(a));
}
