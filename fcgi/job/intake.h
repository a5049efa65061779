/* intake.h - what the steps of an import share. */
#ifndef YILIAN_JOB_INTAKE_H
#define YILIAN_JOB_INTAKE_H

#include <jansson.h>

#include "buffer.h"
#include "sheet.h"
#include "task.h"

struct names;

struct institution { int id, region_id, tier; };

/* An import as its job describes it. */
struct intake {
	struct task *task;
	const struct import_kind *kind;
	const char *file;
	struct institution own;	/* whose register it is */
	const char *orgs;	/* "{1,2}": institutions the owner may import for */
	const json_t *wishes, *findings;
	const struct names *names;
	struct date today;
	int mapping[IMPORT_FIELDS_MAX];	/* column of each field, or -1 */
	long head_line;
};

/* One row on its way. */
struct line {
	const struct intake *intake;
	struct arena *arena;
	long number;
	const char *const *cells;
	int ncells;
	const char *values[IMPORT_FIELDS_MAX];	/* normalised; NULL: empty or wrong */
	struct buffer *errors;
	int nerrors;
};

/* What a kind does besides its fields: checks them together, and writes the row's identity and its
 * further members (each beginning with a comma) where there was no error. */
struct target {
	const char *kind;
	void (*complete)(struct line *l, struct buffer *data, const char **identity_r);
	enum query settle, run;
	bool whole;		/* written in one call instead of a range of lines at a time */
};

const struct target *target_find(const char *kind);
void complete_referral(struct line *l, struct buffer *data, const char **identity_r);
void complete_organisation(struct line *l, struct buffer *data, const char **identity_r);

/* Reads what the job says. */
struct problem *intake_load(struct task *t, struct intake *in);

/* Opens the file and passes its rows up to the heading. */
struct problem *intake_open(struct intake *in, struct sheet_reader **reader_r);

/* Takes columns from {"field": column}. */
void intake_apply_mapping(struct intake *in, const json_t *mapping);

const char *line_value(const struct line *l, const char *field);
/* The place of the field of this name; dies where the kind has none. */
int line_field(const struct line *l, const char *field);
void line_fail(struct line *l, const char *field, const char *zh, const char *en);

/* Writes ,"name":"value" where there is a value. */
void add_member(struct buffer *b, const char *name, const char *value);

/* --- institutions by the names people give them --- */
enum match { MATCH_NONE, MATCH_ONE, MATCH_SEVERAL };

struct problem *names_load(struct task *t, const struct names **names_r);
/* By code, else by any name it ever had; the nearest to home_region wins among namesakes. */
enum match names_find(const struct names *n, struct arena *a, const char *text, int home_region,
    struct institution *institution_r);

/* Writes the rows with errors as a table to mend. */
struct problem *write_rejected(struct intake *in);

#endif
