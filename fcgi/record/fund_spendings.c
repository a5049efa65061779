/* fund_spendings.c - what money of a fund was spent on (FND-03, FND-04). */
#include "record.h"

static const struct record_code uses[] = {
	{ "equipment", { "设备购置", "Equipment" }, "设备" },
	{ "maintenance", { "设备维修", "Repairs" }, "维修" },
	{ "construction", { "房屋修缮", "Building works" }, "基建|修缮" },
	{ "training", { "人员培训", "Training" }, "培训|进修" },
	{ "allowance", { "派驻补助", "Allowances" }, "补助|生活补助" },
	{ "travel", { "交通差旅", "Travel" }, "差旅|交通" },
	{ "supplies", { "药品耗材", "Medicines and supplies" }, "药品|耗材" },
	{ "information", { "信息化", "Information systems" } },
	{ "service", { "诊疗服务", "Medical services" }, "义诊|巡诊|体检" },
	{ "supervision", { "督导考核", "Supervision" }, "督导|考核" },
	{ "publicity", { "宣传", "Publicity" } }, { "other", { "其他", "Other" } }, { NULL }
};

static const struct record_field fields[] = {
	{ "spent_on", { "支出日期", "Spent on" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "日期", .example = "2026-05-20" },
	{ "allocation", { "收到的拨款", "Out of allocation" }, FIELD_RECORD, FIELD_FILTER | FIELD_FIXED,
	  .refers = "fund_allocations",
	  .hint = { "用上级拨款支出时选择；用本单位持有的资金时不填",
	    "Money you received; empty where you spend a fund you hold" } },
	{ "fund", { "资金", "Fund" }, FIELD_RECORD, FIELD_LISTED | FIELD_FILTER | FIELD_FIXED,
	  .refers = "funds", .hint = { "选了拨款可不填", "Not needed beside an allocation" } },
	{ "use", { "用途", "Use" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = uses, .headers = "支出用途", .example = "设备购置",
	  .hint = { "只能用于资金规定的用途", "Only what the fund may be used for" } },
	{ "subject", { "支出内容", "Subject" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .headers = "内容|摘要",
	  .example = "便携式彩超 1 台" },
	{ "amount_fen", { "金额", "Amount" }, FIELD_MONEY, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "支出金额", .example = "60000.00" },
	{ "payee", { "收款方", "Payee" }, FIELD_TEXT, FIELD_SEARCHED, .max = 100 },
	{ "voucher_number", { "凭证号", "Voucher" }, FIELD_TEXT, FIELD_SEARCHED, .max = 50 },
};

const struct record_type record_fund_spendings = {
	.name = "fund_spendings",
	.table = "fund_spending",
	.label = { "资金支出", "Fund spendings" },
	.module = "fund",
	.sides = RECORD_ONE,
	.from_label = { "支出单位", "Spender" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_NONE,
	.day = "spent_on",
	.title = "subject",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
};
