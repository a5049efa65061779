/* patch.c - the members a PATCH brings, for SQL that changes only those. */
#include "patch.h"

static struct problem *
refuse_null(struct request *rq, struct problem *p, const char *member)
{
	if (p == NULL)
		p = problem_new(req_arena(rq), PROBLEM_INVALID, "有必填项为空", "Something needed is empty");
	return problem_add(req_arena(rq), p, arena_printf(req_arena(rq), "/%s", member),
	    "此项不能为空", "This cannot be empty");
}

void
patch_add(struct buffer *json, const char *column, const char *value)
{
	buffer_puts(json, json->len > 1 ? "," : "");
	buffer_json(json, column);
	buffer_putc(json, ':');
	buffer_json(json, value);
}

struct problem *
patch_start(struct request *rq, const struct patch_field *fields, int n, struct buffer *json_r)
{
	struct problem *p = NULL;

	buffer_init(json_r, req_arena(rq));
	buffer_putc(json_r, '{');
	for (int i = 0; i < n; i++) {
		const struct patch_field *f = &fields[i];
		const char *value = req_value(rq, f->member);

		if (!req_given(rq, f->member))
			continue;
		if (value == NULL && f->needed)
			p = refuse_null(rq, p, f->member);
		patch_add(json_r, f->column != NULL ? f->column : f->member, value);
	}
	if (p == NULL && json_r->len == 1)
		p = problem_new(req_arena(rq), PROBLEM_INVALID, "没有要修改的内容", "There is nothing to change");
	return p;
}

const char *
patch_end(struct buffer *json)
{
	buffer_putc(json, '}');
	return json->data;
}

void
take_values(const struct request *rq, const char *const *names, int n, const char **values_r)
{
	for (int i = 0; i < n; i++)
		values_r[i] = req_value(rq, names[i]);
}
