/* intake.h - what the steps of an import share. */
#ifndef YILIAN_JOB_INTAKE_H
#define YILIAN_JOB_INTAKE_H

#include <jansson.h>

#include "buffer.h"
#include "record.h"
#include "sheet.h"
#include "task.h"

struct names;
struct references;

struct institution { int id, region_id, tier; };

/* A sheet of the file: the first has the records, a further one lines of a record type. */
struct layout {
	int number;		/* from 1, of those that are read: in errors */
	int place;		/* from 0, of all that are visible */
	const char *name;
	int lines;		/* which lines of the type; 0: the records */
	long head_line;
	const char *const *heads;
	int nheads;
	int mapping[IMPORT_FIELDS_MAX];	/* column of each field, or -1 */
	bool in_wan[IMPORT_FIELDS_MAX];	/* the heading of an amount says 万元 */
};

/* An import as its job describes it. */
struct intake {
	struct task *task;
	const struct import_kind *kind;
	const char *file;
	struct institution own;	/* whose register it is */
	const char *orgs;	/* "{1,2}": institutions the owner may import for */
	int region_lo, region_hi;	/* regions the owner may; none: 1 to 0 */
	const json_t *wishes, *findings;
	const struct names *names;
	const struct references *references;
	struct date today;
	struct layout sheets[1 + RECORD_LINES_MAX];
	int nsheets;		/* at least the first */
	bool drafts;		/* records land unsent, and may lack what is needed to submit */
};

/* One row on its way. */
struct line {
	const struct intake *intake;
	const struct layout *sheet;
	struct arena *arena;
	long number;
	const char *const *cells;
	int ncells;
	const char *values[IMPORT_FIELDS_MAX];	/* normalised; NULL: empty or wrong */
	struct buffer *errors;
	int nerrors;
};

/* What a kind does besides its fields: checks them together, and writes the identity and the further
 * members (each beginning with a comma) of what n rows say where there was no error. Only records of
 * several lines have more than one. */
struct target {
	const char *kind;
	void (*complete)(struct line *l, int n, struct buffer *data, const char **identity_r);
	enum query settle[5];	/* what looks at all rows together; ends with SQL_NONE */
	enum query put[1 + RECORD_LINES_MAX];	/* what writes a range of rows; ends with SQL_NONE */
};

const struct target *target_find(struct arena *a, const struct import_kind *k);
void complete_referral(struct line *l, int n, struct buffer *data, const char **identity_r);
void complete_organisation(struct line *l, int n, struct buffer *data, const char **identity_r);
void complete_record(struct line *l, int n, struct buffer *data, const char **identity_r);

/* Begins the transaction of t->work that they are written in, under the owner's rights. */
struct problem *begin_writing(struct task *t);

/* Writes the staged rows up to the line last, in marks that are undone where a row fails: that row is
 * blamed, the others stay. Within a transaction of t->work. */
struct problem *write_rows(struct intake *in, const struct target *target, int last, int *written_r);

/* Reads what the job says. */
struct problem *intake_load(struct task *t, struct intake *in);

/* Opens the file and passes the rows of its first sheet up to the heading; the same of a further one. */
struct problem *intake_open(struct intake *in, struct sheet_reader **reader_r);
struct problem *intake_open_further(const struct intake *in, struct sheet_reader *first,
    const struct layout *sheet, struct sheet_reader **reader_r);

/* Takes columns from {"field": column}. */
void layout_apply(struct layout *sheet, const struct import_kind *k, const json_t *places);
/* Whether some sheet has a column of the field. */
bool intake_has_column(const struct intake *in, int field);

/* Which further sheets hold lines, by their headings, and how many rows, which t->total takes in; of those
 * lines the first sheet has no columns then. Writes
 * ,"further":[{name, place, lines, head_line, headings, places, rows}],"unread":["name"]. */
struct problem *sheets_find(struct intake *in, struct sheet_reader *first, struct buffer *b);

/* --- lines of further sheets, which name their record by its number --- */
struct further;

struct problem *further_load(struct intake *in, struct sheet_reader *first, struct further **further_r);
/* The lines of the record that this row begins, not yet read: how many; those of an exported record are
 * there already and are none. */
int further_take(struct further *f, struct line *head, struct line **lines_r);
/* The next line that no record took, and which needs one; false: there is none left. */
bool further_stray(struct further *f, struct line *line_r);

/* What stands in the column of a field, "" where there is none; an amount under 万元 with its unit. */
const char *line_cell(const struct line *l, int field);
/* "第 3 行", of several sheets "工作表“捐赠明细”第 3 行", and in English: for sentences about another row. */
struct sentence line_place(const struct line *l);

const char *line_value(const struct line *l, const char *field);
/* The place of the field of this name; dies where the kind has none. */
int line_field(const struct line *l, const char *field);
/* Notes what is wrong with the cell of a field; NULL: with the row. */
void line_fail(struct line *l, const char *field, const char *zh, const char *en);

/* Writes ,"name":"value" where there is a value. */
void add_member(struct buffer *b, const char *name, const char *value);

/* --- institutions by the names people give them --- */
enum match { MATCH_NONE, MATCH_ONE, MATCH_SEVERAL };

struct problem *names_load(struct task *t, const struct names **names_r);
/* By code, else by any name it ever had; the nearest to home_region wins among namesakes. */
enum match names_find(const struct names *n, struct arena *a, const char *text, int home_region,
    struct institution *institution_r);

/* The institution a cell names, the importer's own where it names none; false where it names none that
 * is known, which is noted. */
bool line_institution(struct line *l, const char *field, struct institution *institution_r);
/* Whether the owner may enter something for this institution. */
bool intake_acts_for(const struct intake *in, const struct institution *o);

/* --- records and people by the names and numbers people give them --- */
struct problem *references_load(struct intake *in, const struct references **references_r);

/* What a reference is looked for beside: who is concerned, and on which day (or NULL). */
struct beside { int from, to; const char *day; };

/* Id of the record that a field's text means, or NULL and what is wrong. */
const char *references_find(const struct intake *in, struct arena *a, const struct record_field *f,
    const char *text, const struct beside *b, struct sentence *fault_r);

/* Writes the rows with errors as a table to mend. */
struct problem *write_rejected(struct intake *in);

#endif
