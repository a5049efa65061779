/* identity_card.c - resident identity numbers (GB 11643) and phone numbers. */
#include "identity_card.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS_OLD = 15, DIGITS = 18 };

/* The length of a blank at s (space, tab, no-break and full-width space), or 0. */
static size_t
blank_length(const char *s)
{
	static const char *const blanks[] = { " ", "\t", "\xC2\xA0", "\xE3\x80\x80" };

	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		if (strncmp(s, blanks[i], strlen(blanks[i])) == 0)
			return strlen(blanks[i]);
	return 0;
}

/* The ASCII form of the character at s, full-width ones (U+FF01 to U+FF5E) included, and its
 * length; '\1' for any other. */
static char
ascii_of(const char *s, size_t *len_r)
{
	const unsigned char *u = (const unsigned char *)s;

	*len_r = 1;
	if (u[0] < 0x80)
		return *s;
	if (u[0] != 0xEF || (u[1] != 0xBC && u[1] != 0xBD) || u[2] < 0x80 || u[2] > 0xBF)
		return '\1';
	*len_r = 3;
	if (u[1] == 0xBC)
		return u[2] == 0x80 ? '\1' : (char)(u[2] - 0x80 + 0x20);
	return u[2] > 0x9E ? '\1' : (char)(u[2] - 0x80 + 0x60);
}

/* Copies s without blanks, half-width and in upper case; the count of characters, which may be
 * more than fit in size - 1. */
static size_t
fold(const char *s, char *copy_r, size_t size)
{
	size_t n = 0;

	while (*s != '\0') {
		size_t len = blank_length(s);
		char c;

		if (len > 0) {
			s += len;
			continue;
		}
		c = ascii_of(s, &len);
		if (c == 'x')
			c = 'X';
		if (n + 1 < size)
			copy_r[n] = c;
		n++;
		s += len;
	}
	copy_r[n < size ? n : size - 1] = '\0';
	return n;
}

static char
check_digit(const char *number)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += (number[i] - '0') * weights[i];
	return "10X98765432"[sum % 11];
}

enum identity_fault
identity_parse(const char *s, struct date today, struct identity *identity_r)
{
	struct identity id = { .number = "" };
	char folded[DIGITS + 2], birth[11];
	size_t n = fold(s, folded, sizeof(folded));
	size_t digits = strspn(folded, "0123456789");

	if (n != DIGITS && n != DIGITS_OLD)
		return IDENTITY_LENGTH;
	if (digits != n && !(n == DIGITS && digits == DIGITS - 1 && folded[DIGITS - 1] == 'X'))
		return IDENTITY_CHARACTER;
	if (n == DIGITS_OLD) {
		/* Numbers of 15 digits were given to people born in the 1900s only. */
		snprintf(id.number, sizeof(id.number), "%.6s19%.9s", folded, folded + 6);
		id.number[17] = check_digit(id.number);
	} else {
		memcpy(id.number, folded, DIGITS + 1);
	}
	snprintf(birth, sizeof(birth), "%.4s-%.2s-%.2s", id.number + 6, id.number + 10,
	    id.number + 12);
	if (!date_parse(birth, &id.birth))
		return IDENTITY_BIRTH_DATE;
	if (date_to_days(id.birth) > date_to_days(today))
		return IDENTITY_FUTURE;
	if (id.number[17] != check_digit(id.number))
		return IDENTITY_CHECK_DIGIT;
	id.sex = (id.number[16] - '0') % 2 == 1 ? 'M' : 'F';
	*identity_r = id;
	return IDENTITY_OK;
}

/* Keeps so many characters at both ends; stars where nothing would be hidden. */
static const char *
mask(struct arena *a, const char *s, size_t head, size_t tail)
{
	size_t len = strlen(s);
	char *masked = arena_strdup(a, s);

	if (len < head + tail + 2) {
		head = 0;
		tail = 0;
	}
	for (size_t i = head; i + tail < len; i++)
		masked[i] = '*';
	return masked;
}

const char *
identity_mask_number(struct arena *a, const char *number)
{
	return mask(a, number, 3, 2);
}

const char *
identity_mask_phone(struct arena *a, const char *phone)
{
	return mask(a, phone, 3, 4);
}

const char *
identity_mask_name(struct arena *a, const char *name)
{
	size_t first = 1, characters = 0;

	for (const char *c = name; *c != '\0'; c++)
		if (((unsigned char)*c & 0xC0) != 0x80)
			characters++;
	while (((unsigned char)name[first - 1] != 0) && ((unsigned char)name[first] & 0xC0) == 0x80)
		first++;
	if (characters == 0)
		return "";
	/* Three stars at most: a long name must not be known by its length. */
	return arena_printf(a, "%.*s%.*s", (int)first, name, characters > 4 ? 3 : (int)characters - 1,
	    "***");
}

static bool
is_mobile(const char *s, size_t n)
{
	return n == 11 && s[0] == '1' && s[1] >= '3';
}

/* 0 and two or three digits of an area, then seven or eight. Areas of two digits: 010, 02x. */
static bool
is_fixed_line(const char *s, size_t n)
{
	size_t area = n >= 2 && s[0] == '0' && (s[1] == '1' || s[1] == '2') ? 3 : 4;

	if (n < 2 || s[0] != '0' || s[1] == '0' || (n != area + 7 && n != area + 8))
		return false;
	return s[area] >= '2';
}

const char *
phone_normalise(struct arena *a, const char *s)
{
	char folded[40], digits[24];
	size_t n = 0;
	const char *from = folded;

	if (fold(s, folded, sizeof(folded)) >= sizeof(folded))
		return NULL;
	if (strncmp(from, "+86", 3) == 0)
		from += 3;
	else if (strncmp(from, "0086", 4) == 0)
		from += 4;
	for (; *from != '\0'; from++) {
		if (strchr("-()", *from) != NULL)
			continue;
		if (*from < '0' || *from > '9' || n + 1 >= sizeof(digits))
			return NULL;
		digits[n++] = *from;
	}
	digits[n] = '\0';
	return is_mobile(digits, n) || is_fixed_line(digits, n) ? arena_strdup(a, digits) : NULL;
}
