/* transport.h - one TCP connection to a directory, with TLS, that never waits past its deadline. */
#ifndef YILIAN_DIRECTORY_TRANSPORT_H
#define YILIAN_DIRECTORY_TRANSPORT_H

#include <lber.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

struct transport;

/* Connects to the first address of host that answers. NULL, and the reason in *fault_r, where none
 * does by the deadline or where the address is in none of the networks of allow ("10.0.0.0/8,…";
 * NULL or "": any). */
struct transport *transport_connect(struct arena *a, const char *host, int port, const char *allow,
    int64_t deadline_ms, const char **fault_r);

/* Shakes hands and checks the certificate for server_name against the one CA in ctx. */
bool transport_start_tls(struct transport *t, struct arena *a, SSL_CTX *ctx,
    const char *server_name, const char **fault_r);

/* Every read and write from now on ends at this moment of clock_ms(). */
void transport_set_deadline(struct transport *t, int64_t deadline_ms);

/* Whether a read or write was ended by the deadline. */
bool transport_timed_out(const struct transport *t);

/* The open TLS session, or NULL. */
SSL *transport_tls(const struct transport *t);

int transport_fd(const struct transport *t);

/* From now on libldap closes the descriptor. */
void transport_give_fd_away(struct transport *t);

/* What libldap reads and writes through; its argument is the transport. */
extern Sockbuf_IO transport_io;

void transport_free(struct transport *t);

#endif
