/* gate.h - what protects one realm from another: a limit, a queue, a breaker, pooled handles. */
#ifndef YILIAN_DIRECTORY_GATE_H
#define YILIAN_DIRECTORY_GATE_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdint.h>

#include "directory.h"

struct connection;
struct gate;

enum gate_answer { GATE_ENTERED, GATE_BUSY, GATE_BROKEN };

/* What one call did, for the breaker. */
enum gate_outcome {
	GATE_ANSWERED,		/* the directory answered, whatever it said */
	GATE_FAILED,		/* no answer: connection, TLS, deadline, service account */
	GATE_UNKNOWN		/* neither: it was not asked */
};

/* Waits at most a second for a place. Entered: *gate_r is to be left again. Answers BROKEN at
 * once while the breaker is open, but for one caller as a probe now and then. */
enum gate_answer gate_enter(struct directory *d, const struct realm *realm, struct gate **gate_r);
void gate_leave(struct gate *g, enum gate_outcome outcome);

/* The realm's TLS settings, with a reference of the caller's own; NULL: its CA cannot be read. */
SSL_CTX *gate_tls(struct gate *g);

/* The endpoint to be tried first: the one that answered last. */
int gate_endpoint(struct gate *g);
void gate_note_endpoint(struct gate *g, int endpoint);

/* An idle service connection of this realm as it is configured now, or NULL. */
struct connection *gate_take(struct gate *g);
/* Gives it back; closes it where there are enough or it is too old. */
void gate_give(struct gate *g, struct connection *c);

/* Where this program finds secrets and which networks it may talk to. */
const struct config *gate_config(const struct gate *g);

#endif
