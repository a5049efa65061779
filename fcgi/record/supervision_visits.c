/* supervision_visits.c - supervision: checklist, findings put right and looked at again (SUP-01). */
#include "record.h"

static const struct record_code kinds[] = {
	{ "routine", { "常规督导", "Routine" }, "季度督导|督导检查" },
	{ "special", { "专项督导", "Special" }, "专项检查" },
	{ "follow_up", { "复查", "Follow-up" }, "回头看" },
	{ "leader", { "领导走访", "Leaders' visit" }, "走访|调研" },
	{ NULL }
};

static const struct record_code areas[] = {
	{ "medical", { "医疗质量", "Medical quality" }, "医疗" },
	{ "nursing", { "护理质量", "Nursing" }, "护理" },
	{ "infection", { "院内感染控制", "Infection control" }, "院感" },
	{ "medication", { "合理用药", "Medication" }, "药事|抗生素" },
	{ "records", { "病历处方", "Records" }, "病历|处方" },
	{ "public_health", { "公共卫生服务", "Public health" }, "公卫|公共卫生" },
	{ "management", { "管理制度", "Management" }, "管理|制度" },
	{ "other", { "其他", "Other" } },
	{ NULL }
};

static const struct record_code results[] = {
	{ "good", { "符合", "Good" }, "合格|是" }, { "partial", { "部分符合", "In part" } },
	{ "bad", { "不符合", "Not" }, "不合格|否" },
	{ "not_applicable", { "不适用", "Not applicable" } }, { NULL }
};

static const struct record_code progress[] = {
	{ "open", { "待整改", "To put right" } },
	{ "rectified", { "已整改待复查", "Put right, to look at" } },
	{ "passed", { "复查通过", "Passed" } },
	{ "failed", { "复查未通过", "Not passed" } }, { NULL }
};

static const struct record_field checks[] = {
	{ "area", { "方面", "Area" }, FIELD_CODE, FIELD_REQUIRED, .codes = areas },
	{ "item", { "检查项目", "Item" }, FIELD_TEXT, FIELD_REQUIRED, .example = "三级查房制度落实" },
	{ "result", { "结果", "Result" }, FIELD_CODE, FIELD_REQUIRED, .codes = results },
	{ "points", { "得分", "Points" }, FIELD_DECIMAL, 0, .max = 1000, .decimals = 1 },
	{ "remark", { "检查情况", "What was seen" }, FIELD_TEXT },
};

static const struct record_field findings[] = {
	{ "finding", { "问题", "Finding" }, FIELD_TEXT, FIELD_REQUIRED, .example = "交接班记录不全" },
	{ "due_on", { "整改期限", "Deadline" }, FIELD_DATE, FIELD_REQUIRED, .example = "2026-04-30" },
	{ "responsible", { "整改责任人", "Responsible" }, FIELD_TEXT, FIELD_REQUIRED, .max = 50 },
	{ "progress", { "进展", "Progress" }, FIELD_CODE, FIELD_COMPUTED, .codes = progress },
	{ "rectified_on", { "整改日期", "Put right on" }, FIELD_DATE, FIELD_COMPUTED },
	{ "rectification", { "整改情况", "How" }, FIELD_TEXT, FIELD_COMPUTED },
	{ "rechecked_on", { "复查日期", "Looked at on" }, FIELD_DATE, FIELD_COMPUTED },
	{ "recheck_remark", { "复查情况", "What was seen then" }, FIELD_TEXT, FIELD_COMPUTED },
};

static const struct record_lines lines[] = {
	{ "checks", "supervision_check", { "检查清单", "Checklist" }, checks, RECORD_COUNT(checks) },
	{ "findings", "supervision_finding", { "问题与整改", "Findings" }, findings,
	  RECORD_COUNT(findings), .max = 50 },
};

static const struct record_field fields[] = {
	{ "visited_on", { "督导日期", "Day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "日期", .example = "2026-03-20" },
	{ "kind", { "类型", "Kind" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = kinds, .headers = "督导类型", .example = "常规督导",
	  .hint = { "领导走访不计入季度督导", "A leaders' visit is no supervision of the quarter" } },
	{ "subject", { "督导主题", "Subject" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .headers = "主题|内容",
	  .example = "第一季度医疗质量与公共卫生督导" },
	{ "team", { "督导组成员", "Team" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_SEARCHED,
	  .headers = "督导人员|成员", .example = "组长张示例，组员李示例" },
	{ "score", { "得分", "Score" }, FIELD_DECIMAL, 0, .max = 1000, .decimals = 1 },
	{ "full_score", { "满分", "Full score" }, FIELD_DECIMAL, 0, .max = 1000, .decimals = 1,
	  .example = "100" },
	{ "conclusion", { "总体评价", "On the whole" }, FIELD_LINES },
	{ "problems_solved", { "现场解决的问题", "Solved on the spot" }, FIELD_LINES },
	{ "findings_count", { "问题", "Findings" }, FIELD_INTEGER, FIELD_COMPUTED, "个" },
	{ "open_count", { "未整改到位", "Still open" }, FIELD_INTEGER, FIELD_COMPUTED | FIELD_LISTED,
	  "个" },
	{ "next_due_on", { "最近整改期限", "Next deadline" }, FIELD_DATE,
	  FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER },
	{ "to_rectify", { "待整改", "To put right" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_FILTER },
	{ "to_recheck", { "待复查", "To look at" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_FILTER },
	{ "due", { "计入季度督导", "Counts for the quarter" }, FIELD_BOOLEAN, FIELD_COMPUTED },
	{ "finding_number", { "问题序号", "Number of the finding" }, FIELD_INTEGER, FIELD_BY_ACTION,
	  .min = 1, .max = 50,
	  .hint = { "只有一个问题等待处理时可不填", "Not needed where only one waits" } },
	{ "act_on", { "日期", "Day" }, FIELD_DATE, FIELD_BY_ACTION },
	{ "act_text", { "情况说明", "What was done or seen" }, FIELD_TEXT, FIELD_BY_ACTION, .max = 1000 },
	{ "act_passed", { "整改到位", "Put right" }, FIELD_BOOLEAN, FIELD_BY_ACTION },
};

static const struct transition actions[] = {
	{ "confirmed", "rectify", "confirmed", PARTY_RECEIVER, "supervision.write",
	  .only_if = "to_rectify" },
	{ "confirmed", "recheck", "confirmed", PARTY_SENDER, "supervision.write",
	  .only_if = "to_recheck" },
};

static const struct record_code action_labels[] = {
	{ "rectify", { "登记整改", "Note what was put right" } },
	{ "recheck", { "登记复查", "Note the second look" } },
	{ NULL }
};

static const struct record_action_field action_fields[] = {
	{ "rectify", "finding_number", false }, { "rectify", "act_on", true },
	{ "rectify", "act_text", true },
	{ "recheck", "finding_number", false }, { "recheck", "act_on", true },
	{ "recheck", "act_passed", true }, { "recheck", "act_text", false },
};

static const struct record_view views[] = {
	{ "overdue", { "整改逾期", "Overdue" },
	  { { "state", "confirmed" }, { "next_due_on_to", "today-1" }, { "sort", "next_due_on" } } },
	{ "to_rectify", { "待整改", "To put right" },
	  { { "state", "confirmed" }, { "to_rectify", "true" }, { "sort", "next_due_on" } } },
	{ "to_recheck", { "待复查", "To look at" },
	  { { "state", "confirmed" }, { "to_recheck", "true" }, { "sort", "next_due_on" } } },
};

const struct record_type record_supervision_visits = {
	.name = "supervision_visits",
	.table = "supervision_visit",
	.label = { "督导", "Supervision visits" },
	.module = "supervision",
	.sides = RECORD_TWO,
	.from_label = { "督导单位", "Visitor" },
	.to_label = { "被督导单位", "Visited institution" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_RECEIVER,
	.day = "visited_on",
	.title = "subject",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.views = views,
	.nviews = RECORD_COUNT(views),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
	.actions = actions,
	.nactions = RECORD_COUNT(actions),
	.action_labels = action_labels,
	.action_fields = action_fields,
	.naction_fields = RECORD_COUNT(action_fields),
};
