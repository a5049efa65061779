/* openapi.c - the route tables as an OpenAPI 3.1 document, and as the access matrix. */
#include <stdio.h>
#include <string.h>

#include "app.h"

static void
write_codes(struct buffer *b, const char *codes)
{
	buffer_puts(b, "{\"type\":\"string\",\"enum\":[");
	while (*codes != '\0') {
		size_t len = strcspn(codes, "|");

		buffer_json_len(b, codes, len);
		codes += len;
		if (*codes == '|') {
			buffer_putc(b, ',');
			codes++;
		}
	}
	buffer_puts(b, "]}");
}

static const char *const schemas[TYPE__COUNT] = {
	[TYPE_DECIMAL] = "{\"type\":\"number\"}",
	[TYPE_BOOLEAN] = "{\"type\":\"boolean\"}",
	[TYPE_UUID] = "{\"type\":\"string\",\"format\":\"uuid\"}",
	[TYPE_DATE] = "{\"type\":\"string\",\"format\":\"date\"}",
	[TYPE_TIME] = "{\"type\":\"string\",\"format\":\"date-time\"}",
	[TYPE_CURSOR] = "{\"type\":\"string\",\"description\":\"next of the page before\"}",
	[TYPE_SCOPE] = "{\"type\":\"string\",\"description\":\"region:630100, alliance:3 or org:5\"}",
	[TYPE_PERIOD] = "{\"type\":\"string\",\"description\":\"year:2016, half:2016-1, quarter:2016-3, "
	    "month:2016-05, week:2016-W03, day:2016-05-01 or range:2016-01-01..2016-12-31\"}",
	[TYPE_JSON] = "{\"type\":[\"object\",\"array\"]}",
	[TYPE_INTEGERS] = "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
	[TYPE_UUIDS] = "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uuid\"}}",
};

void
openapi_param_schema(struct buffer *b, const struct param *pa)
{
	if (pa->type == TYPE_CODE) {
		write_codes(b, pa->codes);
		return;
	}
	if (pa->type == TYPE_INTEGER) {
		buffer_puts(b, "{\"type\":\"integer\"");
		if (pa->min != 0 || pa->max != 0)
			buffer_printf(b, ",\"minimum\":%ld,\"maximum\":%ld", pa->min, pa->max);
		buffer_putc(b, '}');
		return;
	}
	if (pa->type == TYPE_TEXT || pa->type == TYPE_LINES) {
		buffer_printf(b, "{\"type\":\"string\",\"maxLength\":%ld%s}",
		    pa->max > 0 ? pa->max : pa->type == TYPE_LINES ? 4000L : 200L,
		    pa->type == TYPE_LINES ? ",\"x-lines\":true" : "");
		return;
	}
	buffer_puts(b, schemas[pa->type]);
}

static void
write_parameter(struct buffer *b, const struct param *pa)
{
	buffer_puts(b, ",{\"name\":");
	buffer_json(b, pa->name);
	buffer_printf(b, ",\"in\":\"%s\",\"required\":%s",
	    pa->source == FROM_PATH ? "path" : "query", pa->required ? "true" : "false");
	if (pa->source == FROM_QUERY && (pa->type == TYPE_INTEGERS || pa->type == TYPE_UUIDS))
		buffer_puts(b, ",\"explode\":false");
	buffer_puts(b, ",\"schema\":");
	openapi_param_schema(b, pa);
	buffer_putc(b, '}');
}

static void
write_parameters(struct buffer *b, const struct route *route)
{
	buffer_puts(b, ",\"parameters\":[{\"$ref\":\"#/components/parameters/language\"}");
	for (int i = 0; i < REQUEST_PARAMS_MAX && route->params[i].source != FROM_NONE; i++)
		if (route->params[i].source != FROM_BODY)
			write_parameter(b, &route->params[i]);
	if (route_creates_claim(route) && strcmp(route->permission, PERMISSION_PUBLIC) != 0)
		buffer_puts(b, ",{\"$ref\":\"#/components/parameters/key\"}");
	if (route->flags & ROUTE_VERSIONED)
		buffer_puts(b, ",{\"$ref\":\"#/components/parameters/version\"}");
	buffer_putc(b, ']');
}

/* Members of the object at prefix ("" or "patient/"), objects within objects. */
static void
write_members(struct buffer *b, const struct route *route, const char *prefix)
{
	size_t prefix_len = strlen(prefix);
	const char *last = "";
	bool first = true;

	buffer_puts(b, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
	for (int i = 0; i < REQUEST_PARAMS_MAX && route->params[i].source != FROM_NONE; i++) {
		const struct param *pa = &route->params[i];
		const char *name = pa->name + prefix_len, *slash;

		if (pa->source != FROM_BODY || *pa->name == '\0' ||
		    strncmp(pa->name, prefix, prefix_len) != 0)
			continue;
		slash = strchr(name, '/');
		if (slash != NULL && strncmp(last, name, (size_t)(slash - name) + 1) == 0)
			continue;	/* members of one object stand together */
		last = name;
		if (!first)
			buffer_putc(b, ',');
		first = false;
		buffer_json_len(b, name, slash != NULL ? (size_t)(slash - name) : strlen(name));
		buffer_putc(b, ':');
		if (slash == NULL)
			openapi_param_schema(b, pa);
		else
			write_members(b, route,
			    arena_strndup(b->arena, pa->name, (size_t)(slash + 1 - pa->name)));
	}
	buffer_puts(b, "}}");
}

static bool
takes_body(const struct route *route)
{
	for (int i = 0; i < REQUEST_PARAMS_MAX; i++)
		if (route->params[i].source == FROM_BODY)
			return true;
	return false;
}

static void
write_body(struct buffer *b, const struct endpoint *e)
{
	const struct route *route = e->route;

	if (route->flags & ROUTE_RAW) {
		buffer_puts(b, ",\"requestBody\":{\"content\":{\"application/octet-stream\":{}}}");
		return;
	}
	if (!takes_body(route) && route->schema == NULL)
		return;
	buffer_puts(b, ",\"requestBody\":{\"content\":{\"application/json\":{\"schema\":");
	if (route->schema != NULL)
		route->schema(b, e->resource);
	else
		write_members(b, route, "");
	buffer_puts(b, "}}}");
}

static void
write_answers(struct buffer *b, const struct route *route)
{
	buffer_printf(b, ",\"responses\":{\"%s\":{\"description\":",
	    route->flags & ROUTE_CREATES ? "201" : "200");
	buffer_json(b, route->summary.en);
	if (route->answer != NULL)
		buffer_printf(b, ",\"content\":{\"application/json\":{\"schema\":"
		    "{\"$ref\":\"schemas.json#/%s\"}}}", route->answer);
	buffer_puts(b, "},\"default\":{\"$ref\":\"#/components/responses/problem\"}}");
}

static void
write_operation(struct buffer *b, const struct endpoint *e)
{
	static const char *const lower[METHOD__COUNT] = {
		[GET] = "get", [POST] = "post", [PUT] = "put", [PATCH] = "patch", [DELETE] = "delete",
	};
	const struct route *route = e->route;

	buffer_printf(b, "\"%s\":{\"summary\":", lower[route->method]);
	buffer_json(b, route->summary.en);
	buffer_puts(b, ",\"x-summary-zh\":");
	buffer_json(b, route->summary.zh);
	buffer_puts(b, ",\"x-permission\":");
	buffer_json(b, route->permission);
	buffer_puts(b, ",\"tags\":[");
	buffer_json(b, e->resource->name);
	buffer_putc(b, ']');
	if (e->action != NULL) {
		buffer_puts(b, ",\"x-action\":");
		buffer_json(b, e->action);
	}
	if (strcmp(route->permission, PERMISSION_PUBLIC) == 0)
		buffer_puts(b, ",\"security\":[]");
	write_parameters(b, route);
	write_body(b, e);
	write_answers(b, route);
	buffer_putc(b, '}');
}

static void
write_path(struct buffer *b, const struct router *r, const struct pattern *p)
{
	bool first = true;

	buffer_json(b, arena_printf(b->arena, "%s%s",
	    strcmp(p->path, "/healthz") == 0 ? "" : r->program->prefix, p->path));
	buffer_puts(b, ":{");
	for (int m = 0; m < METHOD__COUNT; m++) {
		if (p->by_method[m] == NULL)
			continue;
		if (!first)
			buffer_putc(b, ',');
		first = false;
		write_operation(b, p->by_method[m]);
	}
	buffer_putc(b, '}');
}

static const char head[] =
    "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Yilian\",\"version\":\"1\"},"
    "\"security\":[{\"session\":[]}],\"paths\":{";

static const char components[] =
    "},\"components\":{\"securitySchemes\":{\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\","
    "\"name\":\"__Host-yilian\"}},\"parameters\":{"
    "\"language\":{\"name\":\"Accept-Language\",\"in\":\"header\",\"schema\":{\"type\":\"string\"}},"
    "\"key\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":true,"
    "\"schema\":{\"type\":\"string\",\"format\":\"uuid\"}},"
    "\"version\":{\"name\":\"If-Match\",\"in\":\"header\",\"required\":true,"
    "\"schema\":{\"type\":\"string\",\"pattern\":\"^\\\"[0-9]+\\\"$\"}}},"
    "\"responses\":{\"problem\":{\"description\":\"RFC 9457\",\"content\":{"
    "\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/problem\"}}}}},"
    "\"schemas\":{\"problem\":{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\","
    "\"detail\",\"request_id\"],\"properties\":{\"type\":{\"enum\":[";

static const char components_end[] =
    "]},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
    "\"detail\":{\"type\":\"string\"},\"request_id\":{\"type\":\"string\"},"
    "\"present\":{\"type\":\"object\"},"
    "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"pointer\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}}}}}}}";

const char *
openapi_text(const struct router *router, struct arena *a)
{
	struct buffer b;

	buffer_init(&b, a);
	buffer_puts(&b, head);
	for (int i = 0; i < router->npatterns; i++) {
		if (i > 0)
			buffer_putc(&b, ',');
		write_path(&b, router, &router->patterns[i]);
	}
	buffer_puts(&b, components);
	for (int i = 0; i < PROBLEM__COUNT; i++) {
		if (i > 0)
			buffer_putc(&b, ',');
		buffer_printf(&b, "\"/problems/%s\"", problem_slug((enum problem_type)i));
	}
	buffer_puts(&b, components_end);
	return b.data;
}

static const char *
source_name(enum param_source source)
{
	return source == FROM_PATH ? "path" : source == FROM_QUERY ? "query" : "body";
}

void
routes_print(const struct router *router)
{
	puts("method\tpath\tpermission\tresource\tparameters\tsummary");
	for (int i = 0; i < router->nendpoints; i++) {
		const struct endpoint *e = &router->endpoints[i];

		printf("%s\t%s%s\t%s\t%s\t", method_name(e->route->method),
		    strcmp(e->route->path, "/healthz") == 0 ? "" : router->program->prefix,
		    e->route->path, e->route->permission, e->resource->name);
		for (int j = 0; j < REQUEST_PARAMS_MAX; j++)
			if (e->route->params[j].source != FROM_NONE)
				printf("%s%s:%s%s", j > 0 ? " " : "",
				    source_name(e->route->params[j].source), e->route->params[j].name,
				    e->route->params[j].required ? "!" : "");
		printf("\t%s\n", e->route->summary.en);
	}
}
