/* clock.c - dates and times of Asia/Shanghai. */
#include "clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* China keeps one offset all year since 1992; "now" lies after it. */
enum { SHANGHAI_S = 8 * 3600, DAY_S = 86400 };

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* Reads exactly n digits; -1 where there are others. */
static int
read_digits(const char *s, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

/* Reads the ten characters of a date; what follows is the caller's. */
static bool
read_date(const char *s, struct date *date_r)
{
	struct date d;

	if (strnlen(s, 10) < 10 || s[4] != '-' || s[7] != '-')
		return false;
	d = (struct date){ read_digits(s, 4), read_digits(s + 5, 2), read_digits(s + 8, 2) };
	if (d.year < 1900 || d.year > 2199 || d.month < 1 || d.month > 12)
		return false;
	if (d.day < 1 || d.day > days_in_month(d.year, d.month))
		return false;
	*date_r = d;
	return true;
}

bool
date_parse(const char *s, struct date *date_r)
{
	return read_date(s, date_r) && s[10] == '\0';
}

/* Both ways after Howard Hinnant's civil-date algorithms; years begin in March. */
int32_t
date_to_days(struct date d)
{
	int year = d.month <= 2 ? d.year - 1 : d.year;
	int era = (year >= 0 ? year : year - 399) / 400;
	int year_of_era = year - era * 400;
	int day_of_year = (153 * (d.month > 2 ? d.month - 3 : d.month + 9) + 2) / 5 + d.day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct date
date_from_days(int32_t days)
{
	int z = days + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int day_of_era = z - era * 146097;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
	    day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int march_month = (5 * day_of_year + 2) / 153;
	int month = march_month < 10 ? march_month + 3 : march_month - 9;

	return (struct date){
		.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
		.month = month,
		.day = day_of_year - (153 * march_month + 2) / 5 + 1,
	};
}

const char *
date_today(struct arena *a)
{
	struct date d = date_from_days((int32_t)((time(NULL) + SHANGHAI_S) / DAY_S));

	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

/* "+08:00" or "Z" at the end of a time. PostgreSQL takes offsets below 16 hours. */
static bool
is_offset(const char *s)
{
	int hours, minutes;

	if (strcmp(s, "Z") == 0)
		return true;
	if (strlen(s) != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':')
		return false;
	hours = read_digits(s + 1, 2);
	minutes = read_digits(s + 4, 2);
	return hours >= 0 && hours <= 14 && minutes >= 0 && minutes <= 59;
}

bool
time_is_rfc3339(const char *s)
{
	size_t len = strnlen(s, 41);
	struct date d;
	int hour, minute, second;

	if (len < 20 || len > 40 || !read_date(s, &d))
		return false;
	if (s[10] != 'T' || s[13] != ':' || s[16] != ':')
		return false;
	hour = read_digits(s + 11, 2);
	minute = read_digits(s + 14, 2);
	second = read_digits(s + 17, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return false;
	s += 19;
	if (*s == '.') {
		size_t digits = strspn(s + 1, "0123456789");

		if (digits == 0 || digits > 9)
			return false;
		s += 1 + digits;
	}
	return is_offset(s);
}

const char *
time_now_rfc3339(struct arena *a)
{
	struct timespec now;
	time_t local;
	struct date d;
	int second;

	clock_gettime(CLOCK_REALTIME, &now);
	local = now.tv_sec + SHANGHAI_S;
	d = date_from_days((int32_t)(local / DAY_S));
	second = (int)(local % DAY_S);
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d.%03d+08:00", d.year, d.month, d.day,
	    second / 3600, second / 60 % 60, second % 60, (int)(now.tv_nsec / 1000000));
}

int64_t
clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
