/* value.c - one value from outside, checked against its declared type, as text for SQL. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "clock.h"
#include "period.h"
#include "text.h"

enum { LIST_MAX = 500 };

static const char *
fault(struct sentence *fault_r, const char *zh, const char *en)
{
	*fault_r = (struct sentence){ zh, en };
	return NULL;
}

static const char *
check_text(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	bool lines = pa->type == TYPE_LINES;
	const char *clean = text_clean(a, s, lines);
	size_t max = pa->max > 0 ? (size_t)pa->max : lines ? 4000 : 200;
	size_t min = pa->min > 0 ? (size_t)pa->min : 0, n;

	if (clean == NULL)
		return fault(fault_r, "含有不可见的控制字符，请删去", "It holds an invisible control character: remove it");
	n = text_length(clean);
	if (n > max)
		return fault(fault_r, arena_printf(a, "最多 %zu 个字，请缩短", max),
		    arena_printf(a, "At most %zu characters: shorten it", max));
	if (n > 0 && n < min)
		return fault(fault_r, arena_printf(a, "至少 %zu 个字，请补充", min),
		    arena_printf(a, "At least %zu characters: say more", min));
	return clean;
}

static bool
read_integer(const char *s, long *value_r)
{
	const char *digits = s + (*s == '-');
	char *end;

	if (*digits < '0' || *digits > '9' || (digits[0] == '0' && digits[1] != '\0'))
		return false;
	errno = 0;
	*value_r = strtol(s, &end, 10);
	return *end == '\0' && errno == 0 && !(*s == '-' && *value_r == 0);
}

static const char *
check_integer(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	long value;

	if (!read_integer(s, &value))
		return fault(fault_r, "请填写整数", "Enter a whole number");
	if ((pa->min != 0 || pa->max != 0) && (value < pa->min || value > pa->max))
		return fault(fault_r, arena_printf(a, "应在 %ld 到 %ld 之间", pa->min, pa->max),
		    arena_printf(a, "It must lie between %ld and %ld", pa->min, pa->max));
	if (pa->max <= 2147483647L && (value > 2147483647L || value < -2147483647L))
		return fault(fault_r, "数值过大", "The number is too large");
	return s;
}

/* As it is written: no exponent, no more digits behind the point than there is room for. */
static const char *
check_decimal(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	size_t whole = strspn(s + (*s == '-'), "0123456789"), rest = 0;
	const char *point = s + (*s == '-') + whole;
	double value = strtod(s, NULL);

	if (*point == '.')
		rest = strspn(point + 1, "0123456789");
	if (whole == 0 || whole > 15 || (*point == '.' ? rest == 0 || point[rest + 1] != '\0'
	    : *point != '\0'))
		return fault(fault_r, "请填写数字", "Enter a number");
	if (rest > (size_t)pa->decimals)
		return fault(fault_r, arena_printf(a, "最多 %d 位小数", pa->decimals),
		    arena_printf(a, "At most %d digits behind the point", pa->decimals));
	if ((pa->min != 0 || pa->max != 0) && (value < (double)pa->min || value > (double)pa->max))
		return fault(fault_r, arena_printf(a, "应在 %ld 到 %ld 之间", pa->min, pa->max),
		    arena_printf(a, "It must lie between %ld and %ld", pa->min, pa->max));
	return s;
}

static const char *
check_boolean(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	(void)a;
	(void)pa;
	if (strcmp(s, "true") == 0 || strcmp(s, "1") == 0)
		return "true";
	if (strcmp(s, "false") == 0 || strcmp(s, "0") == 0)
		return "false";
	return fault(fault_r, "应为 true 或 false", "It must be true or false");
}

static const char *
lower_uuid(struct arena *a, const char *s, size_t len)
{
	char *out;

	if (len != 36)
		return NULL;
	out = arena_strndup(a, s, len);
	for (size_t i = 0; i < len; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (out[i] >= 'A' && out[i] <= 'F')
			out[i] = (char)(out[i] | 0x20);
		if (dash ? out[i] != '-' : strchr("0123456789abcdef", out[i]) == NULL)
			return NULL;
	}
	return out;
}

static const char *
check_uuid(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	const char *uuid = lower_uuid(a, s, strlen(s));

	(void)pa;
	return uuid != NULL ? uuid : fault(fault_r, "编号格式有误", "This is not an id");
}

static const char *
check_date(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	struct date date;

	(void)a;
	(void)pa;
	return date_parse(s, &date) ? s
	    : fault(fault_r, "请填写存在的日期，如 2026-05-01", "Enter a date that exists, like 2026-05-01");
}

static const char *
check_time(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	(void)a;
	(void)pa;
	return time_is_rfc3339(s) ? s
	    : fault(fault_r, "请填写带时区的时间，如 2026-05-01T08:00:00+08:00",
	    "Enter a time with its offset, like 2026-05-01T08:00:00+08:00");
}

/* Whether s is one of the codes that bars separate. */
static bool
is_code(const char *codes, const char *s, size_t len)
{
	while (*codes != '\0') {
		size_t n = strcspn(codes, "|");

		if (n == len && memcmp(codes, s, n) == 0)
			return true;
		codes += n + (codes[n] == '|');
	}
	return false;
}

static const char *
check_code(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	return is_code(pa->codes, s, strlen(s)) ? s
	    : fault(fault_r, arena_printf(a, "应为以下之一：%s", pa->codes),
	    arena_printf(a, "It must be one of: %s", pa->codes));
}

static const char *
check_cursor(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	size_t len;
	const unsigned char *bytes = strlen(s) <= 1000 ? crypto_base64url_decode(a, s, &len) : NULL;

	(void)pa;
	if (bytes == NULL || !text_is_utf8((const char *)bytes, len))
		return fault(fault_r, cursor_fault.zh, cursor_fault.en);
	return arena_strndup(a, (const char *)bytes, len);
}

static const char *
check_scope(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	const char *kind, *id;

	(void)a;
	(void)pa;
	return scope_parse(s, &kind, &id) ? s
	    : fault(fault_r, "统计范围应如 region:630100、alliance:3 或 org:5",
	    "A scope looks like region:630100, alliance:3 or org:5");
}

static const char *
check_period(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	const char *first, *last;

	(void)pa;
	return period_parse(a, s, &first, &last) ? s
	    : fault(fault_r, "统计期应如 year:2016、half:2016-1、quarter:2016-3、month:2016-05、"
	    "week:2016-W03、day:2016-05-01 或 range:2016-01-01..2016-12-31（最长 20 年）",
	    "A period looks like year:2016, half:2016-1, quarter:2016-3, month:2016-05, "
	    "week:2016-W03, day:2016-05-01 or range:2016-01-01..2016-12-31 (20 years at most)");
}

static const char *
check_json(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	(void)a;
	(void)pa;
	(void)s;
	return fault(fault_r, "应为 JSON 对象或列表", "It must be a JSON object or list");
}

static bool
is_item(struct arena *a, enum value_type type, const char *s, size_t len)
{
	const char *item = arena_strndup(a, s, len);
	long value;

	return type == TYPE_UUIDS ? lower_uuid(a, item, len) != NULL
	    : read_integer(item, &value) && value <= 2147483647L && value >= -2147483647L;
}

/* "1,2" as the array {1,2}. */
static const char *
check_items(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	const char *at = s;

	for (int n = 1; *s != '\0'; n++) {
		size_t len = strcspn(at, ",");

		if (n > LIST_MAX)
			return fault(fault_r, arena_printf(a, "最多 %d 项", LIST_MAX),
			    arena_printf(a, "At most %d of them", LIST_MAX));
		if (!is_item(a, pa->type, at, len))
			return fault(fault_r, "列表中有一项格式有误", "An item of the list has a wrong form");
		at += len;
		if (*at == '\0')
			break;
		at++;
	}
	return arena_printf(a, "{%s}", s);
}

typedef const char *check(struct arena *a, const struct param *pa, const char *s,
    struct sentence *fault_r);

static check *const checks[TYPE__COUNT] = {
	[TYPE_TEXT] = check_text, [TYPE_LINES] = check_text, [TYPE_INTEGER] = check_integer,
	[TYPE_DECIMAL] = check_decimal, [TYPE_BOOLEAN] = check_boolean, [TYPE_UUID] = check_uuid,
	[TYPE_DATE] = check_date,
	[TYPE_TIME] = check_time, [TYPE_CODE] = check_code, [TYPE_CURSOR] = check_cursor,
	[TYPE_SCOPE] = check_scope, [TYPE_PERIOD] = check_period, [TYPE_JSON] = check_json,
	[TYPE_INTEGERS] = check_items, [TYPE_UUIDS] = check_items,
};

const char *
value_check(struct arena *a, const struct param *pa, const char *s, struct sentence *fault_r)
{
	return checks[pa->type](a, pa, s, fault_r);
}

/* An array of texts or numbers as the comma-separated text that check_items takes. */
static const char *
join_items(struct arena *a, const struct param *pa, const json_t *v, struct sentence *fault_r)
{
	struct buffer b;
	json_t *item;
	size_t i;

	if (!json_is_array(v))
		return fault(fault_r, "应为列表", "It must be a list");
	buffer_init(&b, a);
	json_array_foreach(v, i, item) {
		if (i > 0)
			buffer_putc(&b, ',');
		if (json_is_integer(item) && pa->type == TYPE_INTEGERS)
			buffer_printf(&b, "%lld", (long long)json_integer_value(item));
		else if (json_is_string(item) && pa->type == TYPE_UUIDS &&
		    strchr(json_string_value(item), ',') == NULL)
			buffer_puts(&b, json_string_value(item));
		else
			return fault(fault_r, "列表中有一项格式有误", "An item of the list has a wrong form");
	}
	return check_items(a, pa, b.data, fault_r);
}

static const char *
dump_json(struct arena *a, const json_t *v, struct sentence *fault_r)
{
	size_t size = json_dumpb(v, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
	char *text = arena_alloc(a, size + 1, 1);

	if (!json_is_object(v) && !json_is_array(v))
		return fault(fault_r, "应为 JSON 对象或列表", "It must be a JSON object or list");
	json_dumpb(v, text, size, JSON_COMPACT | JSON_ENCODE_ANY);
	return text;
}

/* A number as its shortest text that reads back as the same. */
static const char *
number_text(struct arena *a, const json_t *v)
{
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	for (int digits = 1; digits < 17; digits++) {
		const char *s = arena_printf(a, "%.*g", digits, json_real_value(v));

		if (strtod(s, NULL) == json_real_value(v) && strpbrk(s, "eE") == NULL)
			return s;
	}
	return arena_printf(a, "%.17g", json_real_value(v));
}

const char *
value_from_json(struct arena *a, const struct param *pa, const json_t *v, struct sentence *fault_r)
{
	switch (pa->type) {
	case TYPE_JSON:
		return dump_json(a, v, fault_r);
	case TYPE_INTEGERS:
	case TYPE_UUIDS:
		return join_items(a, pa, v, fault_r);
	case TYPE_INTEGER:
		if (!json_is_integer(v))
			return fault(fault_r, "请填写整数", "Enter a whole number");
		return value_check(a, pa, arena_printf(a, "%lld", (long long)json_integer_value(v)),
		    fault_r);
	case TYPE_DECIMAL:
		if (!json_is_number(v))
			return fault(fault_r, "请填写数字", "Enter a number");
		return value_check(a, pa, number_text(a, v), fault_r);
	case TYPE_BOOLEAN:
		if (!json_is_boolean(v))
			return fault(fault_r, "应为 true 或 false", "It must be true or false");
		return json_is_true(v) ? "true" : "false";
	default:
		if (!json_is_string(v))
			return fault(fault_r, "应为文字", "It must be a text");
		return value_check(a, pa, json_string_value(v), fault_r);
	}
}
