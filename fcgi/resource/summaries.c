/* summaries.c - work summaries: composed, written, reviewed, published, frozen. */
#include "figure_ask.h"
#include "resource.h"
#include "summary_document.h"
#include "summary_file.h"
#include "workflow.h"

#define READ	"summary.read"
#define WRITE	"summary.write"
#define PUBLISH	"summary.publish"

static const struct transition transitions[] = {
	{ "draft", "edit", "draft", PARTY_SENDER, WRITE, .via = "PATCH /summaries/{id}" },
	{ "draft", "regenerate", "draft", PARTY_SENDER, WRITE },
	{ "draft", "submit", "review", PARTY_SENDER, WRITE },
	{ "review", "return", "draft", PARTY_SENDER, PUBLISH, REASON_MANDATORY },
	{ "review", "publish", "published", PARTY_SENDER, PUBLISH },
	{ "published", "withdraw", "withdrawn", PARTY_SENDER, PUBLISH, REASON_MANDATORY },
	{ "draft", "withdraw", "withdrawn", PARTY_SENDER, PUBLISH, REASON_MANDATORY },
};

static struct problem *answer_summary(struct request *rq, const struct rows *r);

static const struct workflow workflow = {
	.table = "summary",
	.transitions = transitions,
	.ntransitions = sizeof(transitions) / sizeof(transitions[0]),
	.act = SQL_SUMMARY_ACT,
	.get = SQL_SUMMARY_GET,
	.answer = answer_summary,
};

static struct problem *
answer_summary(struct request *rq, const struct rows *r)
{
	struct buffer *b;

	TRY(res_row(rq, r));
	b = res_json(rq);
	b->len--;	/* the closing brace */
	workflow_write_actions(rq, &workflow, r, 0);
	buffer_putc(b, '}');
	return NULL;
}

static struct problem *
finish_first(struct request *rq)
{
	return answer_summary(rq, req_rows(rq, 0));
}

static struct problem *
finish_second(struct request *rq)
{
	return answer_summary(rq, req_rows(rq, 1));
}

static struct problem *
plan_create(struct request *rq)
{
	const char *none = NULL;
	struct figure_ask ask;

	TRY(figure_ask_take(rq, req_value(rq, "scope"), req_value(rq, "period"), "/", &ask));
	req_plan(rq, SQL_SUMMARY_CREATE, 4, (const char *[]){ req_value(rq, "template"),
	    req_value(rq, "scope"), req_value(rq, "period"), req_value(rq, "title") });
	req_plan(rq, SQL_SUMMARY_GET, 1, &none);
	return NULL;
}

static struct problem *
plan_edit(struct request *rq)
{
	const char *id = req_value(rq, "id"), *document = NULL;

	if (req_given(rq, "document"))
		TRY(summary_document_read(req_arena(rq), json_object_get(req_body(rq), "document"),
		    &document));
	if (document == NULL && req_value(rq, "title") == NULL)
		return problem_new(req_arena(rq), PROBLEM_INVALID, "没有要修改的内容",
		    "There is nothing to change");
	req_plan(rq, SQL_SUMMARY_EDIT, 4, (const char *[]){ id, req_if_match(rq),
	    req_value(rq, "title"), document });
	req_plan(rq, SQL_SUMMARY_GET, 1, &id);
	return NULL;
}

static struct problem *
plan_show(struct request *rq)
{
	const char *tokens;

	TRY(summary_tokens_read(req_arena(rq), json_object_get(req_body(rq), "tokens"), &tokens));
	req_plan(rq, SQL_SUMMARY_SHOW, 1, &tokens);
	return NULL;
}

static struct problem *
finish_show(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	struct buffer *b = res_json(rq);

	buffer_puts(b, "{\"items\":[");
	for (int i = 0; i < rows_count(r); i++) {
		buffer_puts(b, i > 0 ? "," : "");
		buffer_puts(b, rows_get(r, i, "_token"));
	}
	buffer_puts(b, "]}");
	return NULL;
}

/* A list of a summary's; the summary itself says whether it is there at all. */
static struct problem *
plan_with_summary(struct request *rq, enum query query)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_SUMMARY_CHECKS, 1, &id);
	req_plan(rq, query, 1, &id);
	return NULL;
}

static struct problem *
plan_differences(struct request *rq)
{
	return plan_with_summary(rq, SQL_SUMMARY_DIFFERENCES);
}

static struct problem *
plan_events(struct request *rq)
{
	return plan_with_summary(rq, SQL_SUMMARY_EVENTS);
}

static struct problem *
finish_list_of(struct request *rq)
{
	if (rows_count(req_rows(rq, 0)) == 0)
		return res_row(rq, req_rows(rq, 0));
	return res_list(rq, req_rows(rq, 1), 0);
}

#define ID	PATH("id", UUID)

static const struct route routes[] = {
	{ GET, "/summary-templates", READ, SQL_SUMMARY_TEMPLATES, .flags = ROUTE_LIST,
	  .summary = { "工作总结模板", "Templates of summaries" } },
	{ GET, "/summaries", READ, SQL_SUMMARY_LIST,
	  .params = { { FROM_QUERY, TYPE_CODE, "state", NULL, "draft|review|published|withdrawn", 0, 0, false },
	    QUERY("q", TEXT, NULL), AFTER, LIMIT }, .flags = ROUTE_LIST,
	  .summary = { "工作总结列表", "Summaries" } },
	{ POST, "/summaries", WRITE,
	  .params = { BODY_MUST("template", TEXT), BODY_MUST("scope", TEXT), BODY_MUST("period", TEXT),
	    { FROM_BODY, TYPE_TEXT, "title", NULL, NULL, 1, 120, false } },
	  .plan = plan_create, .finish = finish_second, .flags = ROUTE_CREATES,
	  .summary = { "由模板生成总结草稿", "Composes a summary from a template, as a draft" } },
	{ POST, "/summaries/actions/show", WRITE, .params = { BODY_MUST("tokens", JSON) },
	  .plan = plan_show, .finish = finish_show, .flags = ROUTE_SAFE_POST,
	  .summary = { "要插入的数字在文中怎样显示", "What numbers to insert would show" } },
	{ GET, "/summaries/{id}", READ, SQL_SUMMARY_GET, .params = { ID }, .finish = finish_first,
	  .summary = { "一份工作总结", "One summary" } },
	{ PATCH, "/summaries/{id}", WRITE,
	  .params = { ID, { FROM_BODY, TYPE_TEXT, "title", NULL, NULL, 1, 120, false },
	    BODY("document", JSON) },
	  .plan = plan_edit, .finish = finish_second, .flags = ROUTE_VERSIONED,
	  .summary = { "保存总结草稿", "Saves the draft of a summary" } },
	{ GET, "/summaries/{id}/checks", READ, SQL_SUMMARY_CHECKS, .params = { ID },
	  .summary = { "发布前的检查结果", "What is not right in it yet" } },
	{ GET, "/summaries/{id}/differences", READ, .params = { ID }, .plan = plan_differences,
	  .finish = finish_list_of, .flags = ROUTE_LIST,
	  .summary = { "总结中与现在不同的数字", "Its numbers that are others now" } },
	{ GET, "/summaries/{id}/document.docx", READ, .params = { ID }, .plan = summary_plan_file,
	  .finish = summary_finish_docx,
	  .summary = { "总结的 Word 文件", "The summary as a text document" } },
	{ GET, "/summaries/{id}/annex.xlsx", READ, .params = { ID }, .plan = summary_plan_file,
	  .finish = summary_finish_annex,
	  .summary = { "总结的指标附表", "The figures of the summary with their definitions" } },
	{ GET, "/summaries/{id}/events", READ, .params = { ID }, .plan = plan_events,
	  .finish = finish_list_of, .flags = ROUTE_LIST,
	  .summary = { "总结的各个版本", "Its versions" } },
	{ GET, "/summaries/{id}/versions/{version}", READ, SQL_SUMMARY_VERSION,
	  .params = { ID, PATH("version", INTEGER) },
	  .summary = { "总结的一个版本", "One version of a summary" } },
};

RESOURCE_DEFINE_WORKFLOW(summaries, routes, &workflow);
