/* export_figures.c - a table of oversight's figures as .xlsx, under the owner's present rights. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "period.h"
#include "sheet.h"
#include "task.h"

/* Columns of the query in the order of the sheet. */
static const struct { const char *name; struct sheet_column column; } values[] = {
	{ "name", { "名称", 28, false, NULL, NULL } },
	{ "to_name", { "转入机构", 28, false, NULL, NULL } },
	{ "up_visits", { "上转人次", 14, true, NULL, NULL } },
	{ "up_persons", { "上转人数", 14, true, NULL, NULL } },
	{ "down_visits", { "下转人次", 14, true, NULL, NULL } },
	{ "down_persons", { "下转人数", 14, true, NULL, NULL } },
	{ "down_inpatient_visits", { "下转住院人次", 14, true, NULL, NULL } },
	{ "down_outpatient_visits", { "下转门急诊人次", 14, true, NULL, NULL } },
	{ "same_level_visits", { "同级转诊人次", 14, true, NULL, NULL } },
	{ "same_level_persons", { "同级转诊人数", 14, true, NULL, NULL } },
	{ "emergency_visits", { "急救转诊人次", 14, true, NULL, NULL } },
	{ "sent", { "发出", 14, true, NULL, NULL } },
	{ "received", { "已接收", 14, true, NULL, NULL } },
	{ "answered", { "已答复", 14, true, NULL, NULL } },
	{ "accepted", { "同意接收", 14, true, NULL, NULL } },
	{ "rejected", { "拒绝", 14, true, NULL, NULL } },
	{ "returned", { "退回未重发", 14, true, NULL, NULL } },
	{ "redirected", { "转荐", 14, true, NULL, NULL } },
	{ "cancelled", { "撤销", 14, true, NULL, NULL } },
	{ "came", { "到诊", 14, true, NULL, NULL } },
	{ "no_show", { "未到诊", 14, true, NULL, NULL } },
	{ "fed_back", { "已反馈", 14, true, NULL, NULL } },
	{ "closed", { "结案", 14, true, NULL, NULL } },
	{ "closed_by_sender", { "结案（转出方）", 14, true, NULL, NULL } },
	{ "closable_by_sender", { "应结案（转出方）", 14, true, NULL, NULL } },
	{ "closed_by_receiver", { "结案（转入方）", 14, true, NULL, NULL } },
	{ "closable_by_receiver", { "应结案（转入方）", 14, true, NULL, NULL } },
	{ "green_channel", { "绿色通道", 14, true, NULL, NULL } },
	{ "emergencies", { "急救", 14, true, NULL, NULL } },
	{ "answers_timed", { "有答复时间", 14, true, NULL, NULL } },
	{ "answer_seconds_average", { "平均答复秒数", 14, true, NULL, NULL } },
	{ "answer_seconds_median", { "答复秒数中位数（估）", 14, true, NULL, NULL } },
};

enum { COLUMNS = sizeof(values) / sizeof(values[0]), PARAMS = 6 };

static void
drop_json(void *json)
{
	json_decref(json);
}

static const char *
wish(const json_t *filter, const char *name, const char *otherwise)
{
	const char *s = json_string_value(json_object_get(filter, name));

	return s == NULL || *s == '\0' ? otherwise : s;
}

/* One of these words, or the first of them. */
static const char *
wish_of(const json_t *filter, const char *name, const char *const *words)
{
	const char *s = wish(filter, name, words[0]);

	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], s) == 0)
			return words[i];
	return words[0];
}

static struct problem *
read_filter(struct task *t, const char *params[PARAMS])
{
	static const char *const cuts[] = { "total", "pair", "from", "to", "department", "disease",
		"county", "time", NULL };
	static const char *const steps[] = { "month", "day", "week", "year", NULL };
	const char *scope;
	struct rows *rows;
	json_t *filter;

	TRY(task_run(t, t->arena, SQL_OUTGO_GET, 1, (const char *const[]){ t->id }, &rows));
	filter = json_loads(rows_get(rows, 0, "wishes"), 0, NULL);
	arena_defer(t->arena, drop_json, filter);
	scope = wish(filter, "scope", NULL);
	if ((scope != NULL && !scope_parse(scope, &params[0], &params[1])) ||
	    !period_parse(t->arena, wish(filter, "period", period_now(t->arena)), &params[2], &params[3]))
		return problem_new(t->arena, PROBLEM_INVALID, "统计范围或统计期有误，请在统计页面重新导出",
		    "The scope or the period is wrong: export again from the page of figures");
	params[4] = wish_of(filter, "by", cuts);
	params[5] = wish_of(filter, "step", steps);
	return NULL;
}

static struct problem *
write_rows(struct task *t, struct sheet_writer *w, const struct rows *rows)
{
	for (int i = 0; i < rows_count(rows); i++) {
		const char *cells[COLUMNS];

		for (int c = 0; c < COLUMNS; c++)
			cells[c] = rows_get(rows, i, values[c].name);
		TRY(sheet_write(w, cells, COLUMNS));
	}
	t->total = t->done = t->good = rows_count(rows);
	return NULL;
}

struct problem *
export_figures(struct task *t)
{
	struct sheet_column columns[COLUMNS];
	const char *params[PARAMS] = { NULL };
	struct sheet_writer *w;
	struct rows *rows;

	for (int c = 0; c < COLUMNS; c++)
		columns[c] = values[c].column;
	TRY(read_filter(t, params));
	TRY(task_run(t, t->arena, SQL_OUTGO_FIGURES, PARAMS, params, &rows));
	TRY(sheet_create(t->arena, task_spool_file(t, t->arena), "转诊统计", columns, COLUMNS, &w));
	TRY(write_rows(t, w, rows));
	TRY(sheet_close(w));
	TRY(task_progress(t, true));
	return task_enter(t, "done", NULL);
}
