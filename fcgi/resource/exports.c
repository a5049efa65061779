/* exports.c - lists as files, made in the background. */
#include <string.h>

#include "export.h"
#include "record.h"
#include "referral_list.h"
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

static void
drop_json(void *json)
{
	json_decref(json);
}

/* Who may read the records may take them out, by the filter of their list. */
static struct problem *
plan_records(struct request *rq, const struct record_type *t)
{
	const char *keys[REQUEST_PARAMS_MAX + 1], *filter;
	struct arena *a = req_arena(rq);

	record_export_keys(a, t, keys);
	TRY(req_filter(rq, arena_printf(a, "/%s", t->name), keys, "/filter",
	    json_object_get(req_body(rq), "filter"), &filter));
	req_plan(rq, SQL_EXPORT_CREATE, 3, (const char *[]){ t->name,
	    arena_printf(a, "%s.read", t->module), filter });
	req_plan(rq, SQL_EXPORT_GET, 1, (const char *[]){ NULL });
	return NULL;
}

/* A filter that the worker could not follow is refused here, where somebody can mend it. */
static struct problem *
plan_create(struct request *rq)
{
	const struct export_kind *k = export_kind_find(req_value(rq, "kind"));
	const struct record_type *t = record_find(req_value(rq, "kind"));
	const char *keys[EXPORT_PARAMS_MAX], *filter;
	struct arena *a = req_arena(rq);
	json_t *checked;

	if (k == NULL && t != NULL)
		return plan_records(rq, t);
	if (k == NULL)
		return problem_at(a, "/kind", "没有这种导出", "There is no export of this kind");
	export_keys(k, keys);
	TRY(req_filter(rq, k->list, keys, "/filter", json_object_get(req_body(rq), "filter"), &filter));
	checked = json_loads(filter, 0, NULL);
	arena_defer(a, drop_json, checked);
	if (export_source(k, checked) == NULL)
		return problem_at(a, "/filter/sort", referral_sort_fault.zh, referral_sort_fault.en);
	req_plan(rq, SQL_EXPORT_CREATE, 3, (const char *[]){ k->name, k->permission, filter });
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
	const char *state;

	if (rows_count(r) == 0)
		return res_row(rq, r);
	state = rows_get(r, 0, "state");
	if (strcmp(state, "cancelled") == 0 || strcmp(state, "failed") == 0)
		return problem_new(a, PROBLEM_CONFLICT, "导出已取消或没有完成，没有文件，请重新导出",
		    "The export was cancelled or failed and has no file: export again");
	if (strcmp(state, "done") != 0)
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
