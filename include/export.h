/* export.h - kinds of list that go out as .xlsx: one row each in one table, which the API and the
 * worker read.
 *
 * A new kind is a row of export_kinds.c and, where the list's own statement serves (mostly), a link to
 * it in sql/queries/job/outgo/. Its filter is that of the list: the API checks it by the parameters
 * which the list's route declares, and refuses every key that no source of the kind takes. */
#ifndef YILIAN_EXPORT_H
#define YILIAN_EXPORT_H

#include <jansson.h>

#include "db.h"
#include "import.h"

enum { EXPORT_COLUMNS_MAX = 40, EXPORT_KEYS_MAX = 16, EXPORT_PARAMS_MAX = 24 };

enum export_form {
	EXPORT_TEXT,
	EXPORT_NUMBER,
	EXPORT_MOMENT,		/* a time, to the minute */
	EXPORT_YES_NO,
	EXPORT_NAMES		/* of an array: its texts, or its objects' names */
};

struct export_column {
	const char *title;
	const char *name;		/* of the statement's column */
	int width;
	enum export_form form;
	const struct import_code *codes;	/* what to say for codes; or NULL */
};

/* How the rows come: a statement, and the keys of the filter that are its parameters, NULL-ended.
 * "after" and "limit" stand for the cursor and the length of a page (without them there is one page),
 * "scope" for two parameters, kind and number, "period" for two, first and last day. */
struct export_source {
	enum query page, count;		/* count: takes what stands before "after"; or SQL_NONE */
	const char *keys[EXPORT_KEYS_MAX];
};

struct export_kind {
	const char *name;		/* "referrals" */
	const char *permission;
	const char *list;		/* the route whose parameters the filter has: "/referrals" */
	const char *sheet;
	const char *audit;		/* action of the audit row, where persons go out; or NULL */
	const struct export_column *columns;	/* ends with a NULL title */
	const struct export_source *sources;
	int nsources;
	int (*choose)(const json_t *filter);	/* which source; NULL: the first. -1: none can do it */
};

/* NULL where there is none of this name, or where there are fewer. */
const struct export_kind *export_kind_find(const char *name);
const struct export_kind *export_kind_at(int i);

/* The source for a filter (of texts); NULL where none can do it: a sort no index carries. */
const struct export_source *export_source(const struct export_kind *k, const json_t *filter);

/* The keys that some source of the kind takes: fills NULL-ended keys_r. */
void export_keys(const struct export_kind *k, const char *keys_r[EXPORT_PARAMS_MAX]);

/* How many parameters the statement of a source gets. */
int export_params(const struct export_source *s);

#endif
