/* request.h - one request as a handler sees it: typed values in, a plan of statements and an
 * answer out. */
#ifndef YILIAN_REQUEST_H
#define YILIAN_REQUEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "buffer.h"
#include "config.h"
#include "crypto.h"
#include "db.h"
#include "problem.h"

enum { REQUEST_PARAMS_MAX = 24, REQUEST_STEPS_MAX = 16 };

struct request;
struct workflow;

/* --- what came in --- */
struct arena *req_arena(const struct request *rq);
const char *req_id(const struct request *rq);			/* request id, 32 hex digits */
const char *req_language(const struct request *rq);		/* "zh" or "en" */
const char *req_address(const struct request *rq);		/* of the client's socket */
const char *req_header(const struct request *rq, const char *fastcgi_name);	/* or NULL */

/* The i-th parameter of the route, checked against its type, as text for SQL; NULL: not given. */
const char *req_param(const struct request *rq, int i);
/* The same by name; die() where the route declares none of that name. */
const char *req_value(const struct request *rq, const char *name);

/* The JSON body, an object; borrowed. NULL on routes that take none. */
const json_t *req_body(const struct request *rq);
/* Checks the members of filter (NULL: none) as GET path checks its parameters of these names (NULL-
 * ended), and refuses every other member; errors point below prefix ("/filter"). *json_r: an object of
 * texts, with what the list assumes where nothing was said. Dies where the list has no such parameter. */
struct problem *req_filter(struct request *rq, const char *path, const char *const *names,
    const char *prefix, const json_t *filter, const char **json_r);
/* Raw bytes, for upload routes. */
const void *req_raw(const struct request *rq, size_t *len_r);

/* From the session, filled by the dispatcher once the transaction ran: 0 and NULL before it. */
long req_account_id(const struct request *rq);

/* What belongs to the worker. */
const struct crypto *req_crypto(const struct request *rq);
const struct config *req_config(const struct request *rq);
struct db *req_db(const struct request *rq);	/* yilian-auth only; web handlers plan instead */
void *req_state(const struct request *rq);	/* what program.start of serve.h made */

/* What the route's resource says it is about (resource.h, .subject), and its workflow. */
const void *req_subject(const struct request *rq);
const struct workflow *req_workflow(const struct request *rq);

/* The OpenAPI document of this program. */
const char *req_openapi(const struct request *rq);

/* Whether the client sent this parameter at all: a body's null is given, and its value NULL. */
bool req_given(const struct request *rq, const char *name);
/* Version of If-Match, or NULL. */
const char *req_if_match(const struct request *rq);

/* --- the session: cookie "__Host-yilian" holds a random token, the database its SHA-256 --- */
/* Hash of the token that came in, as bytea text; NULL where there was none. */
const char *req_token_hash(const struct request *rq);
/* Sets the cookie to a fresh token and returns its hash, as bytea text for sec.session. */
const char *res_session_start(struct request *rq);
/* Takes the cookie away and clears what the browser stored. */
void res_session_end(struct request *rq);

/* --- the plan: run after sec.begin_request, in its transaction, in this order --- */
/* Adds a statement with n parameters (copied pointers). Returns its place, for req_rows. */
int req_plan(struct request *rq, enum query query, int n, const char *const *params);
/* Adds a statement that was composed for this request (db.h); name is for the log. */
int req_plan_text(struct request *rq, const char *name, const char *text, int n,
    const char *const *params);
/* Result of the step at this place; only in .finish. */
struct rows *req_rows(const struct request *rq, int place);
/* Whether the Idempotency-Key was seen before: the plan's writes then did nothing (they say
 * "where not sec.replayed()"), and the answer shows what is there now. */
bool req_replayed(const struct request *rq);
/* The id a created thing gets: fresh, or on a replay the one of the first try. UUIDv7 text. */
const char *req_new_id(const struct request *rq);

/* One wrong value of this request: problem_at() in its arena. */
struct problem *req_refuse(struct request *rq, const char *pointer, const char *zh, const char *en);

/* --- the answer --- */
void res_status(struct request *rq, int status);		/* 200 unless said */
void res_header(struct request *rq, const char *name, const char *value);
void res_etag(struct request *rq, const char *version);		/* ETag: "7" */
void res_cookie(struct request *rq, const char *cookie);
struct buffer *res_json(struct request *rq);			/* the body, to be written by hand */
/* One object from one row, or NOT_FOUND where there is none. */
struct problem *res_row(struct request *rq, const struct rows *r);

/* The same with 201 and Location, the route's path and the row's id: of what the database numbered. */
struct problem *res_made(struct request *rq, const struct rows *r);
/* 304, without the body written so far: the client has it already. */
void res_unchanged(struct request *rq);
/* 204: for .finish where there is nothing to say. */
struct problem *res_nothing(struct request *rq);
/* {"items": [...], "next": cursor or null}: the query gave up to limit + 1 rows. Column _cursor is
 * text of the query's own making; the client gets it sealed as "next", and the query gets the same
 * text back as its TYPE_CURSOR parameter. Nothing else reaches it: a mark that was made up, or that
 * came from another list or another filter, is refused with the pointer "?after". */
struct problem *res_list(struct request *rq, const struct rows *r, int limit);
/* Shows a hidden column after all: as the member name, with what text makes of the row (NULL: null).
 * Columns the rows do not have are passed over. */
struct shown {
	const char *column;	/* "_phone_enc" */
	const char *name;	/* "patient.phone" */
	const char *(*text)(struct request *rq, const struct rows *r, int row);
	const char *(*text_of)(struct request *rq, const struct rows *r, int row,
	    const struct shown *self);	/* instead of text, for one function over many columns */
	const void *of;			/* what text_of goes by */
};
/* What res_row and res_list of this request show; n entries that outlive the request. */
void res_show(struct request *rq, const struct shown *shown, int n);

/* The members of one row without braces, or the rows as an array: parts of an answer by hand. */
void json_row(struct buffer *b, const struct rows *r, int row);
void json_rows(struct buffer *b, const struct rows *r);
/* One value as JSON; die() where there is no such column. */
void json_value(struct buffer *b, const struct rows *r, int row, const char *column);
/* nginx sends this file of the spool (X-Accel-Redirect) under a name the user sees. */
void res_file(struct request *rq, const char *spool_name, const char *type, const char *shown_name);
/* The same of bytes that were made for this answer (copied). */
void res_bytes(struct request *rq, const void *data, size_t len, const char *type,
    const char *shown_name);
/* The same of a file of a record (file_store.h). */
void res_stored(struct request *rq, const char *place, const char *type, const char *shown_name);

#endif
