/* test_text.c - Unicode as users type it. */
#include "unit.h"

#include "text.h"

static void
utf8_is_checked_strictly(void **state)
{
	static const struct { const char *bytes; size_t len; bool good; } cases[] = {
		{ "", 0, true }, { "abc", 3, true }, { "张", 3, true }, { "\xF0\xA0\xAE\xB7", 4, true },
		{ "a\0b", 3, false }, { "\xC0\x80", 2, false }, { "\xC1\xBF", 2, false },
		{ "\xE0\x80\x80", 3, false }, { "\xE0\x9F\xBF", 3, false }, { "\xE0\xA0\x80", 3, true },
		{ "\xED\xA0\x80", 3, false }, { "\xED\x9F\xBF", 3, true }, { "\xEE\x80\x80", 3, true },
		{ "\xF0\x8F\xBF\xBF", 4, false }, { "\xF0\x90\x80\x80", 4, true },
		{ "\xF4\x8F\xBF\xBF", 4, true }, { "\xF4\x90\x80\x80", 4, false },
		{ "\xF5\x80\x80\x80", 4, false }, { "\x80", 1, false }, { "\xE5\xBC", 2, false },
		{ "\xE5\xBC\x20", 3, false }, { "\xFF", 1, false }, { "\xC2", 1, false },
		{ "\xF0\x90\x80\xC0", 4, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		CHECK_CASE(i, text_is_utf8(cases[i].bytes, cases[i].len) == cases[i].good);
}

static void
lengths_are_in_code_points(void **state)
{
	(void)state;
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("张san\xF0\xA0\xAE\xB7"), 5);
}

static void
lines_are_cleaned(void **state)
{
	static const struct { const char *in; bool multiline; const char *out; } cases[] = {
		{ "  张三　", false, "张三" },
		{ "e\xCC\x81t\xC3\xA9", false, "\xC3\xA9t\xC3\xA9" },	/* both forms of é: NFC */
		{ "Ａ１", false, "Ａ１" },				/* NFC keeps full width */
		{ "a\tb", false, NULL }, { "a\nb", false, NULL },
		{ "a\tb\nc", true, "a\tb\nc" }, { "a\r\nb\rc", true, "a\nb\nc" },
		{ "\r\n a \r\n", true, "a" },
		{ "a\x01", true, NULL }, { "a\x7f", false, NULL },
		{ "a\xC2\x85" "b", false, NULL },		/* NEL, a control */
		{ "a\xE2\x80\x8B" "b", false, NULL },		/* zero-width space */
		{ "a\xE2\x80\xAE" "b", true, NULL },		/* right-to-left override */
		{ "a\xE2\x81\xA6" "b", true, NULL },		/* isolate */
		{ "\xEF\xBB\xBF" "a", false, NULL },		/* BOM */
		{ "a\xF3\xA0\x81\x81", false, NULL },		/* tag */
		{ "\xE8\x91\x9B\xF3\xA0\x84\x80", false, "\xE8\x91\x9B\xF3\xA0\x84\x80" }, /* 葛 variant */
		{ "\xF0\xA0\xAE\xB7", false, "\xF0\xA0\xAE\xB7" },
		{ "", false, "" }, { " \t", false, "" }, { "\xC3\x28", false, NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(i, text_clean(*state, cases[i].in, cases[i].multiline), cases[i].out);
}

static void
login_names_are_folded(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "ZhangSan", "zhangsan" }, { " zhangsan ", "zhangsan" }, { "ｚｈａｎｇｓａｎ", "zhangsan" },
		{ "　ＺＨＡＮＧ．ｓａｎ１", "zhang.san1" }, { "张三", "张三" }, { "ﬁ", "fi" },
		{ "Straße", "strasse" }, { "", NULL }, { " 　", NULL }, { "a\x01", NULL },
		{ "zhang\xE2\x80\x8Bsan", NULL }, { "zhang\xC2\xADsan", NULL }, { "\xFF", NULL },
		{ "a\nb", NULL },
		{ "1234567890123456789012345678901234567890123456789012345678901234",
		  "1234567890123456789012345678901234567890123456789012345678901234" },
		{ "12345678901234567890123456789012345678901234567890123456789012345", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(i, text_fold_login(*state, cases[i].in), cases[i].out);
}

static void
names_of_institutions_are_folded(void **state)
{
	assert_string_equal(text_fold_name(*state, " 湟中区 示范医院（西院）　"), "湟中区示范医院(西院)");
	assert_string_equal(text_fold_name(*state, "第２医院ＩＣＵ"), "第2医院icu");
	assert_string_equal(text_fold_name(*state, "\xFF"), "");
}

static void
names_are_spelt(void **state)
{
	static const struct { const char *han, *full, *initials; } cases[] = {
		{ "湟中县", "huangzhongxian", "hzx" },
		{ "重庆市", "chongqingshi", "cqs" },
		{ "长沙", "changsha", "cs" }, { "长治", "changzhi", "cz" }, { "长子县", "zhangzixian", "zzx" },
		{ "朝阳", "chaoyang", "cy" }, { "乐清", "yueqing", "yq" }, { "乐山", "leshan", "ls" },
		{ "厦门", "xiamen", "xm" }, { "六安", "luan", "la" }, { "六盘水", "liupanshui", "lps" },
		{ "蚌埠", "bengbu", "bb" }, { "大庸", "dayong", "dy" }, { "西藏", "xizang", "xz" },
		{ "都兰县", "dulanxian", "dlx" }, { "乐都区", "leduqu", "ldq" }, { "成都", "chengdu", "cd" },
		{ "海西蒙古族藏族自治州", "haiximengguzuzangzuzizhizhou", "hxmgzzzzzz" },
		{ "大通回族土族自治县", "datonghuizutuzuzizhixian", "dthztzzzx" },
		{ "称多县", "chenduoxian", "cdx" }, { "蔚县", "yuxian", "yx" }, { "番禺", "panyu", "py" },
		{ "洪洞", "hongtong", "ht" }, { "吴堡", "wubu", "wb" }, { "什邡", "shifang", "sf" },
		{ "单县", "shanxian", "sx" }, { "华县人民医院", "huaxianrenminyiyuan", "hxrmyy" },
		{ "A座2号", "azuo2hao", "az2h" }, { "", "", "" }, { "\xFF", "", "" },
		{ "（示范）", "shifan", "sf" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		check_text(i, text_pinyin(*state, cases[i].han), cases[i].full);
		check_text(i, text_initials(*state, cases[i].han), cases[i].initials);
	}
}

static void
gb18030_is_read_strictly(void **state)
{
	static const struct { const char *bytes; const char *out; } cases[] = {
		{ "abc", "abc" },
		{ "\xD5\xC5\xC8\xFD", "张三" },
		{ "\x95\x32\x82\x36", "\xF0\xA0\x80\x80" },		/* four bytes, U+20000 */
		{ "\x81\x30\x81\x30", "\xC2\x80" },
		{ "\xD5", NULL }, { "\xFF\xFF", NULL }, { "\xD5\x20", NULL }, { "\x95\x32\x82", NULL },
		{ "", "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(i, text_from_gb18030(*state, cases[i].bytes, strlen(cases[i].bytes)),
		    cases[i].out);
	assert_null(text_from_gb18030(*state, "a\0b", 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_is_checked_strictly),
		cmocka_unit_test(lengths_are_in_code_points),
		WITH_ARENA(lines_are_cleaned),
		WITH_ARENA(login_names_are_folded),
		WITH_ARENA(names_of_institutions_are_folded),
		WITH_ARENA(names_are_spelt),
		WITH_ARENA(gb18030_is_read_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
