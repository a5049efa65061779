/* funds.c - money with a purpose, and what it may be spent on (FND-01, FND-03). */
#include "record.h"

static const struct record_code levels[] = {
	{ "central", { "中央", "Central" }, "中央财政" }, { "province", { "省级", "Province" }, "省" },
	{ "city", { "市级", "City" }, "市" }, { "county", { "县级", "County" }, "县" },
	{ "hospital", { "医院预算", "Hospital budget" }, "医院" },
	{ "street", { "办事处、社区", "Street, community" }, "街道|社区" }, { NULL }
};

static const struct record_code use_codes[] = {
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

static const struct record_field uses[] = {
	{ "use", { "用途", "Use" }, FIELD_CODE, FIELD_REQUIRED, .codes = use_codes,
	  .example = "设备购置" },
	{ "remark", { "文件表述", "As the document says" }, FIELD_TEXT },
};

static const struct record_lines lines[] = {
	{ "uses", "fund_use", { "允许的用途", "Allowed uses" }, uses, RECORD_COUNT(uses), .min = 1,
	  .max = 12 },
};

static const struct record_field fields[] = {
	{ "name", { "资金名称", "Name" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED,
	  .headers = "资金|项目资金", .example = "对口支援专项资金" },
	{ "document_number", { "文号", "Document number" }, FIELD_TEXT,
	  FIELD_SEARCHED, .max = 60, .headers = "文件号|下达文号",
	  .example = "示财社〔2026〕1号" },
	{ "fund_year", { "年度", "Year" }, FIELD_INTEGER, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .min = 1990, .max = 2100, .headers = "预算年度", .example = "2026" },
	{ "level", { "来源", "Source" }, FIELD_CODE, FIELD_REQUIRED | FIELD_FILTER,
	  .codes = levels, .headers = "资金来源|级次", .example = "中央" },
	{ "amount_fen", { "金额", "Amount" }, FIELD_MONEY, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "资金额|下达金额", .example = "2590000.00" },
	{ "spent_fen", { "已支出", "Spent" }, FIELD_MONEY, FIELD_COMPUTED | FIELD_LISTED,
	  .hint = { "本级和下级支出之和", "By its holder and all who got of it" } },
	{ "balance_fen", { "本级余额", "Left" }, FIELD_MONEY, FIELD_COMPUTED | FIELD_LISTED,
	  .hint = { "金额减去向下分配和本级支出", "Amount less what was handed on and spent by its holder" } },
	{ "allocated_fen", { "已分配", "Allocated" }, FIELD_MONEY, FIELD_COMPUTED | FIELD_LISTED },
	{ "issued_on", { "下达日期", "Given on" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "日期", .example = "2026-03-01" },
	{ "pay_by", { "拨付期限", "To be paid by" }, FIELD_DATE, 0, .headers = "下拨期限",
	  .hint = { "各级拨付的期限；逾期未拨的会列出", "Later payments are listed as overdue" } },
	{ "pay_method", { "下拨方式", "How it is paid" }, FIELD_TEXT },
	{ "programme", { "项目名称", "Programme" }, FIELD_TEXT, FIELD_SEARCHED, .headers = "项目" },
	{ "allowed_uses", { "使用范围", "May be used for" }, FIELD_TEXT, FIELD_COMPUTED, .max = 4000 },
};

const struct record_type record_funds = {
	.name = "funds",
	.table = "fund",
	.label = { "资金", "Funds" },
	.module = "fund",
	.sides = RECORD_ONE,
	.from_label = { "持有单位", "Holder" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_NONE,
	.day = "issued_on",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
};
