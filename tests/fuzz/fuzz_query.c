/* fuzz_query.c - query strings, JSON bodies, cookies and paths as they come from the network. */
#include "fuzz.h"

#include "../../fcgi/app/app.h"
#include "log.h"
#include "text.h"

static struct problem *
plan_nothing(struct request *rq)
{
	(void)rq;
	return NULL;
}

#define SAID .summary = { "试", "Tries" }

static const struct route routes[] = {
	{ POST, "/things/{id}", PERMISSION_PUBLIC, .plan = plan_nothing, SAID, .params = {
		PATH("id", UUID), QUERY("q", TEXT, NULL), QUERY("n", INTEGER, "5"),
		QUERY("on", DATE, NULL), QUERY("at", TIME, NULL), QUERY("all", BOOLEAN, NULL),
		QUERY("ids", INTEGERS, NULL), AFTER, LIMIT,
		BODY("name", TEXT), BODY("notes", LINES), BODY("count", INTEGER), BODY("day", DATE),
		BODY("time", TIME), BODY("yes", BOOLEAN), BODY("uuid", UUID), BODY("uuids", UUIDS),
		BODY("deep/down", TEXT), BODY("json", JSON),
		{ FROM_BODY, TYPE_CODE, "code", NULL, "up|down", 0, 0, false } } },
	{ GET, "/things", PERMISSION_PUBLIC, .plan = plan_nothing, SAID, .params = { QUERY("q", TEXT, NULL) } },
	{ GET, "/things/actions/{verb}", PERMISSION_PUBLIC, .plan = plan_nothing, SAID,
	  .params = { PATH("verb", TEXT) } },
};

static const struct resource things = { "things", routes, 3, NULL };
static const struct resource *const list[] = { &things, NULL };
static const struct program program = { .name = "fuzz", .prefix = "/api", .resources = list };

static const struct router *
get_router(void)
{
	static const struct router *router;

	if (router == NULL) {
		log_open("fuzz", LOG_ERROR);
		router = router_create(&program);
	}
	return router;
}

/* Lines of the input: path, query string; all that follows is the body. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct router *router = get_router();
	struct arena *a = fuzz_arena();
	const uint8_t *query = memchr(data, '\n', size), *body;
	struct text values[SEGMENTS_MAX];
	struct worker worker = { .program = &program, .router = router, .arena = a };
	struct request rq = { .worker = &worker, .arena = a, .language = "zh", .claim = -1 };
	const struct pattern *pattern;

	if (query == NULL || size > 65536)
		return 0;
	body = memchr(query + 1, '\n', size - (size_t)(query + 1 - data));
	if (body == NULL)
		return 0;
	rq.headers[H_PATH] = arena_strndup(a, (const char *)data, (size_t)(query - data));
	rq.headers[H_QUERY] = arena_strndup(a, (const char *)query + 1, (size_t)(body - query - 1));
	rq.raw = body + 1;
	rq.raw_len = size - (size_t)(body + 1 - data);
	/* A cookie is as free as a body. */
	rq.headers[H_COOKIE] = arena_strndup(a, (const char *)rq.raw, rq.raw_len);
	rq.route = &routes[0];
	gate_session(&rq);
	pattern = router_match(router, rq.headers[H_PATH], values);
	if (pattern == NULL)
		return 0;
	rq.method = pattern->by_method[POST] != NULL ? POST : GET;
	rq.endpoint = pattern->by_method[rq.method];
	rq.route = rq.endpoint->route;
	if (query_string_parse(&rq) != NULL || (rq.method == POST && body_parse(&rq) != NULL) ||
	    params_bind(&rq, values, pattern) != NULL)
		return 0;
	for (int i = 0; i < REQUEST_PARAMS_MAX; i++)
		MUST(rq.values[i] == NULL || text_is_utf8(rq.values[i], strlen(rq.values[i])));
	return 0;
}
