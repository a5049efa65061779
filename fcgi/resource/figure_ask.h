/* figure_ask.h - of what and of when a figure is asked for. Inside resource/ only. */
#ifndef YILIAN_FIGURE_ASK_H
#define YILIAN_FIGURE_ASK_H

#include "request.h"

/* kind and id are NULL for the caller's own scope, as_of is for what is stored now. */
struct figure_ask {
	const char *kind, *id;
	const char *first, *last;
	const char *structure;		/* then, now */
	const char *as_of;
};

#define FIGURE_ASK \
	QUERY("scope", TEXT, NULL), QUERY("period", TEXT, NULL), \
	{ FROM_QUERY, TYPE_CODE, "structure", "then", "then|now", 0, 0, false }, \
	QUERY("as_of", TIME, NULL)

/* Reads the parameters of FIGURE_ASK. The year that runs where no period is given. */
struct problem *figure_ask_read(struct request *rq, struct figure_ask *ask_r);

/* The same from texts, or NULL where not given; pointers names their place in errors: "?" or
 * "/figures/3/". */
struct problem *figure_ask_take(struct request *rq, const char *scope, const char *period,
    const char *pointers, struct figure_ask *ask_r);

/* Adds one figure of fig.answers to a JSON array; the caller writes the brackets. */
void figure_ask_write(struct buffer *b, const struct figure_ask *ask, int place, const char *code);

#endif
