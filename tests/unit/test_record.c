/* test_record.c - record types: statements that hold no value, lives, values and their faults. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../fcgi/record/engine.h"
#include "clock.h"

static const struct record_code kinds[] = {
	{ "a", { "甲", "First" } }, { "b", { "乙", "Second" } }, { NULL }
};

static const struct record_field fields[] = {
	{ "held_on", { "日期", "Day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED },
	{ "subject", { "内容", "Subject" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED,
	  .max = 5 },
	{ "words", { "说明", "Words" }, FIELD_LINES, FIELD_SEARCHED },
	{ "kind", { "类别", "Kind" }, FIELD_CODE, FIELD_FILTER, .codes = kinds },
	{ "place", { "单位", "Place" }, FIELD_ORGANISATION, FIELD_FILTER },
	{ "person", { "人员", "Person" }, FIELD_STAFF, FIELD_PERSONAL },
	{ "gift", { "捐赠", "Gift" }, FIELD_RECORD, .refers = "donations" },
	{ "heads", { "人数", "Heads" }, FIELD_QUANTITY, .unit = "人" },
	{ "share", { "比例", "Share" }, FIELD_DECIMAL, .min = 0, .max = 100, .decimals = 1 },
	{ "cost_fen", { "费用", "Cost" }, FIELD_MONEY },
	{ "open", { "公开", "Open" }, FIELD_BOOLEAN, FIELD_FILTER },
	{ "times", { "次数", "Times" }, FIELD_INTEGER, FIELD_FIXED },
	{ "phone", { "电话", "Telephone" }, FIELD_PHONE, FIELD_PERSONAL },
	{ "card", { "身份证", "Card" }, FIELD_ID_NUMBER, FIELD_PERSONAL },
	{ "first", { "首次", "First" }, FIELD_BOOLEAN, FIELD_COMPUTED },
	{ "seen_on", { "收到", "Seen" }, FIELD_DATE, FIELD_BY_CONFIRMER | FIELD_FILTER },
};

static const struct record_view views[] = {
	{ "soon", { "将到", "Soon" }, { { "seen_on_from", "today" }, { "seen_on_to", "today+90" },
	  { "state", "live" }, { "sort", "seen_on" } } },
	{ "kept", { "甲类", "First ones" }, { { "kind", "a" } } },
};

static struct record_type
type_of(enum record_sides sides, enum party enters, enum record_confirm confirms)
{
	return (struct record_type){ .name = "trials", .table = "trial", .label = { "试例", "Trials" },
		.module = "trial", .sides = sides, .enters = enters, .confirms = confirms,
		.day = "held_on", .title = "subject", .fields = fields, .nfields = RECORD_COUNT(fields),
		.views = views, .nviews = RECORD_COUNT(views) };
}

/* --- lists --- */

static const char hostile[] = "x'; drop table biz.donation; --";

static struct record_list
full_list(const char *const *filters)
{
	return (struct record_list){ .key = "held_on", .cast = "date", .descending = true,
		.box = "mine", .state = hostile, .organisation = hostile, .from = hostile, .to = hostile,
		.q = hostile, .filters = filters, .cursor = hostile, .limit = 51 };
}

/* Whether $1 to $n stand in the text and no other does. */
static bool
places_fit(const char *text, int n)
{
	bool seen[RECORD_PARAMS_MAX + 1] = { false };

	for (const char *at = text; (at = strchr(at, '$')) != NULL; at++) {
		long place = strtol(at + 1, NULL, 10);

		if (place < 1 || place > n)
			return false;
		seen[place] = true;
	}
	for (int i = 1; i <= n; i++)
		if (!seen[i])
			return false;
	return true;
}

static void
a_list_holds_no_value(void **state)
{
	struct record_type two = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);
	struct record_type one = type_of(RECORD_ONE, PARTY_SENDER, CONFIRM_NONE);
	const struct record_type *types[] = { &two, &one };
	const char *filters[RECORD_COUNT(fields)] = { NULL };

	filters[3] = filters[4] = filters[10] = filters[15] = hostile;
	for (int i = 0; i < 2; i++) {
		struct record_list list = full_list(filters);
		const char *text, *params[RECORD_PARAMS_MAX];
		int n = record_list_text(*state, types[i], &list, &text, params), values = 0;

		CHECK_CASE(i, strstr(text, "drop") == NULL && strchr(text, ';') == NULL);
		CHECK_CASE(i, places_fit(text, n));
		for (int j = 0; j < n; j++)
			values += params[j] != NULL && strcmp(params[j], hostile) == 0;
		/* All but the box, and the cursor, which has no comma. */
		CHECK_CASE(i, values == 10);
	}
}

static void
a_list_has_the_conditions_it_was_asked_for(void **state)
{
	struct record_type t = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);
	const char *kind[RECORD_COUNT(fields)] = { [3] = "a" }, *place[RECORD_COUNT(fields)] = { [4] = "7" };
	const struct { struct record_list list; const char *has, *lacks; } cases[] = {
		{ { .limit = 2 }, "r.from_org_id = o.id", "r.state = " },
		{ { .limit = 2 }, "r.to_region_id = o.id", "strpos" },
		{ { .limit = 2 }, "sec.sees_all", "r.created_by" },
		{ { .limit = 2 }, "order by r.held_on, r.id", "order by r.held_on desc" },
		{ { .limit = 2, .descending = true }, "order by r.held_on desc, r.id desc", " > (" },
		{ { .box = "sent" }, "r.from_org_id = o.id", "r.to_org_id = o.id" },
		{ { .box = "received" }, "r.to_region_id = o.id", "r.from_region_id = o.id" },
		{ { .box = "mine" }, "r.created_by = (select sec.account_id())", "r.state" "= " },
		{ { .organisation = "5" }, "in (r.from_org_id, r.to_org_id)", "r.from_region_id = o.id" },
		{ { .organisation = "5", .box = "sent" }, "or r.from_region_id between", "r.to_region_id between" },
		{ { .state = "void" }, "r.state = $2::text", "donated_on" },
		{ { .from = "2026-01-01" }, "r.held_on >= $2::date", "r.held_on <= " },
		{ { .q = "彩超" }, "strpos((r.subject), ($2::text)) > 0 or strpos((r.words)", "lower" },
		{ { .q = "彩超" }, "strpos((r.words)", "with hit" },
		{ { .q = "CT" }, "strpos(lower(r.subject), lower($2::text))", "strpos((r." },
		{ { .q = "é" }, "strpos(lower(r.subject)", "strpos((r." },
		{ { .filters = kind }, "r.kind = $2::text", "r.place_id =" },
		{ { .filters = place }, "r.place_id = $2::integer", "r.kind =" },
		{ { .cursor = "2026-01-01,x" }, "(r.held_on, r.id) > ($2::date, $3::uuid)", ") < (" },
		{ { .cursor = "2026-01-01,x", .descending = true }, "(r.held_on, r.id) < (", ") > (" },
		{ { .waiting = true }, "r.state in ('submitted', 'disputed')", "$2" },
		{ { .waiting = true }, "as waiting_for", "sec.permissions_of" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct record_list list = cases[i].list;
		const char *text, *params[RECORD_PARAMS_MAX];

		list.key = "held_on";
		list.cast = "date";
		CHECK_CASE(i, places_fit(text, record_list_text(*state, &t, &list, &text, params)));
		CHECK_CASE(i, strstr(text, cases[i].has) != NULL);
		CHECK_CASE(i, strstr(text, cases[i].lacks) == NULL);
	}
}

/* What a caller asks for: pairs of names and values. */
static const char *
value_of(const void *from, const char *name)
{
	const char *const *pairs = from;

	for (; *pairs != NULL; pairs += 2)
		if (strcmp(*pairs, name) == 0)
			return pairs[1];
	return NULL;
}

static void
a_view_fills_what_was_not_asked_for(void **state)
{
	struct record_type t = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);
	const char *today = date_today(*state), *text, *params[RECORD_PARAMS_MAX];
	const char *const plain[] = { NULL }, *const soon[] = { "view", "soon", "seen_on_to", "2026-01-31",
		NULL }, *const kept[] = { "view", "kept", "sort", "-updated_at", NULL };
	struct record_list list;
	struct date from, to;

	record_list_fill(*state, &t, value_of, plain, &list);
	assert_string_equal(list.key, "held_on");
	assert_true(list.descending && list.filters[15] == NULL && list.last[15] == NULL && list.state == NULL);
	record_list_fill(*state, &t, value_of, soon, &list);
	assert_string_equal(list.filters[15], today);
	assert_string_equal(list.last[15], "2026-01-31");
	assert_string_equal(list.key, "seen_on");
	assert_string_equal(list.cast, "date");
	list.limit = 2;
	record_list_text(*state, &t, &list, &text, params);
	assert_true(strstr(text, "r.seen_on >= $2::date and r.seen_on <= $3::date") != NULL);
	assert_true(strstr(text, "r.state in ('submitted', 'confirmed', 'disputed')") != NULL);
	assert_true(strstr(text, "r.seen_on is not null") != NULL);
	assert_true(date_parse(record_view_value(*state, &views[0], "seen_on_from"), &from));
	assert_true(date_parse(record_view_value(*state, &views[0], "seen_on_to"), &to));
	assert_true(date_to_days(to) - date_to_days(from) == 90);
	record_list_fill(*state, &t, value_of, kept, &list);
	assert_string_equal(list.filters[3], "a");
	assert_string_equal(list.key, "updated_at");
	assert_string_equal(list.cast, "timestamptz");
	assert_string_equal(record_view_names(*state, &t), "soon|kept");
	assert_true(strstr(record_sort_keys(*state, &t), "|seen_on|-seen_on") != NULL);
}

static void
one_sided_statements_know_one_side(void **state)
{
	struct record_type t = type_of(RECORD_ONE, PARTY_SENDER, CONFIRM_NONE);
	struct record_list list = { .key = "held_on", .cast = "date", .limit = 3 };
	const char *text, *params[RECORD_PARAMS_MAX];
	const char *texts[4];

	t.supported = true;
	list.box = "supported";
	record_list_text(*state, &t, &list, &text, params);
	assert_true(strstr(text, "r.support_org_id = o.id") != NULL && strstr(text, "r.org_id = o.id") == NULL);
	list.box = "entered";
	record_list_text(*state, &t, &list, &text, params);
	assert_true(strstr(text, "r.support_org_id = o.id") == NULL && strstr(text, "r.org_id = o.id") != NULL);
	t.supported = false;
	list.box = NULL;
	record_list_text(*state, &t, &list, &text, params);
	texts[0] = text;
	texts[1] = record_get_text(*state, &t);
	texts[2] = record_create_text(*state, &t);
	texts[3] = record_write_text(*state, &t);
	for (int i = 0; i < 4; i++) {
		CHECK_CASE(i, strstr(texts[i], "org_id") != NULL);
		CHECK_CASE(i, strstr(texts[i], "from_org_id") == NULL && strstr(texts[i], "entered") == NULL);
	}
}

/* --- what is read and written of a field --- */

static void
columns_are_read_and_written_as_they_may(void **state)
{
	struct record_type t = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);
	const char *get = record_get_text(*state, &t), *create = record_create_text(*state, &t);
	const char *write = record_write_text(*state, &t);
	const struct { const char *text, *has, *lacks; } cases[] = {
		{ get, "case when s.own then r.phone_enc end as \"_phone_enc\"", "phone_idx" },
		{ get, "biz.staff_name(r.person_id)", "as \"person_id\"" },
		{ get, "biz.donation_name(r.gift_id)", "as \"gift_id\"" },
		{ get, "r.heads_exactness as \"heads_exactness\"", "card_idx" },
		{ get, "as \"first\"", "drop" },
		{ create, "card_idx", "first" }, { create, "::numeric", "seen_on" },
		{ create, "$1::jsonb ->> 'place')::integer", "'first'" },
		{ write, "seen_on = case when $10::jsonb ? 'seen_on'", "first =" },
		{ write, "array['times']", "updated_at" },
		{ write, "case when case when $10::jsonb ? 'subject'", "then '/kind' end" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		CHECK_CASE(i, strstr(cases[i].text, cases[i].has) != NULL);
		CHECK_CASE(i, strstr(cases[i].text, cases[i].lacks) == NULL);
	}
}

/* --- lives --- */

/* The next states of an action from a state, with their conditions, as "submitted/_awaited ". */
static const char *
steps(struct arena *a, const struct workflow *w, const char *state, const char *action)
{
	const char *all = "";

	for (int i = 0; i < w->ntransitions; i++)
		if (strcmp(w->transitions[i].state, state) == 0 &&
		    strcmp(w->transitions[i].action, action) == 0)
			all = arena_printf(a, "%s%s%s%s ", all, w->transitions[i].next,
			    w->transitions[i].only_if != NULL ? "/" : "",
			    w->transitions[i].only_if != NULL ? w->transitions[i].only_if : "");
	return all;
}

static void
whose_word_counts_decides_the_life(void **state)
{
	static const struct {
		enum record_sides sides;
		enum party enters;
		enum record_confirm confirms;
		const char *state, *action, *steps;
	} cases[] = {
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "draft", "submit", "submitted " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_RECEIVER, "draft", "submit",
		  "submitted/_awaited confirmed/_unopposed " },
		{ RECORD_TWO, PARTY_SENDER, CONFIRM_RECEIVER, "draft", "submit", "submitted " },
		{ RECORD_TWO, PARTY_RECEIVER, CONFIRM_RECEIVER, "draft", "submit", "confirmed " },
		{ RECORD_TWO, PARTY_SENDER, CONFIRM_SENDER, "draft", "submit", "confirmed " },
		{ RECORD_ONE, PARTY_SENDER, CONFIRM_NONE, "draft", "submit", "confirmed " },
		{ RECORD_ONE, PARTY_SENDER, CONFIRM_NONE, "submitted", "confirm", "" },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "submitted", "confirm", "confirmed " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "submitted", "dispute", "disputed " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "disputed", "submit", "submitted " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "draft", "correct", "draft " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "disputed", "correct", "disputed " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "confirmed", "correct", "submitted " },
		{ RECORD_ONE, PARTY_SENDER, CONFIRM_NONE, "confirmed", "correct", "confirmed " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "void", "correct", "" },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "confirmed", "void", "void " },
		{ RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER, "void", "void", "" },
	};
	struct record_type home = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct record_type t = type_of(cases[i].sides, cases[i].enters, cases[i].confirms);
		const struct workflow *w = record_workflow(*state, &t);

		check_text(i, steps(*state, w, cases[i].state, cases[i].action), cases[i].steps);
	}
	home.in_house = true;
	assert_string_equal(steps(*state, record_workflow(*state, &home), "draft", "submit"),
	    "submitted/_awaited confirmed/_unopposed ");
	assert_string_equal(record_unopposed(&home), "r.from_org_id = r.to_org_id");
}

static void
the_confirmers_fields_are_those_of_confirm(void **state)
{
	struct record_type t = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);
	const struct workflow *w = record_workflow(*state, &t);

	assert_int_equal(w->nfields, 1);
	assert_string_equal(w->fields[0].action, "confirm");
	assert_string_equal(w->fields[0].param.name, "seen_on");
	assert_int_equal(w->fields[0].param.type, TYPE_DATE);
}

/* --- values --- */

static void
a_value_is_taken_or_its_mend_is_said(void **state)
{
	static const struct { const char *field, *json, *text, *zh, *en; } cases[] = {
		{ "held_on", "\"2026-05-01\"", "2026-05-01", NULL, NULL },
		{ "held_on", "\"2026-02-30\"", NULL, "存在的日期", "date that exists" },
		{ "held_on", "20260501", NULL, "应为文字", "must be a text" },
		{ "subject", "\"  彩超 \"", "彩超", NULL, NULL },
		{ "subject", "\"一二三四五六\"", NULL, "最多 5", "At most 5" },
		{ "subject", "\"a\\u200bb\"", NULL, "控制字符", "control character" },
		{ "words", "\"甲\\n乙\"", "甲\n乙", NULL, NULL },
		{ "kind", "\"b\"", "b", NULL, NULL },
		{ "kind", "\"c\"", NULL, "甲、乙", "First, Second" },
		{ "kind", "1", NULL, "请从列表中选择", "Choose one" },
		{ "place", "12", "12", NULL, NULL },
		{ "place", "\"12\"", NULL, "请从列表中选择", "Choose from the list" },
		{ "person", "\"01900000-0000-7000-8000-00000000000A\"", "01900000-0000-7000-8000-00000000000a",
		  NULL, NULL },
		{ "person", "\"01900000\"", NULL, "请从列表中选择", "Choose from the list" },
		{ "gift", "7", NULL, "请从列表中选择", "Choose from the list" },
		{ "heads", "0", "0", NULL, NULL }, { "heads", "2147483647", "2147483647", NULL, NULL },
		{ "heads", "-1", NULL, "0 到", "between 0" },
		{ "heads", "2147483648", NULL, "到 2147483647 之间", "and 2147483647" },
		{ "heads", "1.0", NULL, "整数", "whole number" },
		{ "share", "12.5", "12.5", NULL, NULL }, { "share", "0", "0", NULL, NULL },
		{ "share", "99.9", "99.9", NULL, NULL }, { "share", "100", "100", NULL, NULL },
		{ "share", "12.55", NULL, "1 位小数", "1 digits behind" },
		{ "share", "100.1", NULL, "0 到 100", "between 0 and 100" },
		{ "share", "-0.1", NULL, "0 到 100", "between 0 and 100" },
		{ "share", "1e3", NULL, "0 到 100", "between 0 and 100" },
		{ "share", "1e300", NULL, "数字", "number" },
		{ "share", "\"5\"", NULL, "数字", "number" },
		{ "cost_fen", "10000000000000", "10000000000000", NULL, NULL },
		{ "cost_fen", "10000000000001", NULL, "100000000000 元", "100000000000 yuan" },
		{ "cost_fen", "0.5", NULL, "元之间的金额", "amount between" },
		{ "open", "true", "true", NULL, NULL }, { "open", "1", NULL, "true 或 false", "true or false" },
		{ "times", "3000000000", NULL, "之间", "between" },
		{ "phone", "\"139 0000 1234\"", "13900001234", NULL, NULL },
		{ "phone", "\"12\"", NULL, "电话", "telephone" },
		{ "phone", "\"无\"", "", NULL, NULL },
		{ "card", "\"11010519491231002x\"", "11010519491231002X", NULL, NULL },
		{ "card", "\"110105194912310021\"", NULL, "校验位", "check" },
	};
	struct record_type t = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);

	for (size_t i = 0; i < COUNT(cases); i++) {
		json_t *v = json_loads(cases[i].json, JSON_DECODE_ANY, NULL);
		struct sentence fault = { "", "" };
		const char *text = record_value(*state, record_field_find(&t, cases[i].field), v, &fault);

		check_text(i, text, cases[i].text);
		CHECK_CASE(i, cases[i].zh == NULL || strstr(fault.zh, cases[i].zh) != NULL);
		CHECK_CASE(i, cases[i].en == NULL || strstr(fault.en, cases[i].en) != NULL);
		json_decref(v);
	}
}

static void
a_sealed_value_opens_in_its_own_row_and_field_only(void **state)
{
	struct record_type t = type_of(RECORD_TWO, PARTY_EITHER, CONFIRM_OTHER);
	const struct record_field *phone = record_field_find(&t, "phone"), *card = record_field_find(&t, "card");
	char file[] = "/tmp/yilian-record-XXXXXX";
	int fd = mkstemp(file);
	const struct crypto *c;
	const char *sealed;

	assert_true(fd >= 0);
	dprintf(fd, "%064d\n", 7);
	close(fd);
	c = crypto_open(file, CRYPTO_AES256_GCM);
	unlink(file);
	sealed = record_seal(c, *state, &t, phone, "one", "13900001234");
	check_text(0, record_unseal(c, *state, &t, phone, "one", sealed), "13900001234");
	check_text(1, record_unseal(c, *state, &t, phone, "two", sealed), NULL);
	check_text(2, record_unseal(c, *state, &t, card, "one", sealed), NULL);
	check_text(3, record_unseal(c, *state, &t, phone, "one", NULL), NULL);
	assert_string_equal(record_index(c, *state, phone, "1"), record_index(c, *state, phone, "1"));
	assert_string_not_equal(record_index(c, *state, phone, "1"), record_index(c, *state, card, "1"));
	crypto_close(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(a_list_holds_no_value),
		WITH_ARENA(a_list_has_the_conditions_it_was_asked_for),
		WITH_ARENA(a_view_fills_what_was_not_asked_for),
		WITH_ARENA(one_sided_statements_know_one_side),
		WITH_ARENA(columns_are_read_and_written_as_they_may),
		WITH_ARENA(whose_word_counts_decides_the_life),
		WITH_ARENA(the_confirmers_fields_are_those_of_confirm),
		WITH_ARENA(a_value_is_taken_or_its_mend_is_said),
		WITH_ARENA(a_sealed_value_opens_in_its_own_row_and_field_only),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
