/* dispatch.c - what happens to every request, once for all: find, check, run, answer, log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "clock.h"
#include "log.h"

enum { TOUCHED_SLOTS = 1024, TOUCH_EVERY_MS = 55000, ARENA_LIMIT = 256 * 1024 * 1024 };

struct worker *
worker_create(const struct program *program, const struct router *router,
    const struct config *config, const struct crypto *crypto, void *state)
{
	struct worker *w = calloc(1, sizeof(*w));

	if (w == NULL || (w->touched_ms = calloc(TOUCHED_SLOTS, sizeof(*w->touched_ms))) == NULL)
		die("No memory for a worker");
	w->program = program;
	w->router = router;
	w->config = config;
	w->crypto = crypto;
	w->state = state;
	w->db = db_create(config->database, program->statements);
	if (program->prepare != NULL)
		program->prepare(w->db);
	w->arena = arena_create(ARENA_LIMIT);
	return w;
}

void
worker_free(struct worker *w)
{
	db_free(w->db);
	arena_free(w->arena);
	free(w->touched_ms);
	free(w);
}

/* --- what came in --- */

static const char *
pick_language(const char *accepted)
{
	const char *zh = accepted != NULL ? strcasestr(accepted, "zh") : NULL;
	const char *en = accepted != NULL ? strcasestr(accepted, "en") : NULL;

	return en != NULL && (zh == NULL || en < zh) ? "en" : "zh";
}

/* nginx numbers requests; without it we do. */
static const char *
pick_request_id(struct arena *a, const char *given)
{
	unsigned char random[16];

	if (given != NULL && strlen(given) == 32 && strspn(given, "0123456789abcdef") == 32)
		return given;
	crypto_random(random, sizeof(random));
	return crypto_hex(a, random, sizeof(random));
}

static void
take_headers(struct request *rq, const struct inbound *in)
{
	for (int n = 0; in->params[n] != NULL; n++) {
		const char *value = strchr(in->params[n], '=');
		int i = header_find(in->params[n], (size_t)(value - in->params[n]));

		/* Not sent and empty are the same to nginx. */
		if (i >= 0 && value[1] != '\0')
			rq->headers[i] = arena_strdup(rq->arena, value + 1);
	}
	rq->headers[H_REQUEST_ID] = pick_request_id(rq->arena, rq->headers[H_REQUEST_ID]);
	rq->language = pick_language(rq->headers[H_LANGUAGE]);
	rq->raw = in->body;
	rq->raw_len = in->body_len;
}

/* HEAD is a GET whose body nginx drops. */
static int
find_method(const char *name)
{
	if (name == NULL || strcmp(name, "HEAD") == 0)
		return GET;
	for (int m = 0; m < METHOD__COUNT; m++)
		if (strcmp(method_name((enum method)m), name) == 0)
			return m;
	return -1;
}

static struct problem *
method_problem(struct request *rq, const struct pattern *pattern)
{
	struct buffer b;

	buffer_init(&b, rq->arena);
	for (int m = 0; m < METHOD__COUNT; m++)
		if (pattern->by_method[m] != NULL) {
			buffer_puts(&b, b.len > 0 ? ", " : "");
			buffer_puts(&b, method_name((enum method)m));
		}
	rq->allow = b.data;
	return problem_new(rq->arena, PROBLEM_METHOD,
	    arena_printf(rq->arena, "这里只支持 %s", b.data),
	    arena_printf(rq->arena, "Only %s is offered here", b.data));
}

static struct problem *
find_route(struct request *rq, struct text values_r[SEGMENTS_MAX],
    const struct pattern **pattern_r)
{
	const char *path = rq->headers[H_PATH], *prefix = rq->worker->program->prefix;
	size_t len = strlen(prefix);
	int method = find_method(rq->headers[H_METHOD]);

	*pattern_r = path != NULL && strncmp(path, prefix, len) == 0
	    ? router_match(rq->worker->router, path + len, values_r) : NULL;
	/* /healthz stands outside the prefix. */
	if (*pattern_r == NULL && path != NULL)
		*pattern_r = router_match(rq->worker->router, path, values_r);
	if (*pattern_r == NULL)
		return problem_new(rq->arena, PROBLEM_NOT_FOUND, "没有这个地址", "There is no such address");
	rq->pattern_path = (*pattern_r)->path;
	if (method < 0 || (*pattern_r)->by_method[method] == NULL)
		return method_problem(rq, *pattern_r);
	rq->method = (enum method)method;
	rq->endpoint = (*pattern_r)->by_method[method];
	rq->route = rq->endpoint->route;
	rq->permission = rq->route->permission;
	return NULL;
}

static struct problem *
take_body(struct request *rq)
{
	if (rq->method == GET || rq->route->flags & ROUTE_RAW)
		return NULL;
	if (rq->raw_len > BODY_JSON_MAX)
		return problem_new(rq->arena, PROBLEM_TOO_LARGE, "内容超过 64 KB，请缩短",
		    "The body is larger than 64 KB: shorten it");
	return body_parse(rq);
}

/* --- the plan --- */

static bool
is_public(const struct route *route)
{
	return strcmp(route->permission, PERMISSION_PUBLIC) == 0;
}

static bool
is_read_only(const struct route *route)
{
	return !(route->flags & ROUTE_AUDITED) &&
	    (route->method == GET || route->flags & ROUTE_SAFE_POST);
}

static void
plan_begin(struct request *rq)
{
	req_plan(rq, SQL_REQUEST_BEGIN, 5, (const char *[]){ rq->token_hash,
	    rq->permission, is_read_only(rq->route) ? "true" : "false", req_id(rq),
	    req_address(rq) });
}

/* Method, path, version and body: what must be the same when a key comes again. */
static const char *
request_hash(struct request *rq)
{
	struct buffer b;
	uint8_t hash[32];

	buffer_init(&b, rq->arena);
	buffer_printf(&b, "%s %s\n%s\n", method_name(rq->method), rq->headers[H_PATH],
	    rq->if_match != NULL ? rq->if_match : "");
	buffer_add(&b, rq->raw, rq->raw_len);
	crypto_sha256(b.data, b.len, hash);
	return arena_printf(rq->arena, "\\x%s", crypto_hex(rq->arena, hash, sizeof(hash)));
}

static void
plan_claim(struct request *rq)
{
	crypto_uuid7(rq->new_id);
	rq->claim = req_plan(rq, SQL_REQUEST_CLAIM, 4, (const char *[]){ rq->headers[H_KEY],
	    request_hash(rq), rq->new_id, rq->endpoint->resource->name });
}

static int
count_params(const struct route *route)
{
	int n = 0;

	while (n < REQUEST_PARAMS_MAX && route->params[n].source != FROM_NONE)
		n++;
	return n;
}

static void
plan_query(struct request *rq)
{
	const char *params[REQUEST_PARAMS_MAX + 1];
	int n = count_params(rq->route);

	memcpy(params, rq->values, (size_t)n * sizeof(*params));
	if (rq->route->flags & ROUTE_VERSIONED)
		params[n++] = rq->if_match;
	req_plan(rq, rq->route->query, n, params);
}

static struct problem *
make_plan(struct request *rq)
{
	rq->claim = -1;
	if (!is_public(rq->route)) {
		plan_begin(rq);
		if (route_creates_claim(rq->route))
			plan_claim(rq);
	}
	rq->first = rq->nsteps;
	if (rq->route->plan != NULL)
		return rq->route->plan(rq);
	if (rq->route->query != SQL_NONE)
		plan_query(rq);
	return NULL;
}

/* --- the run --- */

/* What only reads may be repeated when the line broke. */
static struct problem *
run_steps(struct request *rq)
{
	struct worker *w = rq->worker;
	struct problem *p = db_run(w->db, rq->arena, rq->steps, rq->nsteps, rq->rows);

	if (p == NULL || p->type != PROBLEM_UNCERTAIN || !is_read_only(rq->route))
		return p;
	return db_run(w->db, rq->arena, rq->steps, rq->nsteps, rq->rows);
}

static void
take_identity(struct request *rq)
{
	if (is_public(rq->route))
		return;
	rq->account_id = strtol(rows_get(rq->rows[0], 0, "account_id"), NULL, 10);
	if (rq->claim < 0)
		return;
	rq->replayed = rows_get(rq->rows[rq->claim], 0, "replayed")[0] == 't';
	snprintf(rq->new_id, sizeof(rq->new_id), "%s", rows_get(rq->rows[rq->claim], 0, "id"));
}

struct problem *
dispatch_read(struct request *rq, enum query query, int n, const char *const *params,
    struct rows **rows_r)
{
	struct rows *rows[2];

	rq->nsteps = 0;
	req_plan(rq, SQL_REQUEST_BEGIN, 5, (const char *[]){ rq->token_hash,
	    rq->permission, "true", req_id(rq), req_address(rq) });
	req_plan(rq, query, n, params);
	TRY(db_run(rq->worker->db, rq->arena, rq->steps, 2, rows));
	*rows_r = rows[1];
	return NULL;
}

/* Who may not do this at all learns that, and not what was wrong with the values. */
static struct problem *
refuse_input(struct request *rq, struct problem *p)
{
	if (is_public(rq->route) || rq->token_hash == NULL)
		return p;
	rq->nsteps = 0;
	plan_begin(rq);
	TRY(db_run(rq->worker->db, rq->arena, rq->steps, 1, rq->rows));
	return p;
}

static struct problem *
check_input(struct request *rq, const struct text *path_values, const struct pattern *pattern)
{
	TRY(gate_preconditions(rq));
	TRY(query_string_parse(rq));
	TRY(take_body(rq));
	TRY(params_bind(rq, path_values, pattern));
	if (rq->route->permit != NULL)
		rq->permission = rq->route->permit(rq);
	return make_plan(rq);
}

static struct problem *
finish_default(struct request *rq)
{
	struct rows *rows = req_rows(rq, 0);
	int limit = 0;

	if (!(rq->route->flags & ROUTE_LIST))
		return rows_columns(rows) > 0 ? res_row(rq, rows) : NULL;
	for (int i = 0; i < count_params(rq->route); i++)
		if (strcmp(rq->route->params[i].name, "limit") == 0 && rq->values[i] != NULL)
			limit = (int)strtol(rq->values[i], NULL, 10);
	return res_list(rq, rows, limit);
}

static struct problem *
finish(struct request *rq)
{
	struct problem *p = rq->route->finish != NULL ? rq->route->finish(rq)
	    : rq->nsteps > rq->first ? finish_default(rq) : NULL;

	if (p == NULL && rq->route->flags & ROUTE_CREATES && rq->status == 200) {
		res_status(rq, 201);
		res_header(rq, "Location", arena_printf(rq->arena, "%s/%s", rq->headers[H_PATH],
		    rq->new_id));
	}
	return p;
}

static struct problem *
serve_request(struct request *rq)
{
	struct text path_values[SEGMENTS_MAX];
	const struct pattern *pattern;
	struct problem *found = find_route(rq, path_values, &pattern), *p;

	TRY(gate_check(rq));
	TRY(found);
	TRY(gate_session(rq));
	p = check_input(rq, path_values, pattern);
	if (p != NULL)
		return refuse_input(rq, p);
	if (rq->nsteps > 0) {
		p = run_steps(rq);
		if (p != NULL)
			return rq->endpoint->action != NULL ? workflow_refused(rq, p) : p;
		take_identity(rq);
	}
	return finish(rq);
}

/* --- the answer --- */

static void
log_request(const struct request *rq, const struct problem *p, int64_t started_ms)
{
	struct arena *a = rq->arena;
	enum log_level level = rq->status >= 500 && rq->status != 503 ? LOG_ERROR : LOG_INFO;

	log_event(level, "request", "request_id", req_id(rq), "method",
	    rq->route != NULL ? method_name(rq->method) : NULL, "route", rq->pattern_path,
	    "status", arena_printf(a, "%d", rq->status),
	    "ms", arena_printf(a, "%d", (int)(clock_ms() - started_ms)),
	    "account", rq->account_id > 0 ? arena_printf(a, "%ld", rq->account_id) : NULL,
	    "problem", p != NULL ? problem_slug(p->type) : NULL,
	    "reason", p != NULL ? p->reason : NULL, NULL);
}

/* A session is touched by one worker at most once a minute; the database holds to that as well. */
static bool
wants_touch(struct worker *w, const struct request *rq)
{
	unsigned slot;
	int64_t now = clock_ms();

	if (rq->account_id == 0 || rq->token_hash == NULL)
		return false;
	slot = (unsigned)strtoul(arena_strndup(rq->arena, rq->token_hash + 2, 4), NULL, 16) %
	    TOUCHED_SLOTS;
	if (w->touched_ms[slot] != 0 && now - w->touched_ms[slot] < TOUCH_EVERY_MS)
		return false;
	w->touched_ms[slot] = now;
	return true;
}

/* Statements of their own, for after the answer. */
static void
plan_rest(struct request *rq)
{
	if (wants_touch(rq->worker, rq))
		req_plan(rq, SQL_REQUEST_TOUCH, 1, &rq->token_hash);
	if ((rq->status == 401 || rq->status == 403) && rq->token_hash != NULL && rq->route != NULL)
		req_plan(rq, SQL_REQUEST_REFUSED, 6, (const char *[]){ rq->token_hash,
		    rq->permission, req_id(rq), req_address(rq),
		    arena_printf(rq->arena, "%d", rq->status), rq->pattern_path });
}

void
worker_answer(struct worker *worker, const struct inbound *in)
{
	struct request *rq = arena_make(worker->arena, struct request, 1);
	int64_t started_ms = clock_ms();
	struct problem *p;

	rq->worker = worker;
	rq->arena = worker->arena;
	rq->status = 200;
	buffer_init(&worker->head, worker->arena);
	buffer_init(&rq->extra, worker->arena);
	buffer_init(&rq->json, worker->arena);
	take_headers(rq, in);
	p = serve_request(rq);
	if (p != NULL) {
		/* Nothing was written, so nothing is uncertain. */
		if (p->type == PROBLEM_UNCERTAIN && is_read_only(rq->route))
			p->type = PROBLEM_UNAVAILABLE;
		answer_problem(rq, p);
	}
	if (rq->allow != NULL)
		res_header(rq, "Allow", rq->allow);
	answer_head(rq);
	log_request(rq, p, started_ms);
	rq->nsteps = 0;
	if (worker->program->statements == DB_WEB)
		plan_rest(rq);
	worker->served = rq;
}

void
worker_rest(struct worker *w)
{
	struct request *rq = w->served;

	/* A kept connection that ends brings no request: the last one's memory is gone by then. */
	w->served = NULL;
	if (rq != NULL && rq->nsteps > 0)
		db_run(w->db, w->arena, rq->steps, rq->nsteps, rq->rows);
	arena_reset(w->arena);
}

/* --- the check at the start --- */

static bool
check_params(struct worker *w, const struct route *route)
{
	int have = count_params(route) + !!(route->flags & ROUTE_VERSIONED);
	int want = route->query != SQL_NONE ? db_params(w->db, route->query) : 0;

	if (route->plan != NULL || route->query == SQL_NONE || have == want)
		return true;
	log_event(LOG_ERROR, "route_parameters", "method", method_name(route->method),
	    "route", route->path, "statement", query_texts[route->query].name,
	    "declared", arena_printf(w->arena, "%d", have),
	    "statement_takes", arena_printf(w->arena, "%d", want), NULL);
	return false;
}

static bool
check_permission(const struct route *route, const char *codes)
{
	if (strcmp(route->permission, PERMISSION_PUBLIC) == 0 ||
	    strcmp(route->permission, PERMISSION_SESSION) == 0 ||
	    (codes != NULL && array_has(codes, route->permission)))
		return true;
	log_event(LOG_ERROR, "route_permission", "method", method_name(route->method),
	    "route", route->path, "permission", route->permission, NULL);
	return false;
}

static struct problem *
read_permissions(struct worker *w, const char **codes_r)
{
	struct db_step step = { SQL_REQUEST_PERMISSIONS, 0, NULL };
	struct rows *rows;

	*codes_r = NULL;
	if (w->program->statements != DB_WEB)
		return NULL;
	TRY(db_run(w->db, w->arena, &step, 1, &rows));
	*codes_r = rows_get(rows, 0, "codes");
	return NULL;
}

bool
worker_check(struct worker *w)
{
	struct problem *p = db_check(w->db, w->arena);
	const char *codes;
	bool good;

	if (p == NULL)
		p = read_permissions(w, &codes);
	good = p == NULL;
	for (int i = 0; p == NULL && i < w->router->nendpoints; i++) {
		const struct route *route = w->router->endpoints[i].route;

		good = check_params(w, route) && check_permission(route, codes) && good;
	}
	/* Also where a statement failed: it may say better why. */
	if (w->program->check != NULL && (p == NULL || p->type != PROBLEM_UNAVAILABLE))
		good = w->program->check(w->db, w->arena) && good;
	arena_reset(w->arena);
	return good;
}
