/* workflow.h - records with a longer life: who may do what in which state, as a table.
 *
 * The engine makes one route of each action (POST /<resource>/{id}/actions/<action>, with that
 * action's permission), checks the body against the action's fields, runs the record's one guarded
 * update and its history row in one transaction, answers the record as it is now, and tells in each
 * record which actions this caller may take ("actions": [{action, next, reason, reasons, via,
 * fields: [{name, type, required}]}]). */
#ifndef YILIAN_WORKFLOW_H
#define YILIAN_WORKFLOW_H

#include "resource.h"

/* ENTERING is the side that wrote the record, CONFIRMING the side whose word makes it count: where a
 * row names one, the get row says in _entering and _confirming which that is ("sender", "receiver",
 * "none"). */
enum party { PARTY_SENDER, PARTY_RECEIVER, PARTY_EITHER, PARTY_ENTERING, PARTY_CONFIRMING };

enum reason_rule { REASON_NONE, REASON_OPTIONAL, REASON_MANDATORY };

/* One permitted step. Several rows may share an action: then the state decides which applies. */
struct transition {
	const char *state;	/* from */
	const char *action;
	const char *next;	/* to */
	enum party party;
	const char *permission;
	enum reason_rule reason;
	const char *only_if;	/* name of a boolean column of the record that must be true, or NULL */
	const char *reasons;	/* name of the code list of reasons, or NULL */
	const char *via;	/* another route does it ("POST /referrals"): only listed; or NULL */
};

/* A value an action takes from its body. */
struct action_field {
	const char *action;
	struct param param;	/* FROM_BODY */
};

struct workflow {
	const char *table;			/* "referral", for audit and idempotency */
	const struct transition *transitions;
	int ntransitions;
	const struct action_field *fields;
	int nfields;
	/* $1 id, $2 action, $3 from-states text[], $4 next states text[] (same places),
	 * $5 parties text[] (sender, receiver, either; same places), $6 only_if columns text[] (same
	 * places, '' for none), $7 if-match version or null, $8 reason code, $9 reason text,
	 * $10 fields as json. Returns the new state and version, or no row. */
	enum query act;
	/* $1 id. The record; with "state", "version", _from_permissions text[] and
	 * _to_permissions text[] (what the caller may do at either side). */
	enum query get;
	/* Turns the get row into the answer; NULL: res_row. */
	struct problem *(*answer)(struct request *rq, const struct rows *record);
};

/* Adds the act step of an action that a route of its own takes (a .via row): with these fields as JSON. */
void workflow_plan(struct request *rq, const char *action, const char *reason, const char *fields);

/* Writes ,"actions":[...] for a record's row: what this caller may do with it now. */
void workflow_write_actions(struct request *rq, const struct workflow *w, const struct rows *r,
    int row);

#endif
