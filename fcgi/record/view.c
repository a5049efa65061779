/* view.c - what lists are filtered by beside the common: ranges of days, and views, filters by a name. */
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "engine.h"

bool
record_is_range(const struct record_field *f)
{
	return f->type == FIELD_DATE && f->flags & FIELD_FILTER;
}

const char *
record_filter_key(struct arena *a, const struct record_field *f, bool last)
{
	return record_is_range(f) ? arena_printf(a, "%s_%s", f->name, last ? "to" : "from") : f->name;
}

/* "today+90" as a date; anything else as it stands. */
static const char *
tell_day(struct arena *a, const char *value)
{
	struct date d;

	if (strncmp(value, "today", 5) != 0)
		return value;
	date_parse(date_today(a), &d);
	d = date_from_days(date_to_days(d) + (int32_t)strtol(value + 5, NULL, 10));
	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

const char *
record_view_value(struct arena *a, const struct record_view *v, const char *key)
{
	for (const struct record_preset *p = v != NULL ? v->presets : NULL; p != NULL && p->key != NULL;
	    p++)
		if (strcmp(p->key, key) == 0)
			return tell_day(a, p->value);
	return NULL;
}

const struct record_view *
record_view_find(const struct record_type *t, const char *name)
{
	for (int i = 0; name != NULL && i < t->nviews; i++)
		if (strcmp(t->views[i].name, name) == 0)
			return &t->views[i];
	return NULL;
}

const char *
record_view_names(struct arena *a, const struct record_type *t)
{
	const char *names = t->views[0].name;

	for (int i = 1; i < t->nviews; i++)
		names = arena_printf(a, "%s|%s", names, t->views[i].name);
	return names;
}

const char *
record_sort_keys(struct arena *a, const struct record_type *t)
{
	const char *keys = "day|-day|updated_at|-updated_at|since";

	for (int i = 0; i < t->nfields; i++)
		if (record_is_range(&t->fields[i]))
			keys = arena_printf(a, "%s|%s|-%s", keys, t->fields[i].name, t->fields[i].name);
	return keys;
}
