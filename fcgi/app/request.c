/* request.c - what a handler may know of a request, and the plan it makes. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "log.h"

static const char *const header_names[H__COUNT] = {
	[H_METHOD] = "REQUEST_METHOD",
	[H_PATH] = "SCRIPT_NAME",
	[H_QUERY] = "QUERY_STRING",
	[H_CONTENT_TYPE] = "CONTENT_TYPE",
	[H_ADDRESS] = "REMOTE_ADDR",
	[H_REQUEST_ID] = "REQUEST_ID",
	[H_COOKIE] = "HTTP_COOKIE",
	[H_ORIGIN] = "HTTP_ORIGIN",
	[H_FETCH_SITE] = "HTTP_SEC_FETCH_SITE",
	[H_KEY] = "HTTP_IDEMPOTENCY_KEY",
	[H_IF_MATCH] = "HTTP_IF_MATCH",
	[H_IF_NONE_MATCH] = "HTTP_IF_NONE_MATCH",
	[H_LANGUAGE] = "HTTP_ACCEPT_LANGUAGE",
	[H_UPLOAD_NAME] = "HTTP_X_UPLOAD_NAME",
	[H_AGENT] = "HTTP_USER_AGENT",
};

int
header_find(const char *name, size_t len)
{
	for (int i = 0; i < H__COUNT; i++)
		if (strlen(header_names[i]) == len && memcmp(header_names[i], name, len) == 0)
			return i;
	return -1;
}

struct arena *
req_arena(const struct request *rq)
{
	return rq->arena;
}

const char *
req_id(const struct request *rq)
{
	return rq->headers[H_REQUEST_ID];
}

const char *
req_language(const struct request *rq)
{
	return rq->language;
}

const char *
req_address(const struct request *rq)
{
	return rq->headers[H_ADDRESS];
}

const char *
req_header(const struct request *rq, const char *fastcgi_name)
{
	int i = header_find(fastcgi_name, strlen(fastcgi_name));

	if (i < 0)
		die("No header %s is taken from nginx", fastcgi_name);
	return rq->headers[i];
}

static int
find_param(const struct request *rq, const char *name)
{
	for (int i = 0; i < REQUEST_PARAMS_MAX && rq->route->params[i].source != FROM_NONE; i++)
		if (strcmp(rq->route->params[i].name, name) == 0)
			return i;
	die("Route %s has no parameter %s", rq->route->path, name);
}

const char *
req_param(const struct request *rq, int i)
{
	return rq->values[i];
}

const char *
req_value(const struct request *rq, const char *name)
{
	return rq->values[find_param(rq, name)];
}

bool
req_given(const struct request *rq, const char *name)
{
	return rq->given[find_param(rq, name)];
}

const char *
req_if_match(const struct request *rq)
{
	return rq->if_match;
}

const char *
req_token_hash(const struct request *rq)
{
	return rq->token_hash;
}

const json_t *
req_body(const struct request *rq)
{
	return rq->body;
}

const void *
req_raw(const struct request *rq, size_t *len_r)
{
	*len_r = rq->raw_len;
	return rq->raw;
}

long
req_account_id(const struct request *rq)
{
	return rq->account_id;
}

const struct crypto *
req_crypto(const struct request *rq)
{
	return rq->worker->crypto;
}

const struct config *
req_config(const struct request *rq)
{
	return rq->worker->config;
}

struct db *
req_db(const struct request *rq)
{
	return rq->worker->db;
}

void *
req_state(const struct request *rq)
{
	return rq->worker->state;
}

const void *
req_subject(const struct request *rq)
{
	return rq->endpoint->resource->subject;
}

const struct workflow *
req_workflow(const struct request *rq)
{
	return rq->endpoint->resource->workflow;
}

const char *
req_openapi(const struct request *rq)
{
	return openapi_text(rq->worker->router, rq->arena);
}

static int
add_step(struct request *rq, struct db_step step)
{
	const char **copy;

	if (rq->nsteps == REQUEST_STEPS_MAX + 2)
		die("Route %s plans more than %d steps", rq->route->path, REQUEST_STEPS_MAX);
	copy = arena_make(rq->arena, const char *, (size_t)step.nparams + 1);
	if (step.nparams > 0)
		memcpy(copy, step.params, (size_t)step.nparams * sizeof(*copy));
	step.params = copy;
	rq->steps[rq->nsteps++] = step;
	return rq->nsteps - 1 - rq->first;
}

int
req_plan(struct request *rq, enum query query, int n, const char *const *params)
{
	return add_step(rq, (struct db_step){ .query = query, .nparams = n, .params = params });
}

int
req_plan_text(struct request *rq, const char *name, const char *text, int n,
    const char *const *params)
{
	return add_step(rq, (struct db_step){ .nparams = n, .params = params, .text = text,
	    .name = name });
}

struct rows *
req_rows(const struct request *rq, int place)
{
	return rq->rows[rq->first + place];
}

bool
req_replayed(const struct request *rq)
{
	return rq->replayed;
}

const char *
req_new_id(const struct request *rq)
{
	return rq->new_id;
}
