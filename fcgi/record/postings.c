/* postings.c - a member of staff posted to another institution (DSP-02 to 08, 11, 13 to 17, 20). */
#include "record.h"

static const struct record_code kinds[] = {
	{ "support", { "下派支援", "Support" }, "支援|派驻" },
	{ "exchange", { "互派交流", "Exchange" }, "管理交流|互派" },
	{ NULL }
};

static const struct record_code roles[] = {
	{ "medical", { "医疗", "Medical" }, "医生|医师|临床" },
	{ "nursing", { "护理", "Nursing" }, "护士" },
	{ "technical", { "医技", "Technical" }, "检验|影像|药学" },
	{ "public_health", { "公共卫生", "Public health" }, "公卫" },
	{ "management", { "管理", "Management" }, "行政" },
	{ NULL }
};

static const struct record_code modes[] = {
	{ "resident", { "固定驻守", "Resident" }, "驻点|驻守" },
	{ "touring", { "巡回", "Touring" }, "巡回医疗" },
	{ "short", { "短期", "Short term" } }, { "long", { "长期", "Long term" } },
	{ "remote", { "远程", "Remote" } },
	{ NULL }
};

static const struct record_code ranks[] = {
	{ "none", { "无职称", "None" } }, { "junior", { "初级", "Junior" } },
	{ "mid", { "中级", "Intermediate" } }, { "deputy_senior", { "副高级", "Deputy senior" } },
	{ "senior", { "正高级", "Senior" } }, { NULL }
};

static const struct record_code licences[] = {
	{ "practising_doctor", { "执业医师", "Practising doctor" } },
	{ "assistant_doctor", { "执业助理医师", "Assistant doctor" } },
	{ "nurse", { "注册护士", "Registered nurse" } },
	{ "village_doctor", { "乡村医生", "Village doctor" } },
	{ "pharmacist", { "药师", "Pharmacist" } }, { "technician", { "技师", "Technician" } },
	{ "none", { "无", "None" } }, { NULL }
};

static const struct record_code consequences[] = {
	{ "barred_this_year", { "取消本年度晋升资格", "No promotion this year" } },
	{ "criticism", { "通报批评", "Criticism" } },
	{ "none", { "不处理", "None" } },
	{ NULL }
};

static const struct record_field fields[] = {
	{ "staff", { "派驻人员", "Person" }, FIELD_STAFF, FIELD_REQUIRED | FIELD_FILTER | FIELD_FIXED,
	  .headers = "姓名|人员" },
	{ "staff_name", { "姓名", "Name" }, FIELD_TEXT, FIELD_COMPUTED | FIELD_LISTED | FIELD_SEARCHED },
	{ "kind", { "类型", "Kind" }, FIELD_CODE, FIELD_FILTER, .codes = kinds, .example = "下派支援" },
	{ "department", { "接收科室", "Department" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .max = 100, .headers = "科室",
	  .example = "内科" },
	{ "role", { "岗位", "Role" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = roles, .headers = "岗位类别", .example = "医疗" },
	{ "mode", { "方式", "Mode" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = modes, .headers = "派驻方式", .example = "固定驻守" },
	{ "starts_on", { "开始日期", "First day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "派驻开始", .example = "2026-01-01" },
	{ "ends_on", { "结束日期", "Last day" }, FIELD_DATE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .headers = "派驻结束", .example = "2026-06-30" },
	{ "purpose", { "任务", "Purpose" }, FIELD_LINES },
	{ "batch", { "批次", "Batch" }, FIELD_RECORD, FIELD_LISTED | FIELD_FILTER, .refers = "batches" },
	{ "agreement", { "所属协议", "Agreement" }, FIELD_RECORD, FIELD_FILTER, .refers = "agreements" },
	{ "scheme", { "执行方案", "Scheme" }, FIELD_RECORD, FIELD_FILTER, .refers = "schemes",
	  .hint = { "不填则取批次或协议所指方案当日有效的版本",
	    "Left empty: the version in force of the batch's or agreement's scheme" } },
	{ "team", { "队伍", "Team" }, FIELD_TEXT, FIELD_SEARCHED, .max = 100 },
	{ "resident_doctor", { "驻乡责任医生", "Resident doctor" }, FIELD_BOOLEAN, FIELD_FILTER },
	{ "pay_kept", { "工资福利不变", "Pay is kept" }, FIELD_BOOLEAN },
	{ "override_reason", { "破格理由", "Reason of the exception" }, FIELD_TEXT, 0,
	  .hint = { "低于方案要求的级别时填写", "Where the rank is below what the scheme asks for" } },
	{ "overridden", { "破格", "Exception" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_FILTER },
	{ "rank_level", { "职称级别", "Rank level" }, FIELD_CODE,
	  FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER, .codes = ranks },
	{ "licence_kind", { "执业资格", "Licence" }, FIELD_CODE, FIELD_COMPUTED, .codes = licences },
	{ "specialty", { "专业", "Specialty" }, FIELD_TEXT, FIELD_COMPUTED },
	{ "arrived_on", { "到位日期", "Arrived on" }, FIELD_DATE, FIELD_BY_CONFIRMER },
	{ "no_allowance", { "未发放补贴奖金", "No allowance paid" }, FIELD_BOOLEAN, FIELD_BY_CONFIRMER,
	  .hint = { "受援单位声明不向派驻人员发放补贴及奖金", "The receiver declares that it pays none" } },
	{ "ended_on", { "提前结束日期", "Ended on" }, FIELD_DATE, FIELD_BY_ACTION },
	{ "refused_on", { "拒绝日期", "Refused on" }, FIELD_DATE, FIELD_BY_ACTION },
	{ "consequence", { "处理结果", "Consequence" }, FIELD_CODE, FIELD_BY_ACTION, .codes = consequences },
	{ "appraisal", { "鉴定意见", "Appraisal" }, FIELD_LINES, FIELD_BY_ACTION },
	{ "passed", { "鉴定合格", "Passed" }, FIELD_BOOLEAN, FIELD_BY_ACTION | FIELD_FILTER },
	{ "appraised_on", { "鉴定日期", "Appraised on" }, FIELD_DATE, FIELD_COMPUTED },
};

static const struct record_code states[] = {
	{ "ended", { "提前结束", "Ended early" } },
	{ "refused", { "拒绝派驻", "Refused" } },
	{ NULL }
};

static const struct transition actions[] = {
	{ "confirmed", "arrive", "confirmed", PARTY_RECEIVER, "posting.confirm" },
	{ "confirmed", "end", "ended", PARTY_EITHER, "posting.write", REASON_MANDATORY },
	{ "draft", "refuse", "refused", PARTY_SENDER, "posting.write", REASON_MANDATORY },
	{ "submitted", "refuse", "refused", PARTY_SENDER, "posting.write", REASON_MANDATORY },
	{ "confirmed", "refuse", "refused", PARTY_SENDER, "posting.write", REASON_MANDATORY },
	{ "confirmed", "appraise", "confirmed", PARTY_RECEIVER, "posting.confirm" },
	{ "ended", "appraise", "ended", PARTY_RECEIVER, "posting.confirm" },
};

static const struct record_code action_labels[] = {
	{ "arrive", { "登记到位", "Note the arrival" } },
	{ "end", { "提前结束", "End it early" } },
	{ "refuse", { "登记拒绝", "Note a refusal" } },
	{ "appraise", { "鉴定", "Appraise" } },
	{ NULL }
};

static const struct record_action_field action_fields[] = {
	{ "arrive", "arrived_on", true },
	{ "end", "ended_on", true },
	{ "refuse", "refused_on", true }, { "refuse", "consequence", true },
	{ "appraise", "appraisal", true }, { "appraise", "passed", true },
};

static const struct record_view views[] = {
	{ "on_duty", { "今日在岗", "On duty today" },
	  { { "state", "confirmed" }, { "to", "today" }, { "ends_on_from", "today" } } },
	{ "ending", { "30 天内期满", "End within 30 days" },
	  { { "state", "confirmed" }, { "ends_on_from", "today" }, { "ends_on_to", "today+30" },
	    { "sort", "ends_on" } } },
};

const struct record_type record_postings = {
	.name = "postings",
	.table = "posting",
	.label = { "派驻", "Postings" },
	.module = "posting",
	.sides = RECORD_TWO,
	.from_label = { "派出单位", "Sender" },
	.to_label = { "受援单位", "Receiver" },
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
	.counts = "ended",
};
