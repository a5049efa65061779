/* channel.c - requests and answers over libfcgi, without its waits. */
#include "channel.h"

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

bool
channel_answer(struct channel *c, const char *head, size_t head_len, const char *body,
    size_t body_len)
{
	FCGX_PutStr(head, (int)head_len, c->request.out);
	if (body_len > 0)
		FCGX_PutStr(body, (int)body_len, c->request.out);
	FCGX_Finish_r(&c->request);
	return c->request.ipcFd >= 0;
}

void
channel_close(struct channel *c)
{
	FCGX_Free(&c->request, 1);
}
