/* crew.c - the supervisor's children: started, missed, replaced, told to end. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "log.h"
#include "supervisor.h"

struct crew *
crew_create(struct arena *a, const struct service *services, int n)
{
	struct crew *crew = arena_make(a, struct crew, 1);

	for (int i = 0; i < n; i++)
		crew->nchildren += services[i].count;
	crew->children = arena_make(a, struct child, (size_t)crew->nchildren);
	struct child *next = crew->children;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < services[i].count; j++)
			*next++ = (struct child){ .service = &services[i] };
	return crew;
}

static void
log_child(enum log_level level, const char *event, const struct child *c, const char *how)
{
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", (int)c->pid);
	log_event(level, event, "service", c->service->name, "child", pid, "how", how, NULL);
}

static bool
become(const char *user)
{
	const struct passwd *entry;

	if (user == NULL)
		return true;
	entry = getpwnam(user);
	return entry != NULL && initgroups(user, entry->pw_gid) == 0 &&
	    setgid(entry->pw_gid) == 0 && setuid(entry->pw_uid) == 0;
}

/* Runs in the new process; never returns. */
static _Noreturn void
exec_child(const struct service *s, pid_t supervisor)
{
	sigset_t none;
	int in = s->listen_fd;

	/* Ctrl-C at a terminal would reach a whole group; ours must drain first. */
	setpgid(0, 0);
	if (in == -1)
		in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (!become(s->user) || dup2(in, STDIN_FILENO) == -1) {
		dprintf(STDERR_FILENO, "yilian-supervisor: cannot become %s\n", s->user);
		_exit(126);
	}
	/* A worker must not survive its supervisor, and secrets must not land in a core. */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != supervisor)
		_exit(1);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv(s->argv[0], s->argv);
	dprintf(STDERR_FILENO, "yilian-supervisor: %s: %s\n", s->argv[0], strerror(errno));
	_exit(127);
}

static void
start(struct child *c)
{
	pid_t supervisor = getpid();
	pid_t pid = fork();

	if (pid == 0)
		exec_child(c->service, supervisor);
	c->started_ms = clock_ms();
	c->kill_at_ms = 0;
	c->stale = false;
	if (pid == -1) {
		log_child(LOG_ERROR, "child.fork", c, strerror(errno));
		return;
	}
	c->pid = pid;
	log_child(LOG_INFO, "child.start", c, NULL);
}

static void
end(struct child *c)
{
	if (c->pid == 0 || c->kill_at_ms != 0)
		return;
	c->kill_at_ms = clock_ms() + SUPERVISOR_DRAIN_MS;
	kill(c->pid, SIGTERM);
}

static void
bury(struct crew *crew, pid_t pid, int status)
{
	char how[32];

	snprintf(how, sizeof(how), "%s %d", WIFSIGNALED(status) ? "signal" : "status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	for (int i = 0; i < crew->nchildren; i++) {
		struct child *c = &crew->children[i];
		if (c->pid != pid)
			continue;
		log_child(c->kill_at_ms != 0 ? LOG_INFO : LOG_WARNING, "child.end", c, how);
		/* One that was told to end has its successor at once. */
		if (c->kill_at_ms != 0)
			c->started_ms = 0;
		c->pid = 0;
		c->kill_at_ms = 0;
	}
}

/* Tells the next stale child to end, unless another is on its way or has not settled yet. */
static void
roll(struct crew *crew, int64_t now_ms)
{
	struct child *next = NULL;

	for (int i = 0; i < crew->nchildren; i++) {
		struct child *c = &crew->children[i];
		bool settled = c->pid != 0 && c->kill_at_ms == 0 &&
		    now_ms - c->started_ms >= SUPERVISOR_SETTLE_MS;
		if (!settled && !c->stale)
			return;
		if (c->kill_at_ms != 0)
			return;
		if (c->stale && next == NULL)
			next = c;
	}
	if (next != NULL)
		end(next);
}

/* Does what is due now. Answers whether something will be due without a signal to tell of it. */
static bool
tend(struct crew *crew, int64_t now_ms)
{
	bool busy = crew->stopping;

	for (int i = 0; i < crew->nchildren; i++) {
		struct child *c = &crew->children[i];
		if (c->pid == 0 && !crew->stopping &&
		    (c->started_ms == 0 || now_ms - c->started_ms >= SUPERVISOR_PAUSE_MS))
			start(c);
		if (c->kill_at_ms != 0 && now_ms >= c->kill_at_ms) {
			log_child(LOG_ERROR, "child.kill", c, "did not end in time");
			kill(c->pid, SIGKILL);
			c->kill_at_ms = now_ms + SUPERVISOR_DRAIN_MS;
		}
		busy = busy || c->pid == 0 || c->kill_at_ms != 0 || c->stale;
	}
	if (!crew->stopping)
		roll(crew, now_ms);
	return busy;
}

static bool
any_alive(const struct crew *crew)
{
	for (int i = 0; i < crew->nchildren; i++)
		if (crew->children[i].pid != 0)
			return true;
	return false;
}

static void
take_signal(struct crew *crew, int signo)
{
	int status;

	if (signo == SIGCHLD)
		for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
			bury(crew, pid, status);
	if (signo == SIGHUP)
		for (int i = 0; i < crew->nchildren; i++)
			crew->children[i].stale = crew->children[i].pid != 0;
	if (signo == SIGTERM || signo == SIGINT) {
		crew->stopping = true;
		for (int i = 0; i < crew->nchildren; i++)
			end(&crew->children[i]);
	}
}

void
crew_run(struct crew *crew)
{
	static const struct timespec soon = { .tv_nsec = 50000000 };
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	while (!crew->stopping || any_alive(crew)) {
		bool busy = tend(crew, clock_ms());
		int signo = busy ? sigtimedwait(&signals, NULL, &soon) : sigwaitinfo(&signals, NULL);
		take_signal(crew, signo);
	}
}
