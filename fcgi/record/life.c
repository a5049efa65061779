/* life.c - the life of a record type as rows of a workflow: what every type has, and its own. */
#include <string.h>

#include "engine.h"
#include "log.h"

enum { LIFE_MAX = 128, ACTION_FIELDS_MAX = 64 };

/* A life while its rows are collected. */
struct life {
	struct arena *a;
	const struct record_type *type;
	const char *write, *confirm, *patch;	/* permissions; the route of a correction */
	struct transition *rows;
	int n;
};

static void
add(struct life *l, struct transition row)
{
	if (l->n == LIFE_MAX)
		die("The life of %s has more than %d rows", l->type->name, LIFE_MAX);
	l->rows[l->n++] = row;
}

/* A step of the entering side that is to be confirmed, unless its own word is what counts. */
static void
add_sending(struct life *l, struct transition row)
{
	const struct record_type *t = l->type;
	bool always_own = t->confirms == CONFIRM_NONE ||
	    (t->confirms == CONFIRM_SENDER && t->enters == PARTY_SENDER) ||
	    (t->confirms == CONFIRM_RECEIVER && t->enters == PARTY_RECEIVER);
	bool either = t->in_house || (t->enters == PARTY_EITHER && t->confirms != CONFIRM_OTHER &&
	    t->confirms != CONFIRM_ACTIONS && !always_own);

	row.party = PARTY_ENTERING;
	row.permission = l->write;
	row.only_if = either ? "_awaited" : NULL;
	row.next = always_own ? "confirmed" : "submitted";
	add(l, row);
	if (!either)
		return;
	row.only_if = "_unopposed";
	row.next = "confirmed";
	add(l, row);
}

static void
add_corrections(struct life *l)
{
	add(l, (struct transition){ "draft", "correct", "draft", PARTY_ENTERING, l->write,
	    .via = l->patch });
	add(l, (struct transition){ "disputed", "correct", "disputed", PARTY_ENTERING, l->write,
	    REASON_OPTIONAL, .via = l->patch });
	add_sending(l, (struct transition){ .state = "submitted", .action = "correct",
	    .reason = REASON_MANDATORY, .via = l->patch });
	add_sending(l, (struct transition){ .state = "confirmed", .action = "correct",
	    .reason = REASON_MANDATORY, .via = l->patch });
}

static void
add_void(struct life *l, const char *state, enum party party)
{
	add(l, (struct transition){ state, "void", "void", party, l->write, REASON_MANDATORY });
}

/* The type's own states are left behind by who may leave a confirmed record behind. */
static void
add_voids(struct life *l)
{
	enum party late = l->type->sides == RECORD_TWO ? PARTY_EITHER : PARTY_ENTERING;

	add_void(l, "draft", PARTY_ENTERING);
	add_void(l, "submitted", PARTY_ENTERING);
	add_void(l, "disputed", PARTY_ENTERING);
	add_void(l, "confirmed", late);
	/* What a higher level accepted, the one who entered it does not take back. */
	if (l->type->confirms == CONFIRM_ACTIONS)
		return;
	for (const struct record_code *s = l->type->states; s != NULL && s->code != NULL; s++)
		add_void(l, s->code, late);
}

static struct action_field
action_field(struct life *l, const char *action, const char *name, bool required)
{
	const struct record_field *f = record_field_find(l->type, name);
	struct action_field made = { .action = action };

	if (f == NULL || record_sealed(f) || f->type == FIELD_QUANTITY)
		die("Action %s of %s cannot take the field %s", action, l->type->name, name);
	made.param = record_param(l->a, f, FROM_BODY);
	made.param.required = required;
	return made;
}

/* The confirming side's own fields belong to confirm; the rest is as the type says. */
static void
add_fields(struct life *l, struct workflow *w)
{
	const struct record_type *t = l->type;
	struct action_field *fields = arena_make(l->a, struct action_field, ACTION_FIELDS_MAX);
	int n = 0;

	if (t->nfields + t->naction_fields > ACTION_FIELDS_MAX)
		die("%s has more than %d fields", t->name, ACTION_FIELDS_MAX);
	for (int i = 0; i < t->nfields; i++)
		if (t->fields[i].flags & FIELD_BY_CONFIRMER)
			fields[n++] = action_field(l, "confirm", t->fields[i].name,
			    t->fields[i].flags & FIELD_REQUIRED);
	for (int i = 0; i < t->naction_fields; i++)
		fields[n++] = action_field(l, t->action_fields[i].action, t->action_fields[i].field,
		    t->action_fields[i].required);
	w->fields = fields;
	w->nfields = n;
}

const struct workflow *
record_workflow(struct arena *a, const struct record_type *t)
{
	struct life l = { .a = a, .type = t,
		.write = arena_printf(a, "%s.write", t->module),
		.confirm = arena_printf(a, "%s.confirm", t->module),
		.patch = arena_printf(a, "PATCH /%s/{id}", t->name),
		.rows = arena_make(a, struct transition, LIFE_MAX) };
	struct workflow *w = arena_make(a, struct workflow, 1);

	add_sending(&l, (struct transition){ .state = "draft", .action = "submit" });
	if (t->confirms != CONFIRM_NONE)
		add_sending(&l, (struct transition){ .state = "disputed", .action = "submit" });
	if (t->confirms != CONFIRM_NONE && t->confirms != CONFIRM_ACTIONS) {
		add(&l, (struct transition){ "submitted", "confirm", "confirmed", PARTY_CONFIRMING,
		    l.confirm });
		add(&l, (struct transition){ "submitted", "dispute", "disputed", PARTY_CONFIRMING,
		    l.confirm, REASON_MANDATORY });
	}
	for (int i = 0; i < t->nactions; i++)
		add(&l, t->actions[i]);
	add_corrections(&l);
	add_voids(&l);
	w->table = t->table;
	w->transitions = l.rows;
	w->ntransitions = l.n;
	w->act = record_query(t, RECORD_WRITE);
	w->get = record_query(t, RECORD_GET);
	w->answer = record_answer;
	add_fields(&l, w);
	return w;
}
