/* serve_threads.c - a thread for each worker, a connection for each request: for slow requests. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "app.h"
#include "log.h"

enum { LISTEN_FD = 0 };

struct lane {
	pthread_t thread;
	struct worker *worker;
	int stop_fd;		/* readable: take no more requests */
};

static void
serve_connection(struct worker *worker, int fd)
{
	struct channel c;
	struct inbound in;

	channel_open(&c, fd);
	if (channel_read(&c, worker->arena, &in)) {
		worker_answer(worker, &in);
		channel_answer(&c, worker->head.data, worker->head.len, worker->body,
		    worker->body_len);
		/* A password may have been in there. */
		explicit_bzero((void *)(uintptr_t)in.body, in.body_len);
	}
	/* nginx waits for the end: before what may wait. */
	channel_close(&c);
	worker_rest(worker);
}

static void *
run_lane(void *object)
{
	struct lane *lane = object;
	struct pollfd fds[] = { { .fd = LISTEN_FD, .events = POLLIN },
		{ .fd = lane->stop_fd, .events = POLLIN } };

	for (;;) {
		int fd;

		if (poll(fds, 2, -1) < 0)
			continue;
		if (fds[1].revents != 0)
			return NULL;
		fd = accept4(LISTEN_FD, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			serve_connection(lane->worker, fd);
	}
}

void
serve_threads(struct worker *const *workers, int n)
{
	struct lane *lanes = calloc((size_t)n, sizeof(*lanes));
	int stop_fd = eventfd(0, EFD_CLOEXEC), got;
	sigset_t set;

	if (lanes == NULL || stop_fd < 0)
		die("No memory for threads");
	fcntl(LISTEN_FD, F_SETFL, fcntl(LISTEN_FD, F_GETFL) | O_NONBLOCK);
	/* Before the threads, which inherit it: only this one takes signals. */
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	for (int i = 0; i < n; i++) {
		lanes[i] = (struct lane){ .worker = workers[i], .stop_fd = stop_fd };
		if (pthread_create(&lanes[i].thread, NULL, run_lane, &lanes[i]) != 0)
			die("Thread %d of %d cannot be made", i + 1, n);
	}
	sigwait(&set, &got);
	eventfd_write(stop_fd, 1);
	for (int i = 0; i < n; i++)
		pthread_join(lanes[i].thread, NULL);
	close(stop_fd);
	free(lanes);
	log_event(LOG_INFO, "drained", NULL);
}
