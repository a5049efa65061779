/* problem.h - what can go wrong, as a value that reaches the client as RFC 9457. */
#ifndef YILIAN_PROBLEM_H
#define YILIAN_PROBLEM_H

#include "arena.h"

enum problem_type {
#define PROBLEM(id, status, slug, zh, en) PROBLEM_##id,
#include "problems.def"
#undef PROBLEM
	PROBLEM__COUNT
};

/* A sentence for the user in both languages of the portal; says what is wrong and how to mend it. */
struct sentence {
	const char *zh;
	const char *en;
};

/* One wrong input value. pointer is a JSON pointer into the body ("/patient/name"), or
 * "?name" for a query parameter, or "{name}" for one in the path. */
struct problem_error {
	const char *pointer;
	struct sentence detail;
	struct problem_error *next;
};

struct problem {
	enum problem_type type;
	struct sentence detail;
	struct problem_error *errors;	/* in the order they were added */
	int retry_after_s;		/* 0: no Retry-After */
	const char *state_json;		/* present state of the thing, for 409; or NULL */
	const char *reason;		/* for the log only: never personal data, never sent */
};

/* A failure of this type. zh and en belong to the arena or are literals. */
struct problem *problem_new(struct arena *a, enum problem_type type, const char *zh, const char *en);

/* Adds one wrong value to p and returns p. */
struct problem *problem_add(struct arena *a, struct problem *p, const char *pointer, const char *zh,
    const char *en);

/* One wrong value, and nothing else: PROBLEM_INVALID at its pointer. */
struct problem *problem_at(struct arena *a, const char *pointer, const char *zh, const char *en);

/* HTTP status, public slug (ends the type URI /problems/<slug>) and title of a type. */
int problem_status(enum problem_type type);
const char *problem_slug(enum problem_type type);
struct sentence problem_title(enum problem_type type);

/* Passes a failure on. The only macro with control flow; safe everywhere thanks to the arena. */
#define TRY(call) do { struct problem *try_p_ = (call); if (try_p_ != NULL) return try_p_; } while (0)

#endif
