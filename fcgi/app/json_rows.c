/* json_rows.c - the one writer of results: columns become JSON members by name and type. */
#include <string.h>

#include "app.h"
#include "log.h"

enum shape { SHAPE_TEXT, SHAPE_RAW, SHAPE_NUMBER, SHAPE_BOOLEAN, SHAPE_TIME, SHAPE_ARRAY,
	SHAPE_NUMBERS };

/* PostgreSQL's type oids are fixed (pg_type.dat). */
static const struct { unsigned oid; enum shape shape; } shapes[] = {
	{ 16, SHAPE_BOOLEAN },
	{ 20, SHAPE_NUMBER }, { 21, SHAPE_NUMBER }, { 23, SHAPE_NUMBER },
	{ 700, SHAPE_NUMBER }, { 701, SHAPE_NUMBER }, { 1700, SHAPE_NUMBER },
	{ 114, SHAPE_RAW }, { 3802, SHAPE_RAW },
	{ 1184, SHAPE_TIME },
	{ 1005, SHAPE_NUMBERS }, { 1007, SHAPE_NUMBERS }, { 1016, SHAPE_NUMBERS },
	{ 1009, SHAPE_ARRAY }, { 1015, SHAPE_ARRAY }, { 2951, SHAPE_ARRAY }, { 1182, SHAPE_ARRAY },
};

/* A column as it is written: what stands before its value, and how. */
struct column {
	struct text before;
	enum shape shape;
	int index;
	const struct shown *shown;	/* for a hidden column; or NULL */
};

struct table {
	struct request *rq;		/* NULL: nothing hidden is shown */
	struct column *columns;
	int ncolumns;
	const char *end;	/* closes the objects that are open after the last column */
};

static enum shape
find_shape(unsigned oid)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (shapes[i].oid == oid)
			return shapes[i].shape;
	return SHAPE_TEXT;
}

static int
count_dots(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++)
		n += *s == '.';
	return n;
}

/* How many leading objects two names share: 1 for "from.id" and "from.name". */
static int
common_objects(const char *a, const char *b)
{
	int n = 0;

	for (; *a == *b && *a != '\0'; a++, b++)
		n += *a == '.';
	return n;
}

/* What stands between the value of the column before (NULL: none) and this one's value. */
static struct text
text_before(struct buffer *b, const char *previous, const char *name)
{
	int common = previous != NULL ? common_objects(previous, name) : 0;
	size_t start = b->len;

	for (int i = common; previous != NULL && i < count_dots(previous); i++)
		buffer_putc(b, '}');
	if (previous != NULL)
		buffer_putc(b, ',');
	for (int i = 0; i < common; i++)
		name = strchr(name, '.') + 1;
	for (const char *dot; (dot = strchr(name, '.')) != NULL; name = dot + 1) {
		buffer_json_len(b, name, (size_t)(dot - name));
		buffer_puts(b, ":{");
	}
	buffer_json(b, name);
	buffer_putc(b, ':');
	/* Where the buffer grows, the texts before stay where they were, in the arena. */
	return (struct text){ b->data + start, b->len - start };
}

static const struct shown *
find_shown(const struct request *rq, const char *column)
{
	for (int i = 0; rq != NULL && i < rq->nshown; i++)
		if (strcmp(rq->shown[i].column, column) == 0)
			return &rq->shown[i];
	return NULL;
}

static struct table
describe(struct request *rq, struct arena *a, const struct rows *r)
{
	int n = rows_columns(r);
	struct table t = { .rq = rq, .columns = arena_make(a, struct column, (size_t)n + 1) };
	const char *previous = NULL;
	struct buffer names;
	size_t end;

	buffer_init(&names, a);
	for (int i = 0; i < n; i++) {
		const char *name = rows_column_name(r, i);
		const struct shown *shown = name[0] == '_' ? find_shown(rq, name) : NULL;

		if (name[0] == '_' && shown == NULL)
			continue;
		name = shown != NULL ? shown->name : name;
		t.columns[t.ncolumns++] = (struct column){ text_before(&names, previous, name),
			find_shape(rows_column_type(r, i)), i, shown };
		previous = name;
	}
	end = names.len;
	for (int i = 0; previous != NULL && i < count_dots(previous); i++)
		buffer_putc(&names, '}');
	t.end = names.data + end;
	return t;
}

/* "2026-11-22 08:41:38.12+08" as RFC 3339; infinity, which JSON cannot say, is null. */
static void
write_time(struct buffer *b, const char *s, size_t len)
{
	const char *space = memchr(s, ' ', len);
	bool short_offset = len > 3 && (s[len - 3] == '+' || s[len - 3] == '-');

	if (space == NULL) {
		buffer_puts(b, "null");
		return;
	}
	buffer_putc(b, '"');
	buffer_add(b, s, (size_t)(space - s));
	buffer_putc(b, 'T');
	buffer_add(b, space + 1, len - (size_t)(space - s) - 1);
	buffer_puts(b, short_offset ? ":00\"" : "\"");
}

/* One item of an array's text form; returns what follows it. */
static const char *
write_item(struct buffer *b, const char *s, bool numbers)
{
	size_t len = strcspn(s, ",}");
	struct buffer item;

	if (*s != '"') {
		if (numbers || (len == 4 && memcmp(s, "NULL", 4) == 0))
			buffer_puts(b, len == 4 && *s == 'N' ? "null" : arena_strndup(b->arena, s, len));
		else
			buffer_json_len(b, s, len);
		return s + len;
	}
	buffer_init(&item, b->arena);
	for (s++; *s != '"' && *s != '\0'; s++) {
		s += *s == '\\';
		buffer_putc(&item, *s);
	}
	buffer_json_len(b, item.data, item.len);
	return s + 1;
}

/* {1,2} or {a,"b c"} as [1,2] or ["a","b c"]. Of one dimension. */
static void
write_array(struct buffer *b, const char *s, bool numbers)
{
	buffer_putc(b, '[');
	for (s++; *s != '}' && *s != '\0';) {
		s = write_item(b, s, numbers);
		if (*s == ',') {
			buffer_putc(b, ',');
			s++;
		}
	}
	buffer_putc(b, ']');
}

static void
write_value(struct buffer *b, enum shape shape, const char *s, size_t len)
{
	if (s == NULL) {
		buffer_add(b, "null", 4);
		return;
	}
	switch (shape) {
	case SHAPE_TEXT:
		buffer_json_len(b, s, len);
		break;
	case SHAPE_RAW:
		buffer_add(b, s, len);
		break;
	case SHAPE_NUMBER:
		/* NaN and Infinity are no JSON. */
		if (*s == 'N' || *s == 'I' || (*s == '-' && s[1] == 'I'))
			buffer_add(b, "null", 4);
		else
			buffer_add(b, s, len);
		break;
	case SHAPE_BOOLEAN:
		buffer_puts(b, *s == 't' ? "true" : "false");
		break;
	case SHAPE_TIME:
		write_time(b, s, len);
		break;
	case SHAPE_ARRAY:
	case SHAPE_NUMBERS:
		write_array(b, s, shape == SHAPE_NUMBERS);
		break;
	}
}

static void
write_row(struct buffer *b, const struct table *t, const struct rows *r, int row)
{
	for (int i = 0; i < t->ncolumns; i++) {
		const struct column *c = &t->columns[i];

		buffer_add(b, c->before.start, c->before.len);
		if (c->shown != NULL)
			buffer_json(b, c->shown->text_of != NULL
			    ? c->shown->text_of(t->rq, r, row, c->shown) : c->shown->text(t->rq, r, row));
		else
			write_value(b, c->shape, rows_text(r, row, c->index),
			    rows_len(r, row, c->index));
	}
	buffer_puts(b, t->end);
}

void
json_row_of(struct request *rq, struct buffer *b, const struct rows *r, int row)
{
	struct table t = describe(rq, b->arena, r);

	write_row(b, &t, r, row);
}

void
json_row(struct buffer *b, const struct rows *r, int row)
{
	json_row_of(NULL, b, r, row);
}

void
json_value(struct buffer *b, const struct rows *r, int row, const char *column)
{
	int i = rows_column(r, column);

	if (i < 0)
		die("There is no column %s", column);
	write_value(b, find_shape(rows_column_type(r, i)), rows_text(r, row, i), rows_len(r, row, i));
}

void
json_rows_of(struct request *rq, struct buffer *b, const struct rows *r, int n)
{
	struct table t = describe(rq, b->arena, r);

	buffer_putc(b, '[');
	for (int i = 0; i < n; i++) {
		size_t start = b->len;

		buffer_puts(b, i > 0 ? ",{" : "{");
		write_row(b, &t, r, i);
		buffer_putc(b, '}');
		if (i == 0)	/* most rows are as long as the first: not to be copied at each doubling */
			buffer_reserve(b, (b->len - start) * (size_t)n * 9 / 8);
	}
	buffer_putc(b, ']');
}

void
json_rows(struct buffer *b, const struct rows *r)
{
	json_rows_of(NULL, b, r, rows_count(r));
}
