/* call.c - one question to a directory: gate, service connection, a second try where it is safe. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fcntl.h>

#include "clock.h"
#include "connection.h"

enum { SECRET_MAX = 256 };

enum directory_result
call_fail(struct call *c, enum gate_outcome outcome, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	c->detail = arena_vprintf(c->a, format, args);
	va_end(args);
	c->outcome = outcome;
	return DIRECTORY_UNAVAILABLE;
}

enum directory_result
call_begin(struct call *c, struct directory *d, struct arena *a, const struct realm *realm)
{
	*c = (struct call){ .a = a, .realm = realm, .outcome = GATE_UNKNOWN };
	switch (gate_enter(d, realm, &c->gate)) {
	case GATE_BUSY:
		return call_fail(c, GATE_UNKNOWN, "too many sign-ins of this realm at once");
	case GATE_BROKEN:
		return call_fail(c, GATE_UNKNOWN, "breaker open: the directory failed a moment ago");
	default:
		c->deadline_ms = clock_ms() + realm->total_ms;
		return DIRECTORY_OK;
	}
}

static void
drop_service(struct call *c)
{
	if (c->service != NULL)
		connection_close(c->service);
	c->service = NULL;
}

enum directory_result
call_end(struct call *c, enum directory_result result, const char **detail_r)
{
	if (detail_r != NULL)
		*detail_r = c->detail;
	if (c->gate == NULL)
		return result;
	if (c->service != NULL && c->outcome == GATE_ANSWERED) {
		gate_give(c->gate, c->service);
		c->service = NULL;
	}
	drop_service(c);
	gate_leave(c->gate, c->outcome);
	return result;
}

/* Reads the service account's password: one file, so that the hospital's next one needs no
 * restart. */
static bool
read_secret(struct call *c, char secret_r[SECRET_MAX], size_t *len_r)
{
	const char *name = c->realm->service_secret;
	const char *path;
	ssize_t n;
	int fd;

	if (name == NULL || name[0] == '\0' || strchr(name, '/') != NULL || name[0] == '.')
		return false;
	path = arena_printf(c->a, "%s/%s", gate_config(c->gate)->secrets_dir, name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return false;
	n = read(fd, secret_r, SECRET_MAX);
	close(fd);
	while (n > 0 && (secret_r[n - 1] == '\n' || secret_r[n - 1] == '\r'))
		n--;
	*len_r = n > 0 ? (size_t)n : 0;
	return n > 0;
}

static enum directory_result
open_service(struct call *c)
{
	char secret[SECRET_MAX];
	size_t len = 0;
	enum directory_result result;

	if (!read_secret(c, secret, &len))
		return call_fail(c, GATE_UNKNOWN, "the secret \"%s\" of the service account cannot be read",
		    c->realm->service_secret != NULL ? c->realm->service_secret : "");
	result = connection_open(c, &c->service);
	if (result == DIRECTORY_OK) {
		result = connection_bind(c, c->service, c->realm->service_dn, secret, len);
		/* Asking again and again would lock the service account. */
		if (result != DIRECTORY_OK)
			result = call_fail(c, GATE_FAILED, "the directory refuses the service account (%s)",
			    c->detail != NULL ? c->detail : directory_result_name(result));
	}
	explicit_bzero(secret, sizeof(secret));
	if (result != DIRECTORY_OK)
		drop_service(c);
	return result;
}

enum directory_result
service_search(struct call *c, const struct search *s, struct entry **entries_r)
{
	enum directory_result result;
	int64_t now = clock_ms();

	*entries_r = NULL;
	if (c->service == NULL) {
		c->service = gate_take(c->gate);
		c->reused = c->service != NULL;
	}
	if (c->reused) {
		/* A connection that a firewall forgot is mute, so it may have half of the time. */
		int64_t half = now + (c->deadline_ms - now) / 2;

		result = connection_search(c, c->service, s, half, entries_r);
		if (c->outcome == GATE_ANSWERED) {
			c->reused = false;
			return result;
		}
		drop_service(c);
		c->reused = false;
	}
	if (c->service == NULL) {
		result = open_service(c);
		if (result != DIRECTORY_OK)
			return result;
	}
	result = connection_search(c, c->service, s, c->deadline_ms, entries_r);
	if (c->outcome != GATE_ANSWERED)
		drop_service(c);
	return result;
}

const struct attribute *
entry_attribute(const struct entry *e, const char *name)
{
	for (const struct attribute *i = e->attributes; i != NULL; i = i->next) {
		if (strcasecmp(i->name, name) == 0)
			return i;
	}
	return NULL;
}

const char *
entry_text(const struct entry *e, const char *name)
{
	const struct attribute *found = entry_attribute(e, name);

	if (found == NULL || found->nvalues == 0)
		return NULL;
	if (memchr(found->values[0].data, '\0', found->values[0].len) != NULL)
		return NULL;
	return (const char *)found->values[0].data;
}
