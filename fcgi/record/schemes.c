/* schemes.c - versions of schemes: the numbers that documents disagree on, with a validity (AGR-05). */
#include "record.h"

static const struct record_code rule_codes[] = {
	{ "service_length", { "服务期限", "Length of service" }, "服务时间" },
	{ "gate_rank", { "晋升对象级别", "Rank of the promotion gate" }, "晋升对象" },
	{ "week_days", { "每周最少工作日", "Least workdays a week" }, "每周工作日" },
	{ "presence", { "在岗人数", "Present on a day" }, "每日在岗" },
	{ "posted_at_once", { "同时派驻人数", "Posted at once" } },
	{ "posted_per_year", { "每年派驻人数", "Posted in a year" } },
	{ "posted_rank", { "派驻人员最低级别", "Lowest rank of posted staff" }, "派驻级别" },
	{ "team_template", { "队伍组成", "Team" } },
	{ "batch_size", { "每批人数", "Size of a batch" } },
	{ "rotation", { "轮换周期", "Rotation" }, "轮换" },
	{ "study_quota", { "进修名额", "Places of further study" } },
	{ "study_length", { "进修最短时间", "Least length of further study" } },
	{ "mentor_rank", { "带教老师最低级别", "Lowest rank of a mentor" }, "带教级别" },
	{ "lectures", { "讲座培训次数", "Lectures" }, "讲座" },
	{ "guidance", { "下乡指导次数", "Guidance visits" } },
	{ "supervision", { "督导次数", "Supervision visits" }, "督导" },
	{ "leader_visits", { "领导走访次数", "Visits of leaders" } },
	{ "pairing_term", { "帮扶期限", "Term of support" } },
	{ "arrival_deadline", { "到位期限", "Deadline of arrival" } },
	{ "fund_deadline", { "资金下拨期限", "Deadline of payment" } },
	{ "coverage", { "覆盖率", "Coverage" } },
	{ "figure", { "指标目标", "Target of a figure" } },
	{ NULL }
};

static const struct record_code units[] = {
	{ "person", { "人", "persons" }, "名" }, { "day", { "天", "days" }, "日|工作日" },
	{ "week", { "周", "weeks" } }, { "month", { "个月", "months" }, "月" },
	{ "year", { "年", "years" } }, { "time", { "次", "times" }, "期|场" },
	{ "percent", { "%", "%" } }, { "other", { "其他", "other" } }, { NULL }
};

static const struct record_code periods[] = {
	{ "day", { "每日", "a day" }, "天" }, { "workday", { "每个工作日", "a workday" }, "工作日" },
	{ "week", { "每周", "a week" }, "周" }, { "month", { "每月", "a month" }, "月" },
	{ "quarter", { "每季度", "a quarter" }, "季度" }, { "half", { "每半年", "a half-year" }, "半年" },
	{ "year", { "每年", "a year" }, "年" }, { "posting", { "每次派驻", "a posting" } },
	{ "total", { "累计", "in all" } }, { NULL }
};

static const struct record_code ranks[] = {
	{ "none", { "无职称", "None" } }, { "junior", { "初级", "Junior" } },
	{ "mid", { "中级", "Intermediate" } }, { "deputy_senior", { "副高级", "Deputy senior" }, "副高" },
	{ "senior", { "正高级", "Senior" }, "正高" }, { NULL }
};

static const struct record_field rules[] = {
	{ "rule", { "规则", "Rule" }, FIELD_CODE, FIELD_REQUIRED, .codes = rule_codes,
	  .example = "每周最少工作日" },
	{ "amount", { "数量", "Amount" }, FIELD_DECIMAL, 0, .max = 1000000, .example = "3" },
	{ "unit", { "单位", "Unit" }, FIELD_CODE, 0, .codes = units, .example = "天" },
	{ "per", { "周期", "Period" }, FIELD_CODE, 0, .codes = periods, .example = "每周" },
	{ "rank_level", { "职称级别", "Rank level" }, FIELD_CODE, 0, .codes = ranks },
	{ "rank_years", { "任职年限", "Years of rank" }, FIELD_INTEGER, 0, .max = 30,
	  .hint = { "高年资中级填年数", "Years at that rank" } },
	{ "due_on", { "截止日期", "Deadline" }, FIELD_DATE },
	{ "pattern", { "组成、指标或范围", "Team, figure or class" }, FIELD_TEXT, 0, .headers = "组成或指标",
	  .example = "内科+外科+妇产科|儿科|麻醉|护理",
	  .hint = { "队伍组成：专业用+连接，可替换的用|分开；指标目标：指标代码；覆盖率：机构范围，如 中心卫生院",
	    "A team: specialties joined by +, choices by |; a figure: its code; coverage: of which "
	    "institutions, such as township" } },
	{ "remark", { "原文", "In the document" }, FIELD_TEXT, 0 },
};

static const struct record_lines lines[] = {
	{ "rules", "scheme_rule", { "规则参数", "Rules" }, rules, RECORD_COUNT(rules), .min = 1 },
};

static const struct record_field fields[] = {
	{ "code", { "方案代码", "Code" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED | FIELD_FIXED, .max = 40, .example = "DKZY-2026",
	  .hint = { "同一方案的各版本用同一代码", "All versions of a scheme bear one code" } },
	{ "scheme_version", { "版本号", "Version" }, FIELD_INTEGER,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER | FIELD_FIXED, .min = 1, .max = 999,
	  .headers = "版本", .example = "1" },
	{ "name", { "方案名称", "Name" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED,
	  .headers = "名称", .example = "对口支援实施方案" },
	{ "valid_from", { "生效日期", "In force from" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .example = "2026-01-01" },
	{ "valid_to", { "失效日期", "In force until" }, FIELD_DATE, FIELD_LISTED,
	  .hint = { "最后一天；长期有效可不填", "The last day; empty where it has no end" } },
	{ "programme", { "项目名称", "Programme" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED },
	{ "policy_basis", { "政策依据", "Policy basis" }, FIELD_LINES, 0, .headers = "文号",
	  .hint = { "每行一个文号", "One document number a line" } },
	{ "issued_by", { "发文单位", "Issued by" }, FIELD_TEXT },
	{ "summary", { "内容摘要", "Summary" }, FIELD_LINES },
};

const struct record_type record_schemes = {
	.name = "schemes",
	.table = "scheme",
	.label = { "方案", "Schemes" },
	.module = "agreement",
	.sides = RECORD_ONE,
	.from_label = { "制定单位", "Issuer" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_NONE,
	.day = "valid_from",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
};
