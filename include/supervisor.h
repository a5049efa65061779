/* supervisor.h - keeps worker processes alive behind listening sockets it owns. */
#ifndef YILIAN_SUPERVISOR_H
#define YILIAN_SUPERVISOR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "arena.h"

/* One line of the file: name count user socket command ... ("-": no other user, no socket). */
struct service {
	const char *name;
	int count;		/* processes, 1 to 64 */
	const char *user;	/* NULL: the supervisor's own */
	const char *socket;	/* path of the listening socket, handed over as fd 0; NULL: none */
	char **argv;
	int listen_fd;		/* -1 until services_listen, or where there is no socket */
};

struct child {
	const struct service *service;
	pid_t pid;		/* 0: not running */
	int64_t started_ms;
	int64_t kill_at_ms;	/* told to end; 0: not */
	bool stale;		/* to be replaced: a rolling restart is under way */
};

struct crew {
	struct child *children;
	int nchildren;
	bool stopping;
};

enum {
	SUPERVISOR_PAUSE_MS = 1000,	/* a child that dies sooner is started again after this */
	SUPERVISOR_SETTLE_MS = 300,	/* a new child that lives this long is taken for healthy */
	SUPERVISOR_DRAIN_MS = 30000	/* a child that was told to end gets this long */
};

/* Reads file. Ends the program with the line and the mend where it does not parse. */
int services_load(struct arena *a, const char *file, struct service **services_r);

/* Makes the sockets: mode 0660, the group that of a setgid folder. Ends the program on failure. */
void services_listen(struct service *services, int n);

/* Removes the sockets' paths. */
void services_close(const struct service *services, int n);

struct crew *crew_create(struct arena *a, const struct service *services, int n);

/* Starts what should run and does not, reaps, restarts; ends after SIGTERM or SIGINT once every
 * child has ended. SIGHUP replaces the children one after the other. The caller has blocked these
 * signals and SIGCHLD. */
void crew_run(struct crew *crew);

#endif
