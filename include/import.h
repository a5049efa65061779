/* import.h - kinds of table that can be brought in: their fields, as hospitals head and fill them.
 *
 * Referrals and institutions are const tables here, each with two functions in SQL (job.settle_<kind>,
 * job.run_<kind>). The kind of a record type is made of its declaration (record.h). */
#ifndef YILIAN_IMPORT_H
#define YILIAN_IMPORT_H

#include <stdbool.h>

#include "arena.h"
#include "clock.h"
#include "problem.h"

struct record_type;
struct record_field;

enum { IMPORT_FIELDS_MAX = 128 };

/* The sheet of a template that says what may stand where: no rows of an import. */
#define IMPORT_EXPLANATIONS	"填写说明"

enum import_type {
	IMPORT_TEXT,		/* one line */
	IMPORT_LINES,
	IMPORT_DATE,		/* 2016-03-15, 2016/3/15, 2016年3月15日, 20160315; a time behind it is dropped */
	IMPORT_PAST_DATE,	/* the same, today at the latest */
	IMPORT_ID_NUMBER,
	IMPORT_PHONE,
	IMPORT_CODE,		/* one of .codes */
	IMPORT_STATE,		/* the same, but its owner may say what an unknown text means */
	IMPORT_INTEGER,		/* a unit may follow: 30人 */
	IMPORT_DECIMAL,
	IMPORT_MONEY,		/* yuan, 1.2万 and 3,000.50元 too; comes back as fen */
	IMPORT_QUANTITY,	/* 近100, 100余台, 约1.2万; comes back as "100" or "100 near" */
	IMPORT_ICD,
	IMPORT_ORGANISATION,	/* code or name of an institution; matched by the worker */
	IMPORT_REFERENCE,	/* number or name of a record or a person; matched by the worker */
	IMPORT_DIVISION		/* division code of 6 or 9 digits */
};

struct import_code {
	const char *code;
	const char *texts;	/* "上转|上送": what may stand in a cell; the first is the template's */
};

/* Words that other tables use as well: with the same words an export can be brought in elsewhere. */
extern const struct import_code import_directions[], import_sexes[], import_cares[],
	import_urgencies[], import_states[], import_organisation_kinds[], import_levels[],
	import_grades[], import_ownerships[], import_yes_no[];

struct import_field {
	const char *name;
	struct sentence label;
	const char *headers;	/* further headings, "患者姓名|病人姓名" */
	enum import_type type;
	bool required;
	long min, max;		/* code points of a text (0: 200); range of a number, money in fen (0, 0: any) */
	int decimals;		/* DECIMAL: digits behind the point; 0: any */
	const struct import_code *codes;	/* ends with a NULL code */
	const char *example;
	const char *note;	/* a comment on the template's heading; or NULL */
	const struct record_field *of;	/* of a record type's kind: the field it fills; or NULL */
	int lines;		/* which of its lines the field is of, from 1; 0: none */
};

struct import_kind {
	const char *name;	/* "referrals" */
	struct sentence label;
	const struct import_field *fields;
	int nfields;
	const char *permission;
	const struct record_type *record;	/* whose kind it is; or NULL */
};

/* NULL where there is none of this name, or where there are fewer. */
const struct import_kind *import_kind_find(const char *name);
const struct import_kind *import_kind_at(int i);

/* Place of a field in its kind, or -1. */
int import_field_find(const struct import_kind *k, const char *name);

/* Which column each field stands in, by the headings: mapping_r[field] is a column or -1.
 * Returns how many fields were found. */
int import_guess(const struct import_kind *k, struct arena *a, const char *const *headings, int n,
    int mapping_r[IMPORT_FIELDS_MAX]);

/* The code a text stands for, or NULL. */
const char *import_code_find(const struct import_field *f, struct arena *a, const char *text);

/* Normalises what stands in a cell. Returns false and says why where it cannot be; *text_r is NULL
 * where the cell is empty ("", "/", "-", "无"). IMPORT_ORGANISATION comes back as it stands. */
bool import_parse(const struct import_field *f, struct arena *a, const char *cell, struct date today,
    const char **text_r, struct sentence *fault_r);

/* The cell as an error list may show it: shortened, ID numbers and telephones masked. */
const char *import_show(const struct import_field *f, struct arena *a, const char *cell);

#endif
