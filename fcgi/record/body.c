/* body.c - takes the body of a POST or PATCH apart: every fault of it at once, each at its pointer. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "value.h"

/* A body while it is taken apart. */
struct taking {
	struct request *rq;
	struct arena *a;
	const struct record_type *type;
	const json_t *body;
	const char *id;
	bool creating, submit;
	struct problem *p;		/* what is wrong so far */
	int nfaults;
	struct buffer values;		/* "{..." */
};

static const char exactness[] = "exact|near|over|about|at_least";

static void
fault_at(struct taking *k, const char *pointer, const char *zh, const char *en)
{
	if (k->p == NULL)
		k->p = problem_new(k->a, PROBLEM_INVALID, zh, en);
	problem_add(k->a, k->p, pointer, zh, en);
	k->nfaults++;
}

static void
put(struct buffer *b, const char *key, const char *value)
{
	buffer_puts(b, b->len > 1 ? "," : "");
	buffer_json(b, key);
	buffer_putc(b, ':');
	buffer_json(b, value);
}

/* Keeps a checked text: a blank one is none. False: it was wrong. */
static bool
keep(struct taking *k, const char *text, const struct sentence *fault, const char *pointer,
    const char **text_r)
{
	if (text == NULL)
		fault_at(k, pointer, fault->zh, fault->en);
	else if (*text != '\0')
		*text_r = text;
	return text != NULL;
}

static bool
is_blank(const json_t *v)
{
	return json_is_null(v) || (json_is_string(v) && *json_string_value(v) == '\0');
}

/* The member's text in *text_r, NULL where it is null or blank. False: not given, or wrong. */
static bool
take_param(struct taking *k, const json_t *object, const struct param *pa, const char *pointer,
    const char **text_r)
{
	const json_t *v = json_object_get(object, pa->name);
	struct sentence fault;

	*text_r = NULL;
	if (v == NULL || is_blank(v))
		return v != NULL;
	return keep(k, value_from_json(k->a, pa, v, &fault), &fault, pointer, text_r);
}

static bool
take_member(struct taking *k, const json_t *object, const struct record_field *f,
    const char *pointer, const char **text_r)
{
	const json_t *v = json_object_get(object, f->name);
	struct sentence fault;

	*text_r = NULL;
	if (v == NULL || is_blank(v))
		return v != NULL;
	return keep(k, record_value(k->a, f, v, &fault), &fault, pointer, text_r);
}

/* How exact a quantity is: said, or exact. */
static void
take_exactness(struct taking *k, const json_t *object, const struct record_field *f,
    const char *prefix, bool with_quantity, struct buffer *values)
{
	const char *name = arena_printf(k->a, "%s_exactness", f->name);
	const struct param pa = { .type = TYPE_CODE, .name = name, .codes = exactness };
	const char *text;

	if (take_param(k, object, &pa, arena_printf(k->a, "%s/%s", prefix, name), &text))
		put(values, name, text != NULL ? text : "exact");
	else if (with_quantity)
		put(values, name, "exact");
}

static void
put_field(struct taking *k, const struct record_field *f, const char *text, struct buffer *values)
{
	const struct crypto *c = req_crypto(k->rq);

	if (!record_sealed(f)) {
		put(values, f->name, text);
		return;
	}
	put(values, arena_printf(k->a, "%s_enc", f->name),
	    text != NULL ? record_seal(c, k->a, k->type, f, k->id, text) : NULL);
	put(values, arena_printf(k->a, "%s_idx", f->name),
	    text != NULL ? record_index(c, k->a, f, text) : NULL);
}

/* One field of the head (prefix "") or of a line. A line is whole: what it needs, it needs at once. */
static void
take_field(struct taking *k, const json_t *object, const struct record_field *f,
    const char *prefix, struct buffer *values)
{
	bool in_line = *prefix != '\0';
	const char *pointer = arena_printf(k->a, "%s/%s", prefix, f->name), *text;
	int before = k->nfaults;
	bool given;

	if (!record_is_written(f)) {
		if (json_object_get(object, f->name) != NULL)
			fault_at(k, pointer, f->flags & FIELD_COMPUTED ? "此项由系统计算，请去掉"
			    : "此项由确认方填写，请去掉", f->flags & FIELD_COMPUTED
			    ? "It is computed: leave it out" : "It is the confirming side's to fill in: leave it out");
		return;
	}
	given = take_member(k, object, f, pointer, &text);
	if (f->type == FIELD_QUANTITY)
		take_exactness(k, object, f, prefix, given || in_line, values);
	if (given || in_line)
		put_field(k, f, text, values);
	if (text == NULL && k->nfaults == before && f->sum_of == NULL &&
	    ((f->flags & FIELD_REQUIRED && (in_line || (k->creating && k->submit))) ||
	    (strcmp(f->name, k->type->day) == 0 && !in_line && (given || k->creating))))
		fault_at(k, pointer, "请填写此项", "This is needed: fill it in");
}

static bool
is_field(const struct record_field *fields, int n, const char *key)
{
	for (int i = 0; i < n; i++) {
		size_t len = strlen(fields[i].name);

		if (strcmp(fields[i].name, key) == 0 || (fields[i].type == FIELD_QUANTITY &&
		    strncmp(fields[i].name, key, len) == 0 && strcmp(key + len, "_exactness") == 0))
			return true;
	}
	return false;
}

static bool
is_member(const struct taking *k, const char *key)
{
	bool two = k->type->sides == RECORD_TWO;

	for (int i = 0; i < k->type->nlines; i++)
		if (strcmp(k->type->lines[i].name, key) == 0)
			return true;
	return is_field(k->type->fields, k->type->nfields, key) || strcmp(key, "note") == 0 ||
	    strcmp(key, k->creating ? "submit" : "reason") == 0 ||
	    strcmp(key, two ? "from" : "org") == 0 || (two && strcmp(key, "to") == 0);
}

static void
refuse_unknown(struct taking *k, const json_t *object, const char *prefix,
    const struct record_lines *l)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)object, key, v)
		if (l != NULL ? !is_field(l->fields, l->nfields, key) : !is_member(k, key))
			fault_at(k, arena_printf(k->a, "%s/%s", prefix, key), "没有这一项，请去掉",
			    "There is no such member: leave it out");
}

static const char *
take_lines(struct taking *k, const struct record_lines *l)
{
	const json_t *v = json_object_get(k->body, l->name), *line;
	const char *pointer = arena_printf(k->a, "/%s", l->name);
	size_t max = l->max > 0 ? (size_t)l->max : RECORD_LINES_LIMIT, i;
	struct buffer all;

	buffer_init(&all, k->a);
	buffer_putc(&all, '[');
	if (v == NULL)
		return NULL;
	if (!json_is_array(v) || json_array_size(v) > max) {
		fault_at(k, pointer, arena_printf(k->a, "应为列表，最多 %zu 行", max),
		    arena_printf(k->a, "It must be a list of at most %zu lines", max));
		return NULL;
	}
	json_array_foreach(v, i, line) {
		const char *prefix = arena_printf(k->a, "%s/%zu", pointer, i);
		struct buffer one;

		if (!json_is_object(line)) {
			fault_at(k, prefix, "应为 JSON 对象", "It must be a JSON object");
			continue;
		}
		buffer_init(&one, k->a);
		buffer_putc(&one, '{');
		for (int j = 0; j < l->nfields; j++)
			take_field(k, line, &l->fields[j], prefix, &one);
		refuse_unknown(k, line, prefix, l);
		buffer_printf(&all, "%s%s}", i > 0 ? "," : "", one.data);
	}
	buffer_putc(&all, ']');
	return all.data;
}

/* Lines there must be at least this many, where they are sent, or where all there will be is here. */
static void
count_lines(struct taking *k, const struct record_lines *l)
{
	size_t n = json_array_size(json_object_get(k->body, l->name));

	if (k->creating && k->submit && n < (size_t)l->min)
		fault_at(k, arena_printf(k->a, "/%s", l->name), arena_printf(k->a, "至少要有 %d 行", l->min),
		    arena_printf(k->a, "At least %d lines are needed", l->min));
}

/* The sum of a member over lines that were found good. */
static long long
sum_lines(const json_t *lines, const char *member)
{
	long long sum = 0;
	json_t *line;
	size_t i;

	json_array_foreach(lines, i, line)
		sum += json_integer_value(json_object_get(line, member));
	return sum;
}

/* A total that is not given is that of its lines; one that is, the database holds against them. */
static void
take_sum(struct taking *k, const struct record_field *f)
{
	const char *dot = strchr(f->sum_of, '.'), *pointer = arena_printf(k->a, "/%s", f->name);
	const json_t *lines = json_object_getn(k->body, f->sum_of, (size_t)(dot - f->sum_of));
	const json_t *told = json_object_get(k->body, f->name);
	long long sum = sum_lines(lines, dot + 1);

	if (json_array_size(lines) == 0) {
		if (f->flags & FIELD_REQUIRED && k->creating && k->submit &&
		    (told == NULL || json_is_null(told)))
			fault_at(k, pointer, "请填写此项", "This is needed: fill it in");
		return;
	}
	if (k->p != NULL)
		return;
	if (!json_is_integer(told))
		put(&k->values, f->name, arena_printf(k->a, "%lld", sum));
}

static void
take_party(struct taking *k, const char *side)
{
	const struct param pa = { .type = TYPE_INTEGER, .name = side, .min = 1, .max = 2147483647L };
	const char *text;

	if (take_param(k, k->body, &pa, arena_printf(k->a, "/%s", side), &text) && text != NULL)
		put(&k->values, side, text);
}

static void
take_head(struct taking *k, struct record_body *body_r)
{
	static const struct param note = { .type = TYPE_LINES, .name = "note" };
	static const struct param reason = { .type = TYPE_LINES, .name = "reason", .max = 1000 };
	static const struct param submit = { .type = TYPE_BOOLEAN, .name = "submit" };
	const char *text;

	if (k->creating && take_param(k, k->body, &submit, "/submit", &text))
		k->submit = text != NULL && strcmp(text, "true") == 0;
	if (!k->creating)
		take_param(k, k->body, &reason, "/reason", &body_r->reason);
	if (take_param(k, k->body, &note, "/note", &text))
		put(&k->values, "note", text);
	if (k->type->sides == RECORD_ONE)
		take_party(k, "org");
	else {
		take_party(k, "from");
		take_party(k, "to");
	}
}

struct problem *
record_body(struct request *rq, const struct record_type *t, bool creating, const char *id,
    struct record_body *body_r)
{
	struct taking k = { .rq = rq, .a = req_arena(rq), .type = t, .body = req_body(rq), .id = id,
		.creating = creating };

	*body_r = (struct record_body){ 0 };
	buffer_init(&k.values, k.a);
	buffer_putc(&k.values, '{');
	take_head(&k, body_r);
	for (int i = 0; i < t->nfields; i++)
		take_field(&k, k.body, &t->fields[i], "", &k.values);
	for (int i = 0; i < t->nlines; i++) {
		body_r->lines[i] = take_lines(&k, &t->lines[i]);
		count_lines(&k, &t->lines[i]);
		/* The head's guards are to know that its lines will be others. */
		if (body_r->lines[i] != NULL)
			put(&k.values, arena_printf(k.a, "_%s", t->lines[i].name), NULL);
	}
	for (int i = 0; i < t->nfields; i++)
		if (t->fields[i].sum_of != NULL)
			take_sum(&k, &t->fields[i]);
	refuse_unknown(&k, k.body, "", NULL);
	if (k.p == NULL && !creating && k.values.len == 1)
		k.p = problem_new(k.a, PROBLEM_INVALID, "没有要修改的内容", "There is nothing to change");
	buffer_putc(&k.values, '}');
	body_r->values = k.values.data;
	body_r->submit = k.submit;
	return k.p;
}
