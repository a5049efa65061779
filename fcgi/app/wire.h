/* wire.h - FastCGI records of one connection, gathered into whole requests. Inside app/ only.
 *
 * Our own reader in place of libfcgi: it never blocks, has no limits but ours, waits for nobody on
 * closing, leaves signals alone, and can be fuzzed (performance.md section 4 lists what libfcgi
 * does). One request at a time on a connection, as nginx sends them. */
#ifndef YILIAN_WIRE_H
#define YILIAN_WIRE_H

#include <stdbool.h>
#include <stddef.h>

enum wire_state {
	WIRE_MORE,	/* not all there yet */
	WIRE_WHOLE,	/* a whole request */
	WIRE_BROKEN	/* not FastCGI as we accept it: close the connection */
};

/* What a connection received. Contents of records are moved together at the front of data:
 * first the parameters, then the body; what was not looked at yet follows behind. */
struct wire {
	unsigned char *data;
	size_t size;
	size_t len;		/* bytes in use */
	size_t at;		/* first byte not looked at */
	size_t kept;		/* bytes of contents at the front */
	size_t params_len;
	int request_id;		/* 0: no request begun */
	bool keep;		/* the client wants the connection kept */
	bool params_done;
};

enum {
	WIRE_PARAMS_MAX = 64 * 1024,
	WIRE_BODY_MAX = 80 * 1024 * 1024	/* the largest upload nginx lets through, and some */
};

void wire_init(struct wire *w);
void wire_free(struct wire *w);

/* Room for more bytes at *room_r; after reading n of them: w->len += n. */
unsigned char *wire_room(struct wire *w, size_t *room_r);

/* Looks at what came in. */
enum wire_state wire_take(struct wire *w);

/* The next parameter after *at (0 at first), or false. Name and value are not NUL-ended. */
bool wire_param(const struct wire *w, size_t *at, const char **name_r, size_t *name_len_r,
    const char **value_r, size_t *value_len_r);

/* Forgets the request that was whole; keeps what came behind it. */
void wire_next(struct wire *w);

/* Writes an answer and its end to fd; false where the other side has gone. */
bool wire_answer(const struct wire *w, int fd, const char *head, size_t head_len,
    const char *body, size_t body_len);

#endif
