/* tls.h - TLS towards a directory: one CA for each realm, nothing else trusted. */
#ifndef YILIAN_DIRECTORY_TLS_H
#define YILIAN_DIRECTORY_TLS_H

#include <openssl/ssl.h>
#include <stdbool.h>

#include "arena.h"

/* Settings that trust exactly the certificates of ca_pem, TLS 1.2 or newer. NULL where ca_pem holds
 * no certificate. */
SSL_CTX *tls_context(const char *ca_pem);

/* The certificate must be for this DNS name or address; the name is sent as SNI. */
bool tls_expect_name(SSL *ssl, const char *server_name);

/* Why the handshake failed: "certificate has expired", "hostname mismatch", … */
const char *tls_fault(struct arena *a, SSL *ssl);

/* What the server showed, for a realm test: subject, issuer, validity, protocol. */
struct tls_details {
	const char *protocol;
	const char *subject;
	const char *issuer;
	const char *valid_from;
	const char *valid_until;
	int days_left;
};
void tls_describe(struct arena *a, SSL *ssl, struct tls_details *details_r);

#endif
