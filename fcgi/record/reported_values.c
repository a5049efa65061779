/* reported_values.c - what institutions report by month, reviewed up the levels (STA-05, OVS-02). */
#include "record.h"

static const struct record_code items[] = {
	{ "inpatients", { "住院人次", "In-patients" }, "住院|入院人次" },
	{ "discharges", { "出院人次", "Discharges" }, "出院" },
	{ "outpatients", { "门急诊人次", "Out-patients" }, "门诊|门诊人次|诊疗人次" },
	{ "operations", { "手术台次", "Operations" }, "手术" },
	{ "bed_days", { "实际占用床日", "Bed days" }, "床日" },
	{ "deliveries", { "分娩", "Deliveries" }, "分娩例数" },
	{ "home_visits", { "入户随访", "Home visits" }, "随访" },
	{ "income", { "医疗收入（元）", "Medical income (yuan)" }, "医疗收入|收入" }, { NULL }
};

static const struct record_code locks[] = {
	{ "county", { "县级锁定", "By the county" } }, { "city", { "市级锁定", "By the city" } },
	{ "province", { "省级锁定", "By the province" } }, { NULL }
};

static const struct record_field fields[] = {
	{ "month", { "月份", "Month" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FIXED,
	  .headers = "年月|报送月份", .example = "2026-05-01",
	  .hint = { "选该月任意一天，按整月计", "Any day of the month: it stands for the whole" } },
	{ "item", { "指标", "Item" }, FIELD_CODE,
	  FIELD_REQUIRED | FIELD_FILTER | FIELD_FIXED, .codes = items,
	  .headers = "项目|指标名称", .example = "住院人次" },
	{ "amount", { "数值", "Number" }, FIELD_QUANTITY, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "本月数|数量", .example = "1722" },
	{ "unit", { "单位", "Unit" }, FIELD_TEXT, FIELD_COMPUTED | FIELD_LISTED },
	{ "name", { "名称", "Name" }, FIELD_TEXT, FIELD_COMPUTED },
	{ "source", { "数据来源", "Where it is from" }, FIELD_TEXT, FIELD_SEARCHED,
	  .example = "医院信息系统" },
	{ "due_on", { "应报日期", "Due on" }, FIELD_DATE, FIELD_COMPUTED | FIELD_LISTED },
	{ "late", { "迟报", "Late" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER },
	{ "lock_on", { "可修改至", "Open until" }, FIELD_DATE, FIELD_COMPUTED,
	  .hint = { "此后锁定，由上级解锁或退回方可修改", "Locked after it, until a higher level opens it" } },
	{ "lock_level", { "锁定", "Locked" }, FIELD_CODE, FIELD_COMPUTED | FIELD_FILTER, .codes = locks },
	{ "unlocked_until", { "解锁至", "Unlocked until" }, FIELD_DATE, FIELD_BY_ACTION },
};

static const struct record_code states[] = {
	{ "city", { "市级通过", "Accepted by the city" } },
	{ "province", { "省级通过", "Accepted by the province" } }, { NULL }
};

static const struct record_code state_words[] = {
	{ "submitted", { "已报送", "Reported" } }, { "confirmed", { "县级通过", "Accepted by the county" } },
	{ "disputed", { "已退回", "Sent back" } }, { NULL }
};

#define COUNTY(from, action, to)	{ from, action, to, PARTY_SENDER, "report.county"
#define CITY(from, action, to)		{ from, action, to, PARTY_SENDER, "report.city"
#define PROVINCE(from, action, to)	{ from, action, to, PARTY_SENDER, "report.province"

static const struct transition actions[] = {
	COUNTY("submitted", "county_accept", "confirmed"), .only_if = "_county_unit" },
	COUNTY("submitted", "county_return", "disputed"), REASON_MANDATORY, "_county_unit" },
	COUNTY("submitted", "county_unlock", "submitted"), REASON_MANDATORY },
	COUNTY("confirmed", "county_lock", "confirmed") },
	COUNTY("confirmed", "county_unlock", "confirmed"), REASON_MANDATORY },
	CITY("submitted", "city_accept", "city"), .only_if = "_city_unit" },
	CITY("submitted", "city_return", "disputed"), REASON_MANDATORY, "_city_unit" },
	CITY("confirmed", "city_accept", "city") },
	CITY("confirmed", "city_return", "disputed"), REASON_MANDATORY },
	CITY("confirmed", "city_lock", "confirmed") },
	CITY("confirmed", "city_unlock", "confirmed"), REASON_MANDATORY, "_county_locked" },
	PROVINCE("submitted", "province_accept", "province"), .only_if = "_province_unit" },
	PROVINCE("submitted", "province_return", "disputed"), REASON_MANDATORY, "_province_unit" },
	PROVINCE("city", "province_accept", "province") },
	PROVINCE("city", "province_return", "disputed"), REASON_MANDATORY },
	PROVINCE("province", "province_return", "disputed"), REASON_MANDATORY },
	PROVINCE("confirmed", "province_lock", "confirmed") },
	PROVINCE("confirmed", "province_unlock", "confirmed"), REASON_MANDATORY, "_city_locked" },
	PROVINCE("confirmed", "province_unlock", "confirmed"), REASON_MANDATORY, "_province_locked" },
};

static const struct record_code action_labels[] = {
	{ "county_accept", { "县级通过", "Accept (county)" } },
	{ "county_return", { "县级退回", "Send back (county)" } },
	{ "county_lock", { "县级锁定", "Lock (county)" } },
	{ "county_unlock", { "县级解锁", "Unlock (county)" } },
	{ "city_accept", { "市级通过", "Accept (city)" } },
	{ "city_return", { "市级退回", "Send back (city)" } },
	{ "city_lock", { "市级锁定", "Lock (city)" } },
	{ "city_unlock", { "市级解锁", "Unlock (city)" } },
	{ "province_accept", { "省级通过", "Accept (province)" } },
	{ "province_return", { "省级退回", "Send back (province)" } },
	{ "province_lock", { "省级锁定", "Lock (province)" } },
	{ "province_unlock", { "省级解锁", "Unlock (province)" } },
	{ "submit", { "报送", "Report" } },
	{ NULL }
};

static const struct record_action_field action_fields[] = {
	{ "county_unlock", "unlocked_until", true }, { "city_unlock", "unlocked_until", true },
	{ "province_unlock", "unlocked_until", true },
};

const struct record_type record_reported_values = {
	.name = "reported_values",
	.table = "reported_value",
	.label = { "上报数据", "Reported values" },
	.module = "report",
	.sides = RECORD_ONE,
	.from_label = { "报送单位", "Institution" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_ACTIONS,
	.day = "month",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.states = states,
	.state_words = state_words,
	.actions = actions,
	.nactions = RECORD_COUNT(actions),
	.action_labels = action_labels,
	.action_fields = action_fields,
	.naction_fields = RECORD_COUNT(action_fields),
	.counts = "city|province",
};
