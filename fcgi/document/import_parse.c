/* import_parse.c - headings and cells of a table brought in, as fields of a kind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity_card.h"
#include "import.h"
#include "import_number.h"
#include "text.h"

enum { SHOWN_POINTS = 40, TEXT_POINTS = 200 };

/* What two spellings of one heading have in common: no blanks, stars, colons or remarks in
 * brackets. */
static const char *
fold_heading(struct arena *a, const char *heading)
{
	const char *from = text_fold_name(a, heading);
	char *folded = arena_strdup(a, from), *to = folded;
	int depth = 0;

	for (; *from != '\0'; from++) {
		if (strchr("([", *from) != NULL)
			depth++;
		else if (strchr(")]", *from) != NULL)
			depth -= depth > 0;
		else if (depth == 0 && strchr("*:/-_.", *from) == NULL)
			*to++ = *from;
	}
	*to = '\0';
	return folded;
}

/* Whether text is one of "a|b|c", compared as headings. */
static bool
is_one_of(struct arena *a, const char *texts, const char *folded)
{
	while (texts != NULL && *texts != '\0') {
		size_t len = strcspn(texts, "|");

		if (strcmp(fold_heading(a, arena_strndup(a, texts, len)), folded) == 0)
			return true;
		texts += len + (texts[len] == '|');
	}
	return false;
}

static bool
stands_in(const char *texts, const char *text)
{
	size_t n = strlen(text);

	while (*texts != '\0') {
		size_t len = strcspn(texts, "|");

		if (len == n && memcmp(texts, text, n) == 0)
			return true;
		texts += len + (texts[len] == '|');
	}
	return false;
}

/* Whether a heading is the label, with or without the template's star. */
static bool
is_label(const struct import_field *f, const char *heading)
{
	size_t len = strlen(f->label.zh);

	return strncmp(heading, f->label.zh, len) == 0 &&
	    (heading[len] == '\0' || strcmp(heading + len, "*") == 0);
}

int
import_guess(const struct import_kind *k, struct arena *a, const char *const *headings, int n,
    int mapping_r[IMPORT_FIELDS_MAX])
{
	bool taken[IMPORT_FIELDS_MAX] = { false };
	int found = 0;

	for (int f = 0; f < k->nfields; f++)
		mapping_r[f] = -1;
	/* The field's own label first, so that 电话 is not lost to a field that also knows it; and as it
	 * stands, for 单位（外请） is another than 单位. */
	for (int round = 0; round < 3; round++) {
		for (int c = 0; c < n; c++) {
			const char *folded = fold_heading(a, headings[c]);

			for (int f = 0; f < k->nfields && *folded != '\0'; f++) {
				const struct import_field *field = &k->fields[f];

				if (mapping_r[f] >= 0 || (c < IMPORT_FIELDS_MAX && taken[c]) ||
				    !(round == 0 ? is_label(field, headings[c])
				    : is_one_of(a, round == 1 ? field->label.zh : field->headers, folded)))
					continue;
				mapping_r[f] = c;
				if (c < IMPORT_FIELDS_MAX)
					taken[c] = true;
				found++;
				break;
			}
		}
	}
	return found;
}

const char *
import_code_find(const struct import_field *f, struct arena *a, const char *text)
{
	const char *folded;

	/* As it stands first: folding a text costs a hundred times as much. */
	for (const struct import_code *c = f->codes; c != NULL && c->code != NULL; c++)
		if (stands_in(c->texts, text))
			return c->code;
	folded = fold_heading(a, text);
	for (const struct import_code *c = f->codes; c != NULL && c->code != NULL; c++)
		if (strcmp(c->code, text) == 0 || is_one_of(a, c->texts, folded))
			return c->code;
	return NULL;
}

static bool
fail(struct sentence *fault_r, const char *zh, const char *en)
{
	*fault_r = (struct sentence){ zh, en };
	return false;
}

/* Reads a whole number at *s, of at most digits digits; -1 where there is none. */
static int
read_number(const char **s, int digits)
{
	int value = 0, n = 0;

	while (n < digits && **s >= '0' && **s <= '9') {
		value = value * 10 + (**s - '0');
		(*s)++;
		n++;
	}
	return n > 0 ? value : -1;
}

static bool
skip_any(const char **s, const char *const *separators)
{
	for (; *separators != NULL; separators++) {
		size_t len = strlen(*separators);

		if (strncmp(*s, *separators, len) == 0) {
			*s += len;
			return true;
		}
	}
	return false;
}

/* A date in one of the forms that people write; what it reads may not exist. */
static bool
read_date(const char *s, struct date *date_r)
{
	static const char *const after_year[] = { "-", "/", ".", "年", NULL };
	static const char *const after_month[] = { "-", "/", ".", "月", NULL };
	static const char *const after_day[] = { "日", "号", NULL };
	bool compact = strspn(s, "0123456789") == 8;

	date_r->year = read_number(&s, 4);
	if (!compact && !skip_any(&s, after_year))
		return false;
	date_r->month = read_number(&s, 2);
	if (!compact && !skip_any(&s, after_month))
		return false;
	date_r->day = read_number(&s, 2);
	if (!compact)
		skip_any(&s, after_day);
	/* A time may follow; a longer number may not. */
	return date_r->year > 0 && date_r->month >= 0 && date_r->day >= 0 &&
	    (*s == '\0' || *s == ' ' || *s == 'T');
}

static bool
parse_date(const struct import_field *f, struct arena *a, const char *cell, struct date today,
    const char **text_r, struct sentence *fault_r)
{
	struct date told, d;
	char text[40];

	if (!read_date(cell, &told))
		return fail(fault_r, "看不出是哪一天，请写成 2016-03-15 这样的日期",
		    "Not a date; write it as 2016-03-15");
	snprintf(text, sizeof(text), "%04d-%02d-%02d", told.year, told.month, told.day);
	if (!date_parse(text, &d))
		return fail(fault_r, arena_printf(a, "没有 %s 这一天，请核对日期", text),
		    arena_printf(a, "There is no %s; check the date", text));
	if (f->type == IMPORT_PAST_DATE && date_to_days(d) > date_to_days(today))
		return fail(fault_r, "日期在今天之后，请核对", "The date lies in the future; check it");
	*text_r = arena_strdup(a, text);
	return true;
}

static bool
parse_id_number(struct arena *a, const char *cell, struct date today, const char **text_r,
    struct sentence *fault_r)
{
	static const struct sentence faults[IDENTITY__COUNT] = {
		[IDENTITY_LENGTH] = { "身份证号应为 18 位（或旧的 15 位），请核对",
		    "An ID number has 18 digits (or 15 in the old form); check it" },
		[IDENTITY_CHARACTER] = { "身份证号只能是数字，末位可以是 X，请核对",
		    "An ID number is digits, the last may be X; check it" },
		[IDENTITY_BIRTH_DATE] = { "身份证号里的出生日期不存在，请核对",
		    "The birth date in the ID number does not exist; check it" },
		[IDENTITY_FUTURE] = { "身份证号里的出生日期在今天之后，请核对",
		    "The birth date in the ID number lies in the future; check it" },
		[IDENTITY_CHECK_DIGIT] = { "身份证号的校验位不对，请对照证件核对",
		    "The check digit of the ID number is wrong; compare it with the card" },
	};
	struct identity id;
	enum identity_fault fault = identity_parse(cell, today, &id);

	if (fault != IDENTITY_OK)
		return fail(fault_r, faults[fault].zh, faults[fault].en);
	*text_r = arena_strdup(a, id.number);
	return true;
}

/* "男、女": the first text of each code. */
static const char *
list_codes(const struct import_field *f, struct arena *a, const char *between)
{
	const char *list = "";

	for (const struct import_code *c = f->codes; c->code != NULL; c++)
		list = arena_printf(a, "%s%s%.*s", list, *list != '\0' ? between : "",
		    (int)strcspn(c->texts, "|"), c->texts);
	return list;
}

static bool
parse_code(const struct import_field *f, struct arena *a, const char *cell, const char **text_r,
    struct sentence *fault_r)
{
	const char *shown = import_show(f, a, cell);

	*text_r = import_code_find(f, a, cell);
	if (*text_r != NULL)
		return true;
	if (f->type == IMPORT_STATE)
		return fail(fault_r, arena_printf(a, "不认识的状态“%s”，请在“状态对应”中选择它的含义", shown),
		    arena_printf(a, "Unknown state \"%s\"; say what it means under states", shown));
	return fail(fault_r, arena_printf(a, "“%s”不是可填的内容，请填：%s", shown,
	    list_codes(f, a, "、")),
	    arena_printf(a, "\"%s\" is none of: %s", shown, list_codes(f, a, ", ")));
}

static bool
parse_text(const struct import_field *f, struct arena *a, const char *cell, const char **text_r,
    struct sentence *fault_r)
{
	long max = f->max > 0 ? f->max : TEXT_POINTS;
	char *line = arena_strdup(a, cell);
	const char *text;

	/* A line break inside a one-line cell is how people wrap a long name. */
	for (char *c = line; f->type != IMPORT_LINES && *c != '\0'; c++)
		if (*c == '\n' || *c == '\r' || *c == '\t')
			*c = ' ';
	text = text_clean(a, line, f->type == IMPORT_LINES);
	if (text == NULL)
		return fail(fault_r, "含有看不见的字符，请删除后重新填写",
		    "It holds invisible characters; type it again");
	if (text_length(text) > (size_t)max)
		return fail(fault_r, arena_printf(a, "超过 %ld 个字，请缩短", max),
		    arena_printf(a, "Longer than %ld characters; shorten it", max));
	*text_r = text;
	return true;
}

static bool
parse_icd(struct arena *a, const char *cell, const char **text_r, struct sentence *fault_r)
{
	char *code = arena_strdup(a, text_fold_name(a, cell));
	size_t len = strlen(code);

	for (char *c = code; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	if (len < 3 || len > 15 || code[0] < 'A' || code[0] > 'Z' || strspn(code + 1, "0123456789") < 2 ||
	    code[1 + strspn(code + 1, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.+*")] != '\0')
		return fail(fault_r, "不是 ICD-10 编码，例如 I10、J18.900，请核对或留空",
		    "No ICD-10 code such as I10 or J18.900; check it or leave it empty");
	*text_r = code;
	return true;
}

static bool
parse_division(struct arena *a, const char *cell, const char **text_r, struct sentence *fault_r)
{
	size_t len = strspn(cell, "0123456789");

	/* Statistics bureaus write twelve digits, with zeros for the levels that are not meant. */
	if (cell[len] == '\0' && len == 12 && strcmp(cell + 9, "000") == 0)
		len = strcmp(cell + 6, "000000") == 0 ? 6 : 9;
	else if (cell[len] != '\0' || (len != 6 && len != 9))
		return fail(fault_r, "区划代码应为 6 位（县级以上）或 9 位（乡镇）数字",
		    "A division code has 6 digits, or 9 for a township");
	*text_r = arena_strndup(a, cell, len);
	return true;
}

static bool
is_nothing(const char *cell)
{
	static const char *const nothings[] = { "", "/", "-", "--", "—", "——", "\\", "无", "不详", "未知",
		"暂无", NULL };

	for (int i = 0; nothings[i] != NULL; i++)
		if (strcmp(cell, nothings[i]) == 0)
			return true;
	return false;
}

/* Cells that the reader marks: numbers that lost digits, and errors of Excel. */
static bool
fail_marked(struct arena *a, const char *cell, struct sentence *fault_r)
{
	if (*cell == '\1')
		return fail(fault_r,
		    "这一格被 Excel 当作数字，第 15 位以后已经丢失。请把这一列设为文本格式，重新填写",
		    "Excel took this for a number and lost all digits after the 15th. Make the column text "
		    "and type it again");
	return fail(fault_r, arena_printf(a, "这一格显示为错误值 %s，请修正公式或改为内容", cell + 1),
	    arena_printf(a, "The cell shows the error %s; mend its formula", cell + 1));
}

bool
import_parse(const struct import_field *f, struct arena *a, const char *cell, struct date today,
    const char **text_r, struct sentence *fault_r)
{
	*text_r = NULL;
	if (is_nothing(cell) && !(f->codes != NULL && import_code_find(f, a, cell) != NULL))
		return f->required ? fail(fault_r, arena_printf(a, "必须填写%s", f->label.zh),
		    arena_printf(a, "%s is required", f->label.en)) : true;
	if (*cell == '\1' || *cell == '\2')
		return fail_marked(a, cell, fault_r);
	switch (f->type) {
	case IMPORT_DATE:
	case IMPORT_PAST_DATE:
		return parse_date(f, a, cell, today, text_r, fault_r);
	case IMPORT_ID_NUMBER:
		return parse_id_number(a, cell, today, text_r, fault_r);
	case IMPORT_PHONE:
		*text_r = phone_normalise(a, cell);
		return *text_r != NULL || fail(fault_r, "电话号码不对，请填 11 位手机号，或带区号的固定电话",
		    "No telephone number: a mobile number of 11 digits, or one with its area code");
	case IMPORT_CODE:
	case IMPORT_STATE:
		return parse_code(f, a, cell, text_r, fault_r);
	case IMPORT_INTEGER:
	case IMPORT_DECIMAL:
	case IMPORT_MONEY:
	case IMPORT_QUANTITY:
		return import_number(f, a, cell, text_r, fault_r);
	case IMPORT_ICD:
		return parse_icd(a, cell, text_r, fault_r);
	case IMPORT_DIVISION:
		return parse_division(a, cell, text_r, fault_r);
	case IMPORT_TEXT:
	case IMPORT_LINES:
	case IMPORT_ORGANISATION:
	case IMPORT_REFERENCE:
		break;
	}
	return parse_text(f, a, cell, text_r, fault_r);
}

const char *
import_show(const struct import_field *f, struct arena *a, const char *cell)
{
	const char *s = *cell == '\1' || *cell == '\2' ? cell + 1 : cell, *end = s;

	if (f->type == IMPORT_ID_NUMBER || f->type == IMPORT_PHONE) {
		/* Masks count bytes; what is no number at all is hidden whole. */
		if (s[strspn(s, "0123456789Xx+- ")] != '\0')
			return "***";
		return f->type == IMPORT_PHONE ? identity_mask_phone(a, s) : identity_mask_number(a, s);
	}
	for (int n = 0; n < SHOWN_POINTS && *end != '\0'; n++)
		do
			end++;
		while (((unsigned char)*end & 0xC0) == 0x80);
	return *end == '\0' ? s : arena_printf(a, "%.*s…", (int)(end - s), s);
}
