/* main_supervisor.c - yilian-supervisor: owns the sockets, keeps the workers behind them alive. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "log.h"
#include "supervisor.h"

int
main(int argc, char **argv)
{
	struct service *services;
	sigset_t signals;

	if (argc != 3 || strcmp(argv[1], "--config") != 0) {
		fputs("usage: yilian-supervisor --config FILE\n"
		    "Each line of FILE: name count user socket command ...\n"
		    "TERM: drain and end. HUP: replace the workers one by one.\n", stderr);
		return 2;
	}
	log_open("supervisor", LOG_INFO);
	/* Blocked before the first fork, so that no child's end is missed. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);

	struct arena *a = arena_create(1 << 20);
	int n = services_load(a, argv[2], &services);
	services_listen(services, n);
	crew_run(crew_create(a, services, n));
	services_close(services, n);
	arena_free(a);
	return 0;
}
