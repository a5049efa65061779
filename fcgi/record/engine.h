/* engine.h - the inside of the record engine. Inside record/ only. */
#ifndef YILIAN_RECORD_ENGINE_H
#define YILIAN_RECORD_ENGINE_H

#include "record.h"

enum { RECORD_LINES_LIMIT = 200 };	/* lines of a record, where the type says nothing else */

/* types.c: how exact a quantity is; whether an action is none of those that every type has. */
extern const struct record_code record_exactness[];
bool record_code_is_own(const char *action);

/* The lines that a field is the sum of. */
const struct record_lines *record_lines_of(const struct record_type *t, const struct record_field *f);

/* --- names.c: what a field is called in SQL --- */

/* One column that a field is written to, and the key of its value in the JSON that statements get. */
struct record_column { const char *name, *key, *cast; };

/* The field's columns, one or two. */
int record_columns(struct arena *a, const struct record_field *f, struct record_column columns_r[2]);
/* Whether the field has two columns, sealed and index. */
bool record_sealed(const struct record_field *f);
bool record_is_reference(const struct record_field *f);
/* SQL text of how a reference or a code of this row is shown by name. */
const char *record_name_of(struct arena *a, const struct record_field *f, const char *alias);
/* Whether a client may write it in a form. */
bool record_is_written(const struct record_field *f);

/* --- statement.c: what is prepared at start --- */

enum record_common { COMMON_EVENTS, COMMON_CATALOGUE, COMMON_TYPES, COMMON_WORDS, COMMON_STATES,
	COMMON_SUMS,		/* triggers that hold a total to its lines */
	COMMON_WALK,		/* before a list: the planner is to walk indexes */
	COMMON__COUNT };

enum record_statement {
	RECORD_GET,		/* $1 id, or null for the new one's; the whole record */
	RECORD_CREATE,		/* $1 values, $2 whether it is submitted at once */
	RECORD_WRITE,		/* as workflow.h says of act: one step, or a correction */
	RECORD_CONFIRM_MANY,	/* $1 ids */
	RECORD_IMPORT_OTHER,	/* $1 job: blames rows whose number another record has */
	RECORD_IMPORT_KNOWN,	/* $1 job: marks rows that are there already */
	RECORD_IMPORT,		/* $1 job, $2 and $3 lines: writes its staged rows */
	RECORD_NAMES,		/* by what names and numbers a sheet may mean its records */
	RECORD_EXPORT,		/* $1 ids: all of these, in this order */
	RECORD_STATEMENTS,	/* for each of its lines two more: */
	LINES_CLEAR = 0,	/* $1 id */
	LINES_PUT,		/* $1 id or null for the new one's, $2 lines, $3 least number */
	LINES_IMPORT,		/* as RECORD_IMPORT, after it */
	LINES_STATEMENTS
};

enum query record_common(enum record_common which);
enum query record_query(const struct record_type *t, enum record_statement which);
enum query record_lines_query(const struct record_type *t, int lines, int which);

/* get.c: columns of an answer, and who is who in a row r. */
const char *record_get_text(struct arena *a, const struct record_type *t);
/* The members that every list of the type shows of row r: id to updated_at. */
void record_write_brief(struct buffer *b, const struct record_type *t);
/* Joins its parties to row r, and s.own: whether the caller's institutions are among them. */
void record_write_sides(struct buffer *b, const struct record_type *t);
/* The side whose word makes row r count, whether there is none to ask, as SQL conditions. */
const char *record_confirming(const struct record_type *t);
const char *record_unopposed(const struct record_type *t);
/* write.c */
const char *record_create_text(struct arena *a, const struct record_type *t);
const char *record_write_text(struct arena *a, const struct record_type *t);
const char *record_confirm_text(struct arena *a, const struct record_type *t);
const char *record_clear_text(struct arena *a, const struct record_lines *l);
const char *record_put_text(struct arena *a, const struct record_type *t,
    const struct record_lines *l);

/* import_text.c */
const char *record_import_text(struct arena *a, const struct record_type *t);
const char *record_import_lines_text(struct arena *a, const struct record_lines *l);
const char *record_import_other_text(struct arena *a, const struct record_type *t);
const char *record_import_known_text(struct arena *a, const struct record_type *t);
const char *record_import_names_text(struct arena *a, const struct record_type *t);
/* get.c */
const char *record_export_text(struct arena *a, const struct record_type *t);

/* --- value.c, body.c: what a client sends --- */

/* How a field is checked where it stands alone: in a query string, in the body of an action. */
struct param record_param(struct arena *a, const struct record_field *f, enum param_source source);

/* A body, checked; texts for statements. */
struct record_body {
	const char *values;			/* JSON object, by the keys of record_columns */
	const char *lines[RECORD_LINES_MAX];	/* JSON arrays; NULL: not given */
	const char *reason;
	bool submit;
};

/* Takes the body of a POST (creating) or PATCH apart. id: of the record, which sealed values are
 * bound to. All that is wrong is in one problem. */
struct problem *record_body(struct request *rq, const struct record_type *t, bool creating,
    const char *id, struct record_body *body_r);

/* --- list.c: lists, composed per request --- */

struct record_list {
	const char *key;		/* column the list goes by: the day, updated_at, submitted_at */
	const char *cast;		/* its type */
	bool descending;
	bool waiting;			/* only what waits for a word: the list of differences */
	const char *box, *state, *organisation, *from, *to, *q;	/* or NULL */
	const char *const *filters;	/* value for each field of the type, or NULL; of a range the first day */
	const char *const *last;	/* the last day of each range, or NULL */
	const char *cursor;		/* "key,id" of the row before, or NULL */
	int limit;			/* rows asked for: one more than are shown */
};

/* view.c: whether a list is filtered by this field from a day to a day; the key of its filter, of a
 * range that of its first or last day. */
bool record_is_range(const struct record_field *f);
const char *record_filter_key(struct arena *a, const struct record_field *f, bool last);
/* The filter that a view has under this key, with days told; NULL: none. */
const char *record_view_value(struct arena *a, const struct record_view *v, const char *key);
const struct record_view *record_view_find(const struct record_type *t, const char *name);
/* Names of a type's views, "a|b"; of what its lists may be sorted by. */
const char *record_view_names(struct arena *a, const struct record_type *t);
const char *record_sort_keys(struct arena *a, const struct record_type *t);

/* What a list is asked for, by names; all but .cursor and .limit. */
void record_list_fill(struct arena *a, const struct record_type *t,
    const char *(*value)(const void *from, const char *name), const void *from,
    struct record_list *list_r);

/* Adds the steps of a list, of which the second gives its rows. */
void record_list_plan(struct request *rq, const struct record_type *t, const struct record_list *l);
/* Answers them. */
struct problem *record_list_answer(struct request *rq);

/* Whether biz.<table>_search looks into all that is searched: no personal and no long texts. */
bool record_is_indexed(const struct record_type *t);

/* The statement and its parameters; returns their number. */
int record_list_text(struct arena *a, const struct record_type *t, const struct record_list *l,
    const char **text_r, const char *params_r[RECORD_PARAMS_MAX]);

/* --- life.c, routes.c, metadata.c --- */

/* The workflow of a type: the life of every record and its own actions. */
const struct workflow *record_workflow(struct arena *a, const struct record_type *t);

/* Answers one row of RECORD_GET, with the actions the caller may take. */
struct problem *record_answer(struct request *rq, const struct rows *r);

/* /record-types, and /differences. */
extern const struct resource record_metadata;
const struct resource *record_differences(struct arena *a);

/* attachments.c: /attachments; the files of row r as a JSON array, SQL text. */
const struct resource *record_attachments(struct arena *a);
void record_write_files(struct buffer *b, const struct record_type *t);

/* JSON schema of the body of a POST or PATCH. */
void record_body_schema(struct buffer *b, const struct resource *resource);

#endif
