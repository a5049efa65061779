/* serve.c - polls the listening socket and the kept connections, in one thread.
 *
 * Kept connections, because nginx loses 45 % without; a poll over all of them, because a thread
 * that waits in one starves the others (performance.md sections 2.4 and 4.1). */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcntl.h>

#include "app.h"
#include "clock.h"
#include "log.h"

enum {
	LISTEN_FD = 0,
	CONNECTIONS_MAX = 256,
	FIXED = 2,			/* places of the listening socket and of the signals */
	DRAIN_MS = 5000			/* for a connection whose first request has not come yet */
};

struct connection {
	struct wire wire;
	bool served;			/* has had an answer: nginx repeats what fails on it now */
};

struct loop {
	struct worker *worker;
	struct pollfd fds[FIXED + CONNECTIONS_MAX];
	struct connection connections[CONNECTIONS_MAX];
	int n;				/* connections */
	bool draining;
	int64_t drain_until_ms;
};

static void
drop(struct loop *l, int i)
{
	close(l->fds[FIXED + i].fd);
	wire_free(&l->connections[i].wire);
	l->n--;
	l->connections[i] = l->connections[l->n];
	l->fds[FIXED + i] = l->fds[FIXED + l->n];
}

static void
accept_one(struct loop *l)
{
	int fd = accept4(LISTEN_FD, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return;		/* another worker was quicker */
	l->connections[l->n].served = false;
	wire_init(&l->connections[l->n].wire);
	l->fds[FIXED + l->n] = (struct pollfd){ .fd = fd, .events = POLLIN };
	l->n++;
}

/* Answers a whole request. False: the connection is done with. */
static bool
answer(struct loop *l, struct connection *c, int fd)
{
	bool written;

	worker_answer(l->worker, &c->wire);
	written = wire_answer(&c->wire, fd, l->worker->head.data, l->worker->head.len,
	    l->worker->body, l->worker->body_len);
	worker_rest(l->worker);
	if (!written || !c->wire.keep || l->draining)
		return false;
	wire_next(&c->wire);
	c->served = true;
	return true;
}

/* Reads what is there and answers what is whole. False: the connection is done with. */
static bool
attend(struct loop *l, int i)
{
	struct connection *c = &l->connections[i];
	int fd = l->fds[FIXED + i].fd;
	size_t room;
	unsigned char *to = wire_room(&c->wire, &room);
	ssize_t got = read(fd, to, room);
	enum wire_state state;

	if (got <= 0)
		return got < 0 && (errno == EAGAIN || errno == EINTR);
	c->wire.len += (size_t)got;
	while ((state = wire_take(&c->wire)) == WIRE_WHOLE)
		if (!answer(l, c, fd))
			return false;
	if (state == WIRE_BROKEN)
		log_event(LOG_WARNING, "connection_broken", NULL);
	return state == WIRE_MORE;
}

/* From now on: no new connections, and idle ones that were used are closed; nginx repeats on
 * another connection what it was just sending. One that is new has a request under way. */
static void
start_draining(struct loop *l)
{
	l->draining = true;
	l->drain_until_ms = clock_ms() + DRAIN_MS;
	l->fds[0].fd = -1;
	l->fds[1].fd = -1;
}

static void
drop_idle(struct loop *l)
{
	bool late = clock_ms() >= l->drain_until_ms;

	for (int i = l->n - 1; i >= 0; i--)
		if (late || (l->connections[i].served && l->connections[i].wire.len == 0))
			drop(l, i);
}

static int
open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void
attend_all(struct loop *l)
{
	/* From behind, because a dropped one is replaced by the last. */
	for (int i = l->n - 1; i >= 0; i--)
		if (l->fds[FIXED + i].revents != 0 && !attend(l, i))
			drop(l, i);
	if (l->fds[0].revents != 0 && !l->draining)
		accept_one(l);
}

static void
turn(struct loop *l)
{
	l->fds[0].events = l->n < CONNECTIONS_MAX ? POLLIN : 0;
	if (poll(l->fds, (nfds_t)(FIXED + l->n), l->draining ? 50 : -1) < 0) {
		if (errno != EINTR)
			die("poll failed: error %d", errno);
		return;
	}
	if (l->fds[1].revents != 0)
		start_draining(l);
	attend_all(l);
	if (l->draining)
		drop_idle(l);
}

void
serve_poll(struct worker *w)
{
	/* One loop a process, too large for the stack; it lives as long as the process. */
	static struct loop loop;
	struct loop *l = &loop;

	l->worker = w;
	/* All workers poll this socket: who comes second must not wait in accept. */
	fcntl(LISTEN_FD, F_SETFL, fcntl(LISTEN_FD, F_GETFL) | O_NONBLOCK);
	l->fds[0] = (struct pollfd){ .fd = LISTEN_FD, .events = POLLIN };
	l->fds[1] = (struct pollfd){ .fd = open_signals(), .events = POLLIN };
	while (!l->draining || l->n > 0)
		turn(l);
	log_event(LOG_INFO, "drained", NULL);
}
