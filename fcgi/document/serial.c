/* serial.c - numbers of cells as people see them: dates, times, and digits that were lost. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "workbook.h"

enum { SERIAL_MAX = 2958465 };	/* 9999-12-31 */

/* Skips what stands in a format code for itself: quoted text, escapes, colours and conditions.
 * Returns 1 past it, or s itself. */
static const char *
skip_literal(const char *s)
{
	const char *end;

	if (*s == '"') {
		end = strchr(s + 1, '"');
		return end != NULL ? end + 1 : s + strlen(s);
	}
	if ((*s == '\\' || *s == '_' || *s == '*') && s[1] != '\0')
		return s + 2;
	/* [h], [mm] and [ss] are elapsed time; [Red], [$-804] and [>=100] are not. */
	if (*s == '[' && strchr("hmsHMS", s[1]) != NULL && s[1] != '\0' &&
	    (s[2] == ']' || s[3] == ']'))
		return s;
	if (*s == '[') {
		end = strchr(s, ']');
		return end != NULL ? end + 1 : s + strlen(s);
	}
	return s;
}

enum cell_style
format_style(const char *code)
{
	bool date = false, time = false, month = false;

	if (strncasecmp(code, "General", 7) == 0)
		return STYLE_PLAIN;
	while (*code != '\0' && *code != ';') {
		const char *next = skip_literal(code);

		if (next != code) {
			code = next;
			continue;
		}
		switch (tolower((unsigned char)*code)) {
		case 'y':
		case 'd':
			date = true;
			break;
		case 'h':
		case 's':
			time = true;
			break;
		case 'm':
			month = true;
			break;
		default:
			break;
		}
		code++;
	}
	if (date && time)
		return STYLE_DATE_TIME;
	if (date || (month && !time))
		return STYLE_DATE;
	return time ? STYLE_TIME : STYLE_PLAIN;
}

const char *
serial_text(struct arena *a, double serial, enum cell_style style, bool epoch_1904)
{
	struct date d;
	int32_t days;
	int minutes;

	if (!(serial >= 0 && serial < SERIAL_MAX + 1))
		return NULL;
	minutes = (int)lround((serial - floor(serial)) * 24 * 60);
	days = (int32_t)floor(serial);
	if (style == STYLE_DATE)
		minutes = 0;
	if (minutes == 24 * 60) {
		minutes = 0;
		days++;
	}
	if (style == STYLE_TIME && days == 0)
		return arena_printf(a, "%02d:%02d", minutes / 60, minutes % 60);
	/* Excel believes that 1900 was a leap year: serials up to 60 count one day less. */
	if (epoch_1904)
		d = date_from_days(date_to_days((struct date){ 1904, 1, 1 }) + days);
	else
		d = date_from_days(date_to_days((struct date){ 1899, 12, 30 }) + days + (days < 60));
	if (style == STYLE_DATE || minutes == 0)
		return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
	return arena_printf(a, "%04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, minutes / 60,
	    minutes % 60);
}

const char *
number_text(struct arena *a, const char *stored)
{
	char *end;
	double number = strtod(stored, &end);

	if (*stored == '\0' || *end != '\0' || !isfinite(number))
		return stored;
	if (fabs(number) >= 1e15)
		return fabs(number) < 1e40 ? arena_printf(a, "\1%.0f", number) : stored;
	/* Excel keeps 15 digits; what stands behind them is binary dust. */
	return arena_printf(a, number == floor(number) ? "%.0f" : "%.15g", number);
}
