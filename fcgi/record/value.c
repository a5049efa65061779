/* value.c - one member of a body against its field: what is wrong, said in the user's terms. */
#include "engine.h"

#include <string.h>

#include "clock.h"
#include "import.h"
#include "value.h"

enum { INTEGER_MAX = 2147483647, LINES_LENGTH = 4000 };

#define MONEY_MAX 10000000000000L	/* 10^13 fen: a hundred thousand million yuan */

static const enum value_type types[FIELD__COUNT] = {
	[FIELD_TEXT] = TYPE_TEXT, [FIELD_LINES] = TYPE_LINES, [FIELD_DATE] = TYPE_DATE,
	[FIELD_INTEGER] = TYPE_INTEGER, [FIELD_DECIMAL] = TYPE_DECIMAL, [FIELD_MONEY] = TYPE_INTEGER,
	[FIELD_BOOLEAN] = TYPE_BOOLEAN, [FIELD_CODE] = TYPE_CODE, [FIELD_ORGANISATION] = TYPE_INTEGER,
	[FIELD_STAFF] = TYPE_UUID, [FIELD_RECORD] = TYPE_UUID, [FIELD_QUANTITY] = TYPE_INTEGER,
	[FIELD_PHONE] = TYPE_TEXT, [FIELD_ID_NUMBER] = TYPE_TEXT,
};

static const char *
join_codes(struct arena *a, const struct record_code *codes)
{
	const char *joined = "";

	for (; codes->code != NULL; codes++)
		joined = arena_printf(a, "%s%s%s", joined, *joined != '\0' ? "|" : "", codes->code);
	return joined;
}

static long
default_max(enum field_type type)
{
	switch (type) {
	case FIELD_MONEY:
	case FIELD_DECIMAL:
		return MONEY_MAX;
	case FIELD_LINES:
		return LINES_LENGTH;
	case FIELD_INTEGER:
	case FIELD_QUANTITY:
	case FIELD_ORGANISATION:
		return INTEGER_MAX;
	default:
		return 0;
	}
}

struct param
record_param(struct arena *a, const struct record_field *f, enum param_source source)
{
	bool bounded = f->min != 0 || f->max != 0;

	return (struct param){ .source = source, .type = types[f->type], .name = f->name,
		.codes = f->codes != NULL ? join_codes(a, f->codes) : NULL, .min = f->min,
		.max = bounded ? f->max : default_max(f->type),
		.decimals = f->decimals > 0 ? f->decimals : 2 };
}

/* What may be chosen, by the labels that stand in the form. */
static struct sentence
choice(struct arena *a, const struct record_code *codes)
{
	const char *zh = "", *en = "";

	for (; codes->code != NULL; codes++) {
		zh = arena_printf(a, "%s%s%s", zh, *zh != '\0' ? "、" : "", codes->label.zh);
		en = arena_printf(a, "%s%s%s", en, *en != '\0' ? ", " : "", codes->label.en);
	}
	return (struct sentence){ arena_printf(a, "请从列表中选择：%s", zh),
		arena_printf(a, "Choose one of: %s", en) };
}

static struct sentence
sum(struct arena *a, const struct param *pa)
{
	return (struct sentence){ arena_printf(a, "请填写 %ld 到 %ld 元之间的金额", pa->min / 100,
	    pa->max / 100), arena_printf(a, "Enter an amount between %ld and %ld yuan", pa->min / 100,
	    pa->max / 100) };
}

/* The fault in terms of the field, where the plain type's own would speak of codes or fen. */
static void
reword(struct arena *a, const struct record_field *f, const struct param *pa,
    struct sentence *fault_r)
{
	if (f->type == FIELD_CODE)
		*fault_r = choice(a, f->codes);
	else if (f->type == FIELD_MONEY)
		*fault_r = sum(a, pa);
	else if (record_is_reference(f))
		*fault_r = (struct sentence){ "请从列表中选择", "Choose from the list" };
}

/* Numbers that are normalised as the sheets of an import have them. */
static const char *
normalise(struct arena *a, const struct record_field *f, const char *s, struct sentence *fault_r)
{
	const struct import_field kind = {
		.type = f->type == FIELD_PHONE ? IMPORT_PHONE : IMPORT_ID_NUMBER };
	struct date today;
	const char *text;

	date_parse(date_today(a), &today);
	if (*s == '\0')
		return s;
	if (!import_parse(&kind, a, s, today, &text, fault_r))
		return NULL;
	return text != NULL ? text : "";	/* "无" says that there is none */
}

const char *
record_value(struct arena *a, const struct record_field *f, const json_t *v,
    struct sentence *fault_r)
{
	struct param pa = record_param(a, f, FROM_BODY);
	const char *text = value_from_json(a, &pa, v, fault_r);

	if (text == NULL) {
		reword(a, f, &pa, fault_r);
		return NULL;
	}
	return record_sealed(f) ? normalise(a, f, text, fault_r) : text;
}
