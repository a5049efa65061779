/* resource.h - how a file of resource/ says what it serves: one table of routes.
 *
 * The place of an entry in .params is its $n. A route without .plan runs .query with its params
 * (and, where ROUTE_VERSIONED, the version of If-Match or null as one more); without .finish it
 * answers the first step's rows (one object, or a list where ROUTE_LIST; no rows: 404).
 * The id of what a POST creates is sec.new_id() in SQL. On a replay (sec.replayed()) nothing may be
 * written and the row that is there is answered: "insert ... select ... where not sec.replayed()"
 * followed by a second step "... where id = coalesce($1::uuid, (select sec.new_id()))" does both
 * (the inner select matters: the planner would call a bare function, also where there is no claim).
 * A wrong value in the path is 404, in the query or body 422.
 * Columns become JSON members by name and type: json passes through, timestamptz is RFC 3339, int[]
 * and text[] are arrays. A name that begins with _ is for C and is not written; the name "a.b"
 * writes member b of object a (columns of one object stand together). Row version for ETag and
 * If-Match: column "version", which is written too. */
#ifndef YILIAN_RESOURCE_H
#define YILIAN_RESOURCE_H

#include "request.h"

enum method { GET, POST, PUT, PATCH, DELETE, METHOD__COUNT };

enum param_source { FROM_NONE, FROM_PATH, FROM_QUERY, FROM_BODY };

enum value_type {
	TYPE_TEXT,		/* one line, NFC, trimmed */
	TYPE_LINES,		/* several lines */
	TYPE_INTEGER,		/* of 32 bits, unless max is larger */
	TYPE_DECIMAL,		/* JSON number */
	TYPE_BOOLEAN,
	TYPE_UUID,
	TYPE_DATE,		/* YYYY-MM-DD, exists */
	TYPE_TIME,		/* RFC 3339 with offset */
	TYPE_CODE,		/* one of .codes ("up|down|same_level") */
	TYPE_CURSOR,		/* what an earlier answer called next */
	TYPE_SCOPE,		/* of figures: what scope_parse of period.h takes */
	TYPE_PERIOD,		/* what period_parse takes */
	TYPE_JSON,		/* object or array, passed to SQL as its text */
	TYPE_INTEGERS,		/* JSON array or comma-separated; SQL text form {1,2} */
	TYPE_UUIDS,
	TYPE__COUNT
};

struct param {
	enum param_source source;
	enum value_type type;
	const char *name;	/* of the path or query, or a pointer without its first slash: "patient/name";
				 * BODY("", JSON) is the whole body, with which a PATCH tells null from absent */
	const char *fallback;	/* when not given; NULL: SQL null */
	const char *codes;	/* for TYPE_CODE */
	long min, max;		/* numbers: range; texts: length in code points (0, 0: 1 to 200; lines: 1 to 4000) */
	bool required;
	int decimals;		/* TYPE_DECIMAL: digits behind the point at most */
};

#define PATH(name, type)		{ FROM_PATH, TYPE_##type, name, NULL, NULL, 0, 0, true }
#define QUERY(name, type, fallback)	{ FROM_QUERY, TYPE_##type, name, fallback, NULL, 0, 0, false }
#define BODY(name, type)		{ FROM_BODY, TYPE_##type, name, NULL, NULL, 0, 0, false }
#define BODY_MUST(name, type)		{ FROM_BODY, TYPE_##type, name, NULL, NULL, 0, 0, true }
#define LIMIT				{ FROM_QUERY, TYPE_INTEGER, "limit", "50", NULL, 1, 100, false }
#define AFTER				{ FROM_QUERY, TYPE_CURSOR, "after", NULL, NULL, 0, 0, false }

enum route_flag {
	ROUTE_LIST = 1,		/* answers a list */
	ROUTE_CREATES = 2,	/* POST that makes a thing: 201 and Location; sec.new_id(), req_new_id() */
	ROUTE_AUDITED = 4,	/* a GET that writes its audit row: not READ ONLY */
	ROUTE_VERSIONED = 8,	/* needs If-Match (428 without); req_if_match(), last parameter of .query */
	ROUTE_RAW = 16,		/* body is raw bytes (uploads) */
	ROUTE_OPEN_BODY = 32,	/* unknown members of the body are the handler's to check */
	ROUTE_SAFE_POST = 64	/* POST that changes nothing (a search with data kept out of the URL) */
};

/* Beside a permission of sec.permission, a route may name one of these. */
#define PERMISSION_PUBLIC "public"	/* no session needed */
#define PERMISSION_SESSION "session"	/* any signed-in account, 待授权 included */

struct workflow;
struct resource;

struct route {
	enum method method;
	const char *path;		/* below /api: "/referrals/{id}" */
	const char *permission;		/* exactly one; the program does not start without */
	enum query query;
	struct param params[REQUEST_PARAMS_MAX];
	unsigned flags;
	struct problem *(*plan)(struct request *rq);	/* adds steps; may refuse */
	struct problem *(*finish)(struct request *rq);	/* after the steps ran */
	struct sentence summary;	/* for OpenAPI and the access matrix */
	const char *answer;		/* name of the answer's schema in docs/openapi/schemas.json, or NULL */
	/* Which permission this request needs beyond .permission (then "session"): for routes over things
	 * of many kinds, whose kind is a parameter. NULL: none. */
	const char *(*permit)(struct request *rq);
	const char *action;		/* the workflow's action that this route takes (.via); or NULL */
	/* Writes the JSON schema of the body, where .params cannot say it; or NULL. */
	void (*schema)(struct buffer *b, const struct resource *resource);
};

struct resource {
	const char *name;			/* plural noun: "referrals" */
	const struct route *routes;
	int nroutes;
	const struct workflow *workflow;	/* adds POST /<name>/{id}/actions/<action>; or NULL */
	const void *subject;			/* what generated routes are about: req_subject() */
};

/* Every resource of yilian-web, NULL-ended: fcgi/resource/list.def has one line for each. */
extern const struct resource *const resource_list[];

#define RESOURCE_DEFINE(ident, table)		RESOURCE_DEFINE_WORKFLOW(ident, table, NULL)
#define RESOURCE_DEFINE_WORKFLOW(ident, table, flow) \
	const struct resource resource_##ident = { \
		#ident, table, (int)(sizeof(table) / sizeof(table[0])), flow }

#endif
