/* services.c - what the supervisor runs: its file, and the sockets named there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "supervisor.h"

enum { SERVICES_MAX = 16, COUNT_MAX = 64, WORDS_MAX = 32, LINE_SIZE = 4096, BACKLOG = 1024 };

/* Not die(): a wrong file is the operator's to mend, not a bug that deserves a core. */
static _Noreturn void
give_up(const char *what, const char *name, const char *mend)
{
	fprintf(stderr, "yilian-supervisor: %s %s: %s\n", what, name, mend);
	exit(2);
}

static const char *
dash_is_null(const char *word)
{
	return strcmp(word, "-") == 0 ? NULL : word;
}

static struct service
parse_line(struct arena *a, const char *line)
{
	char **words = arena_make(a, char *, WORDS_MAX + 1);
	char *rest = arena_strdup(a, line);
	int n = 0;

	for (char *word; n < WORDS_MAX && (word = strsep(&rest, " \t\n")) != NULL;)
		if (*word != '\0')
			words[n++] = word;
	if (n < 5)
		give_up("line", line, "needs name count user socket command");
	char *end = NULL;
	long count = strtol(words[1], &end, 10);
	if (*end != '\0' || count < 1 || count > COUNT_MAX)
		give_up("count", words[1], "must be 1 to 64");
	return (struct service){
		.name = words[0], .count = (int)count, .user = dash_is_null(words[2]),
		.socket = dash_is_null(words[3]), .argv = words + 4, .listen_fd = -1,
	};
}

int
services_load(struct arena *a, const char *file, struct service **services_r)
{
	char line[LINE_SIZE];
	int n = 0;
	FILE *in = fopen(file, "re");

	if (in == NULL)
		give_up("file", file, "cannot be read");
	*services_r = arena_make(a, struct service, SERVICES_MAX);
	while (fgets(line, sizeof(line), in) != NULL) {
		if (line[0] == '#' || line[strspn(line, " \t\n")] == '\0')
			continue;
		if (n == SERVICES_MAX)
			give_up("file", file, "names more than 16 services");
		(*services_r)[n++] = parse_line(a, line);
	}
	fclose(in);
	if (n == 0)
		give_up("file", file, "names no service");
	return n;
}

static int
listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof(address.sun_path))
		give_up("socket", path, "is longer than 107 bytes: choose a shorter folder");
	memcpy(address.sun_path, path, strlen(path) + 1);
	unlink(path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd == -1 || bind(fd, (const struct sockaddr *)&address, sizeof(address)) == -1)
		give_up("socket", path, "cannot be made: does its folder exist and may we write there?");
	if (chmod(path, 0660) == -1 || listen(fd, BACKLOG) == -1)
		give_up("socket", path, "cannot be listened on");
	return fd;
}

void
services_listen(struct service *services, int n)
{
	for (int i = 0; i < n; i++)
		if (services[i].socket != NULL)
			services[i].listen_fd = listen_at(services[i].socket);
}

void
services_close(const struct service *services, int n)
{
	for (int i = 0; i < n; i++)
		if (services[i].socket != NULL)
			unlink(services[i].socket);
}
