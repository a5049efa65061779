/* buffer.h - text that grows in an arena; the JSON writer stands on it. */
#ifndef YILIAN_BUFFER_H
#define YILIAN_BUFFER_H

#include <stddef.h>

#include "arena.h"

struct buffer {
	struct arena *arena;
	char *data;		/* always ends in NUL; NUL is not counted in len */
	size_t len;
	size_t size;
};

void buffer_init(struct buffer *b, struct arena *a);
void buffer_reserve(struct buffer *b, size_t more);	/* room for this much at once */
void buffer_add(struct buffer *b, const void *data, size_t len);
void buffer_puts(struct buffer *b, const char *s);
void buffer_putc(struct buffer *b, char c);
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds s as a quoted JSON string; s is valid UTF-8. NULL is written as null. */
void buffer_json(struct buffer *b, const char *s);
void buffer_json_len(struct buffer *b, const char *s, size_t len);

#endif
