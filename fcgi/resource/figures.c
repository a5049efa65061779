/* figures.c - figures by definition, scope and period: values, what they split into, rows behind. */
#include <stdlib.h>
#include <string.h>

#include "figure_ask.h"
#include "resource.h"

enum { ASKED_MAX = 60 };

#define CODE(name, codes, fallback) { FROM_QUERY, TYPE_CODE, name, fallback, codes, 0, 0, false }
#define COMPARE	CODE("compare", "none|last_year|target|all", "none")

static const char *
wants(const struct request *rq, const char *what)
{
	const char *compare = req_value(rq, "compare");

	return strcmp(compare, what) == 0 || strcmp(compare, "all") == 0 ? "true" : "false";
}

static void
plan_values(struct request *rq, const char *asked)
{
	req_plan(rq, SQL_FIGURE_VALUES, 3,
	    (const char *[]){ asked, wants(rq, "last_year"), wants(rq, "target") });
}

static struct problem *
plan_one(struct request *rq)
{
	const char *by = req_value(rq, "by");
	struct figure_ask ask;
	struct buffer b;

	TRY(figure_ask_read(rq, &ask));
	if (strcmp(by, "county") == 0 && ask.kind != NULL && strcmp(ask.kind, "region") != 0)
		return req_refuse(rq, "?by", "只有行政区划可以按县区分列", "Only a region splits into counties");
	buffer_init(&b, req_arena(rq));
	buffer_putc(&b, '[');
	figure_ask_write(&b, &ask, 0, req_value(rq, "code"));
	buffer_putc(&b, ']');
	plan_values(rq, b.data);
	if (strcmp(by, "total") != 0)
		req_plan(rq, SQL_FIGURE_ITEMS, 9, (const char *[]){ req_value(rq, "code"), ask.kind, ask.id,
		    ask.structure, ask.first, ask.last, by, ask.as_of, req_value(rq, "limit") });
	return NULL;
}

static struct problem *
finish_one(struct request *rq)
{
	struct buffer *b = res_json(rq);

	buffer_putc(b, '{');
	json_row(b, req_rows(rq, 0), 0);
	buffer_puts(b, ",\"items\":");
	if (strcmp(req_value(rq, "by"), "total") == 0)
		buffer_puts(b, "[]");
	else
		json_rows(b, req_rows(rq, 1));
	buffer_putc(b, '}');
	return NULL;
}

/* One member of a question as text; false: it is there and is no text. */
static bool
take_text(const json_t *question, const char *name, const char **text_r)
{
	const json_t *v = json_object_get(question, name);

	*text_r = json_string_value(v);
	return v == NULL || json_is_null(v) ||
	    (*text_r != NULL && strlen(*text_r) == json_string_length(v));
}

static bool
is_one_of(const char *s, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(s, names[i]) == 0)
			return true;
	return false;
}

/* A wrong member of the question at this place. */
static struct problem *
refuse_member(struct request *rq, int place, const char *name, const char *zh, const char *en)
{
	return req_refuse(rq, arena_printf(req_arena(rq), "/figures/%d/%s", place, name), zh, en);
}

static struct problem *
take_question(struct request *rq, const json_t *question, int place, struct buffer *b)
{
	static const char *const names[] = { "code", "scope", "period", "structure" };
	const char *pointer = arena_printf(req_arena(rq), "/figures/%d/", place), *values[4], *key;
	struct figure_ask ask = { .as_of = req_value(rq, "as_of") };
	json_t *member;

	if (!json_is_object(question))
		return req_refuse(rq, arena_printf(req_arena(rq), "/figures/%d", place), "应为 JSON 对象",
		    "It must be a JSON object");
	for (int i = 0; i < 4; i++)
		if (!take_text(question, names[i], &values[i]))
			return refuse_member(rq, place, names[i], "应为文本", "It must be a text");
	json_object_foreach((json_t *)(uintptr_t)question, key, member)
		if (!is_one_of(key, names, 4))
			return refuse_member(rq, place, key, "没有这一项，请去掉",
			    "There is no such member: leave it out");
	if (values[0] == NULL)
		return refuse_member(rq, place, "code", "请填写此项", "This is needed: fill it in");
	ask.structure = values[3];
	if (ask.structure != NULL && !is_one_of(ask.structure, (const char *const[]){ "then", "now" }, 2))
		return refuse_member(rq, place, "structure", "应为 then 或 now", "It must be then or now");
	TRY(figure_ask_take(rq, values[1], values[2], pointer, &ask));
	figure_ask_write(b, &ask, place, values[0]);
	return NULL;
}

static struct problem *
plan_query(struct request *rq)
{
	const json_t *list = json_object_get(req_body(rq), "figures"), *question;
	struct buffer b;
	size_t i;

	if (!json_is_array(list) || json_array_size(list) == 0 || json_array_size(list) > ASKED_MAX)
		return req_refuse(rq, "/figures", "请列出 1 至 60 个指标", "List 1 to 60 figures");
	buffer_init(&b, req_arena(rq));
	buffer_putc(&b, '[');
	json_array_foreach(list, i, question)
		TRY(take_question(rq, question, (int)i, &b));
	buffer_putc(&b, ']');
	plan_values(rq, b.data);
	return NULL;
}

static struct problem *
finish_query(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), 0);
}

static struct problem *
plan_rows(struct request *rq)
{
	struct figure_ask ask;

	TRY(figure_ask_read(rq, &ask));
	req_plan(rq, SQL_FIGURE_ROWS, 12, (const char *[]){ req_value(rq, "code"), req_value(rq, "part"),
	    ask.kind, ask.id, ask.structure, ask.first, ask.last, req_value(rq, "unit"),
	    req_value(rq, "county"), req_value(rq, "kind"), req_value(rq, "after"), req_value(rq, "limit") });
	return NULL;
}

static struct problem *
finish_rows(struct request *rq)
{
	return res_list(rq, req_rows(rq, 0), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

static const struct route routes[] = {
	{ GET, "/figures", "figure.read", SQL_FIGURE_LIST, .flags = ROUTE_LIST,
	  .summary = { "全部指标及其口径、单位", "Every figure: what it means, its unit" } },
	{ GET, "/figures/{code}", "figure.read",
	  .params = { PATH("code", TEXT), FIGURE_ASK, COMPARE,
	    CODE("by", "total|unit|county|month|kind", "total"),
	    { FROM_QUERY, TYPE_INTEGER, "limit", "500", NULL, 1, 5000, false } },
	  .plan = plan_one, .finish = finish_one,
	  .summary = { "某指标在某范围某时期的数值，可与去年、目标比较，可分列",
	    "A figure of a scope and a period, beside last year and target, whole or by something" } },
	{ GET, "/figures/{code}/rows", "figure.read",
	  .params = { PATH("code", TEXT), FIGURE_ASK, QUERY("part", TEXT, NULL),
	    QUERY("unit", INTEGER, NULL), QUERY("county", INTEGER, NULL), QUERY("kind", TEXT, NULL),
	    AFTER, LIMIT },
	  .flags = ROUTE_LIST, .plan = plan_rows, .finish = finish_rows,
	  .summary = { "指标背后的明细记录，以本人权限所及为限",
	    "The records behind a figure, as far as the caller may read such records" } },
	{ POST, "/figures/query", "figure.read",
	  .params = { BODY_MUST("figures", JSON), { FROM_BODY, TYPE_CODE, "compare", "none",
	    "none|last_year|target|all", 0, 0, false }, BODY("as_of", TIME) },
	  .flags = ROUTE_LIST | ROUTE_SAFE_POST, .plan = plan_query, .finish = finish_query,
	  .summary = { "一次查询多个指标", "Many figures at once" } },
};

RESOURCE_DEFINE(figures, routes);
