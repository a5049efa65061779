/* import_number.c - numbers as clerks write them: 1,200人, 近100, 3.5万元, 20余台. */
#include "import_number.h"

#include <string.h>

#include "text.h"

enum { DIGITS_MAX = 15, FEN_DIGITS = 2 };

/* What is read of a cell: mantissa / 10^decimals * 10^power. */
struct number {
	long long mantissa;
	int decimals, power;
	const char *exactness;
};

/* Longer words first where one begins another. */
static const char units[] =
	"人次|人天|人月|小时|学时|课时|人|台|例|次|份|张|处|户|个|家|件|盒|支|套|瓶|箱|批|名|天|日|只|条|本|册|"
	"部|辆|床|架|组|期|年|月|袋|包|桶|片|粒|副|把|块|根|双|场|项|学分|分|%";

static const struct { const char *words, *exactness; } exactnesses[] = {
	{ "接近|将近|近", "near" }, { "超过|多于|逾|超|余|多", "over" },
	{ "大约|大概|左右|约", "about" }, { "不少于|至少|以上|及以上", "at_least" },
};

static const struct { const char *words; int power; } powers[] = {
	{ "亿", 8 }, { "万", 4 },
};

/* Steps over one of "a|b"; false where none stands there. */
static bool
skip_word(const char **s, const char *words)
{
	while (*words != '\0') {
		size_t len = strcspn(words, "|");

		if (strncmp(*s, words, len) == 0) {
			*s += len;
			return true;
		}
		words += len + (words[len] == '|');
	}
	return false;
}

static bool
skip_exactness(const char **s, struct number *n)
{
	for (size_t i = 0; n->exactness == NULL && i < sizeof(exactnesses) / sizeof(exactnesses[0]); i++)
		if (skip_word(s, exactnesses[i].words)) {
			n->exactness = exactnesses[i].exactness;
			return true;
		}
	return false;
}

static bool
skip_power(const char **s, struct number *n)
{
	for (size_t i = 0; n->power == 0 && i < sizeof(powers) / sizeof(powers[0]); i++)
		if (skip_word(s, powers[i].words)) {
			n->power = powers[i].power;
			return true;
		}
	return false;
}

/* Digits with an optional fraction; thousands may be set off by commas. */
static bool
read_digits(const char **s, struct number *n)
{
	int digits = 0, places = -1;

	for (; (**s >= '0' && **s <= '9') || (**s == ',' && digits > 0 && places < 0) ||
	    (**s == '.' && digits > 0 && places < 0); (*s)++) {
		if (**s == '.')
			places = 0;
		if (**s == ',' || **s == '.')
			continue;
		n->mantissa = n->mantissa * 10 + (**s - '0');
		places += places >= 0;
		if (++digits > DIGITS_MAX)
			return false;
	}
	n->decimals = places > 0 ? places : 0;
	return digits > 0 && places != 0;
}

/* The whole cell; a unit, a word of exactness and 万 or 亿 may each stand once behind the digits. */
static bool
read_number(struct arena *a, const char *cell, bool money, struct number *n)
{
	const char *s = text_fold_name(a, cell);
	bool unit = false;

	*n = (struct number){ 0 };
	if (money)
		skip_word(&s, "人民币|rmb|cny|¥");
	skip_word(&s, "¥");
	skip_exactness(&s, n);
	if (!read_digits(&s, n))
		return false;
	while (*s != '\0') {
		if (skip_power(&s, n) || skip_exactness(&s, n))
			continue;
		if (unit || !skip_word(&s, money ? "元整|圆整|元|圆" : units))
			return false;
		unit = true;
	}
	return true;
}

/* The number in units of 10^-digits, exactly; false where it is finer, or too large. */
static bool
scale(const struct number *n, int digits, long long *value_r)
{
	int shift = n->power + digits - n->decimals;
	long long value = n->mantissa;

	for (; shift > 0; shift--)
		if (__builtin_mul_overflow(value, 10, &value))
			return false;
	for (; shift < 0; shift++) {
		if (value % 10 != 0)
			return false;
		value /= 10;
	}
	*value_r = value;
	return true;
}

static bool
fail(struct sentence *fault_r, const char *zh, const char *en)
{
	*fault_r = (struct sentence){ zh, en };
	return false;
}

static bool
in_range(const struct import_field *f, struct arena *a, long long value, struct sentence *fault_r)
{
	long by = f->type == IMPORT_MONEY ? 100 : 1;
	const char *unit_zh = f->type == IMPORT_MONEY ? " 元" : "";

	if ((f->min == 0 && f->max == 0) || (value >= f->min && value <= f->max))
		return true;
	if (value > f->max)
		return fail(fault_r, arena_printf(a, "不能大于 %ld%s，请核对", f->max / by, unit_zh),
		    arena_printf(a, "It cannot exceed %ld", f->max / by));
	return fail(fault_r, arena_printf(a, "不能小于 %ld%s，请核对", f->min / by, unit_zh),
	    arena_printf(a, "It cannot be less than %ld", f->min / by));
}

static bool
parse_whole(const struct import_field *f, struct arena *a, const char *cell, const char **text_r,
    struct sentence *fault_r)
{
	struct number n;
	long long value;

	if (!read_number(a, cell, false, &n) || (n.exactness != NULL && f->type == IMPORT_INTEGER) ||
	    !scale(&n, 0, &value))
		return f->type == IMPORT_INTEGER ? fail(fault_r, "应为整数，请核对",
		    "It must be a whole number") : fail(fault_r,
		    "应为整数，可以写成：近100、100余、约100、100以上",
		    "It must be a whole number; 近, 余, 约 and 以上 may stand with it");
	if (!in_range(f, a, value, fault_r))
		return false;
	*text_r = arena_printf(a, n.exactness != NULL ? "%lld %s" : "%lld", value, n.exactness);
	return true;
}

static bool
parse_money(const struct import_field *f, struct arena *a, const char *cell, const char **text_r,
    struct sentence *fault_r)
{
	struct number n;
	long long fen;

	if (!read_number(a, cell, true, &n) || n.exactness != NULL)
		return fail(fault_r, "应为金额（元），例如 60000.00 或 6万元，请核对",
		    "It must be an amount in yuan, as 60000.00");
	if (!scale(&n, FEN_DIGITS, &fen))
		return fail(fault_r, "金额最多精确到分，请核对", "An amount has at most two digits behind the point");
	if (!in_range(f, a, fen, fault_r))
		return false;
	*text_r = arena_printf(a, "%lld", fen);
	return true;
}

static bool
parse_decimal(const struct import_field *f, struct arena *a, const char *cell, const char **text_r,
    struct sentence *fault_r)
{
	struct number n;
	long long value, whole = 1;
	int digits;

	if (!read_number(a, cell, false, &n) || n.exactness != NULL)
		return fail(fault_r, "应为数字，请核对", "It must be a number");
	digits = f->decimals > 0 ? f->decimals : n.decimals;
	if (!scale(&n, digits, &value))
		return fail(fault_r, arena_printf(a, "最多 %d 位小数，请核对", digits),
		    arena_printf(a, "At most %d digits behind the point", digits));
	for (int i = 0; i < digits; i++)
		whole *= 10;
	if (!in_range(f, a, value / whole, fault_r))
		return false;
	*text_r = digits == 0 ? arena_printf(a, "%lld", value)
	    : arena_printf(a, "%lld.%0*lld", value / whole, digits, value % whole);
	return true;
}

bool
import_number(const struct import_field *f, struct arena *a, const char *cell, const char **text_r,
    struct sentence *fault_r)
{
	if (f->type == IMPORT_MONEY)
		return parse_money(f, a, cell, text_r, fault_r);
	if (f->type == IMPORT_DECIMAL)
		return parse_decimal(f, a, cell, text_r, fault_r);
	return parse_whole(f, a, cell, text_r, fault_r);
}
