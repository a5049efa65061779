/* problem.c - failures as values, and the table of their kinds. */
#include "problem.h"

#include <stddef.h>

static const struct {
	int status;
	const char *slug;
	struct sentence title;
} kinds[PROBLEM__COUNT] = {
#define PROBLEM(id, status, slug, zh, en) [PROBLEM_##id] = { status, slug, { zh, en } },
#include "problems.def"
#undef PROBLEM
};

struct problem *
problem_new(struct arena *a, enum problem_type type, const char *zh, const char *en)
{
	struct problem *p = arena_make(a, struct problem, 1);

	p->type = type;
	p->detail = (struct sentence){ zh, en };
	return p;
}

struct problem *
problem_add(struct arena *a, struct problem *p, const char *pointer, const char *zh, const char *en)
{
	struct problem_error *e = arena_make(a, struct problem_error, 1);
	struct problem_error **last = &p->errors;

	e->pointer = pointer;
	e->detail = (struct sentence){ zh, en };
	while (*last != NULL)
		last = &(*last)->next;
	*last = e;
	return p;
}

struct problem *
problem_at(struct arena *a, const char *pointer, const char *zh, const char *en)
{
	return problem_add(a, problem_new(a, PROBLEM_INVALID, zh, en), pointer, zh, en);
}

int
problem_status(enum problem_type type)
{
	return kinds[type].status;
}

const char *
problem_slug(enum problem_type type)
{
	return kinds[type].slug;
}

struct sentence
problem_title(enum problem_type type)
{
	return kinds[type].title;
}
