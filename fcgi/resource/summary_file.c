/* summary_file.c - a summary as a document an office sends, and its figures as a table. */
#include "summary_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "docx.h"
#include "sheet.h"

static const char docx_type[] =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
static const char xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct problem *
summary_plan_file(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_SUMMARY_FILE, 1, &id);
	req_plan(rq, SQL_SUMMARY_ANNEX, 1, &id);
	return NULL;
}

/* What was tampered with leaves no more. */
static struct problem *
check_summary(struct request *rq, const struct rows *r)
{
	if (rows_count(r) == 0)
		return res_row(rq, r);
	if (rows_get(r, 0, "intact")[0] != 't')
		return problem_new(req_arena(rq), PROBLEM_CONFLICT,
		    "内容与发布时的校验值不符，可能被改动过，不能导出；请联系管理员",
		    "The content differs from what was published: it is not exported; tell an administrator");
	return NULL;
}

/* --- the document --- */

static int
note_of(const struct rows *annex, const json_t *token)
{
	const char *id = json_string_value(json_object_get(token, "id"));

	for (int i = 0; id != NULL && i < rows_count(annex); i++)
		if (strcmp(rows_get(annex, i, "token_id"), id) == 0)
			return (int)strtol(rows_get(annex, i, "note"), NULL, 10);
	return 0;
}

static void
write_runs(struct docx *d, const struct rows *annex, const json_t *runs)
{
	const json_t *run;
	size_t i;

	json_array_foreach(runs, i, run) {
		const json_t *token = json_object_get(run, "token");
		const char *text = json_string_value(json_object_get(token != NULL ? token : run,
		    token != NULL ? "shown" : "text"));

		if (text != NULL)
			docx_text(d, text);
		if (token != NULL)
			docx_mark(d, note_of(annex, token));
	}
}

static void
write_table(struct docx *d, const struct rows *annex, const json_t *rows)
{
	const json_t *row, *cell;
	size_t i, j, columns = 1;

	json_array_foreach(rows, i, row)
		if (json_array_size(row) > columns)
			columns = json_array_size(row);
	docx_table(d, (int)columns);
	json_array_foreach(rows, i, row) {
		docx_row(d);
		json_array_foreach(row, j, cell) {
			docx_cell(d);
			write_runs(d, annex, cell);
		}
		for (; j < columns; j++)
			docx_cell(d);
	}
	docx_table_end(d);
}

static void
write_block(struct docx *d, const struct rows *annex, const json_t *block)
{
	const char *kind = json_string_value(json_object_get(block, "kind"));
	int level = (int)json_integer_value(json_object_get(block, "level"));

	if (json_object_get(block, "rows") != NULL) {
		write_table(d, annex, json_object_get(block, "rows"));
		return;
	}
	docx_paragraph(d, kind != NULL && strcmp(kind, "heading") == 0 && level >= 1 && level <= 3
	    ? (enum docx_look)(DOCX_HEADING_1 + level - 1) : DOCX_BODY);
	write_runs(d, annex, json_object_get(block, "content"));
}

static void
write_note(struct docx *d, struct arena *a, const struct rows *annex, int i)
{
	const char *part = rows_get(annex, i, "part"), *numerator = rows_get(annex, i, "numerator");
	const char *denominator = rows_get(annex, i, "denominator");

	docx_paragraph(d, DOCX_NOTE);
	docx_text(d, arena_printf(a, "[%s] %s：%s。统计范围：%s；统计期：%s%s%s。",
	    rows_get(annex, i, "note"), rows_get(annex, i, "name"), rows_get(annex, i, "meaning"),
	    rows_get(annex, i, "scope"), rows_get(annex, i, "period"),
	    *part == '\0' && numerator != NULL && denominator != NULL
	    ? arena_printf(a, "；%s÷%s", numerator, denominator) : "",
	    *rows_get(annex, i, "flag") != '\0'
	    ? arena_printf(a, "；%s", rows_get(annex, i, "flag")) : ""));
}

static void
write_notes(struct docx *d, struct arena *a, const struct rows *annex, const char *as_of,
    const char *hash)
{
	long last = 0;

	if (rows_count(annex) == 0)
		return;
	docx_paragraph(d, DOCX_NOTE_HEAD);
	docx_text(d, "数据说明");
	for (int i = 0; i < rows_count(annex); i++) {
		long note = strtol(rows_get(annex, i, "note"), NULL, 10);

		if (note <= last)
			continue;
		last = note;
		write_note(d, a, annex, i);
	}
	docx_paragraph(d, DOCX_NOTE);
	docx_text(d, arena_printf(a, "数据截至 %s。%s%s", as_of,
	    hash != NULL ? "发布版本校验值（SHA-256）：" : "", hash != NULL ? hash : ""));
}

static void
drop_json(void *json)
{
	json_decref(json);
}

struct problem *
summary_finish_docx(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0), *annex = req_rows(rq, 1);
	struct arena *a = req_arena(rq);
	struct docx *d = docx_start(a);
	const json_t *block;
	const char *data;
	json_t *document;
	size_t i, len;

	TRY(check_summary(rq, r));
	document = json_loads(rows_get(r, 0, "document"), 0, NULL);
	arena_defer(a, drop_json, document);
	docx_paragraph(d, DOCX_TITLE);
	docx_text(d, rows_get(r, 0, "title"));
	json_array_foreach(json_object_get(document, "blocks"), i, block)
		write_block(d, annex, block);
	docx_paragraph(d, DOCX_SIGNED);
	docx_text(d, arena_printf(a, "%s\n%s", rows_get(r, 0, "organisation"), rows_get(r, 0, "day")));
	write_notes(d, a, annex, rows_get(r, 0, "as_of"), rows_get(r, 0, "hash"));
	TRY(docx_finish(d, rows_get(r, 0, "title"), &data, &len));
	res_bytes(rq, data, len, docx_type, arena_printf(a, "%s.docx", rows_get(r, 0, "title")));
	return NULL;
}

/* --- the annex --- */

static const struct sheet_column columns[] = {
	{ "序号", 6, .number = true }, { "指标代码", 22 }, { "指标名称", 24 }, { "口径", 50 }, { "版本", 6, .number = true },
	{ "统计范围", 30 }, { "分项", 20 }, { "统计期", 22 }, { "数值", 14, .number = true }, { "单位", 8 },
	{ "分子", 12, .number = true }, { "分母", 12, .number = true }, { "文中表述", 20 }, { "数据截至", 18 }, { "提示", 30 },
};
static const char *const names[] = { "note", "code", "name", "meaning", "version", "scope", "part",
	"period", "value", "unit", "numerator", "denominator", "shown", "as_of", "flag" };

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

_Static_assert(sizeof(names) / sizeof(names[0]) == COLUMNS, "a name for each column");

static struct problem *
write_annex(struct request *rq, const struct rows *annex, const char *file)
{
	const char *values[COLUMNS];
	struct sheet_writer *w;

	TRY(sheet_create(req_arena(rq), file, "指标附表", columns, COLUMNS, &w));
	for (int i = 0; i < rows_count(annex); i++) {
		for (int c = 0; c < COLUMNS; c++)
			values[c] = rows_get(annex, i, names[c]);
		TRY(sheet_write(w, values, COLUMNS));
	}
	return sheet_close(w);
}

static struct problem *
take_file(struct request *rq, const char *file, char **data_r, size_t *len_r)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	struct stat stat;
	ssize_t n = -1;

	if (fd >= 0 && fstat(fd, &stat) == 0) {
		*data_r = arena_alloc(req_arena(rq), (size_t)stat.st_size + 1, 1);
		n = read(fd, *data_r, (size_t)stat.st_size);
	}
	if (fd >= 0)
		close(fd);
	unlink(file);
	if (n <= 0)
		return problem_new(req_arena(rq), PROBLEM_UNAVAILABLE, "附表暂时无法生成，请稍后再试",
		    "The annex cannot be made now; try again later");
	*len_r = (size_t)n;
	return NULL;
}

struct problem *
summary_finish_annex(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	struct arena *a = req_arena(rq);
	const char *file = arena_printf(a, "%s/annex-%s", req_config(rq)->spool_dir, req_id(rq));
	struct problem *p;
	size_t len = 0;
	char *data = NULL;

	TRY(check_summary(rq, r));
	p = write_annex(rq, req_rows(rq, 1), file);
	if (p != NULL) {
		unlink(file);
		return p;
	}
	TRY(take_file(rq, file, &data, &len));
	res_bytes(rq, data, len, xlsx_type,
	    arena_printf(a, "%s（指标附表）.xlsx", rows_get(r, 0, "title")));
	return NULL;
}
