/* test_import.c - headings and cells of registers as hospitals write them. */
#include "unit.h"

#include "import.h"
#include "record.h"

static const struct date today = { 2026, 11, 22 };

static const struct import_field *
field(const char *name)
{
	const struct import_kind *k = import_kind_find("referrals");

	return &k->fields[import_field_find(k, name)];
}

static void
headings_are_guessed(void **state)
{
	static const char *const headings[] = { "序号", "登记编号", " 患者姓名*", "性别：", "身份证号码（18位）",
		"联 系 电 话", "转出医院", "接收医院", "转诊日期\n(年-月-日)", "ＩＣＤ－１０", "初步诊断", "上转/下转", "备注" };
	static const char *const fields[] = { NULL, "register", "name", "sex", "id_number", "phone",
		"from_org", "to_org", "sent_on", "diagnosis_code", "diagnosis", "direction", "note" };
	const struct import_kind *k = import_kind_find("referrals");
	int mapping[IMPORT_FIELDS_MAX];

	assert_int_equal(import_guess(k, *state, headings, (int)COUNT(headings), mapping), 12);
	for (size_t i = 0; i < COUNT(headings); i++)
		if (fields[i] != NULL)
			CHECK_CASE(i, mapping[import_field_find(k, fields[i])] == (int)i);
	assert_int_equal(mapping[import_field_find(k, "arrived_on")], -1);
}

static void
a_column_serves_one_field(void **state)
{
	static const char *const headings[] = { "类型", "类型", "日期", "日期" };
	const struct import_kind *k = import_kind_find("referrals");
	int mapping[IMPORT_FIELDS_MAX];

	assert_int_equal(import_guess(k, *state, headings, 4, mapping), 2);
	assert_int_equal(mapping[import_field_find(k, "direction")], 0);
	assert_int_equal(mapping[import_field_find(k, "sent_on")], 2);
}

static void
every_kind_is_sound(void **state)
{
	static const char *const kinds[] = { "referrals", "organisations" };

	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct import_kind *k = import_kind_find(kinds[i]);

		CHECK_CASE(i, k != NULL && k->nfields <= IMPORT_FIELDS_MAX);
		for (int f = 0; f < k->nfields; f++) {
			const struct import_field *x = &k->fields[f];
			const char *text;
			struct sentence fault;
			int mapping[IMPORT_FIELDS_MAX];

			CHECK_CASE(f, import_field_find(k, x->name) == f);
			CHECK_CASE(f, (x->type == IMPORT_CODE || x->type == IMPORT_STATE) == (x->codes != NULL));
			/* The template's own heading and example are taken. */
			CHECK_CASE(f, import_guess(k, *state, &x->label.zh, 1, mapping) == 1 && mapping[f] == 0);
			CHECK_CASE(f, x->example == NULL ||
			    import_parse(x, *state, x->example, today, &text, &fault));
		}
	}
	assert_null(import_kind_find("nothing"));
}

static void
cells_are_read(void **state)
{
	static const struct { const char *field, *cell, *text; } cases[] = {
		{ "sent_on", "2016-03-15", "2016-03-15" }, { "sent_on", "2016/3/5", "2016-03-05" },
		{ "sent_on", "2016.3.15", "2016-03-15" }, { "sent_on", "2016年3月15日", "2016-03-15" },
		{ "sent_on", "20160315", "2016-03-15" }, { "sent_on", "2016-03-15 10:30", "2016-03-15" },
		{ "sent_on", "2016-03-15T10:30:00", "2016-03-15" }, { "sent_on", "", NULL },
		{ "sent_on", "/", NULL }, { "id_number", "无", NULL }, { "phone", "不详", NULL },
		{ "id_number", "11010519491231002x", "11010519491231002X" },
		{ "phone", "0971-6123456", "09716123456" },
		{ "direction", "上转", "up" }, { "direction", "回转", "down" }, { "direction", "up", "up" },
		{ "sex", "女性", "F" }, { "state", "已撤回", "cancelled" }, { "state", "审核 通过", "accepted" },
		{ "care", "门急诊", "outpatient" }, { "diagnosis_code", "j18.900", "J18.900" },
		{ "diagnosis", "肺炎\n高血压", "肺炎 高血压" }, { "reason", "一\n二", "一\n二" },
		{ "name", " 张例三 ", "张例三" }, { "from_org", "湟中区示范医院", "湟中区示范医院" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text;
		struct sentence fault;

		CHECK_CASE(i, import_parse(field(cases[i].field), *state, cases[i].cell, today, &text, &fault));
		check_text(i, text, cases[i].text);
	}
}

static void
wrong_cells_are_explained(void **state)
{
	static const struct { const char *field, *cell, *said; } cases[] = {
		{ "sent_on", "2026-02-31", "没有 2026-02-31 这一天" }, { "sent_on", "2026-13-01", "没有" },
		{ "sent_on", "2099-01-01", "今天之后" }, { "sent_on", "三月", "看不出" },
		{ "sent_on", "2016-3", "看不出" }, { "sent_on", "2016-03-155", "看不出" },
		{ "sent_on", "201603155", "看不出" }, { "name", "", "必须填写姓名" }, { "name", "-", "必须填写" },
		{ "id_number", "110105194912310021", "校验位" }, { "id_number", "1101", "18 位" },
		{ "id_number", "\1" "630106194912310000", "第 15 位以后已经丢失" },
		{ "sent_on", "\2#N/A", "#N/A" }, { "phone", "123", "区号" },
		{ "direction", "左转", "上转、下转" }, { "state", "奇怪", "状态对应" },
		{ "diagnosis_code", "肺炎", "ICD-10" }, { "diagnosis_code", "J1", "ICD-10" },
		{ "name", "张\xE2\x80\x8B三", "看不见" },
		{ "register", "1234567890123456789012345678901234567890123456789012345678901", "60" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text;
		struct sentence fault = { "", "" };

		CHECK_CASE(i, !import_parse(field(cases[i].field), *state, cases[i].cell, today, &text, &fault));
		if (strstr(fault.zh, cases[i].said) == NULL)
			fail_msg("case %zu: it said %s", i, fault.zh);
		CHECK_CASE(i, fault.en[0] != '\0');
	}
}

static void
numbers_of_institutions_are_read(void **state)
{
	static const struct { const char *field, *cell, *text; } cases[] = {
		{ "beds", "30", "30" }, { "beds", "1,200", "1200" }, { "beds", "30.5", NULL },
		{ "beds", "100001", NULL }, { "beds", "-1", NULL }, { "area_km2", "12.5", "12.5" },
		{ "area_km2", "1.2.3", NULL }, { "division_code", "630106", "630106" },
		{ "division_code", "630106101", "630106101" }, { "division_code", "630106101000", "630106101" },
		{ "division_code", "630106000000", "630106" }, { "division_code", "6301", NULL },
		{ "poverty", "否", "false" }, { "poverty", "无", "false" }, { "level", "三级", "3" },
	};
	const struct import_kind *k = import_kind_find("organisations");

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct import_field *f = &k->fields[import_field_find(k, cases[i].field)];
		const char *text = NULL;
		struct sentence fault;

		CHECK_CASE(i, import_parse(f, *state, cases[i].cell, today, &text, &fault) ==
		    (cases[i].text != NULL));
		if (cases[i].text != NULL)
			check_text(i, text, cases[i].text);
	}
}

static const struct import_field money = { .label = { "金额", "Value" }, .type = IMPORT_MONEY,
	.max = 10000000000000 };
static const struct import_field quantity = { .label = { "数量", "Quantity" },
	.type = IMPORT_QUANTITY, .min = 1, .max = 10000000 };
static const struct import_field whole = { .label = { "人数", "Heads" }, .type = IMPORT_INTEGER,
	.min = 1, .max = 500 };
static const struct import_field hours = { .label = { "学时", "Hours" }, .type = IMPORT_DECIMAL,
	.max = 1000, .decimals = 1 };

static void
numbers_are_read_as_clerks_write_them(void **state)
{
	static const struct { const struct import_field *field; const char *cell, *text; } cases[] = {
		{ &money, "205408", "20540800" }, { &money, "205,408.50", "20540850" },
		{ &money, "¥60000.00元", "6000000" }, { &money, "３０００．５", "300050" },
		{ &money, "20.5408万元", "20540800" }, { &money, "1.2万", "1200000" },
		{ &money, "人民币 3 亿元", "30000000000" }, { &money, "0.01", "1" }, { &money, "0.10", "10" },
		{ &money, "0.001", NULL }, { &money, "0.1000001万元", NULL }, { &money, "约100", NULL },
		{ &money, "-5", NULL }, { &money, "1.", NULL }, { &money, ".5", NULL }, { &money, "1.2.3", NULL },
		{ &money, "五千", NULL }, { &money, "100元元", NULL }, { &money, "9999999999999999", NULL },
		{ &money, "100000000001", NULL }, { &money, "999999999999亿", NULL },
		{ &quantity, "2", "2" }, { &quantity, "2台", "2" }, { &quantity, "1,000 人次", "1000" },
		{ &quantity, "近100", "100 near" }, { &quantity, "100余台", "100 over" },
		{ &quantity, "100台余", "100 over" }, { &quantity, "约20瓶", "20 about" },
		{ &quantity, "20左右", "20 about" }, { &quantity, "100以上", "100 at_least" },
		{ &quantity, "不少于3次", "3 at_least" }, { &quantity, "超过5人", "5 over" },
		{ &quantity, "1.2万余", "12000 over" }, { &quantity, "1.5", NULL }, { &quantity, "近约5", NULL },
		{ &quantity, "0", NULL }, { &quantity, "许多", NULL }, { &quantity, "5公里", NULL },
		{ &whole, "30人", "30" }, { &whole, "约30", NULL }, { &whole, "501", NULL }, { &whole, "0", NULL },
		{ &hours, "1.5", "1.5" }, { &hours, "2学时", "2.0" }, { &hours, "1.25", NULL },
		{ &hours, "1001", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text = NULL;
		struct sentence fault = { NULL, NULL };
		bool good = import_parse(cases[i].field, *state, cases[i].cell, today, &text, &fault);

		if (good != (cases[i].text != NULL))
			fail_msg("case %zu: %s gave %s", i, cases[i].cell, good ? text : fault.zh);
		CHECK_CASE(i, good || (fault.zh != NULL && fault.en != NULL));
		if (good)
			check_text(i, text, cases[i].text);
	}
}

static void
every_record_type_has_a_kind(void **state)
{
	const struct import_kind *k;
	int n = 0;

	for (int i = 2; (k = record_import_kind_at(*state, i)) != NULL; i++, n++) {
		CHECK_CASE(i, k->record == record_types[n] && k->nfields < IMPORT_FIELDS_MAX);
		CHECK_CASE(i, record_import_kind(*state, k->name)->nfields == k->nfields);
		for (int f = 0; f < k->nfields; f++) {
			const struct import_field *x = &k->fields[f];
			struct sentence fault = { "", "" };
			int mapping[IMPORT_FIELDS_MAX];
			const char *text;

			if (import_guess(k, *state, &x->label.zh, 1, mapping) != 1 || mapping[f] != 0)
				fail_msg("%s: %s is not found by its heading", k->name, x->name);
			if (x->example != NULL && !import_parse(x, *state, x->example, today, &text, &fault))
				fail_msg("%s: the example of %s: %s", k->name, x->name, fault.zh);
		}
	}
	assert_true(n > 8);
	assert_ptr_equal(record_import_kind(*state, "referrals"), import_kind_find("referrals"));
	assert_null(record_import_kind(*state, "nothing"));
}

static void
what_is_shown_is_masked_and_short(void **state)
{
	assert_string_equal(import_show(field("id_number"), *state, "11010519491231002X"),
	    "110*************2X");
	assert_string_equal(import_show(field("id_number"), *state, "张三的号码"), "***");
	assert_string_equal(import_show(field("phone"), *state, "13812345678"), "138****5678");
	assert_string_equal(import_show(field("name"), *state, "张三"), "张三");
	assert_int_equal(strlen(import_show(field("name"), *state,
	    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一")), 3 * 41);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(headings_are_guessed),
		WITH_ARENA(a_column_serves_one_field),
		WITH_ARENA(every_kind_is_sound),
		WITH_ARENA(cells_are_read),
		WITH_ARENA(wrong_cells_are_explained),
		WITH_ARENA(numbers_of_institutions_are_read),
		WITH_ARENA(numbers_are_read_as_clerks_write_them),
		WITH_ARENA(every_record_type_has_a_kind),
		WITH_ARENA(what_is_shown_is_masked_and_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
