/* batches.c - people that an institution sends out together (DSP-01). */
#include "record.h"

static const struct record_code ranks[] = {
	{ "none", { "不限", "Any" } }, { "junior", { "初级", "Junior" } },
	{ "mid", { "中级", "Intermediate" } }, { "deputy_senior", { "副高级", "Deputy senior" }, "副高" },
	{ "senior", { "正高级", "Senior" }, "正高" }, { NULL }
};

static const struct record_field parts[] = {
	{ "specialty", { "专业", "Specialty" }, FIELD_TEXT, FIELD_REQUIRED, .max = 50,
	  .example = "内科" },
	{ "heads", { "人数", "People" }, FIELD_INTEGER, FIELD_REQUIRED, "人", .min = 1, .max = 1000 },
	{ "rank_level", { "最低级别", "Lowest rank" }, FIELD_CODE, 0, .codes = ranks },
};

static const struct record_lines lines[] = {
	{ "composition", "batch_part", { "人员组成", "Composition" }, parts, RECORD_COUNT(parts) },
};

static const struct record_field fields[] = {
	{ "number", { "批次号", "Batch" }, FIELD_INTEGER,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER, .min = 1, .max = 9999, .headers = "第几批",
	  .example = "1" },
	{ "name", { "批次名称", "Name" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED,
	  .headers = "名称", .example = "第一批医疗队" },
	{ "programme", { "项目名称", "Programme" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED,
	  .headers = "项目" },
	{ "starts_on", { "计划开始日期", "Planned first day" }, FIELD_DATE,
	  FIELD_REQUIRED | FIELD_LISTED, .headers = "开始日期", .example = "2026-01-01" },
	{ "ends_on", { "计划结束日期", "Planned last day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "结束日期", .example = "2026-06-30" },
	{ "started_on", { "实际开始日期", "Real first day" }, FIELD_DATE },
	{ "ended_on", { "实际结束日期", "Real last day" }, FIELD_DATE },
	{ "planned_heads", { "计划人数", "Planned people" }, FIELD_INTEGER,
	  FIELD_REQUIRED | FIELD_LISTED, "人", .min = 1, .max = 10000, .sum_of = "composition.heads",
	  .headers = "人数", .example = "10" },
	{ "agreement", { "所属协议", "Agreement" }, FIELD_RECORD, FIELD_FILTER, .refers = "agreements" },
	{ "scheme", { "执行方案", "Scheme" }, FIELD_RECORD, FIELD_FILTER, .refers = "schemes" },
	{ "purpose", { "任务", "Purpose" }, FIELD_LINES },
};

const struct record_type record_batches = {
	.name = "batches",
	.table = "batch",
	.label = { "派驻批次", "Batches" },
	.module = "posting",
	.sides = RECORD_ONE,
	.from_label = { "派出单位", "Sender" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_NONE,
	.day = "starts_on",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
};
