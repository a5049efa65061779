/* arena.h - memory of one request: allocated freely, released at once. */
#ifndef YILIAN_ARENA_H
#define YILIAN_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

typedef void arena_release(void *object);

/* Makes an arena that may hold limit_bytes; past that, or without memory, the process dies (only a
 * bug gets there) and its supervisor starts another. */
struct arena *arena_create(size_t limit_bytes);

/* Runs the deferred releases, newest first, and takes back all memory but the first block. */
void arena_reset(struct arena *a);

/* Resets, then frees the arena itself. */
void arena_free(struct arena *a);

/* Zeroed memory for count objects of size bytes, aligned for any type; never NULL. */
void *arena_alloc(struct arena *a, size_t count, size_t size);

#define arena_make(a, type, count) ((type *)arena_alloc((a), (count), sizeof(type)))

char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Calls release(object) at the reset, whatever happens before it. */
void arena_defer(struct arena *a, arena_release *release, void *object);

#endif
