/* fund_allocations.c - parts of a fund handed down the levels, with the days of each (FND-02). */
#include "record.h"

static const struct record_code tiers[] = {
	{ "province", { "到省", "To the province" } }, { "city", { "到市", "To a city" } },
	{ "county", { "到县", "To a county" } }, { "unit", { "到单位", "To a unit" } }, { NULL }
};

static const struct record_code progresses[] = {
	{ "allocated", { "待拨付", "To be paid" } }, { "paid", { "已拨付", "Paid" } },
	{ "arrived", { "已到账", "Arrived" } }, { NULL }
};

static const struct record_field fields[] = {
	{ "fund", { "资金", "Fund" }, FIELD_RECORD, FIELD_FILTER | FIELD_FIXED, .refers = "funds",
	  .hint = { "本单位持有的资金；转拨上级拨款时不填", "A fund you hold; empty where you hand an allocation on" } },
	{ "parent", { "上级拨款", "Out of allocation" }, FIELD_RECORD, FIELD_FILTER | FIELD_FIXED,
	  .refers = "fund_allocations",
	  .hint = { "转拨时选择本单位收到的那笔拨款", "Handing on: the allocation that you received" } },
	{ "name", { "款项", "Money" }, FIELD_TEXT, FIELD_COMPUTED | FIELD_LISTED | FIELD_SEARCHED },
	{ "amount_fen", { "金额", "Amount" }, FIELD_MONEY, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "分配金额|拨款金额", .example = "600000.00" },
	{ "progress", { "进度", "Progress" }, FIELD_CODE, FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER,
	  .codes = progresses },
	{ "allocated_on", { "下达日期", "Allocated on" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "分配日期|日期", .example = "2026-03-15" },
	{ "due_on", { "应拨付日期", "Due on" }, FIELD_DATE, FIELD_LISTED, .headers = "拨付期限",
	  .hint = { "不填则取资金的拨付期限", "Left empty: as the fund says" } },
	{ "paid_on", { "拨付日期", "Paid on" }, FIELD_DATE, FIELD_LISTED, .headers = "下拨日期",
	  .hint = { "款项拨出的日期；以后可登记", "May be noted later" } },
	{ "arrived_on", { "到账日期", "Arrived on" }, FIELD_DATE, FIELD_LISTED | FIELD_BY_CONFIRMER },
	{ "late_days", { "逾期拨付", "Paid late" }, FIELD_INTEGER, FIELD_COMPUTED, "天" },
	{ "tier", { "级次", "Tier" }, FIELD_CODE, FIELD_COMPUTED | FIELD_FILTER, .codes = tiers },
	{ "onward", { "转拨", "Handed on" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_FILTER },
	{ "document_number", { "文号", "Document number" }, FIELD_TEXT, FIELD_SEARCHED, .max = 60 },
	{ "purpose", { "说明", "What for" }, FIELD_TEXT, FIELD_SEARCHED },
	{ "allowed_uses", { "使用范围", "May be used for" }, FIELD_TEXT, FIELD_COMPUTED, .max = 4000 },
	{ "handed_fen", { "已转拨", "Handed on by receiver" }, FIELD_MONEY, FIELD_COMPUTED },
	{ "spent_fen", { "已支出", "Spent by receiver" }, FIELD_MONEY, FIELD_COMPUTED },
	{ "balance_fen", { "余额", "Left" }, FIELD_MONEY, FIELD_COMPUTED | FIELD_LISTED,
	  .hint = { "收款单位尚未转拨或支出的", "Neither handed on nor spent by the receiver" } },
};

static const struct transition actions[] = {
	{ "submitted", "pay", "submitted", PARTY_SENDER, "fund.write", .only_if = "_unpaid" },
	{ "confirmed", "pay", "confirmed", PARTY_SENDER, "fund.write", .only_if = "_unpaid" },
	{ "confirmed", "arrive", "confirmed", PARTY_RECEIVER, "fund.confirm", .only_if = "_on_the_way" },
};

static const struct record_code action_labels[] = {
	{ "pay", { "登记拨付", "Note the payment" } },
	{ "arrive", { "登记到账", "Note the arrival" } },
	{ NULL }
};

static const struct record_action_field action_fields[] = {
	{ "pay", "paid_on", true }, { "arrive", "arrived_on", true },
};

const struct record_type record_fund_allocations = {
	.name = "fund_allocations",
	.table = "fund_allocation",
	.label = { "资金分配", "Fund allocations" },
	.module = "fund",
	.sides = RECORD_TWO,
	.from_label = { "付款单位", "Payer" },
	.to_label = { "收款单位", "Receiver" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_RECEIVER,
	.day = "allocated_on",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.actions = actions,
	.nactions = RECORD_COUNT(actions),
	.action_labels = action_labels,
	.action_fields = action_fields,
	.naction_fields = RECORD_COUNT(action_fields),
};
