/* buffer.c - text that grows in an arena. */
#include "buffer.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "log.h"

enum { FIRST_BYTES = 512 };

static void
make_room(struct buffer *b, size_t more)
{
	size_t size = b->size > 0 ? b->size : FIRST_BYTES;
	char *data;

	if (more < b->size - b->len)
		return;
	while (size - b->len <= more)
		size *= 2;
	data = arena_alloc(b->arena, size, 1);
	if (b->len > 0)
		memcpy(data, b->data, b->len);
	b->data = data;
	b->size = size;
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
	buffer_add(b, &c, 1);
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

void
buffer_json_len(struct buffer *b, const char *s, size_t len)
{
	size_t start = 0;

	buffer_putc(b, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (!needs_escape(c))
			continue;
		buffer_add(b, s + start, i - start);
		add_escaped(b, c);
		start = i + 1;
	}
	buffer_add(b, s + start, len - start);
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
