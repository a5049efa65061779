/* channel.c - requests by libfcgi without its waits, answers in one piece. */
#include "channel.h"

#include <errno.h>
#include <fastcgi.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "log.h"

/* nginx has a whole request before it sends any of it: whoever is slower than this is not nginx. */
enum { STALLED_S = 10, CHUNK_BYTES = 16 * 1024 };

void
channel_init(void)
{
	/* On closing it would wait two seconds for the other side to close first. */
	setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0);
	if (FCGX_Init() != 0)
		die("libfcgi does not start");
}

void
channel_open(struct channel *c, int fd)
{
	struct timeval stalled = { .tv_sec = STALLED_S };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &stalled, sizeof(stalled));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &stalled, sizeof(stalled));
	/* No socket to accept from: when this one ends, libfcgi must not look for the next itself. */
	FCGX_InitRequest(&c->request, -1, 0);
	c->request.ipcFd = fd;
	c->request.keepConnection = 1;
}

int
channel_fd(const struct channel *c)
{
	return c->request.ipcFd;
}

/* Room for what is announced; a body longer than that is read all the same. */
static size_t
first_size(const struct channel *c)
{
	const char *announced = FCGX_GetParam("CONTENT_LENGTH", c->request.envp);
	long len = announced != NULL ? strtol(announced, NULL, 10) : 0;

	return len > 0 && len < CHANNEL_BODY_MAX ? (size_t)len + 1 : CHUNK_BYTES;
}

static void
read_body(struct channel *c, struct arena *a, struct inbound *in_r)
{
	size_t size = first_size(c), len = 0;
	unsigned char *body = arena_alloc(a, size, 1);

	for (;;) {
		int want = size - len < CHUNK_BYTES ? (int)(size - len) : CHUNK_BYTES;
		int got = FCGX_GetStr((char *)body + len, want, c->request.in);

		len += (size_t)got;
		if (got < want || len > CHANNEL_BODY_MAX)
			break;
		if (len == size) {
			unsigned char *larger = arena_alloc(a, size * 2, 1);

			memcpy(larger, body, len);
			body = larger;
			size *= 2;
		}
	}
	in_r->body = body;
	in_r->body_len = len;
}

bool
channel_read(struct channel *c, struct arena *a, struct inbound *in_r)
{
	if (FCGX_Accept_r(&c->request) != 0)
		return false;
	read_body(c, a, in_r);
	in_r->params = c->request.envp;
	if (FCGX_GetError(c->request.in) == 0 && in_r->body_len <= CHANNEL_BODY_MAX)
		return true;
	log_event(LOG_WARNING, "connection_broken", NULL);
	channel_close(c);
	return false;
}

static FCGI_Header
header(const struct channel *c, unsigned char type, size_t len)
{
	return (FCGI_Header){ .version = FCGI_VERSION_1, .type = type,
		.requestIdB1 = (unsigned char)(c->request.requestId >> 8),
		.requestIdB0 = (unsigned char)c->request.requestId,
		.contentLengthB1 = (unsigned char)(len >> 8), .contentLengthB0 = (unsigned char)len };
}

static bool
send_all(int fd, struct iovec *iov, size_t n)
{
	struct msghdr m = { .msg_iov = iov, .msg_iovlen = n };

	while (m.msg_iovlen > 0) {
		ssize_t sent = sendmsg(fd, &m, MSG_NOSIGNAL);

		if (sent < 0 && errno != EINTR)
			return false;
		for (; m.msg_iovlen > 0 && sent >= (ssize_t)m.msg_iov->iov_len; m.msg_iovlen--)
			sent -= (ssize_t)m.msg_iov++->iov_len;
		if (sent > 0) {
			m.msg_iov->iov_base = (char *)m.msg_iov->iov_base + sent;
			m.msg_iov->iov_len -= (size_t)sent;
		}
	}
	return true;
}

/* Not by libfcgi, which copies an answer and sends it in pieces of 8 KB, each of which wakes nginx. */
static bool
send_answer(const struct channel *c, const char *head, size_t head_len, const char *body,
    size_t body_len)
{
	struct { FCGI_Header end; FCGI_EndRequestRecord request; } tail = {
		header(c, FCGI_STDOUT, 0),
		{ header(c, FCGI_END_REQUEST, sizeof(FCGI_EndRequestBody)), { 0 } }
	};

	do {
		size_t part = body_len < FCGI_MAX_LENGTH - head_len ? body_len
		    : FCGI_MAX_LENGTH - head_len;
		FCGI_Header front = header(c, FCGI_STDOUT, head_len + part);
		struct iovec iov[] = {
			{ &front, sizeof(front) }, { (void *)(uintptr_t)head, head_len },
			{ (void *)(uintptr_t)body, part }, { &tail, part == body_len ? sizeof(tail) : 0 },
		};

		if (!send_all(c->request.ipcFd, iov, sizeof(iov) / sizeof(iov[0])))
			return false;
		body += part;
		body_len -= part;
		head_len = 0;
	} while (body_len > 0);
	return true;
}

bool
channel_answer(struct channel *c, const char *head, size_t head_len, const char *body,
    size_t body_len)
{
	bool sent = send_answer(c, head, head_len, body, body_len);

	FCGX_Free(&c->request, !sent || !c->request.keepConnection);
	return c->request.ipcFd >= 0;
}

void
channel_close(struct channel *c)
{
	FCGX_Free(&c->request, 1);
}
