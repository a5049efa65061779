/* workflow.c - runs tables of transitions: one guarded step, its history, and what may come next. */
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "log.h"

/* What a form draws for a field. */
static const char *const type_names[TYPE__COUNT] = {
	[TYPE_TEXT] = "line", [TYPE_LINES] = "paragraph", [TYPE_INTEGER] = "integer",
	[TYPE_DECIMAL] = "decimal",
	[TYPE_BOOLEAN] = "boolean", [TYPE_UUID] = "id", [TYPE_DATE] = "date",
	[TYPE_TIME] = "moment", [TYPE_CODE] = "code", [TYPE_CURSOR] = "line",
	[TYPE_SCOPE] = "line", [TYPE_PERIOD] = "line", [TYPE_JSON] = "json",
	[TYPE_INTEGERS] = "integers", [TYPE_UUIDS] = "ids",
};

/* The rows of an action are one step in SQL; these are the arrays it gets. */
struct row_arrays { struct buffer states, nexts, parties, only_ifs; };

static const char *const party_names[] = {
	[PARTY_SENDER] = "sender", [PARTY_RECEIVER] = "receiver", [PARTY_EITHER] = "either",
	[PARTY_ENTERING] = "entering", [PARTY_CONFIRMING] = "confirming",
};

static const char *const reason_names[] = {
	[REASON_NONE] = "none", [REASON_OPTIONAL] = "optional", [REASON_MANDATORY] = "mandatory",
};

/* Whether row i makes a route: the first of its action, unless another route does it. */
static bool
is_first(const struct workflow *w, int i)
{
	if (w->transitions[i].via != NULL)
		return false;
	for (int j = 0; j < i; j++)
		if (strcmp(w->transitions[j].action, w->transitions[i].action) == 0)
			return false;
	return true;
}

int
workflow_route_count(const struct workflow *w)
{
	int n = 0;

	for (int i = 0; w != NULL && i < w->ntransitions; i++)
		n += is_first(w, i);
	return n;
}

/* --- the routes --- */

static void
plan_action_row(struct row_arrays *arrays, const struct transition *t)
{
	buffer_printf(&arrays->states, "%s%s", arrays->states.len > 1 ? "," : "", t->state);
	buffer_printf(&arrays->nexts, "%s%s", arrays->nexts.len > 1 ? "," : "", t->next);
	buffer_printf(&arrays->parties, "%s%s", arrays->parties.len > 1 ? "," : "",
	    party_names[t->party]);
	buffer_printf(&arrays->only_ifs, "%s\"%s\"", arrays->only_ifs.len > 1 ? "," : "",
	    t->only_if != NULL ? t->only_if : "");
}

static void
open_array(struct buffer *b, struct arena *a)
{
	buffer_init(b, a);
	buffer_putc(b, '{');
}

/* The values of the action's own fields as a JSON object. */
static const char *
fields_json(struct request *rq)
{
	const struct param *params = rq->route->params;
	struct buffer b;

	buffer_init(&b, rq->arena);
	buffer_putc(&b, '{');
	for (int i = 0; i < REQUEST_PARAMS_MAX && params[i].source != FROM_NONE; i++) {
		if (params[i].source != FROM_BODY || rq->values[i] == NULL ||
		    strcmp(params[i].name, "reason") == 0 || strcmp(params[i].name, "reason_code") == 0)
			continue;
		buffer_puts(&b, b.len > 1 ? "," : "");
		buffer_json(&b, params[i].name);
		buffer_putc(&b, ':');
		if (params[i].type == TYPE_JSON)
			buffer_puts(&b, rq->values[i]);
		else
			buffer_json(&b, rq->values[i]);
	}
	buffer_putc(&b, '}');
	return b.data;
}

/* The value of a member that the action may not take at all, or NULL. */
static const char *
value_if_taken(const struct request *rq, const char *name)
{
	for (int i = 0; i < REQUEST_PARAMS_MAX; i++)
		if (rq->route->params[i].source == FROM_BODY &&
		    strcmp(rq->route->params[i].name, name) == 0)
			return rq->values[i];
	return NULL;
}

static void
plan_step(struct request *rq, const char *action, const char *reason_code, const char *reason,
    const char *fields)
{
	const struct workflow *w = rq->endpoint->resource->workflow;
	struct row_arrays arrays;

	open_array(&arrays.states, rq->arena);
	open_array(&arrays.nexts, rq->arena);
	open_array(&arrays.parties, rq->arena);
	open_array(&arrays.only_ifs, rq->arena);
	for (int i = 0; i < w->ntransitions; i++)
		if (strcmp(w->transitions[i].action, action) == 0)
			plan_action_row(&arrays, &w->transitions[i]);
	buffer_putc(&arrays.states, '}');
	buffer_putc(&arrays.nexts, '}');
	buffer_putc(&arrays.parties, '}');
	buffer_putc(&arrays.only_ifs, '}');
	req_plan(rq, w->act, 10, (const char *[]){ req_value(rq, "id"), action, arrays.states.data,
	    arrays.nexts.data, arrays.parties.data, arrays.only_ifs.data, rq->if_match, reason_code,
	    reason, fields });
}

void
workflow_plan(struct request *rq, const char *action, const char *reason, const char *fields)
{
	plan_step(rq, action, NULL, reason, fields);
}

static struct problem *
plan_action(struct request *rq)
{
	const char *id = req_value(rq, "id");

	plan_step(rq, rq->endpoint->action, value_if_taken(rq, "reason_code"),
	    value_if_taken(rq, "reason"), fields_json(rq));
	req_plan(rq, rq->endpoint->resource->workflow->get, 1, &id);
	return NULL;
}

static struct problem *
answer_record(struct request *rq, const struct rows *record)
{
	const struct workflow *w = rq->endpoint->resource->workflow;

	return w->answer != NULL ? w->answer(rq, record) : res_row(rq, record);
}

/* --- why an action was refused --- */

bool
array_has(const char *array, const char *item)
{
	size_t len = strlen(item);

	for (const char *at = array; at != NULL && (at = strstr(at, item)) != NULL; at += len)
		if (at > array && strchr("{,\"", at[-1]) != NULL && strchr("},\"", at[len]) != NULL)
			return true;
	return false;
}

/* "sender", "receiver", "either" or "none". */
static const char *
party_of(const struct transition *t, const struct rows *r, int row)
{
	if (t->party == PARTY_ENTERING)
		return rows_get(r, row, "_entering");
	if (t->party == PARTY_CONFIRMING)
		return rows_get(r, row, "_confirming");
	return party_names[t->party];
}

static bool
is_permitted(const struct transition *t, const struct rows *r, int row)
{
	const char *party = party_of(t, r, row);
	bool either = strcmp(party, "either") == 0;

	return ((either || strcmp(party, "sender") == 0) &&
	    array_has(rows_get(r, row, "_from_permissions"), t->permission)) ||
	    ((either || strcmp(party, "receiver") == 0) &&
	    array_has(rows_get(r, row, "_to_permissions"), t->permission));
}

static bool
applies(const struct transition *t, const struct rows *r, int row)
{
	const char *condition = t->only_if != NULL ? rows_get(r, row, t->only_if) : "t";

	return strcmp(t->state, rows_get(r, row, "state")) == 0 && condition != NULL &&
	    *condition == 't';
}

static struct problem *
conflict(struct request *rq, const struct rows *record)
{
	struct problem *p = problem_new(rq->arena, PROBLEM_CONFLICT,
	    "这条记录的状态已变化，现在不能这样做；请查看最新状态",
	    "The record has changed its state, and this can no longer be done: see how it stands now");
	struct buffer b;

	buffer_init(&b, rq->arena);
	buffer_puts(&b, "{\"state\":");
	buffer_json(&b, rows_get(record, 0, "state"));
	buffer_printf(&b, ",\"version\":%s}", rows_get(record, 0, "version"));
	p->state_json = b.data;
	return p;
}

/* The steps did not fit the record, or failed for a reason of their own (p). */
static struct problem *
explain(struct request *rq, const struct rows *record, struct problem *p)
{
	const struct workflow *w = rq->endpoint->resource->workflow;
	bool state_fits = false, permitted = false;

	if (rows_count(record) == 0)
		return res_row(rq, record);
	for (int i = 0; i < w->ntransitions; i++) {
		const struct transition *t = &w->transitions[i];

		if (strcmp(t->action, rq->endpoint->action) != 0 || !applies(t, record, 0))
			continue;
		state_fits = true;
		permitted = permitted || is_permitted(t, record, 0);
	}
	if (!state_fits)
		return conflict(rq, record);
	if (!permitted)
		return problem_new(rq->arena, PROBLEM_FORBIDDEN, "这一步由另一方单位办理",
		    "This step is the other institution's to take");
	if (rq->if_match != NULL && strcmp(rq->if_match, rows_get(record, 0, "version")) != 0)
		return problem_new(rq->arena, PROBLEM_STALE, "内容已被他人修改，请查看后再办理",
		    "Someone changed it meanwhile: look at it, then try again");
	return p != NULL ? p : conflict(rq, record);
}

struct problem *
workflow_refused(struct request *rq, struct problem *p)
{
	const char *id = req_value(rq, "id");
	struct rows *record;

	if (p->type != PROBLEM_CONFLICT)
		return p;
	TRY(dispatch_read(rq, rq->endpoint->resource->workflow->get, 1, &id, &record));
	return explain(rq, record, p);
}

static struct problem *
finish_action(struct request *rq)
{
	if (rows_count(req_rows(rq, 0)) == 0)
		return explain(rq, req_rows(rq, 1), NULL);
	return answer_record(rq, req_rows(rq, 1));
}

static int
add_fields(const struct workflow *w, const char *action, struct param *params, int n)
{
	for (int i = 0; i < w->nfields; i++) {
		if (strcmp(w->fields[i].action, action) != 0)
			continue;
		if (n == REQUEST_PARAMS_MAX)
			die("Action %s of %s takes too many fields", action, w->table);
		params[n++] = w->fields[i].param;
	}
	return n;
}

static void
make_route(struct arena *a, const struct resource *resource, const struct transition *t,
    struct route *route)
{
	const struct workflow *w = resource->workflow;
	int n = 0;

	*route = (struct route){ .method = POST, .permission = t->permission,
		.path = arena_printf(a, "/%s/{id}/actions/%s", resource->name, t->action),
		.plan = plan_action, .finish = finish_action, .answer = w->table,
		.summary = { "办理一步流程", "Takes one step of the workflow" } };
	route->params[n++] = (struct param)PATH("id", UUID);
	if (t->reason != REASON_NONE) {
		/* A code says it all, unless the list wants words: SQL knows that. */
		if (t->reasons != NULL)
			route->params[n++] = t->reason == REASON_MANDATORY
			    ? (struct param)BODY_MUST("reason_code", TEXT)
			    : (struct param)BODY("reason_code", TEXT);
		route->params[n++] = t->reason == REASON_MANDATORY && t->reasons == NULL
		    ? (struct param)BODY_MUST("reason", LINES) : (struct param)BODY("reason", LINES);
	}
	add_fields(w, t->action, route->params, n);
}

void
workflow_routes(struct arena *a, const struct resource *resource, struct route *routes_r,
    const char **actions_r)
{
	const struct workflow *w = resource->workflow;
	int n = 0;

	for (int i = 0; i < w->ntransitions; i++) {
		const struct transition *t = &w->transitions[i];

		for (int j = 0; j < i; j++)
			if (strcmp(w->transitions[j].action, t->action) == 0 &&
			    strcmp(w->transitions[j].permission, t->permission) != 0)
				die("Action %s of %s has two permissions", t->action, w->table);
		if (!is_first(w, i))
			continue;
		actions_r[n] = t->action;
		make_route(a, resource, t, &routes_r[n++]);
	}
}

/* --- what may be done now --- */

static void
write_field(struct buffer *b, const struct param *pa, bool first)
{
	buffer_puts(b, first ? "{\"name\":" : ",{\"name\":");
	buffer_json(b, pa->name);
	buffer_printf(b, ",\"type\":\"%s\",\"required\":%s}", type_names[pa->type],
	    pa->required ? "true" : "false");
}

static void
write_action(struct buffer *b, const struct workflow *w, const struct transition *t)
{
	bool first = true;

	buffer_puts(b, "{\"action\":");
	buffer_json(b, t->action);
	buffer_puts(b, ",\"next\":");
	buffer_json(b, t->next);
	buffer_printf(b, ",\"reason\":\"%s\",\"reasons\":", reason_names[t->reason]);
	buffer_json(b, t->reasons);
	buffer_puts(b, ",\"via\":");
	buffer_json(b, t->via);
	buffer_puts(b, ",\"fields\":[");
	for (int i = 0; i < w->nfields; i++) {
		if (strcmp(w->fields[i].action, t->action) != 0)
			continue;
		write_field(b, &w->fields[i].param, first);
		first = false;
	}
	buffer_puts(b, "]}");
}

void
workflow_write_actions(struct request *rq, const struct workflow *w, const struct rows *r, int row)
{
	struct buffer *b = res_json(rq);
	bool first = true;

	buffer_puts(b, ",\"actions\":[");
	for (int i = 0; i < w->ntransitions; i++) {
		const struct transition *t = &w->transitions[i];

		if (!applies(t, r, row) || !is_permitted(t, r, row))
			continue;
		if (!first)
			buffer_putc(b, ',');
		write_action(b, w, t);
		first = false;
	}
	buffer_putc(b, ']');
}
