/* log.c - one line an event, as JSON on standard error. */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A line is cut at this length: one write(2) of at most PIPE_BUF bytes stays in one piece. */
enum { LINE_BYTES = 4096 };

struct line {
	char text[LINE_BYTES];
	size_t len;
};

/* Written once at the start of a program, before there are threads. */
static struct {
	const char *program;
	enum log_level lowest;
} settings = { "yilian", LOG_INFO };

static const char *const level_names[] = { "debug", "info", "warning", "error" };

void
log_open(const char *program, enum log_level lowest)
{
	settings.program = program;
	settings.lowest = lowest;
}

static void
put(struct line *l, const char *s, size_t len)
{
	/* Three bytes stay free for the closing quote, brace and line feed. */
	if (len <= LINE_BYTES - 3 - l->len) {
		memcpy(l->text + l->len, s, len);
		l->len += len;
	}
}

static void
put_quoted(struct line *l, const char *s)
{
	char escape[8];

	put(l, "\"", 1);
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
			snprintf(escape, sizeof(escape), "\\u%04x", c);
			put(l, escape, 6);
		} else {
			put(l, s, 1);
		}
	}
	l->text[l->len++] = '"';
}

static void
put_pair(struct line *l, const char *name, const char *value)
{
	/* A pair begins only where its name and something of its value have room. */
	if (l->len + strlen(name) + 32 > LINE_BYTES)
		return;
	put(l, l->len == 0 ? "{" : ",", 1);
	put_quoted(l, name);
	put(l, ":", 1);
	put_quoted(l, value);
}

static void
put_head(struct line *l, enum log_level level, const char *event)
{
	struct timespec now;
	struct tm tm;
	char text[40];
	size_t len;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	len = strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + len, sizeof(text) - len, ".%03dZ", (int)(now.tv_nsec / 1000000));
	put_pair(l, "time", text);
	put_pair(l, "level", level_names[level]);
	put_pair(l, "program", settings.program);
	snprintf(text, sizeof(text), "%d", (int)getpid());
	put_pair(l, "pid", text);
	put_pair(l, "event", event);
}

static void
write_line(struct line *l)
{
	l->text[l->len++] = '}';
	l->text[l->len++] = '\n';
	/* Nobody is left to tell where standard error is gone. */
	if (write(STDERR_FILENO, l->text, l->len) < 0)
		return;
}

void
log_event(enum log_level level, const char *event, ...)
{
	struct line l = { .len = 0 };
	const char *name;
	va_list args;

	if (level < settings.lowest)
		return;
	put_head(&l, level, event);
	va_start(args, event);
	while ((name = va_arg(args, const char *)) != NULL) {
		const char *value = va_arg(args, const char *);

		if (value != NULL)
			put_pair(&l, name, value);
	}
	va_end(args);
	write_line(&l);
}

void
die(const char *format, ...)
{
	char sentence[512];
	va_list args;

	va_start(args, format);
	vsnprintf(sentence, sizeof(sentence), format, args);
	va_end(args);
	log_event(LOG_ERROR, "died", "reason", sentence, NULL);
	abort();
}
