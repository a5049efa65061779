/* donations.c - what one institution gave another: equipment, medicines, supplies, money (DON-01). */
#include "record.h"

static const struct record_code kinds[] = {
	{ "equipment", { "设备", "Equipment" }, "医疗设备|器械" },
	{ "medicine", { "药品", "Medicines" }, "药物" },
	{ "supplies", { "物资", "Supplies" }, "耗材|防护物资" },
	{ "money", { "经费", "Money" }, "资金|现金" },
	{ NULL }
};

static const struct record_field items[] = {
	{ "name", { "名称", "Name" }, FIELD_TEXT, FIELD_REQUIRED, .max = 100, .example = "便携式彩超" },
	{ "specification", { "规格型号", "Specification" }, FIELD_TEXT },
	{ "quantity", { "数量", "Quantity" }, FIELD_QUANTITY, FIELD_REQUIRED, .min = 1, .max = 10000000,
	  .example = "2" },
	{ "unit", { "单位", "Unit" }, FIELD_TEXT, FIELD_REQUIRED, .max = 10, .example = "台" },
	{ "unit_value_fen", { "单价", "Unit value" }, FIELD_MONEY, .example = "30000.00" },
	{ "value_fen", { "金额", "Value" }, FIELD_MONEY, FIELD_REQUIRED, .example = "60000.00",
	  .hint = { "单价乘以数量", "Unit value times quantity" } },
};

static const struct record_lines lines[] = {
	{ "items", "donation_item", { "捐赠明细", "Items" }, items, RECORD_COUNT(items) },
};

static const struct record_field fields[] = {
	{ "donated_on", { "捐赠日期", "Donated on" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "日期|捐赠时间", .example = "2026-05-01" },
	{ "kind", { "类别", "Kind" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = kinds, .headers = "捐赠类别|种类", .example = "设备" },
	{ "subject", { "捐赠内容", "Subject" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .headers = "内容|物品名称",
	  .example = "便携式彩超 2 台" },
	{ "total_fen", { "总金额", "Total" }, FIELD_MONEY, FIELD_REQUIRED | FIELD_LISTED,
	  .sum_of = "items.value_fen", .headers = "金额|合计|折合金额", .example = "60000.00",
	  .hint = { "有明细时等于明细金额之和", "With items: the sum of their values" } },
	{ "programme", { "项目名称", "Programme" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED,
	  .headers = "项目", .example = "组团式帮扶" },
	{ "original_giver", { "原捐赠方", "Original giver" }, FIELD_TEXT, FIELD_SEARCHED,
	  .hint = { "经本单位转赠的社会捐赠，写明捐赠企业或团体",
	    "For a gift passed on: the company or body it came from" } },
	{ "contact_name", { "经办人", "Contact" }, FIELD_TEXT, FIELD_PERSONAL, .max = 50 },
	{ "contact_phone", { "经办人电话", "Contact's telephone" }, FIELD_PHONE, FIELD_PERSONAL },
	{ "received_on", { "接收日期", "Received on" }, FIELD_DATE, FIELD_BY_CONFIRMER },
	{ "receipt_number", { "接收凭证号", "Receipt number" }, FIELD_TEXT, FIELD_BY_CONFIRMER, .max = 50 },
};

const struct record_type record_donations = {
	.name = "donations",
	.table = "donation",
	.label = { "捐赠", "Donations" },
	.module = "donation",
	.sides = RECORD_TWO,
	.from_label = { "捐赠单位", "Giver" },
	.to_label = { "受赠单位", "Receiver" },
	.enters = PARTY_EITHER,
	.confirms = CONFIRM_RECEIVER,
	.day = "donated_on",
	.title = "subject",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
};
