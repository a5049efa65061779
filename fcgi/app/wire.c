/* wire.c - reads requests from FastCGI records, and writes answers as such. */
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

#include "log.h"

enum {
	FIRST_BYTES = 8 * 1024,
	KEEP_BYTES = 64 * 1024,		/* a larger buffer is given back after its request */
	HEADER_BYTES = 8,
	CONTENT_MAX = 65528,		/* of one record, padding never needed */
	WRITE_TIMEOUT_MS = 10000
};

enum record_type { BEGIN_REQUEST = 1, ABORT_REQUEST, END_REQUEST, PARAMS, STDIN, STDOUT };

void
wire_init(struct wire *w)
{
	*w = (struct wire){ .data = malloc(FIRST_BYTES), .size = FIRST_BYTES };
	if (w->data == NULL)
		die("No memory for a connection");
}

void
wire_free(struct wire *w)
{
	free(w->data);
	w->data = NULL;
}

/* Bytes between the kept contents and what was not looked at yet are free. */
static void
close_gap(struct wire *w)
{
	memmove(w->data + w->kept, w->data + w->at, w->len - w->at);
	w->len -= w->at - w->kept;
	w->at = w->kept;
}

unsigned char *
wire_room(struct wire *w, size_t *room_r)
{
	if (w->size - w->len < w->size / 4)
		close_gap(w);
	if (w->size - w->len < w->size / 4) {
		w->size *= 2;
		w->data = realloc(w->data, w->size);
		if (w->data == NULL)
			die("No memory for a request of %zu bytes", w->size);
	}
	*room_r = w->size - w->len;
	return w->data + w->len;
}

static bool
begin(struct wire *w, int id, const unsigned char *content, size_t len)
{
	enum { RESPONDER = 1, KEEP_CONN = 1 };

	if (w->request_id != 0 || id == 0 || len != 8 || content[0] != 0 ||
	    content[1] != RESPONDER)
		return false;
	w->request_id = id;
	w->keep = content[2] & KEEP_CONN;
	return true;
}

static void
keep(struct wire *w, const unsigned char *content, size_t len)
{
	memmove(w->data + w->kept, content, len);
	w->kept += len;
}

static enum wire_state
take_params(struct wire *w, const unsigned char *content, size_t len)
{
	if (w->params_done || w->kept + len > WIRE_PARAMS_MAX)
		return WIRE_BROKEN;
	keep(w, content, len);
	if (len == 0) {
		w->params_done = true;
		w->params_len = w->kept;
	}
	return WIRE_MORE;
}

static enum wire_state
take_stdin(struct wire *w, const unsigned char *content, size_t len)
{
	if (!w->params_done || w->kept - w->params_len + len > WIRE_BODY_MAX)
		return WIRE_BROKEN;
	keep(w, content, len);
	return len == 0 ? WIRE_WHOLE : WIRE_MORE;
}

static enum wire_state
take_record(struct wire *w, const unsigned char *record, size_t content_len)
{
	const unsigned char *content = record + HEADER_BYTES;
	int id = record[2] << 8 | record[3];

	if (record[1] == BEGIN_REQUEST)
		return begin(w, id, content, content_len) ? WIRE_MORE : WIRE_BROKEN;
	if (id == 0)
		return WIRE_MORE;	/* management records: nothing we would answer */
	if (id != w->request_id)
		return WIRE_BROKEN;
	if (record[1] == PARAMS)
		return take_params(w, content, content_len);
	if (record[1] == STDIN)
		return take_stdin(w, content, content_len);
	return WIRE_BROKEN;
}

enum wire_state
wire_take(struct wire *w)
{
	while (w->len - w->at >= HEADER_BYTES) {
		const unsigned char *record = w->data + w->at;
		size_t content_len = (size_t)record[4] << 8 | record[5];
		size_t whole = HEADER_BYTES + content_len + record[6];
		enum wire_state state;

		if (record[0] != 1)
			return WIRE_BROKEN;
		if (w->len - w->at < whole)
			return WIRE_MORE;
		w->at += whole;
		state = take_record(w, record, content_len);
		if (state != WIRE_MORE)
			return state;
	}
	return WIRE_MORE;
}

/* A length: one byte, or four with the highest bit set. */
static bool
read_length(const struct wire *w, size_t *at, size_t *len_r)
{
	const unsigned char *d = w->data + *at;
	size_t left = w->params_len - *at;

	if (left >= 1 && d[0] < 0x80) {
		*len_r = d[0];
		*at += 1;
		return true;
	}
	if (left < 4)
		return false;
	*len_r = (size_t)(d[0] & 0x7f) << 24 | (size_t)d[1] << 16 | (size_t)d[2] << 8 | d[3];
	*at += 4;
	return true;
}

bool
wire_param(const struct wire *w, size_t *at, const char **name_r, size_t *name_len_r,
    const char **value_r, size_t *value_len_r)
{
	if (*at >= w->params_len || !read_length(w, at, name_len_r) ||
	    !read_length(w, at, value_len_r))
		return false;
	/* Both lengths are below 2^31: the sum cannot wrap. */
	if (*name_len_r + *value_len_r > w->params_len - *at)
		return false;
	*name_r = (const char *)w->data + *at;
	*value_r = *name_r + *name_len_r;
	*at += *name_len_r + *value_len_r;
	return true;
}

void
wire_next(struct wire *w)
{
	w->kept = 0;
	close_gap(w);
	w->params_len = 0;
	w->request_id = 0;
	w->params_done = false;
	if (w->size > KEEP_BYTES && w->len <= FIRST_BYTES) {
		unsigned char *smaller = realloc(w->data, FIRST_BYTES);

		if (smaller != NULL) {
			w->data = smaller;
			w->size = FIRST_BYTES;
		}
	}
}

static bool
wait_writable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	return poll(&p, 1, WRITE_TIMEOUT_MS) == 1;
}

/* Drops what was written from the front of the parts. */
static void
advance(struct iovec **parts, int *n, size_t written)
{
	while (*n > 0 && written >= (*parts)->iov_len) {
		written -= (*parts)->iov_len;
		++*parts;
		--*n;
	}
	if (*n > 0) {
		(*parts)->iov_base = (char *)(*parts)->iov_base + written;
		(*parts)->iov_len -= written;
	}
}

static bool
write_parts(int fd, struct iovec *parts, int n)
{
	while (n > 0) {
		ssize_t written = writev(fd, parts, n);

		if (written >= 0)
			advance(&parts, &n, (size_t)written);
		else if (errno != EINTR && (errno != EAGAIN || !wait_writable(fd)))
			return false;
	}
	return true;
}

static void
make_header(unsigned char *h, const struct wire *w, enum record_type type, size_t len)
{
	h[0] = 1;
	h[1] = (unsigned char)type;
	h[2] = (unsigned char)(w->request_id >> 8);
	h[3] = (unsigned char)w->request_id;
	h[4] = (unsigned char)(len >> 8);
	h[5] = (unsigned char)len;
	h[6] = h[7] = 0;
}

static bool
write_record(const struct wire *w, int fd, const char *content, size_t len)
{
	unsigned char header[HEADER_BYTES];

	make_header(header, w, STDOUT, len);
	return write_parts(fd, (struct iovec[]){ { header, sizeof(header) },
	    { (void *)(uintptr_t)content, len } }, 2);
}

/* Head, rest of the body and the end go out in one write: all of it, for most answers. */
bool
wire_answer(const struct wire *w, int fd, const char *head, size_t head_len, const char *body,
    size_t body_len)
{
	unsigned char header[HEADER_BYTES], end[HEADER_BYTES + HEADER_BYTES + 8] = { 0 };

	if (head_len + body_len > CONTENT_MAX) {
		if (!write_record(w, fd, head, head_len))
			return false;
		head_len = 0;
	}
	while (body_len > CONTENT_MAX) {
		if (!write_record(w, fd, body, CONTENT_MAX))
			return false;
		body += CONTENT_MAX;
		body_len -= CONTENT_MAX;
	}
	make_header(header, w, STDOUT, head_len + body_len);
	make_header(end, w, STDOUT, 0);
	make_header(end + HEADER_BYTES, w, END_REQUEST, 8);
	return write_parts(fd, (struct iovec[]){ { header, sizeof(header) },
	    { (void *)(uintptr_t)head, head_len }, { (void *)(uintptr_t)body, body_len },
	    { end, sizeof(end) } }, 4);
}
