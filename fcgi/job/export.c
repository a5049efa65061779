/* export.c - lists as .xlsx files, page by page under the owner's present rights. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "log.h"
#include "period.h"
#include "referral_list.h"
#include "sheet.h"
#include "task.h"
#include "text.h"

enum { PAGE_ROWS = 1000, PARAMS_MAX = 11, COLUMNS_MAX = 20, MOMENT_CHARS = 16 };

enum form { TEXT, MOMENT, YES_NO };

/* A column of the file: from which column of the query, and which field of the kind of import has
 * the words for its codes. With the same words an export can be brought in elsewhere. */
struct value { const char *title, *name, *field; int width; enum form form; };

struct export {
	const char *kind;
	const char *sheet;
	const char *words;		/* kind of import */
	bool audited;			/* what goes out names patients */
	struct value values[COLUMNS_MAX];
};

/* How the rows come: a statement, and the members of the filter that are its parameters. "after"
 * and "limit" stand for the cursor and the length of a page; without them there is one page. */
struct source {
	enum query page, count;		/* count: takes what stands before "after"; or SQL_NONE */
	const char *filter[PARAMS_MAX];
};

static const struct export exports[] = {
	{ "export.referrals", "转诊", "referrals", true,
	  { { "转诊编号", "number", NULL, 18 }, { "方向", "direction", "direction", 10 },
	    { "状态", "state", "state", 10 }, { "紧急程度", "urgency", "urgency", 10 },
	    { "姓名", "_patient_name", NULL, 12 }, { "性别", "patient.sex", "sex", 6 },
	    { "出生日期", "patient.birth_date", NULL, 12 }, { "转出机构", "from.name", NULL, 26 },
	    { "转出科室", "from.department", NULL, 14 }, { "转入机构", "to.name", NULL, 26 },
	    { "转入科室", "to.department", NULL, 14 }, { "诊断", "diagnosis", NULL, 30 },
	    { "发送时间", "sent_at", NULL, 17, MOMENT }, { "答复时间", "_answered_at", NULL, 17, MOMENT },
	    { "预约时间", "booked_for", NULL, 17, MOMENT }, { "到诊时间", "arrived_at", NULL, 17, MOMENT } } },
	{ "export.organisations", "机构", "organisations", false,
	  { { "机构编码", "code", NULL, 16 }, { "机构名称", "name", NULL, 30 },
	    { "类型", "kind", "kind", 16 }, { "级别", "level", "level", 8 },
	    { "等次", "grade", "grade", 8 }, { "举办主体", "ownership", "ownership", 10 },
	    { "区划代码", "division_code", NULL, 12 }, { "所在地", "division", NULL, 30 },
	    { "上级机构", "parent", NULL, 30 }, { "床位", "beds", NULL, 8 },
	    { "服务人口", "population", NULL, 10 }, { "服务面积", "area_km2", NULL, 10 },
	    { "服务台", "helpdesk_name", NULL, 14 }, { "服务台电话", "helpdesk_phone", NULL, 14 },
	    { "成立日期", "valid_from", NULL, 12 }, { "撤销日期", "valid_to", NULL, 12 } } },
	{ "export.quiet", "零转诊与未登录", "organisations", false,
	  { { "机构名称", "organisation.name", NULL, 30 }, { "类型", "organisation.kind", "kind", 16 },
	    { "所在地", "region.name", NULL, 20 }, { "本月无转诊", "no_referral", NULL, 12, YES_NO },
	    { "本月无人登录", "no_sign_in", NULL, 14, YES_NO },
	    { "最近转诊", "last_referral_at", NULL, 17, MOMENT },
	    { "最近登录", "last_sign_in_at", NULL, 17, MOMENT } } },
};

/* Statements of outgo that are the page's own are links to it. */
#define LIST "box", "state", "direction", "organisation", "from", "to", "after", "limit", "q"

static const struct source lists[WAYS] = {
	[WAY_NEWEST] = { SQL_OUTGO_LIST, SQL_OUTGO_COUNT, { LIST } },
	[WAY_OLDEST] = { SQL_OUTGO_LIST_OLDEST, SQL_OUTGO_COUNT, { LIST } },
	[WAY_CHANGED_LAST] = { SQL_OUTGO_LIST_CHANGED, SQL_OUTGO_COUNT, { LIST } },
	[WAY_CHANGED_FIRST] = { SQL_OUTGO_LIST_CHANGED_FIRST, SQL_OUTGO_COUNT, { LIST } },
	[WAY_SEARCH] = { SQL_OUTGO_SEARCH, SQL_NONE, { LIST, "sort" } },
};
static const struct source worklist = { SQL_OUTGO_WORKLIST, SQL_NONE,
	{ "worklist", "direction", "after", "limit", "sort" } };
static const struct source organisations = { SQL_OUTGO_ORGANISATIONS, SQL_NONE,
	{ "q", "kind", "division", "parent", "closed", "after", "limit" } };
static const struct source quiet = { SQL_OUTGO_QUIET, SQL_NONE, { "scope_kind", "scope_id", "what" } };

/* One export at work. */
struct run {
	struct task *task;
	const struct export *export;
	struct sheet_column columns[COLUMNS_MAX];
	int ncolumns;
	const struct source *source;
	const char *params[PARAMS_MAX];
	int nparams;
	int cursor;		/* its place in params; -1: none */
	struct sheet_writer *writer;
};

static const struct export *
find_export(const char *kind)
{
	for (size_t i = 0; i < sizeof(exports) / sizeof(exports[0]); i++)
		if (strcmp(exports[i].kind, kind) == 0)
			return &exports[i];
	die("There is no %s", kind);
}

static const char *
word_of(const struct run *r, const char *field, const char *code)
{
	const struct import_kind *k = import_kind_find(r->export->words);
	const struct import_code *c = k->fields[import_field_find(k, field)].codes;

	for (; code != NULL && c->code != NULL; c++)
		if (strcmp(c->code, code) == 0)
			return arena_strndup(r->task->batch, c->texts, strcspn(c->texts, "|"));
	return code;
}

static void
drop_json(void *json)
{
	json_decref(json);
}

/* A member of the filter as the page would send it. */
static struct problem *
read_wish(struct arena *a, const json_t *filter, const char *name, const char **text_r)
{
	const json_t *value = json_object_get(filter, name);

	*text_r = json_string_value(value);
	if (json_is_integer(value))
		*text_r = arena_printf(a, "%lld", (long long)json_integer_value(value));
	if (json_is_boolean(value))
		*text_r = json_is_true(value) ? "true" : "false";
	if (*text_r == NULL)
		return NULL;
	*text_r = text_clean(a, *text_r, false);
	if (*text_r == NULL)
		return problem_new(a, PROBLEM_INVALID, "查询条件含有不可见的控制字符，请改好后重新导出",
		    "The filter holds an invisible control character: mend it and export again");
	if (**text_r == '\0')
		*text_r = NULL;
	return NULL;
}

static struct problem *
choose_source(struct run *r, const json_t *filter)
{
	const char *wish, *q, *sort;
	struct arena *a = r->task->arena;

	if (strcmp(r->task->kind, "export.organisations") == 0)
		r->source = &organisations;
	else if (strcmp(r->task->kind, "export.quiet") == 0)
		r->source = &quiet;
	else {
		TRY(read_wish(a, filter, "worklist", &wish));
		TRY(read_wish(a, filter, "q", &q));
		TRY(read_wish(a, filter, "sort", &sort));
		if (wish == NULL && referral_way(q, sort) == WAYS)
			return problem_new(a, PROBLEM_INVALID, referral_sort_fault.zh, referral_sort_fault.en);
		r->source = wish != NULL ? &worklist : &lists[referral_way(q, sort)];
	}
	return NULL;
}

/* What parameters are beside members of the filter. */
static struct problem *
complete(struct run *r, const json_t *filter)
{
	struct arena *a = r->task->arena;
	const char *scope;

	if (strcmp(r->source->filter[0], "box") == 0 && r->params[0] == NULL)
		r->params[0] = "any";
	if (r->source != &quiet)
		return NULL;
	TRY(read_wish(a, filter, "scope", &scope));
	if (scope != NULL && !scope_parse(scope, &r->params[0], &r->params[1]))
		return problem_new(a, PROBLEM_INVALID, "统计范围有误，请在页面上重新导出",
		    "The scope is wrong: export again from the page");
	if (r->params[2] == NULL)
		r->params[2] = "any";
	return NULL;
}

/* The filter of the list that was on the screen, as parameters of the query. */
static struct problem *
read_filter(struct run *r)
{
	struct task *t = r->task;
	const char *const *name;
	struct rows *rows;
	json_t *filter;

	TRY(task_run(t, t->arena, SQL_OUTGO_GET, 1, (const char *const[]){ t->id }, &rows));
	filter = json_loads(rows_get(rows, 0, "wishes"), 0, NULL);
	arena_defer(t->arena, drop_json, filter);
	TRY(choose_source(r, filter));
	r->cursor = -1;
	for (name = r->source->filter; *name != NULL; name++, r->nparams++) {
		if (strcmp(*name, "after") == 0)
			r->cursor = r->nparams;
		else if (strcmp(*name, "limit") == 0)
			r->params[r->nparams] = arena_printf(t->arena, "%d", PAGE_ROWS);
		else
			TRY(read_wish(t->arena, filter, *name, &r->params[r->nparams]));
	}
	return complete(r, filter);
}

static struct problem *
count_rows(struct run *r)
{
	struct task *t = r->task;
	struct rows *rows;

	if (r->source->count == SQL_NONE)
		return NULL;
	TRY(task_run(t, t->arena, r->source->count, r->cursor, r->params, &rows));
	t->total = (int)strtol(rows_get(rows, 0, "total"), NULL, 10);
	return NULL;
}

static const char *
cell_of(const struct run *r, const struct value *v, const char *text)
{
	if (text == NULL || *text == '\0')
		return text;
	if (v->form == MOMENT)
		return arena_strndup(r->task->batch, text, MOMENT_CHARS);
	if (v->form == YES_NO)
		return *text == 't' ? "是" : "否";
	return v->field == NULL ? text : word_of(r, v->field, text);
}

static struct problem *
write_page(struct run *r, const struct rows *rows, int n)
{
	for (int i = 0; i < n; i++) {
		const char *cells[COLUMNS_MAX];

		for (int c = 0; c < r->ncolumns; c++)
			cells[c] = cell_of(r, &r->export->values[c],
			    rows_get(rows, i, r->export->values[c].name));
		TRY(sheet_write(r->writer, cells, r->ncolumns));
	}
	r->task->done += n;
	r->task->good = r->task->done;
	return NULL;
}

/* A page's own statement gives a row more than asked for where more follow. */
static struct problem *
write_pages(struct run *r)
{
	struct task *t = r->task;
	struct rows *rows;
	bool more = true;

	while (more && !t->stopping) {
		int n;

		arena_reset(t->batch);
		TRY(task_run(t, t->batch, r->source->page, r->nparams, r->params, &rows));
		n = rows_count(rows);
		more = r->cursor >= 0 && n >= PAGE_ROWS;
		if (r->cursor >= 0 && n > PAGE_ROWS)
			n = PAGE_ROWS;
		TRY(write_page(r, rows, n));
		if (more)
			r->params[r->cursor] = arena_strdup(t->arena, rows_get(rows, n - 1, "_cursor"));
		TRY(task_progress(t, false));
	}
	return NULL;
}

/* The last progress, and who took what out of the house. */
static struct problem *
finish(struct run *r)
{
	struct task *t = r->task;
	const char *params[] = { t->id, arena_printf(t->arena, "%d", t->done) };

	t->total = t->done;
	TRY(task_progress(t, true));
	if (r->export->audited)
		TRY(task_run(t, t->arena, SQL_OUTGO_AUDIT, 2, params, NULL));
	return task_enter(t, "done", NULL);
}

struct problem *
export_list(struct task *t)
{
	struct run r = { .task = t, .export = find_export(t->kind) };

	for (; r.export->values[r.ncolumns].title != NULL; r.ncolumns++) {
		const struct value *v = &r.export->values[r.ncolumns];

		r.columns[r.ncolumns] = (struct sheet_column){ .title = v->title, .width = v->width };
	}
	TRY(read_filter(&r));
	TRY(count_rows(&r));
	TRY(sheet_create(t->arena, task_spool_file(t, t->arena), r.export->sheet, r.columns, r.ncolumns,
	    &r.writer));
	TRY(write_pages(&r));
	TRY(sheet_close(r.writer));
	if (task_ending())
		return NULL;
	return t->stopping ? task_enter(t, "cancelled", NULL) : finish(&r);
}
