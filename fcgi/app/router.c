/* router.c - from a method and a path to the route that answers. */
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "log.h"

enum { ARENA_LIMIT = 16 * 1024 * 1024 };

static const char *const method_names[METHOD__COUNT] = {
	[GET] = "GET", [POST] = "POST", [PUT] = "PUT", [PATCH] = "PATCH", [DELETE] = "DELETE",
};

const char *
method_name(enum method m)
{
	return method_names[m];
}

bool
route_creates_claim(const struct route *route)
{
	return route->method == POST && !(route->flags & ROUTE_SAFE_POST);
}

/* Cuts a path that begins with a slash; -1 where it has too many parts or is no path. */
static int
split_path(const char *path, struct text segments_r[SEGMENTS_MAX])
{
	int n = 0;

	while (*path == '/') {
		size_t len = strcspn(++path, "/");

		if (n == SEGMENTS_MAX)
			return -1;
		segments_r[n++] = (struct text){ path, len };
		path += len;
	}
	return *path == '\0' ? n : -1;
}

static bool
is_name(struct text segment)
{
	return segment.len > 0 && segment.start[0] == '{';
}

static bool
matches(const struct pattern *p, const struct text *segments, int n)
{
	if (p->nsegments != n)
		return false;
	for (int i = 0; i < n; i++) {
		struct text want = p->segments[i], have = segments[i];

		if (is_name(want) ? have.len == 0
		    : want.len != have.len || memcmp(want.start, have.start, want.len) != 0)
			return false;
	}
	return true;
}

const struct pattern *
router_match(const struct router *r, const char *path, struct text values_r[SEGMENTS_MAX])
{
	int n = split_path(path, values_r);

	for (int i = 0; i < r->npatterns; i++)
		if (matches(&r->patterns[i], values_r, n))
			return &r->patterns[i];
	return NULL;
}

static void
refuse(const struct route *route, const char *why)
{
	die("Route %s %s: %s", method_names[route->method],
	    route->path != NULL ? route->path : "(no path)", why);
}

static bool
path_has(const struct route *route, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = route->path; (at = strchr(at, '{')) != NULL; at++)
		if (strncmp(at + 1, name, len) == 0 && at[len + 1] == '}')
			return true;
	return false;
}

static void
check_param(const struct route *route, const struct param *pa)
{
	if (pa->source == FROM_PATH && !path_has(route, pa->name))
		refuse(route, "its path lacks a {name} that it declares");
	if (pa->source == FROM_BODY && (route->method == GET || (route->flags & ROUTE_RAW)))
		refuse(route, "it takes no JSON body, but declares a member of one");
	if (pa->type == TYPE_CODE && pa->codes == NULL)
		refuse(route, "a code without its codes");
}

static void
check_route(const struct route *route)
{
	int nnames = 0, ndeclared = 0;

	if (route->path == NULL || route->path[0] != '/')
		refuse(route, "no path");
	if (route->permission == NULL || *route->permission == '\0')
		refuse(route, "no permission");
	if (route->plan == NULL && route->query == SQL_NONE && route->finish == NULL)
		refuse(route, "neither a query nor functions");
	if (route->summary.zh == NULL || route->summary.en == NULL)
		refuse(route, "no summary in both languages");
	for (int i = 0; i < REQUEST_PARAMS_MAX && route->params[i].source != FROM_NONE; i++) {
		check_param(route, &route->params[i]);
		ndeclared += route->params[i].source == FROM_PATH;
	}
	for (const char *c = route->path; *c != '\0'; c++)
		nnames += *c == '{';
	if (nnames != ndeclared)
		refuse(route, "a {name} in its path that is not declared");
}

static struct pattern *
find_pattern(struct router *r, const char *path)
{
	for (int i = 0; i < r->npatterns; i++)
		if (strcmp(r->patterns[i].path, path) == 0)
			return &r->patterns[i];
	r->patterns[r->npatterns] = (struct pattern){ .path = path };
	r->patterns[r->npatterns].nsegments =
	    split_path(path, r->patterns[r->npatterns].segments);
	return &r->patterns[r->npatterns++];
}

static void
add_route(struct router *r, const struct route *route, const struct resource *resource,
    const char *action)
{
	struct endpoint *e = &r->endpoints[r->nendpoints++];
	struct pattern *p;

	check_route(route);
	*e = (struct endpoint){ route, resource, action };
	p = find_pattern(r, route->path);
	if (p->by_method[route->method] != NULL)
		refuse(route, "another route has this method and path");
	p->by_method[route->method] = e;
}

static void
add_resource(struct router *r, const struct resource *resource)
{
	int n = workflow_route_count(resource->workflow);
	struct route *routes;
	const char **actions;

	for (int i = 0; i < resource->nroutes; i++)
		add_route(r, &resource->routes[i], resource, resource->routes[i].action);
	if (n == 0)
		return;
	routes = arena_make(r->arena, struct route, (size_t)n);
	actions = arena_make(r->arena, const char *, (size_t)n);
	workflow_routes(r->arena, resource, routes, actions);
	for (int i = 0; i < n; i++)
		add_route(r, &routes[i], resource, actions[i]);
}

/* Where two paths fit, the one with a word at the first difference wins over a {name}. */
static int
by_precedence(const void *left, const void *right)
{
	const struct pattern *a = left, *b = right;

	for (int i = 0; i < a->nsegments && i < b->nsegments; i++) {
		int difference = is_name(a->segments[i]) - is_name(b->segments[i]);

		if (difference != 0)
			return difference;
	}
	return strcmp(a->path, b->path);
}

static size_t
count_routes(const struct resource *const *p)
{
	size_t n = 0;

	for (; p != NULL && *p != NULL; p++)
		n += (size_t)(*p)->nroutes + (size_t)workflow_route_count((*p)->workflow);
	return n;
}

static void
add_resources(struct router *r, const struct resource *const *p)
{
	for (; p != NULL && *p != NULL; p++)
		add_resource(r, *p);
}

struct router *
router_create(const struct program *program)
{
	struct arena *a = arena_create(ARENA_LIMIT);
	struct router *r = arena_make(a, struct router, 1);
	const struct resource *const *more = program->more != NULL ? program->more(a) : NULL;
	size_t n = count_routes(program->resources) + count_routes(more);

	r->arena = a;
	r->program = program;
	r->endpoints = arena_make(a, struct endpoint, n);
	r->patterns = arena_make(a, struct pattern, n);
	add_resources(r, program->resources);
	add_resources(r, more);
	qsort(r->patterns, (size_t)r->npatterns, sizeof(*r->patterns), by_precedence);
	return r;
}

void
router_free(struct router *r)
{
	arena_free(r->arena);
}
