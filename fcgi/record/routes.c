/* routes.c - the resource of each record type: its routes and what they do. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "identity_card.h"
#include "log.h"

enum { ROUTES_MAX = 6, LIST_FIXED_PARAMS = 9 };

/* --- the answer --- */

static const char *
clear_text(struct request *rq, const struct rows *r, int row, const struct shown *self)
{
	const struct record_field *f = self->of;
	struct arena *a = req_arena(rq);
	const char *s = record_unseal(req_crypto(rq), a, req_subject(rq), f, rows_get(r, row, "id"),
	    rows_get(r, row, self->column));

	return s != NULL && f->type == FIELD_ID_NUMBER ? identity_mask_number(a, s) : s;
}

/* Sealed columns are opened under the field's name; numbers of identity cards stay masked. */
static void
show_sealed(struct request *rq, const struct record_type *t)
{
	struct shown *shown = arena_make(req_arena(rq), struct shown, (size_t)t->nfields);
	int n = 0;

	for (int i = 0; i < t->nfields; i++)
		if (record_sealed(&t->fields[i]))
			shown[n++] = (struct shown){ .name = t->fields[i].name, .of = &t->fields[i],
				.column = arena_printf(req_arena(rq), "_%s_enc", t->fields[i].name),
				.text_of = clear_text };
	res_show(rq, shown, n);
}

struct problem *
record_answer(struct request *rq, const struct rows *r)
{
	struct buffer *b;

	show_sealed(rq, req_subject(rq));
	TRY(res_row(rq, r));
	b = res_json(rq);
	b->len--;	/* the closing brace */
	workflow_write_actions(rq, req_workflow(rq), r, 0);
	buffer_putc(b, '}');
	return NULL;
}

static struct problem *
finish_first(struct request *rq)
{
	return record_answer(rq, req_rows(rq, 0));
}

/* --- one record --- */

static int
plan_get_of(struct request *rq, const char *id)
{
	return req_plan(rq, record_query(req_subject(rq), RECORD_GET), 1, &id);
}

static struct problem *
plan_get(struct request *rq)
{
	plan_get_of(rq, req_value(rq, "id"));
	return NULL;
}

static void
plan_lines(struct request *rq, const struct record_body *body, const char *id)
{
	const struct record_type *t = req_subject(rq);

	for (int i = 0; i < t->nlines; i++) {
		if (body->lines[i] == NULL)
			continue;
		if (id != NULL)
			req_plan(rq, record_lines_query(t, i, LINES_CLEAR), 1, &id);
		req_plan(rq, record_lines_query(t, i, LINES_PUT), 2,
		    (const char *[]){ id, body->lines[i] });
	}
}

static struct problem *
plan_create(struct request *rq)
{
	const struct record_type *t = req_subject(rq);
	struct record_body body;

	TRY(record_body(rq, t, true, req_new_id(rq), &body));
	req_plan(rq, record_query(t, RECORD_CREATE), 2, (const char *[]){ body.values,
	    body.submit ? "true" : "false" });
	plan_lines(rq, &body, NULL);
	plan_get_of(rq, NULL);
	return NULL;
}

static int
count_lines(const struct record_type *t, const json_t *body)
{
	int n = 0;

	for (int i = 0; i < t->nlines; i++)
		n += json_object_get(body, t->lines[i].name) != NULL;
	return n;
}

static struct problem *
finish_create(struct request *rq)
{
	return record_answer(rq, req_rows(rq, 1 + count_lines(req_subject(rq), req_body(rq))));
}

static struct problem *
plan_correct(struct request *rq)
{
	const struct record_type *t = req_subject(rq);
	const char *id = req_value(rq, "id");
	struct record_body body;

	TRY(record_body(rq, t, false, id, &body));
	workflow_plan(rq, "correct", body.reason, body.values);
	plan_lines(rq, &body, id);
	plan_get_of(rq, id);
	return NULL;
}

static struct problem *
finish_correct(struct request *rq)
{
	return record_answer(rq, req_rows(rq, 1 + 2 * count_lines(req_subject(rq), req_body(rq))));
}

static struct problem *
plan_events(struct request *rq)
{
	const struct record_type *t = req_subject(rq);

	req_plan(rq, record_common(COMMON_EVENTS), 2, (const char *[]){ req_value(rq, "id"), t->name });
	return NULL;
}

static struct problem *
finish_events(struct request *rq)
{
	if (rows_count(req_rows(rq, 0)) == 0)
		return res_row(rq, req_rows(rq, 0));
	return res_list(rq, req_rows(rq, 0), 0);
}

/* --- many --- */

static struct problem *
plan_confirm(struct request *rq)
{
	const char *ids = req_value(rq, "ids");

	req_plan(rq, record_query(req_subject(rq), RECORD_CONFIRM_MANY), 1, &ids);
	return NULL;
}

static struct problem *
finish_confirm(struct request *rq)
{
	struct buffer *b = res_json(rq);

	buffer_puts(b, "{\"results\":");
	json_rows(b, req_rows(rq, 0));
	buffer_putc(b, '}');
	return NULL;
}

static const char *
of_request(const void *rq, const char *name)
{
	return req_value(rq, name);
}

static struct problem *
plan_list(struct request *rq)
{
	const struct record_type *t = req_subject(rq);
	struct record_list list;

	record_list_fill(req_arena(rq), t, of_request, rq, &list);
	list.cursor = req_value(rq, "after");
	list.limit = (int)strtol(req_value(rq, "limit"), NULL, 10) + 1;
	record_list_plan(rq, t, &list);
	return NULL;
}

/* --- the resource --- */

static const char *
join_states(struct arena *a, const struct record_type *t)
{
	const char *joined = "draft|submitted|confirmed|disputed|void|" RECORD_LIVE;

	for (const struct record_code *s = t->states; s != NULL && s->code != NULL; s++)
		joined = arena_printf(a, "%s|%s", joined, s->code);
	return joined;
}

#define CODE(name, fallback, codes)	{ FROM_QUERY, TYPE_CODE, name, fallback, codes }

static struct route
list_route(struct arena *a, const struct record_type *t)
{
	struct route route = { GET, arena_printf(a, "/%s", t->name),
		arena_printf(a, "%s.read", t->module), .plan = plan_list, .finish = record_list_answer,
		.flags = ROUTE_LIST, .params = {
		CODE("box", NULL, t->sides == RECORD_TWO
		    ? "any|sent|received|entered|waiting|mine"
		    : t->supported ? "any|entered|supported|mine" : "any|mine"),
		CODE("state", NULL, join_states(a, t)), QUERY("organisation", INTEGER, NULL),
		QUERY("from", DATE, NULL), QUERY("to", DATE, NULL), QUERY("q", TEXT, NULL),
		CODE("sort", NULL, record_sort_keys(a, t)), AFTER, LIMIT },
		.summary = { arena_printf(a, "%s：列表", t->label.zh), t->label.en } };
	int n = LIST_FIXED_PARAMS;

	if (t->nviews > 0)
		route.params[n++] = (struct param)CODE("view", NULL, record_view_names(a, t));
	for (int i = 0; i < t->nfields; i++) {
		const struct record_field *f = &t->fields[i];

		if (!(f->flags & FIELD_FILTER))
			continue;
		if (n + record_is_range(f) >= REQUEST_PARAMS_MAX)
			die("%s has too many filters", t->name);
		for (int last = 0; last <= record_is_range(f); last++) {
			route.params[n] = record_param(a, f, FROM_QUERY);
			route.params[n++].name = record_filter_key(a, f, last);
		}
	}
	return route;
}

/* Whether one confirmation fits many records: where none of its fields must be filled in. */
static bool
confirms_many(const struct record_type *t)
{
	for (int i = 0; i < t->nfields; i++)
		if (t->fields[i].flags & FIELD_BY_CONFIRMER && t->fields[i].flags & FIELD_REQUIRED)
			return false;
	for (int i = 0; i < t->naction_fields; i++)
		if (t->action_fields[i].required && strcmp(t->action_fields[i].action, "confirm") == 0)
			return false;
	return t->confirms != CONFIRM_NONE && t->confirms != CONFIRM_ACTIONS;
}

static int
make_routes(struct arena *a, const struct record_type *t, struct route *routes)
{
	const char *path = arena_printf(a, "/%s", t->name), *one = arena_printf(a, "/%s/{id}", t->name);
	const char *read = arena_printf(a, "%s.read", t->module);
	const char *write = arena_printf(a, "%s.write", t->module);
	const char *zh = t->label.zh, *en = t->label.en;
	int n = 0;

	routes[n++] = list_route(a, t);
	routes[n++] = (struct route){ POST, path, write, .plan = plan_create, .finish = finish_create,
		.flags = ROUTE_CREATES | ROUTE_OPEN_BODY, .schema = record_body_schema,
		.summary = { arena_printf(a, "%s：新建，可同时提交", zh),
		arena_printf(a, "%s: makes one, submitted at once or as a draft", en) } };
	routes[n++] = (struct route){ GET, one, read, .params = { PATH("id", UUID) }, .plan = plan_get,
		.finish = finish_first, .summary = { arena_printf(a, "%s：一条记录", zh),
		arena_printf(a, "%s: one of them", en) } };
	routes[n++] = (struct route){ PATCH, one, write, .params = { PATH("id", UUID) },
		.plan = plan_correct, .finish = finish_correct, .action = "correct",
		.flags = ROUTE_VERSIONED | ROUTE_OPEN_BODY, .schema = record_body_schema,
		.summary = { arena_printf(a, "%s：修改；已提交的须写明原因，并重新由对方确认", zh),
		arena_printf(a, "%s: corrects one; once submitted with a reason, to be confirmed anew", en) } };
	routes[n++] = (struct route){ GET, arena_printf(a, "%s/events", one), read,
		.params = { PATH("id", UUID) }, .plan = plan_events, .finish = finish_events,
		.flags = ROUTE_LIST, .summary = { arena_printf(a, "%s：办理经过", zh),
		arena_printf(a, "%s: the history of one", en) } };
	if (confirms_many(t))
		routes[n++] = (struct route){ POST, arena_printf(a, "%s/actions/confirm", path),
			arena_printf(a, "%s.confirm", t->module), .params = { BODY_MUST("ids", UUIDS) },
			.plan = plan_confirm, .finish = finish_confirm,
			.summary = { arena_printf(a, "%s：批量确认", zh),
			arena_printf(a, "%s: confirms several at once", en) } };
	return n;
}

const struct resource *const *
record_resources(struct arena *a)
{
	const struct resource **list;
	size_t n = 0, i = 0;

	while (record_types[n] != NULL)
		n++;
	list = arena_make(a, const struct resource *, n + 4);
	for (; i < n; i++) {
		const struct record_type *t = record_types[i];
		struct resource *resource = arena_make(a, struct resource, 1);
		struct route *routes = arena_make(a, struct route, ROUTES_MAX);

		*resource = (struct resource){ t->name, routes, make_routes(a, t, routes),
			record_workflow(a, t), t };
		list[i] = resource;
	}
	list[i++] = &record_metadata;
	list[i++] = record_differences(a);
	list[i++] = record_attachments(a);
	return list;
}
