/* app.h - the inside of a request, a worker and a router. Inside app/ only. */
#ifndef YILIAN_APP_H
#define YILIAN_APP_H

#include <stdint.h>

#include "channel.h"
#include "resource.h"
#include "serve.h"
#include "value.h"
#include "workflow.h"

enum header {
	H_METHOD, H_PATH, H_QUERY, H_CONTENT_TYPE, H_ADDRESS, H_REQUEST_ID, H_COOKIE, H_ORIGIN,
	H_FETCH_SITE, H_KEY, H_IF_MATCH, H_IF_NONE_MATCH, H_LANGUAGE, H_UPLOAD_NAME, H_AGENT,
	H__COUNT
};

enum { SEGMENTS_MAX = 10, BODY_JSON_MAX = 64 * 1024 };

/* One route as the router holds it. */
struct endpoint {
	const struct route *route;
	const struct resource *resource;
	const char *action;		/* of the resource's workflow; or NULL */
};

struct text { const char *start; size_t len; };

/* All routes of one path. */
struct pattern {
	const char *path;		/* "/referrals/{id}" */
	struct text segments[SEGMENTS_MAX];
	int nsegments;
	const struct endpoint *by_method[METHOD__COUNT];
};

struct router {
	struct arena *arena;		/* of all below */
	const struct program *program;
	struct endpoint *endpoints;	/* in the order of the tables */
	int nendpoints;
	struct pattern *patterns;
	int npatterns;
};

/* Finds the pattern of a path below the prefix and the segments its {names} stand for. */
const struct pattern *router_match(const struct router *r, const char *path,
    struct text values_r[SEGMENTS_MAX]);
const char *method_name(enum method m);
bool route_creates_claim(const struct route *route);	/* a POST that needs an Idempotency-Key */

struct worker {
	const struct program *program;
	const struct router *router;
	const struct config *config;
	const struct crypto *crypto;
	void *state;			/* of the program */
	struct db *db;
	struct arena *arena;
	int64_t *touched_ms;		/* by token hash: when its session was last touched */
	struct buffer head;		/* the answer that is to be written */
	const char *body;
	size_t body_len;
	struct request *served;		/* until worker_rest */
};

/* Answers a request; head and body of the worker hold the answer then. */
void worker_answer(struct worker *worker, const struct inbound *in);
/* What may wait until the answer is out; then memory is taken back. */
void worker_rest(struct worker *worker);

struct query_pair { const char *name, *value; };

enum { QUERY_PAIRS_MAX = 64 };

struct request {
	struct worker *worker;
	struct arena *arena;
	const char *headers[H__COUNT];
	const unsigned char *raw;
	size_t raw_len;
	enum method method;
	const struct endpoint *endpoint;
	const struct route *route;
	const char *pattern_path;
	const char *allow;		/* methods of the path, for 405; or NULL */
	const char *language;
	const char *token_hash;

	const char *values[REQUEST_PARAMS_MAX];
	bool given[REQUEST_PARAMS_MAX];
	struct query_pair pairs[QUERY_PAIRS_MAX];
	int npairs;
	const char *if_match;
	const char *permission;		/* with which the transaction begins */
	const json_t *body;

	struct db_step steps[REQUEST_STEPS_MAX + 2];
	struct rows *rows[REQUEST_STEPS_MAX + 2];
	int nsteps;
	int first;			/* steps before the plan's own */
	int claim;			/* place of the claim, or -1 */
	char new_id[37];
	bool ran;
	bool replayed;
	long account_id;

	const struct shown *shown;
	int nshown;
	int status;
	struct buffer extra;		/* header lines */
	struct buffer json;
	bool has_body;
};

/* request.c: the header of this FastCGI name, or -1. */
int header_find(const char *name, size_t len);

/* gate.c: what every request must be before anything of it is believed. */
struct problem *gate_check(struct request *rq);
struct problem *gate_session(struct request *rq);
struct problem *gate_preconditions(struct request *rq);

/* query_string.c */
struct problem *query_string_parse(struct request *rq);

/* body.c */
struct problem *body_parse(struct request *rq);

/* params.c: fills rq->values from path, query and body; reports every wrong one. */
struct problem *params_bind(struct request *rq, const struct text *path_values,
    const struct pattern *pattern);

/* cursor.c: what res_list gives as next; and the text of one that came back (decoded already), or NULL
 * where this list, filtered and sorted like this, never gave it. */
const char *cursor_seal(struct request *rq, const char *text);
const char *cursor_open(struct request *rq, const char *sealed);
extern const struct sentence cursor_fault;

/* answer.c */
void answer_problem(struct request *rq, const struct problem *p);
void answer_head(struct request *rq);

/* json_rows.c: the members of one row, and the first n rows as an array; with what rq shows. */
void json_row_of(struct request *rq, struct buffer *b, const struct rows *r, int row);
void json_rows_of(struct request *rq, struct buffer *b, const struct rows *r, int n);

/* workflow.c */
int workflow_route_count(const struct workflow *w);
/* Makes the routes of a workflow's actions; actions_r[i] is the action of routes_r[i]. */
void workflow_routes(struct arena *a, const struct resource *resource, struct route *routes_r,
    const char **actions_r);

/* What became of an action whose steps failed: the record as it is now says why. */
struct problem *workflow_refused(struct request *rq, struct problem *p);

/* dispatch.c: one more statement, in a transaction of its own, as the same account. */
struct problem *dispatch_read(struct request *rq, enum query query, int n,
    const char *const *params, struct rows **rows_r);

#endif
