/* arena.c - memory of one request: allocated freely, released at once. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

/* Under ASan free space is poisoned, with a gap after each object: a use after the reset and a
 * write past the end are reported although malloc knows nothing of either. */
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
enum { GAP_BYTES = 16 };
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
enum { GAP_BYTES = 0 };
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
#endif

enum { BLOCK_BYTES = 64 * 1024 };

struct block {
	struct block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char data[];
};

struct release {
	struct release *next;
	arena_release *run;
	void *object;
};

struct arena {
	struct block *first;	/* kept over resets */
	struct block *current;	/* the newest; older ones hang on its next */
	struct release *releases;
	size_t limit_bytes;
	size_t held_bytes;
};

static struct block *
make_block(struct arena *a, size_t bytes)
{
	size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
	struct block *b;

	if (size > a->limit_bytes - a->held_bytes)
		die("An arena of %zu bytes is full: %zu held, %zu wanted", a->limit_bytes,
		    a->held_bytes, bytes);
	/* calloc although arena_alloc clears: gcc takes poisoning for a read. */
	b = calloc(1, sizeof(*b) + size);
	if (b == NULL)
		die("No memory for a block of %zu bytes", size);
	b->size = size;
	a->held_bytes += size;
	POISON(b->data, size);
	return b;
}

struct arena *
arena_create(size_t limit_bytes)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		die("No memory for an arena");
	a->limit_bytes = limit_bytes > BLOCK_BYTES ? limit_bytes : BLOCK_BYTES;
	a->first = make_block(a, BLOCK_BYTES);
	a->current = a->first;
	return a;
}

void
arena_reset(struct arena *a)
{
	while (a->releases != NULL) {
		struct release *r = a->releases;

		a->releases = r->next;
		r->run(r->object);
	}
	while (a->current != a->first) {
		struct block *b = a->current;

		a->current = b->next;
		a->held_bytes -= b->size;
		UNPOISON(b->data, b->size);
		free(b);
	}
	a->first->used = 0;
	POISON(a->first->data, a->first->size);
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	UNPOISON(a->first->data, a->first->size);
	free(a->first);
	free(a);
}

void *
arena_alloc(struct arena *a, size_t count, size_t size)
{
	size_t align = alignof(max_align_t), bytes, whole;
	struct block *b = a->current;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
		die("An object of %zu times %zu bytes cannot exist", count, size);
	whole = (bytes + GAP_BYTES + align - 1) / align * align;
	if (whole == 0)
		whole = align;
	if (whole > b->size - b->used) {
		b = make_block(a, whole);
		b->next = a->current;
		a->current = b;
	}
	p = b->data + b->used;
	b->used += whole;
	UNPOISON(p, bytes);
	return memset(p, 0, bytes);
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_alloc(a, len + 1, 1);

	if (len > 0)
		memcpy(copy, s, len);
	return copy;
}

char *
arena_vprintf(struct arena *a, const char *format, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		die("A text cannot be formatted");
	text = arena_alloc(a, (size_t)len + 1, 1);
	vsnprintf(text, (size_t)len + 1, format, args);
	return text;
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(a, format, args);
	va_end(args);
	return text;
}

void
arena_defer(struct arena *a, arena_release *release, void *object)
{
	struct release *r = arena_make(a, struct release, 1);

	r->run = release;
	r->object = object;
	r->next = a->releases;
	a->releases = r;
}
