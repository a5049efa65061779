/* imports.c - bringing in the registers that hospitals already have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import.h"
#include "record.h"
#include "resource.h"
#include "template.h"

static const char xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

static void
write_fields(struct buffer *b, const struct import_kind *k)
{
	buffer_puts(b, ",\"fields\":[");
	for (int f = 0; k != NULL && f < k->nfields; f++) {
		const struct import_field *field = &k->fields[f];

		buffer_puts(b, f > 0 ? ",{\"name\":" : "{\"name\":");
		buffer_json(b, field->name);
		buffer_puts(b, ",\"label_zh\":");
		buffer_json(b, field->label.zh);
		buffer_puts(b, ",\"label_en\":");
		buffer_json(b, field->label.en);
		buffer_puts(b, ",\"lines\":");
		buffer_json(b, field->lines > 0 ? k->record->lines[field->lines - 1].name : NULL);
		buffer_printf(b, ",\"required\":%s,\"required_of_draft\":%s}",
		    field->lines == 0 && record_import_needs(k, f, false) ? "true" : "false",
		    field->lines == 0 && record_import_needs(k, f, true) ? "true" : "false");
	}
	buffer_putc(b, ']');
}

/* The import with the fields of its kind and, where it failed, why. */
static struct problem *
answer_import(struct request *rq, const struct rows *r)
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
	write_fields(b, record_import_kind(req_arena(rq), rows_get(r, 0, "kind")));
	buffer_putc(b, '}');
	return NULL;
}

static struct problem *
finish_first(struct request *rq)
{
	return answer_import(rq, req_rows(rq, 0));
}

static struct problem *
finish_second(struct request *rq)
{
	return answer_import(rq, req_rows(rq, 1));
}

static struct problem *
finish_mapped(struct request *rq)
{
	return answer_import(rq, req_rows(rq, req_value(rq, "landing") != NULL ? 2 : 1));
}

static struct problem *
plan_create(struct request *rq)
{
	struct arena *a = req_arena(rq);
	const struct import_kind *k = record_import_kind(a, req_value(rq, "kind"));

	if (k == NULL)
		return problem_at(a, "/kind", "没有这种导入", "There is no import of this kind");
	req_plan(rq, SQL_IMPORT_CREATE, 4, (const char *[]){ req_value(rq, "upload_id"), k->name,
	    k->permission, req_value(rq, "organisation_id") });
	req_plan(rq, SQL_IMPORT_GET, 1, (const char *[]){ NULL });
	return NULL;
}

static void
write_states(struct buffer *b, const struct import_kind *k)
{
	int state = import_field_find(k, "state");
	const struct import_code *c = state >= 0 ? k->fields[state].codes : NULL;

	for (const char *comma = ""; c != NULL && c->code != NULL; c++, comma = ",") {
		buffer_puts(b, comma);
		buffer_json(b, c->code);
	}
}

/* {"referrals": {"fields": [...], "states": [...]}, ...}: SQL knows of which kind the import is. */
static const char *
describe_kinds(struct arena *a)
{
	const struct import_kind *k;
	struct buffer b;

	buffer_init(&b, a);
	for (int i = 0; (k = record_import_kind_at(a, i)) != NULL; i++) {
		buffer_puts(&b, i > 0 ? "," : "{");
		buffer_json(&b, k->name);
		buffer_puts(&b, ":{\"fields\":[");
		for (int f = 0; f < k->nfields; f++) {
			buffer_puts(&b, f > 0 ? "," : "");
			buffer_json(&b, k->fields[f].name);
		}
		buffer_puts(&b, "],\"states\":[");
		write_states(&b, k);
		buffer_puts(&b, "]}");
	}
	buffer_putc(&b, '}');
	return b.data;
}

static struct problem *
plan_map(struct request *rq)
{
	const char *id = req_value(rq, "id");

	if (req_value(rq, "landing") != NULL)
		req_plan(rq, SQL_IMPORT_LAND, 2, (const char *[]){ id, req_value(rq, "landing") });
	req_plan(rq, SQL_IMPORT_MAP, 4, (const char *[]){ id, req_value(rq, "mapping"),
	    req_value(rq, "states"), describe_kinds(req_arena(rq)) });
	req_plan(rq, SQL_IMPORT_GET, 1, (const char *[]){ id });
	return NULL;
}

static struct problem *
plan_action(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_IMPORT_ACT, 2, (const char *[]){ id, req_value(rq, "action") });
	req_plan(rq, SQL_IMPORT_GET, 1, (const char *[]){ id });
	return NULL;
}

static struct problem *
plan_errors(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_IMPORT_ERRORS, 4, (const char *[]){ id, req_value(rq, "after"),
	    req_value(rq, "limit"), req_language(rq) });
	req_plan(rq, SQL_IMPORT_GET, 1, &id);
	return NULL;
}

static struct problem *
finish_errors(struct request *rq)
{
	if (rows_count(req_rows(rq, 1)) == 0)
		return res_row(rq, req_rows(rq, 1));
	return res_list(rq, req_rows(rq, 0), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

static struct problem *
finish_rejected(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	struct arena *a = req_arena(rq);
	const char *name;

	if (rows_count(r) == 0)
		return res_row(rq, r);
	if (*rows_get(r, 0, "_some") != 't')
		return problem_new(a, PROBLEM_NOT_FOUND, "没有需要修改的行", "There are no rows to mend");
	name = rows_get(r, 0, "_name");
	res_file(rq, arena_printf(a, "%s.xlsx", rows_get(r, 0, "_id")), xlsx_type,
	    arena_printf(a, "待修改-%.*s.xlsx", (int)strcspn(name, "."), name));
	return NULL;
}

/* Written anew each time, for it takes a few milliseconds; under a name of its own first, for two
 * may ask at once. */
static struct problem *
finish_template(struct request *rq)
{
	struct arena *a = req_arena(rq);
	const struct import_kind *k = record_import_kind(a, req_value(rq, "kind"));
	const char *name, *path, *fresh;

	if (k == NULL)
		return problem_new(a, PROBLEM_NOT_FOUND, "没有这种导入", "There is no import of this kind");
	name = arena_printf(a, "template-%s.xlsx", k->name);
	path = arena_printf(a, "%s/%s", req_config(rq)->spool_dir, name);
	fresh = arena_printf(a, "%s/%s.%s", req_config(rq)->spool_dir, name, req_id(rq));
	TRY(template_write(a, k, fresh));
	if (rename(fresh, path) != 0) {
		unlink(fresh);
		return problem_new(a, PROBLEM_UNAVAILABLE, "模板暂时无法生成，请稍后再试",
		    "The template cannot be made now; try again later");
	}
	res_file(rq, name, xlsx_type, arena_printf(a, "%s导入模板.xlsx", k->label.zh));
	return NULL;
}

static struct problem *
plan_nothing(struct request *rq)
{
	(void)rq;
	return NULL;
}

#define ACTION { FROM_PATH, TYPE_CODE, "action", NULL, "check|run|cancel", 0, 0, true }

static const struct route routes[] = {
	{ GET, "/imports/templates/{kind}", "job.own", .params = { PATH("kind", TEXT) },
	  .plan = plan_nothing, .finish = finish_template,
	  .summary = { "下载导入模板", "The template of a kind of import" } },
	{ GET, "/imports", "job.own", SQL_IMPORT_LIST, .params = { AFTER, LIMIT },
	  .flags = ROUTE_LIST, .summary = { "我的导入", "My imports" } },
	{ POST, "/imports", "job.own",
	  .params = { BODY_MUST("upload_id", UUID), BODY_MUST("kind", TEXT),
	    BODY("organisation_id", INTEGER) },
	  .flags = ROUTE_CREATES, .plan = plan_create, .finish = finish_second,
	  .summary = { "新建导入", "Asks for an import" } },
	{ GET, "/imports/{id}", "job.own", SQL_IMPORT_GET, .params = { PATH("id", UUID) },
	  .finish = finish_first, .summary = { "一次导入", "One import" } },
	{ PATCH, "/imports/{id}", "job.own",
	  .params = { PATH("id", UUID), BODY("mapping", JSON), BODY("states", JSON),
	    { FROM_BODY, TYPE_CODE, "landing", NULL, "submit|draft", 0, 0, false } },
	  .plan = plan_map, .finish = finish_mapped,
	  .summary = { "选择列和状态的对应、导入后提交还是存为草稿", "Says which column holds what, and how records land" } },
	{ POST, "/imports/{id}/actions/{action}", "job.own", .params = { PATH("id", UUID), ACTION },
	  .plan = plan_action, .finish = finish_second,
	  .summary = { "检查、写入或取消", "Checks, runs or cancels an import" } },
	{ GET, "/imports/{id}/errors", "job.own",
	  .params = { PATH("id", UUID), AFTER, LIMIT }, .flags = ROUTE_LIST, .plan = plan_errors,
	  .finish = finish_errors, .summary = { "按行按列的错误", "What is wrong, by row and column" } },
	{ GET, "/imports/{id}/rejected", "job.own", SQL_IMPORT_REJECTED,
	  .params = { PATH("id", UUID) }, .finish = finish_rejected,
	  .summary = { "下载待修改的行", "The rows to mend, as a table" } },
};

RESOURCE_DEFINE(imports, routes);
