/* figure_ask.c - of what and of when a figure is asked for: scope, period, structure, as of. */
#include "figure_ask.h"

#include "period.h"

static struct problem *
refuse(struct request *rq, const char *pointers, const char *name, const char *zh, const char *en)
{
	struct arena *a = req_arena(rq);

	return problem_at(a, arena_printf(a, "%s%s", pointers, name), zh, en);
}

struct problem *
figure_ask_take(struct request *rq, const char *scope, const char *period, const char *pointers,
    struct figure_ask *ask_r)
{
	struct arena *a = req_arena(rq);

	if (scope != NULL && !figure_scope_parse(scope, &ask_r->kind, &ask_r->id))
		return refuse(rq, pointers, "scope", "统计范围应如 region:630100、org:5、alliance:3、pairing:4 或 "
		    "programme:项目名称", "A scope looks like region:630100, org:5, alliance:3, pairing:4 or "
		    "programme:NAME");
	if (!period_parse(a, period == NULL ? period_now(a) : period, &ask_r->first, &ask_r->last))
		return refuse(rq, pointers, "period", "统计期应如 year:2016、half:2016-1、quarter:2016-3、"
		    "month:2016-05、week:2016-W03、day:2016-05-01、range:2016-01-01..2016-12-31（最长 20 年）"
		    "或 until:2016-12-31", "A period looks like year:2016, half:2016-1, quarter:2016-3, "
		    "month:2016-05, week:2016-W03, day:2016-05-01, range:2016-01-01..2016-12-31 (20 years at "
		    "most) or until:2016-12-31");
	return NULL;
}

struct problem *
figure_ask_read(struct request *rq, struct figure_ask *ask_r)
{
	*ask_r = (struct figure_ask){ .structure = req_value(rq, "structure"),
		.as_of = req_value(rq, "as_of") };
	return figure_ask_take(rq, req_value(rq, "scope"), req_value(rq, "period"), "?", ask_r);
}

static void
write_member(struct buffer *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buffer_printf(b, ",\"%s\":", name);
	buffer_json(b, value);
}

void
figure_ask_write(struct buffer *b, const struct figure_ask *ask, int place, const char *code)
{
	buffer_printf(b, "%s{\"place\":%d", place == 0 ? "" : ",", place);
	write_member(b, "code", code);
	write_member(b, "kind", ask->kind);
	write_member(b, "id", ask->id);
	write_member(b, "structure", ask->structure);
	write_member(b, "first", ask->first);
	write_member(b, "last", ask->last);
	write_member(b, "as_of", ask->as_of);
	buffer_putc(b, '}');
}
