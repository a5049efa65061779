/* config.c - settings of a program: one table, one file, "name = value". */
#include "config.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "log.h"

enum {
	EXIT_CONFIG = 78,	/* EX_CONFIG of sysexits.h */
	ARENA_BYTES = 1024 * 1024
};

enum setting_type { SETTING_TEXT, SETTING_CHOICE, SETTING_NUMBER, SETTING_BOOLEAN };

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset;
	const char *fallback;	/* NULL: the file must give it */
	const char *choices;	/* " a b c " */
	int min, max;
};

#define REQUIRED(member) \
	{ .name = #member, .type = SETTING_TEXT, .offset = offsetof(struct config, member) }
#define SETTING(kind, member, ...) \
	{ .name = #member, .type = SETTING_##kind, .offset = offsetof(struct config, member), \
	  __VA_ARGS__ }

static const struct setting settings[] = {
	REQUIRED(database),
	REQUIRED(origin),
	REQUIRED(master_key_file),
	REQUIRED(secrets_dir),
	REQUIRED(upload_dir),
	REQUIRED(spool_dir),
	REQUIRED(files_dir),
	REQUIRED(program_dir),
	SETTING(CHOICE, log_level, .fallback = "info", .choices = " debug info warning error "),
	SETTING(TEXT, address_allow, .fallback = ""),
	SETTING(NUMBER, login_threads, .fallback = "32", .min = 1, .max = 256),
	SETTING(NUMBER, login_floor_ms, .fallback = "400", .min = 0, .max = 10000),
	SETTING(NUMBER, upload_waiting_files, .fallback = "20", .min = 1, .max = 1000),
	SETTING(NUMBER, upload_waiting_mb, .fallback = "500", .min = 64, .max = 100000),
	SETTING(BOOLEAN, secure_cookies, .fallback = "yes"),
};

enum { SETTING_COUNT = sizeof(settings) / sizeof(settings[0]) };

_Noreturn static void
refuse(const char *file, int line, const char *name, const char *mend)
{
	char where[24];

	snprintf(where, sizeof(where), "%d", line);
	log_event(LOG_ERROR, "config_refused", "file", file, "line", line > 0 ? where : NULL,
	    "setting", name, "mend", mend, NULL);
	_exit(EXIT_CONFIG);
}

/* The settings and the memory of their texts. */
struct loaded {
	struct config config;	/* first: config_free finds the rest by it */
	struct arena *arena;
};

static const char *
set_boolean(bool *place, const char *value)
{
	bool yes = strcmp(value, "yes") == 0;

	if (!yes && strcmp(value, "no") != 0)
		return "Write yes or no";
	*place = yes;
	return NULL;
}

static const char *
set_number(int *place, const char *value, const struct setting *s)
{
	char *end;
	long number = strtol(value, &end, 10);

	if (*value == '\0' || *end != '\0' || number < s->min || number > s->max)
		return "Write a whole number within the range of include/config.h";
	*place = (int)number;
	return NULL;
}

static const char *
set_choice(struct loaded *l, const char **place, const char *value, const struct setting *s)
{
	char padded[32];

	snprintf(padded, sizeof(padded), " %s ", value);
	if (strchr(value, ' ') != NULL || strstr(s->choices, padded) == NULL)
		return "Write one of the words of include/config.h";
	*place = arena_strdup(l->arena, value);
	return NULL;
}

/* Stores a value; the mend where it is not acceptable. */
static const char *
set(struct loaded *l, const struct setting *s, const char *value)
{
	void *place = (char *)&l->config + s->offset;

	switch (s->type) {
	case SETTING_NUMBER:
		return set_number(place, value, s);
	case SETTING_BOOLEAN:
		return set_boolean(place, value);
	case SETTING_CHOICE:
		return set_choice(l, place, value, s);
	case SETTING_TEXT:
		*(const char **)place = arena_strdup(l->arena, value);
		return NULL;
	}
	return "This setting has no type";
}

static char *
trim(char *s)
{
	char *end;

	s += strspn(s, " \t");
	end = s + strlen(s);
	while (end > s && strchr(" \t\r\n", end[-1]) != NULL)
		*--end = '\0';
	return s;
}

static int
find_setting(const char *name)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (strcmp(settings[i].name, name) == 0)
			return i;
	return -1;
}

static void
read_line(struct loaded *l, bool *given, const char *file, int line, char *text)
{
	char *equals, *name, *value;
	const char *mend;
	int i;

	text = trim(text);
	if (*text == '\0' || *text == '#')
		return;
	equals = strchr(text, '=');
	if (equals == NULL)
		refuse(file, line, NULL, "Write name = value");
	*equals = '\0';
	name = trim(text);
	value = trim(equals + 1);
	i = find_setting(name);
	if (i < 0)
		refuse(file, line, name, "There is no such setting; include/config.h lists them");
	if (given[i])
		refuse(file, line, name, "It is given twice; keep one");
	mend = set(l, &settings[i], value);
	if (mend != NULL)
		refuse(file, line, name, mend);
	given[i] = true;
}

const struct config *
config_load(const char *file)
{
	struct arena *a = arena_create(ARENA_BYTES);
	struct loaded *l = arena_make(a, struct loaded, 1);
	bool given[SETTING_COUNT] = { false };
	char text[4096];
	FILE *in = fopen(file, "re");
	int line = 0;

	l->arena = a;
	if (in == NULL)
		refuse(file, 0, NULL, "The file cannot be opened; give its path after --config");
	while (fgets(text, sizeof(text), in) != NULL) {
		line++;
		if (strchr(text, '\n') == NULL && !feof(in))
			refuse(file, line, NULL, "The line is longer than 4,094 bytes");
		read_line(l, given, file, line, text);
	}
	fclose(in);
	for (int i = 0; i < SETTING_COUNT; i++) {
		if (given[i])
			continue;
		if (settings[i].fallback == NULL)
			refuse(file, 0, settings[i].name, "The setting is missing; add a line for it");
		set(l, &settings[i], settings[i].fallback);
	}
	return &l->config;
}

void
config_free(const struct config *c)
{
	if (c != NULL)
		arena_free(((const struct loaded *)c)->arena);
}
