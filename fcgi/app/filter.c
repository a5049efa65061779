/* filter.c - the filter of a list as a JSON object, checked as the list's own parameters are. */
#include <string.h>

#include "app.h"
#include "log.h"

static const struct route *
find_list(const struct router *router, const char *path)
{
	for (int i = 0; i < router->nendpoints; i++) {
		const struct route *route = router->endpoints[i].route;

		if (route->method == GET && strcmp(route->path, path) == 0)
			return route;
	}
	die("There is no list at %s", path);
}

static const struct param *
find_param(const struct route *route, const char *name)
{
	for (int i = 0; i < REQUEST_PARAMS_MAX && route->params[i].source != FROM_NONE; i++)
		if (strcmp(route->params[i].name, name) == 0)
			return &route->params[i];
	die("%s has no parameter %s", route->path, name);
}

/* prefix/key, as RFC 6901 writes a key. */
static const char *
pointer_of(struct arena *a, const char *prefix, const char *key)
{
	struct buffer b;

	buffer_init(&b, a);
	buffer_printf(&b, "%s/", prefix);
	for (; *key != '\0'; key++) {
		if (*key == '~' || *key == '/')
			buffer_puts(&b, *key == '~' ? "~0" : "~1");
		else
			buffer_putc(&b, *key);
	}
	return b.data;
}

static struct problem *
add_error(struct arena *a, struct problem *p, const char *pointer, struct sentence detail)
{
	if (p == NULL)
		p = problem_new(a, PROBLEM_INVALID, detail.zh, detail.en);
	return problem_add(a, p, pointer, detail.zh, detail.en);
}

/* A page sends what its address says, texts; numbers and truths are as good. NULL: none of these. */
static const char *
text_of(struct arena *a, const json_t *v)
{
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? "true" : "false";
	return json_string_value(v);
}

/* One value of the filter into texts; what the list assumes where nothing is said. */
static struct problem *
take_value(struct request *rq, struct problem *p, const struct param *pa, const char *pointer,
    const json_t *v, struct buffer *b)
{
	bool absent = v == NULL || json_is_null(v);
	const char *text = absent ? NULL : text_of(rq->arena, v);
	struct sentence fault = { "应为文字、整数或 true/false", "It must be a text, a whole number or true/false" };

	if (text != NULL && *text != '\0')
		text = value_check(rq->arena, pa, text, &fault);
	if (text == NULL && !absent)
		return add_error(rq->arena, p, pointer, fault);
	if (text == NULL || *text == '\0')
		text = pa->fallback;
	if (text == NULL && pa->required)
		return add_error(rq->arena, p, pointer, (struct sentence){ "请填写此项", "This is needed: fill it in" });
	if (text == NULL)
		return p;
	buffer_puts(b, b->len > 1 ? "," : "");
	buffer_json(b, pa->name);
	buffer_putc(b, ':');
	buffer_json(b, text);
	return p;
}

static bool
is_known(const char *const *names, const char *key)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, key) == 0)
			return true;
	return false;
}

struct problem *
req_filter(struct request *rq, const char *path, const char *const *names, const char *prefix,
    const json_t *filter, const char **json_r)
{
	const struct route *list = find_list(rq->worker->router, path);
	struct problem *p = NULL;
	struct buffer b;
	const char *key;
	json_t *v;

	if (filter != NULL && !json_is_object(filter))
		return add_error(rq->arena, NULL, prefix,
		    (struct sentence){ "应为 JSON 对象", "It must be a JSON object" });
	buffer_init(&b, rq->arena);
	buffer_putc(&b, '{');
	for (const char *const *n = names; *n != NULL; n++)
		p = take_value(rq, p, find_param(list, *n), pointer_of(rq->arena, prefix, *n),
		    json_object_get(filter, *n), &b);
	buffer_putc(&b, '}');
	*json_r = b.data;
	json_object_foreach((json_t *)(uintptr_t)filter, key, v) {
		if (!is_known(names, key))
			p = add_error(rq->arena, p, pointer_of(rq->arena, prefix, key),
			    (struct sentence){ "这种导出没有这个条件，请去掉", "This list has no such filter: leave it out" });
	}
	return p;
}
