/* channel.h - one FastCGI connection, spoken by libfcgi. Inside app/ only.
 *
 * libfcgi would wait in a kept connection and starve the others; so a connection is handed to it
 * only when bytes are there (performance.md sections 2.4 and 4), by the members of FCGX_Request
 * that its header marks as its own. The version is pinned by Debian; tests/http holds it. */
#ifndef YILIAN_CHANNEL_H
#define YILIAN_CHANNEL_H

#include <fcgiapp.h>
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

enum { CHANNEL_BODY_MAX = 80 * 1024 * 1024 };	/* the largest upload nginx lets through, and some */

struct channel {
	FCGX_Request request;
};

/* A request as it came in. The parameters die with channel_answer, the body with the arena. */
struct inbound {
	char *const *params;		/* "NAME=value", NULL-ended */
	const unsigned char *body;
	size_t body_len;
};

/* Once, before any channel and any thread. */
void channel_init(void);

/* Takes over an accepted, blocking socket. */
void channel_open(struct channel *c, int fd);

/* The socket, or -1 once it is closed. */
int channel_fd(const struct channel *c);

/* Reads the request whose first bytes are there, and its whole body: what stays unread would be
 * taken for the next request. False: the connection is closed. */
bool channel_read(struct channel *c, struct arena *a, struct inbound *in_r);

/* Writes the answer and ends the request. False: the connection is closed. */
bool channel_answer(struct channel *c, const char *head, size_t head_len, const char *body,
    size_t body_len);

void channel_close(struct channel *c);

#endif
