/* agreements.c - agreements and responsibility letters of two to four parties (AGR-01 to 03, 06). */
#include "record.h"

static const struct record_code kinds[] = {
	{ "support", { "对口支援协议", "Support agreement" }, "对口支援协议书|帮扶协议" },
	{ "cooperation", { "协作协议", "Cooperation agreement" }, "长期协作协议|合作协议" },
	{ "aid", { "援助协议", "Aid agreement" } },
	{ "responsibility", { "目标责任书", "Responsibility letter" }, "责任书" },
	{ "other", { "其他", "Other" } },
	{ NULL }
};

static const struct record_code tiers[] = {
	{ "province", { "省级", "Province" } }, { "city", { "市级", "City" } },
	{ "county", { "县级", "County" } }, { "institution", { "机构之间", "Institutions" } }, { NULL }
};

static const struct record_code roles[] = {
	{ "supporter", { "支援方", "Supporting side" }, "支援单位" },
	{ "supported", { "受援方", "Supported side" }, "受援单位" },
	{ "authority", { "卫生行政部门", "Health authority" }, "主管部门" },
	{ "other", { "其他", "Other" } }, { NULL }
};

static const struct record_code statuses[] = {
	{ "open", { "进行中", "Open" } }, { "met", { "已实现", "Met" }, "完成" },
	{ "missed", { "未实现", "Missed" }, "未完成" }, { "dropped", { "已取消", "Dropped" } }, { NULL }
};

static const struct record_field parties[] = {
	{ "organisation", { "签约方", "Party" }, FIELD_ORGANISATION, FIELD_REQUIRED },
	{ "role", { "角色", "Role" }, FIELD_CODE, FIELD_REQUIRED, .codes = roles },
	{ "leader", { "分管负责人", "Leader in charge" }, FIELD_TEXT, FIELD_REQUIRED, .max = 50 },
	{ "contact_name", { "联系人", "Contact" }, FIELD_TEXT, FIELD_REQUIRED, .max = 50 },
	{ "contact_phone", { "办公电话", "Office telephone" }, FIELD_TEXT, 0, .max = 30 },
	{ "signer", { "签字人", "Signed by" }, FIELD_TEXT, 0, .max = 50 },
	{ "signed_on", { "签字日期", "Signed on" }, FIELD_DATE },
};

static const struct record_field goals[] = {
	{ "name", { "目标", "Goal" }, FIELD_TEXT, FIELD_REQUIRED, .example = "下转人次" },
	{ "figure", { "指标代码", "Figure" }, FIELD_TEXT, 0, .max = 60,
	  .hint = { "有指标的目标由系统计算进度", "With a figure its progress is computed" } },
	{ "baseline", { "基线值", "Baseline" }, FIELD_DECIMAL },
	{ "target", { "目标值", "Target" }, FIELD_DECIMAL },
	{ "unit", { "单位", "Unit" }, FIELD_TEXT, 0, .max = 20, .example = "人次" },
	{ "due_on", { "完成期限", "Due on" }, FIELD_DATE },
	{ "owner", { "责任人（科室）", "Owner" }, FIELD_TEXT, 0, .max = 100 },
	{ "status", { "状态", "Status" }, FIELD_CODE, FIELD_REQUIRED, .codes = statuses },
	{ "achieved_on", { "实现日期", "Met on" }, FIELD_DATE },
};

static const struct record_lines lines[] = {
	{ "parties", "agreement_party", { "签约方", "Parties" }, parties, RECORD_COUNT(parties),
	  .min = 2, .max = 4 },
	{ "goals", "agreement_goal", { "目标", "Goals" }, goals, RECORD_COUNT(goals) },
};

static const struct record_field fields[] = {
	{ "name", { "协议名称", "Name" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED,
	  .headers = "名称", .example = "对口支援协议书" },
	{ "kind", { "类别", "Kind" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = kinds, .headers = "协议类别", .example = "对口支援协议" },
	{ "tier", { "层级", "Level" }, FIELD_CODE, FIELD_FILTER, .codes = tiers },
	{ "number", { "协议编号", "Number" }, FIELD_TEXT, FIELD_SEARCHED, .max = 60 },
	{ "starts_on", { "起始日期", "First day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "开始日期", .example = "2026-01-01" },
	{ "ends_on", { "终止日期", "Last day" }, FIELD_DATE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .headers = "结束日期|到期日期", .example = "2028-12-31" },
	{ "term_years", { "期限（年）", "Term in years" }, FIELD_INTEGER, 0, "年", .max = 30,
	  .example = "3", .hint = { "协议写明的年限，须与起止日期相符", "As the text says; must fit the days" } },
	{ "programme", { "项目名称", "Programme" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED },
	{ "scheme", { "执行方案", "Scheme" }, FIELD_RECORD, FIELD_FILTER, .refers = "schemes" },
	{ "tasks", { "任务内容", "Tasks" }, FIELD_LINES },
	{ "methods", { "支援方式", "Methods" }, FIELD_LINES },
	{ "duties", { "权利义务", "Rights and duties" }, FIELD_LINES },
	{ "complete", { "签字齐全", "All signed" }, FIELD_BOOLEAN,
	  FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER },
	{ "missing_signatures", { "未签字", "Not signed" }, FIELD_TEXT, FIELD_COMPUTED | FIELD_LISTED },
	{ "parties_count", { "签约方数", "Parties" }, FIELD_INTEGER, FIELD_COMPUTED, "方" },
	{ "signed_count", { "已签字", "Signed" }, FIELD_INTEGER, FIELD_COMPUTED, "方" },
	{ "filed", { "已报备", "Filed" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER },
	{ "filed_on", { "报备日期", "Filed on" }, FIELD_DATE, FIELD_BY_ACTION },
	{ "filed_with", { "报备单位", "Filed with" }, FIELD_ORGANISATION, FIELD_BY_ACTION,
	  .hint = { "卫生健康主管部门", "The health commission" } },
	{ "filing_number", { "报备编号", "Filing number" }, FIELD_TEXT, FIELD_BY_ACTION, .max = 60 },
	{ "ended_on", { "提前终止日期", "Ended on" }, FIELD_DATE, FIELD_BY_ACTION },
	{ "sign_party", { "签字方", "Who signed" }, FIELD_ORGANISATION, FIELD_BY_ACTION },
	{ "sign_on", { "签字日期", "Signed on" }, FIELD_DATE, FIELD_BY_ACTION },
};

static const struct record_code states[] = {
	{ "ended", { "提前终止", "Ended early" } }, { NULL }
};

static const struct transition actions[] = {
	{ "submitted", "sign", "submitted", PARTY_EITHER, "agreement.write" },
	{ "confirmed", "sign", "confirmed", PARTY_EITHER, "agreement.write" },
	{ "confirmed", "file", "confirmed", PARTY_EITHER, "agreement.write" },
	{ "confirmed", "end", "ended", PARTY_EITHER, "agreement.write", REASON_MANDATORY },
};

static const struct record_code action_labels[] = {
	{ "sign", { "登记签字", "Note a signature" } },
	{ "file", { "登记报备", "Note the filing" } },
	{ "end", { "提前终止", "End it early" } },
	{ NULL }
};

static const struct record_action_field action_fields[] = {
	{ "sign", "sign_party", true }, { "sign", "sign_on", true },
	{ "file", "filed_on", true }, { "file", "filed_with", true }, { "file", "filing_number", false },
	{ "end", "ended_on", true },
};

static const struct record_view views[] = {
	{ "expiring", { "90 天内到期", "Expire within 90 days" },
	  { { "state", "confirmed" }, { "ends_on_from", "today" }, { "ends_on_to", "today+90" },
	    { "sort", "ends_on" } } },
	{ "expired", { "已到期", "Expired" },
	  { { "state", "confirmed" }, { "ends_on_to", "today-1" }, { "sort", "-ends_on" } } },
	{ "unsigned", { "未签齐", "Signatures missing" },
	  { { "state", RECORD_LIVE }, { "complete", "false" } } },
	{ "unfiled", { "未报备", "Not filed" },
	  { { "state", "confirmed" }, { "filed", "false" } } },
};

const struct record_type record_agreements = {
	.name = "agreements",
	.table = "agreement",
	.label = { "协议与责任书", "Agreements" },
	.module = "agreement",
	.sides = RECORD_TWO,
	.from_label = { "支援方", "Supporting side" },
	.to_label = { "受援方", "Supported side" },
	.enters = PARTY_EITHER,
	.confirms = CONFIRM_OTHER,
	.day = "starts_on",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.views = views,
	.nviews = RECORD_COUNT(views),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
	.states = states,
	.actions = actions,
	.nactions = RECORD_COUNT(actions),
	.action_labels = action_labels,
	.action_fields = action_fields,
	.naction_fields = RECORD_COUNT(action_fields),
	.counts = "ended",
};
