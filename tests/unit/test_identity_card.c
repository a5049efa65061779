/* test_identity_card.c - identity numbers and phone numbers. All numbers here are made up. */
#include "unit.h"

#include "identity_card.h"

static const struct date today = { 2026, 11, 22 };

static void
numbers_are_taken_apart(void **state)
{
	static const struct {
		const char *text;
		enum identity_fault fault;
		const char *number;
		struct date birth;
		char sex;
	} cases[] = {
		{ "11010519491231002X", IDENTITY_OK, "11010519491231002X", { 1949, 12, 31 }, 'F' },
		{ "11010519491231002x", IDENTITY_OK, "11010519491231002X", { 1949, 12, 31 }, 'F' },
		{ "１１０１０５１９４９１２３１００２Ｘ", IDENTITY_OK, "11010519491231002X",
		  { 1949, 12, 31 }, 'F' },
		{ "１１０１０５１９４９１２３１００２ｘ", IDENTITY_OK, "11010519491231002X",
		  { 1949, 12, 31 }, 'F' },
		{ " 110105 19491231　002X\t", IDENTITY_OK, "11010519491231002X", { 1949, 12, 31 }, 'F' },
		{ "440524188001010014", IDENTITY_BIRTH_DATE },		/* 1880: before 1900 */
		{ "110105491231002", IDENTITY_OK, "11010519491231002X", { 1949, 12, 31 }, 'F' },
		{ "11010549123100X", IDENTITY_CHARACTER },		/* no X in the old form */
		{ "110105194912310021", IDENTITY_CHECK_DIGIT },
		{ "11010519491231003X", IDENTITY_CHECK_DIGIT },
		{ "11010519490230002X", IDENTITY_BIRTH_DATE },		/* 30 February */
		{ "11010519491331002X", IDENTITY_BIRTH_DATE },
		{ "110105490231002", IDENTITY_BIRTH_DATE },
		{ "110105203012310020", IDENTITY_FUTURE },
		{ "1101051949123100X2", IDENTITY_CHARACTER },
		{ "11010519491231O02X", IDENTITY_CHARACTER },
		{ "1101051949123100张", IDENTITY_LENGTH },
		{ "11010519491231002", IDENTITY_LENGTH },
		{ "11010519491231002XX", IDENTITY_LENGTH },
		{ "", IDENTITY_LENGTH }, { "   ", IDENTITY_LENGTH },
		{ "1.10105E+17", IDENTITY_LENGTH },
		{ "\xEF\xBC", IDENTITY_LENGTH }, { "\xEF", IDENTITY_LENGTH },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct identity id = { .sex = 0 };
		enum identity_fault fault = identity_parse(cases[i].text, today, &id);

		if (fault != cases[i].fault)
			fail_msg("case %zu: fault %d, wanted %d", i, fault, cases[i].fault);
		if (fault != IDENTITY_OK)
			continue;
		check_text(i, id.number, cases[i].number);
		CHECK_CASE(i, date_to_days(id.birth) == date_to_days(cases[i].birth));
		CHECK_CASE(i, id.sex == cases[i].sex);
	}
}

static void
a_birth_today_is_no_future(void **state)
{
	struct identity id;

	(void)state;
	assert_int_equal(identity_parse("110105203012310020", (struct date){ 2030, 12, 30 }, &id),
	    IDENTITY_FUTURE);
	assert_int_equal(identity_parse("110105203012310020", (struct date){ 2030, 12, 31 }, &id),
	    IDENTITY_CHECK_DIGIT);
}

static void
values_are_masked(void **state)
{
	static const struct { const char *name, *masked; } names[] = {
		{ "张三", "张*" }, { "张", "张" }, { "欧阳修文", "欧***" }, { "", "" },
		{ "阿卜杜拉·买买提", "阿***" }, { "Li", "L*" }, { "\xF0\xA0\xAE\xB7野家", "\xF0\xA0\xAE\xB7**" },
	};

	assert_string_equal(identity_mask_number(*state, "11010519491231002X"), "110*************2X");
	assert_string_equal(identity_mask_number(*state, "12345"), "*****");
	assert_string_equal(identity_mask_phone(*state, "13812345678"), "138****5678");
	assert_string_equal(identity_mask_phone(*state, "12345678"), "********");
	for (size_t i = 0; i < COUNT(names); i++)
		check_text(i, identity_mask_name(*state, names[i].name), names[i].masked);
}

static void
phone_numbers_are_digits(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "13812345678", "13812345678" }, { "138 1234 5678", "13812345678" },
		{ "138-1234-5678", "13812345678" }, { "+86 138 1234 5678", "13812345678" },
		{ "008613812345678", "13812345678" }, { "１３８１２３４５６７８", "13812345678" },
		{ "0971-6123456", "09716123456" }, { "(010)62345678", "01062345678" },
		{ "（0971）6123456", "09716123456" }, { "021-5234567", "0215234567" },
		{ "12812345678", NULL }, { "1381234567", NULL }, { "138123456789", NULL },
		{ "6123456", NULL }, { "0971-0123456", NULL }, { "0071-6123456", NULL }, { "", NULL },
		{ "1381234567a", NULL }, { "无", NULL },
		{ "1111111111111111111111111111111111111111111", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(i, phone_normalise(*state, cases[i].in), cases[i].out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_taken_apart),
		cmocka_unit_test(a_birth_today_is_no_future),
		WITH_ARENA(values_are_masked),
		WITH_ARENA(phone_numbers_are_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
