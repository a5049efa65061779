/* buffer.c - text that grows in an arena. */
#include "buffer.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "log.h"

enum { FIRST_BYTES = 512 };

static void
grow(struct buffer *b, size_t more)
{
	size_t size = b->size > 0 ? b->size * 2 : FIRST_BYTES;
	char *data;

	if (size <= b->len + more)
		size = b->len + more + 1;
	data = arena_alloc(b->arena, size, 1);
	if (b->len > 0)
		memcpy(data, b->data, b->len);
	b->data = data;
	b->size = size;
}

static inline void
make_room(struct buffer *b, size_t more)
{
	if (more >= b->size - b->len)
		grow(b, more);
}

void
buffer_reserve(struct buffer *b, size_t more)
{
	make_room(b, more);
}

void
buffer_init(struct buffer *b, struct arena *a)
{
	*b = (struct buffer){ .arena = a };
	make_room(b, 0);
}

void
buffer_add(struct buffer *b, const void *data, size_t len)
{
	if (len == 0)
		return;
	make_room(b, len);
	memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buffer_puts(struct buffer *b, const char *s)
{
	buffer_add(b, s, strlen(s));
}

void
buffer_putc(struct buffer *b, char c)
{
	make_room(b, 1);
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void
buffer_printf(struct buffer *b, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		die("A text cannot be formatted");
	make_room(b, (size_t)len);
	va_start(args, format);
	vsnprintf(b->data + b->len, (size_t)len + 1, format, args);
	va_end(args);
	b->len += (size_t)len;
}

static bool
needs_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void
add_escaped(struct buffer *b, unsigned char c)
{
	static const char named[] = "\"\\\b\f\n\r\t";
	static const char letters[] = "\"\\bfnrt";
	const char *at = c == 0 ? NULL : strchr(named, c);

	if (at != NULL)
		buffer_add(b, (char[]){ '\\', letters[at - named] }, 2);
	else
		buffer_printf(b, "\\u%04x", c);
}

/* Whether one of eight bytes is to be escaped; a few that are not may say so too. */
static bool
may_need_escape(const char *s)
{
	const uint64_t ones = 0x0101010101010101, high = ones << 7;
	uint64_t w, quote, backslash, rubout;

	memcpy(&w, s, sizeof(w));
	quote = w ^ (ones * '"');
	backslash = w ^ (ones * '\\');
	rubout = w ^ (ones * 0x7f);
	return ((((w - ones * 0x20) & ~w) | ((quote - ones) & ~quote) |
	    ((backslash - ones) & ~backslash) | ((rubout - ones) & ~rubout)) & high) != 0;
}

static size_t
plain_len(const char *s, size_t len)
{
	size_t n = 0;

	while (n + 8 <= len && !may_need_escape(s + n))
		n += 8;
	while (n < len && !needs_escape((unsigned char)s[n]))
		n++;
	return n;
}

void
buffer_json_len(struct buffer *b, const char *s, size_t len)
{
	make_room(b, len + 2);
	b->data[b->len++] = '"';
	for (;;) {
		size_t plain = plain_len(s, len);

		buffer_add(b, s, plain);
		if (plain == len)
			break;
		add_escaped(b, (unsigned char)s[plain]);
		s += plain + 1;
		len -= plain + 1;
	}
	buffer_putc(b, '"');
}

void
buffer_json(struct buffer *b, const char *s)
{
	if (s == NULL)
		buffer_puts(b, "null");
	else
		buffer_json_len(b, s, strlen(s));
}
