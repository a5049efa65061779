/* transport.c - non-blocking socket and OpenSSL under libldap, every wait ended by the deadline.
 *
 * libldap's own TLS ignores all its timeouts and spins (security.md F1), so it never does any. */
#include "transport.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "log.h"
#include "resolver.h"
#include "tls.h"

enum { ADDRESSES_MAX = 8 };

struct transport {
	int fd;			/* -1: libldap's */
	int socket;		/* the descriptor, whoever owns it */
	SSL *ssl;
	int64_t deadline_ms;
	bool timed_out;
};

static bool
wait_for(struct transport *t, short events)
{
	struct pollfd p = { .fd = t->socket, .events = events };

	for (;;) {
		int64_t left = t->deadline_ms - clock_ms();
		int n;

		if (left <= 0)
			break;
		n = poll(&p, 1, left > 60000 ? 60000 : (int)left);
		if (n > 0)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
	}
	t->timed_out = true;
	errno = ETIMEDOUT;
	return false;
}

/* What to wait for after a TLS call that did not finish; 0: it failed for good. */
static short
tls_wish(struct transport *t, int result)
{
	switch (SSL_get_error(t->ssl, result)) {
	case SSL_ERROR_WANT_READ:
		return POLLIN;
	case SSL_ERROR_WANT_WRITE:
		return POLLOUT;
	default:
		return 0;
	}
}

static ssize_t
read_some(struct transport *t, void *data, size_t len, short *wish_r)
{
	ssize_t n;

	if (t->ssl != NULL) {
		int got;

		ERR_clear_error();
		got = SSL_read(t->ssl, data, len > 65536 ? 65536 : (int)len);
		*wish_r = got > 0 ? 0 : tls_wish(t, got);
		if (got <= 0 && SSL_get_error(t->ssl, got) == SSL_ERROR_ZERO_RETURN)
			return 0;
		return got > 0 ? got : -1;
	}
	n = recv(t->socket, data, len, 0);
	*wish_r = n < 0 && (errno == EAGAIN || errno == EINTR) ? POLLIN : 0;
	return n;
}

static ssize_t
write_some(struct transport *t, const void *data, size_t len, short *wish_r)
{
	ssize_t n;

	if (t->ssl != NULL) {
		int put;

		ERR_clear_error();
		put = SSL_write(t->ssl, data, len > 65536 ? 65536 : (int)len);
		*wish_r = put > 0 ? 0 : tls_wish(t, put);
		return put > 0 ? put : -1;
	}
	n = send(t->socket, data, len, MSG_NOSIGNAL);
	*wish_r = n < 0 && (errno == EAGAIN || errno == EINTR) ? POLLOUT : 0;
	return n;
}

static bool
past_deadline(struct transport *t)
{
	if (clock_ms() < t->deadline_ms)
		return false;
	t->timed_out = true;
	errno = ETIMEDOUT;
	return true;
}

static int
io_setup(Sockbuf_IO_Desc *d, void *argument)
{
	d->sbiod_pvt = argument;
	return 0;
}

static int
io_remove(Sockbuf_IO_Desc *d)
{
	d->sbiod_pvt = NULL;
	return 0;
}

static int
io_control(Sockbuf_IO_Desc *d, int option, void *argument)
{
	struct transport *t = d->sbiod_pvt;

	if (option == LBER_SB_OPT_DATA_READY && t->ssl != NULL && SSL_pending(t->ssl) > 0)
		return 1;
	return LBER_SBIOD_CTRL_NEXT(d, option, argument);
}

static ber_slen_t
io_read(Sockbuf_IO_Desc *d, void *data, ber_len_t len)
{
	struct transport *t = d->sbiod_pvt;

	/* A peer that dribbles always has a byte ready, so the poll alone would never end it. */
	while (!past_deadline(t)) {
		short wish;
		ssize_t n = read_some(t, data, len, &wish);

		if (n >= 0)
			return n;
		if (wish == 0) {
			errno = ECONNRESET;
			return -1;
		}
		if (!wait_for(t, wish))
			return -1;
	}
	return -1;
}

static ber_slen_t
io_write(Sockbuf_IO_Desc *d, void *data, ber_len_t len)
{
	struct transport *t = d->sbiod_pvt;

	while (!past_deadline(t)) {
		short wish;
		ssize_t n = write_some(t, data, len, &wish);

		if (n >= 0)
			return n;
		if (wish == 0) {
			errno = EPIPE;
			return -1;
		}
		if (!wait_for(t, wish))
			return -1;
	}
	return -1;
}

static int
io_close(Sockbuf_IO_Desc *d)
{
	(void)d;
	return 0;
}

Sockbuf_IO transport_io = {
	.sbi_setup = io_setup,
	.sbi_remove = io_remove,
	.sbi_ctrl = io_control,
	.sbi_read = io_read,
	.sbi_write = io_write,
	.sbi_close = io_close,
};

static bool
connect_address(struct transport *t, const struct address *address)
{
	int error = 0;
	socklen_t len = sizeof(error);
	int one = 1;

	t->socket = socket(address->socket.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	t->fd = t->socket;
	if (t->socket < 0)
		return false;
	setsockopt(t->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (connect(t->socket, (const struct sockaddr *)&address->socket, address->len) == 0)
		return true;
	if (errno == EINPROGRESS && wait_for(t, POLLOUT) &&
	    getsockopt(t->socket, SOL_SOCKET, SO_ERROR, &error, &len) == 0) {
		if (error == 0)
			return true;
		errno = error;
	}
	error = errno;
	close(t->socket);
	t->socket = t->fd = -1;
	errno = error;
	return false;
}

struct transport *
transport_connect(struct arena *a, const char *host, int port, const char *allow,
    int64_t deadline_ms, const char **fault_r)
{
	struct address found[ADDRESSES_MAX];
	int n = resolver_find(host, port, deadline_ms, found, ADDRESSES_MAX);
	struct transport *t = calloc(1, sizeof(*t));

	if (t == NULL)
		die("no memory for a directory connection");
	t->fd = t->socket = -1;
	t->deadline_ms = deadline_ms;
	*fault_r = "no address for this host name";
	for (int i = 0; i < n; i++) {
		if (!resolver_allows(allow, &found[i])) {
			*fault_r = "the address is outside the allowed directory networks";
			continue;
		}
		if (connect_address(t, &found[i]))
			return t;
		*fault_r = t->timed_out ? "connection timed out"
		    : arena_printf(a, "connection failed: %s", strerrordesc_np(errno));
	}
	transport_free(t);
	return NULL;
}

bool
transport_start_tls(struct transport *t, struct arena *a, SSL_CTX *ctx, const char *server_name,
    const char **fault_r)
{
	int result;

	t->ssl = SSL_new(ctx);
	if (t->ssl == NULL || !tls_expect_name(t->ssl, server_name) ||
	    SSL_set_fd(t->ssl, t->socket) != 1) {
		*fault_r = "TLS could not be set up for this server name";
		return false;
	}
	for (;;) {
		short wish;

		if (past_deadline(t))
			break;
		ERR_clear_error();
		result = SSL_connect(t->ssl);
		if (result == 1)
			return true;
		wish = tls_wish(t, result);
		if (wish == 0) {
			*fault_r = tls_fault(a, t->ssl);
			return false;
		}
		if (!wait_for(t, wish))
			break;
	}
	*fault_r = "TLS handshake timed out";
	return false;
}

void
transport_set_deadline(struct transport *t, int64_t deadline_ms)
{
	t->deadline_ms = deadline_ms;
}

bool
transport_timed_out(const struct transport *t)
{
	return t->timed_out;
}

SSL *
transport_tls(const struct transport *t)
{
	return t->ssl;
}

int
transport_fd(const struct transport *t)
{
	return t->socket;
}

void
transport_give_fd_away(struct transport *t)
{
	t->fd = -1;
}

void
transport_free(struct transport *t)
{
	if (t == NULL)
		return;
	SSL_free(t->ssl);
	if (t->fd >= 0)
		close(t->fd);
	free(t);
}
