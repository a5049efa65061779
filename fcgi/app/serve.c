/* serve.c - polls the listening socket and the kept connections, in one thread.
 *
 * Kept connections, because nginx loses 45 % without; a poll over all of them, because a thread
 * that waits in one starves the others (performance.md sections 2.4 and 4.1). */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include "app.h"
#include "clock.h"
#include "log.h"

enum {
	LISTEN_FD = 0,
	CONNECTIONS_MAX = 256,
	FIXED = 2,			/* places of the listening socket and of the signals */
	DRAIN_MS = 5000			/* for a connection whose first request has not come yet */
};

/* May be moved while no request of it is under way. */
struct connection {
	struct channel channel;
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
	channel_close(&l->connections[i].channel);
	l->n--;
	l->connections[i] = l->connections[l->n];
	l->fds[FIXED + i] = l->fds[FIXED + l->n];
}

static bool
accept_one(struct loop *l)
{
	int fd = l->n < CONNECTIONS_MAX ? accept4(LISTEN_FD, NULL, NULL, SOCK_CLOEXEC) : -1;

	if (fd < 0)
		return false;		/* another worker was quicker */
	l->connections[l->n].served = false;
	channel_open(&l->connections[l->n].channel, fd);
	l->fds[FIXED + l->n] = (struct pollfd){ .fd = fd, .events = POLLIN };
	l->n++;
	return true;
}

/* Reads and answers the request that begins. False: the connection is done with. */
static bool
attend(struct loop *l, int i)
{
	struct connection *c = &l->connections[i];
	struct worker *w = l->worker;
	struct inbound in;
	bool kept;

	if (!channel_read(&c->channel, w->arena, &in)) {
		worker_rest(w);
		return false;
	}
	worker_answer(w, &in);
	kept = channel_answer(&c->channel, w->head.data, w->head.len, w->body, w->body_len);
	worker_rest(w);
	c->served = true;
	return kept && !l->draining;
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
		if (late || l->connections[i].served)
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

/* Between two answers one connection is accepted: when many come at once they wait for one request,
 * not for a whole turn, and every worker gets its share of them. */
static void
attend_all(struct loop *l)
{
	bool waiting = l->fds[0].revents != 0 && !l->draining;

	/* From behind, because a dropped one is replaced by the last. */
	for (int i = l->n - 1; i >= 0; i--)
		if (l->fds[FIXED + i].revents != 0) {
			if (!attend(l, i))
				drop(l, i);
			waiting = waiting && accept_one(l);
		}
	if (waiting)
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
