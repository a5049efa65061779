/* further_studies.c - people sent to study at another institution (TRN-01). */
#include "record.h"

static const struct record_code kinds[] = {
	{ "further_study", { "进修", "Further study" } },
	{ "standard", { "规范化培训", "Standard training" }, "规培" },
	{ "rotation", { "轮修", "Rotation" }, "轮转" },
	{ "short", { "短期培训", "Short course" }, "培训" },
	{ NULL }
};

static const struct record_code ranks[] = {
	{ "none", { "无职称", "None" } }, { "junior", { "初级", "Junior" } },
	{ "mid", { "中级", "Intermediate" } }, { "deputy_senior", { "副高级", "Deputy senior" } },
	{ "senior", { "正高级", "Senior" } }, { NULL }
};

static const struct record_code results[] = {
	{ "qualified", { "合格", "Qualified" } }, { "excellent", { "优秀", "Excellent" } },
	{ "failed", { "不合格", "Failed" } }, { "broken_off", { "中止", "Broken off" } }, { NULL }
};

static const struct record_field fields[] = {
	{ "staff", { "进修人员", "Person" }, FIELD_STAFF, FIELD_REQUIRED | FIELD_FILTER | FIELD_FIXED,
	  .headers = "姓名|人员" },
	{ "staff_name", { "姓名", "Name" }, FIELD_TEXT, FIELD_COMPUTED | FIELD_LISTED | FIELD_SEARCHED },
	{ "kind", { "类别", "Kind" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = kinds, .example = "进修" },
	{ "department", { "进修科室", "Department" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .max = 100, .headers = "科室",
	  .example = "心血管内科" },
	{ "specialty", { "专业", "Specialty" }, FIELD_TEXT, FIELD_SEARCHED, .max = 100 },
	{ "starts_on", { "开始日期", "First day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .example = "2026-03-01" },
	{ "ends_on", { "结束日期", "Last day" }, FIELD_DATE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .example = "2026-08-31" },
	{ "free", { "免费", "Free of charge" }, FIELD_BOOLEAN, FIELD_FILTER },
	{ "programme", { "项目名称", "Programme" }, FIELD_TEXT, FIELD_SEARCHED, .headers = "项目" },
	{ "agreement", { "所属协议", "Agreement" }, FIELD_RECORD, FIELD_FILTER, .refers = "agreements" },
	{ "rank_level", { "职称级别", "Rank level" }, FIELD_CODE, FIELD_COMPUTED, .codes = ranks },
	{ "ended_on", { "实际结束日期", "Ended on" }, FIELD_DATE, FIELD_BY_ACTION },
	{ "result", { "结果", "Result" }, FIELD_CODE, FIELD_BY_ACTION | FIELD_FILTER, .codes = results },
	{ "improvement", { "返岗后改进", "Done better since" }, FIELD_LINES, FIELD_BY_ACTION },
};

static const struct record_code states[] = { { "finished", { "已结业", "Finished" } }, { NULL } };

static const struct transition actions[] = {
	{ "confirmed", "finish", "finished", PARTY_EITHER, "training.write" },
};

static const struct record_code action_labels[] = { { "finish", { "结业", "Finish" } }, { NULL } };

static const struct record_action_field action_fields[] = {
	{ "finish", "ended_on", true }, { "finish", "result", true },
	{ "finish", "improvement", false },
};

static const struct record_view views[] = {
	{ "running", { "正在进修", "Running" },
	  { { "state", "confirmed" }, { "to", "today" }, { "ends_on_from", "today" },
	    { "sort", "ends_on" } } },
	{ "unfinished", { "期满未结业", "Over, not finished" },
	  { { "state", "confirmed" }, { "ends_on_to", "today-1" }, { "sort", "ends_on" } } },
};

const struct record_type record_further_studies = {
	.name = "further_studies",
	.table = "further_study",
	.label = { "进修", "Further studies" },
	.module = "training",
	.sides = RECORD_TWO,
	.from_label = { "选送单位", "Sender" },
	.to_label = { "接收单位", "Teaching institution" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_RECEIVER,
	.day = "starts_on",
	.title = "staff_name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.views = views,
	.nviews = RECORD_COUNT(views),
	.states = states,
	.actions = actions,
	.nactions = RECORD_COUNT(actions),
	.action_labels = action_labels,
	.action_fields = action_fields,
	.naction_fields = RECORD_COUNT(action_fields),
	.counts = "finished",
};
