/* tls.c - TLS towards a directory: one CA for each realm, nothing else trusted. */
#include "tls.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

static int
trust_all_of(X509_STORE *store, const char *ca_pem)
{
	BIO *text = BIO_new_mem_buf(ca_pem, -1);
	X509 *certificate;
	int n = 0;

	if (text == NULL)
		return 0;
	while ((certificate = PEM_read_bio_X509(text, NULL, NULL, NULL)) != NULL) {
		n += X509_STORE_add_cert(store, certificate) == 1;
		X509_free(certificate);
	}
	BIO_free(text);
	ERR_clear_error();
	return n;
}

SSL_CTX *
tls_context(const char *ca_pem)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

	if (ctx == NULL)
		return NULL;
	if (ca_pem == NULL || trust_all_of(SSL_CTX_get_cert_store(ctx), ca_pem) == 0 ||
	    SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) != 1) {
		SSL_CTX_free(ctx);
		return NULL;
	}
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	/* A hospital may hand over the issuing CA alone; what it hands over is what is trusted. */
	X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(ctx), X509_V_FLAG_PARTIAL_CHAIN);
	return ctx;
}

bool
tls_expect_name(SSL *ssl, const char *server_name)
{
	X509_VERIFY_PARAM *expected = SSL_get0_param(ssl);
	unsigned char address[16];

	if (server_name == NULL || server_name[0] == '\0')
		return false;
	if (inet_pton(AF_INET, server_name, address) == 1 ||
	    inet_pton(AF_INET6, server_name, address) == 1)
		return X509_VERIFY_PARAM_set1_ip_asc(expected, server_name) == 1;
	X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	return X509_VERIFY_PARAM_set1_host(expected, server_name, 0) == 1 &&
	    SSL_set_tlsext_host_name(ssl, server_name) == 1;
}

const char *
tls_fault(struct arena *a, SSL *ssl)
{
	long verdict = SSL_get_verify_result(ssl);
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	if (verdict != X509_V_OK)
		return arena_printf(a, "certificate refused: %s", X509_verify_cert_error_string(verdict));
	return arena_printf(a, "TLS handshake failed: %s",
	    reason != NULL ? reason : "the server closed the connection");
}

static const char *
name_text(struct arena *a, const X509_NAME *name)
{
	BIO *out = BIO_new(BIO_s_mem());
	char *data;
	long len;
	const char *text = "";

	if (out == NULL)
		return text;
	X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
	len = BIO_get_mem_data(out, &data);
	if (len > 0)
		text = arena_strndup(a, data, (size_t)len);
	BIO_free(out);
	return text;
}

static const char *
time_text(struct arena *a, const ASN1_TIME *time)
{
	struct tm t;

	if (ASN1_TIME_to_tm(time, &t) != 1)
		return "";
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1,
	    t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

void
tls_describe(struct arena *a, SSL *ssl, struct tls_details *details_r)
{
	X509 *certificate = SSL_get1_peer_certificate(ssl);
	int seconds;

	*details_r = (struct tls_details){ .protocol = SSL_get_version(ssl), .subject = "",
		.issuer = "", .valid_from = "", .valid_until = "" };
	if (certificate == NULL)
		return;
	details_r->subject = name_text(a, X509_get_subject_name(certificate));
	details_r->issuer = name_text(a, X509_get_issuer_name(certificate));
	details_r->valid_from = time_text(a, X509_get0_notBefore(certificate));
	details_r->valid_until = time_text(a, X509_get0_notAfter(certificate));
	ASN1_TIME_diff(&details_r->days_left, &seconds, NULL, X509_get0_notAfter(certificate));
	X509_free(certificate);
}
