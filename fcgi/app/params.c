/* params.c - binds path, query and body to the parameters a route declares, and to no others. */
#include <string.h>

#include "app.h"
#include "log.h"

static struct problem *
add_error(struct request *rq, struct problem *p, const char *pointer, struct sentence detail)
{
	if (p == NULL)
		p = problem_new(rq->arena, PROBLEM_INVALID, detail.zh, detail.en);
	return problem_add(rq->arena, p, pointer, detail.zh, detail.en);
}

static struct problem *
not_found(struct request *rq)
{
	return problem_new(rq->arena, PROBLEM_NOT_FOUND, "没有这一项，或您无权查看",
	    "It does not exist, or you may not see it");
}

static struct problem *
bind_path(struct request *rq, const struct param *pa, int place, const struct text *values,
    const struct pattern *pattern)
{
	struct sentence fault;

	for (int i = 0; i < pattern->nsegments; i++) {
		struct text s = pattern->segments[i];

		if (s.start[0] != '{' || s.len != strlen(pa->name) + 2 ||
		    memcmp(s.start + 1, pa->name, s.len - 2) != 0)
			continue;
		rq->given[place] = true;
		rq->values[place] = value_check(rq->arena, pa,
		    arena_strndup(rq->arena, values[i].start, values[i].len), &fault);
		return rq->values[place] == NULL || *rq->values[place] == '\0' ? not_found(rq) : NULL;
	}
	die("Path %s has no {%s}", pattern->path, pa->name);
}

static const char *
find_pair(const struct request *rq, const char *name)
{
	for (int i = 0; i < rq->npairs; i++)
		if (strcmp(rq->pairs[i].name, name) == 0)
			return rq->pairs[i].value;
	return NULL;
}

/* The member at a pointer without its first slash; "" is the body itself. */
static const json_t *
find_member(const json_t *v, const char *pointer)
{
	while (v != NULL && *pointer != '\0') {
		size_t len = strcspn(pointer, "/");

		v = json_object_getn(v, pointer, len);
		pointer += len + (pointer[len] == '/');
	}
	return v;
}

/* An empty text is as good as none: forms send what was left blank. */
static bool
is_blank(const struct param *pa, const char *value)
{
	return value != NULL && *value == '\0' && pa->type != TYPE_JSON;
}

static struct problem *
bind_query(struct request *rq, struct problem *p, const struct param *pa, int place)
{
	const char *s = find_pair(rq, pa->name);
	struct sentence fault;

	rq->given[place] = s != NULL;
	rq->values[place] = pa->fallback;
	if (s != NULL && *s != '\0') {
		rq->values[place] = value_check(rq->arena, pa, s, &fault);
		if (rq->values[place] == NULL)
			return add_error(rq, p, arena_printf(rq->arena, "?%s", pa->name), fault);
	}
	if (rq->values[place] == NULL && pa->required)
		return add_error(rq, p, arena_printf(rq->arena, "?%s", pa->name),
		    (struct sentence){ "缺少这个参数", "This parameter is needed" });
	return p;
}

static const char *
pointer_of(struct request *rq, const struct param *pa)
{
	return *pa->name == '\0' ? "" : arena_printf(rq->arena, "/%s", pa->name);
}

static struct problem *
bind_member(struct request *rq, struct problem *p, const struct param *pa, int place)
{
	const json_t *v = find_member(rq->body, pa->name);
	struct sentence fault;

	rq->given[place] = v != NULL;
	rq->values[place] = v == NULL ? pa->fallback : NULL;
	if (v != NULL && !json_is_null(v)) {
		rq->values[place] = value_from_json(rq->arena, pa, v, &fault);
		if (rq->values[place] == NULL)
			return add_error(rq, p, pointer_of(rq, pa), fault);
	}
	if (is_blank(pa, rq->values[place]))
		rq->values[place] = NULL;
	if (rq->values[place] == NULL && pa->required)
		return add_error(rq, p, pointer_of(rq, pa),
		    (struct sentence){ "请填写此项", "This is needed: fill it in" });
	return p;
}

static struct problem *
refuse_unknown_pairs(struct request *rq, struct problem *p)
{
	for (int i = 0; i < rq->npairs; i++) {
		bool known = false;

		for (int j = 0; j < REQUEST_PARAMS_MAX && !known; j++)
			known = rq->route->params[j].source == FROM_QUERY &&
			    strcmp(rq->route->params[j].name, rq->pairs[i].name) == 0;
		if (!known)
			p = add_error(rq, p, arena_printf(rq->arena, "?%s", rq->pairs[i].name),
			    (struct sentence){ "没有这个参数，请去掉", "There is no such parameter: leave it out" });
	}
	return p;
}

enum membership { UNKNOWN, CONTAINER, LEAF };

/* What the route declares at this pointer: nothing, a value, or an object with declared members. */
static enum membership
membership(const struct route *route, const char *pointer)
{
	size_t len = strlen(pointer);
	enum membership found = UNKNOWN;

	for (int i = 0; i < REQUEST_PARAMS_MAX; i++) {
		const struct param *pa = &route->params[i];

		if (pa->source != FROM_BODY || strncmp(pa->name, pointer, len) != 0)
			continue;
		if (pa->name[len] == '\0')
			return LEAF;
		if (pa->name[len] == '/')
			found = CONTAINER;
	}
	return found;
}

/* Nothing is ignored silently: a member we do not know is a mistake or an attempt. */
static struct problem *
refuse_unknown_members(struct request *rq, struct problem *p, const json_t *object,
    const char *prefix)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)object, key, v) {
		const char *pointer = arena_printf(rq->arena, "%s%s", prefix, key);
		enum membership m = membership(rq->route, pointer);

		if (m == UNKNOWN)
			p = add_error(rq, p, arena_printf(rq->arena, "/%s", pointer),
			    (struct sentence){ "没有这一项，请去掉", "There is no such member: leave it out" });
		else if (m == CONTAINER && !json_is_object(v) && !json_is_null(v))
			p = add_error(rq, p, arena_printf(rq->arena, "/%s", pointer),
			    (struct sentence){ "应为 JSON 对象", "It must be a JSON object" });
		else if (m == CONTAINER)
			p = refuse_unknown_members(rq, p, v, arena_printf(rq->arena, "%s/", pointer));
	}
	return p;
}

/* A page mark is opened when all that chooses rows is known. */
static struct problem *
open_cursors(struct request *rq, struct problem *p)
{
	for (int i = 0; i < REQUEST_PARAMS_MAX && rq->route->params[i].source != FROM_NONE; i++) {
		const struct param *pa = &rq->route->params[i];

		if (p != NULL || pa->type != TYPE_CURSOR || rq->values[i] == NULL)
			continue;
		rq->values[i] = cursor_open(rq, rq->values[i]);
		if (rq->values[i] == NULL)
			p = add_error(rq, p, arena_printf(rq->arena, "?%s", pa->name), cursor_fault);
	}
	return p;
}

struct problem *
params_bind(struct request *rq, const struct text *path_values, const struct pattern *pattern)
{
	const struct route *route = rq->route;
	struct problem *p = NULL;

	for (int i = 0; i < REQUEST_PARAMS_MAX && route->params[i].source != FROM_NONE; i++) {
		const struct param *pa = &route->params[i];

		if (pa->source == FROM_PATH)
			TRY(bind_path(rq, pa, i, path_values, pattern));
		else if (pa->source == FROM_QUERY)
			p = bind_query(rq, p, pa, i);
		else
			p = bind_member(rq, p, pa, i);
	}
	p = refuse_unknown_pairs(rq, p);
	if (rq->body != NULL && !(route->flags & ROUTE_OPEN_BODY))
		p = refuse_unknown_members(rq, p, rq->body, "");
	return open_cursors(rq, p);
}
