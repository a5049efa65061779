/* exports.c - lists as files, made in the background. */
#include <string.h>

#include "resource.h"

static const char xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

static struct problem *
answer_export(struct request *rq, const struct rows *r)
{
	bool english = strcmp(req_language(rq), "en") == 0;
	struct buffer *b;

	if (rows_count(r) == 0)
		return res_row(rq, r);
	b = res_json(rq);
	buffer_putc(b, '{');
	json_row(b, r, 0);
	buffer_puts(b, ",\"message\":");
	buffer_json(b, rows_get(r, 0, english ? "_problem_en" : "_problem_zh"));
	buffer_putc(b, '}');
	return NULL;
}

static struct problem *
finish_first(struct request *rq)
{
	return answer_export(rq, req_rows(rq, 0));
}

static struct problem *
finish_second(struct request *rq)
{
	return answer_export(rq, req_rows(rq, 1));
}

static struct problem *
plan_create(struct request *rq)
{
	req_plan(rq, SQL_EXPORT_CREATE, 2, (const char *[]){ req_value(rq, "kind"),
	    req_value(rq, "filter") });
	req_plan(rq, SQL_EXPORT_GET, 1, (const char *[]){ NULL });
	return NULL;
}

static struct problem *
plan_cancel(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_EXPORT_CANCEL, 1, (const char *[]){ id });
	req_plan(rq, SQL_EXPORT_GET, 1, (const char *[]){ id });
	return NULL;
}

static struct problem *
finish_file(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	struct arena *a = req_arena(rq);

	if (rows_count(r) == 0)
		return res_row(rq, r);
	if (strcmp(rows_get(r, 0, "state"), "done") != 0)
		return problem_new(a, PROBLEM_CONFLICT, "导出还没有完成，请稍候",
		    "The export is not ready yet");
	res_file(rq, arena_printf(a, "%s.xlsx", rows_get(r, 0, "id")), xlsx_type,
	    arena_printf(a, "导出-%.10s.xlsx", rows_get(r, 0, "created_at")));
	return NULL;
}

static const struct route routes[] = {
	{ POST, "/exports", "job.own",
	  .params = { BODY_MUST("kind", TEXT), BODY("filter", JSON) }, .flags = ROUTE_CREATES,
	  .plan = plan_create, .finish = finish_second, .summary = { "新建导出", "Asks for an export" } },
	{ GET, "/exports/{id}", "job.own", SQL_EXPORT_GET, .params = { PATH("id", UUID) },
	  .finish = finish_first, .summary = { "一次导出", "One export" } },
	{ POST, "/exports/{id}/actions/cancel", "job.own", .params = { PATH("id", UUID) },
	  .plan = plan_cancel, .finish = finish_second, .summary = { "取消导出", "Stops an export" } },
	{ GET, "/exports/{id}/file", "job.own", SQL_EXPORT_GET, .params = { PATH("id", UUID) },
	  .finish = finish_file, .summary = { "下载导出的文件", "The file of an export" } },
};

RESOURCE_DEFINE(exports, routes);
