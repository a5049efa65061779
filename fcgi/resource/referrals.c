/* referrals.c - two-way referrals: written, sent, answered, followed to their end. */
#include <stdlib.h>
#include <string.h>

#include "identity_card.h"
#include "patient_view.h"
#include "personal.h"
#include "referral_list.h"
#include "resource.h"
#include "text.h"
#include "workflow.h"

#define STATES "draft|sent|received|accepted|rejected|returned|redirected|booked|arrived|no_show|" \
	"treated|feedback|closed|cancelled"
#define WORKLISTS "to_send|to_answer|to_book|arriving_today|overdue|rejected|feedback_due|to_close|" \
	"changed"

/* --- the life of a referral --- */

#define SEND(state)	{ state, "send", "sent", PARTY_SENDER, "referral.send" }
#define ANSWER(state, action, next) \
	{ state, action, next, PARTY_RECEIVER, "referral.answer", REASON_MANDATORY, \
	  .reasons = action "_reason" }
#define BOOK(state)	{ state, "book", "booked", PARTY_RECEIVER, "referral.book" }
#define ARRIVE(state, condition) \
	{ state, "arrive", "arrived", PARTY_RECEIVER, "referral.receive", .only_if = condition }
#define CANCEL(state) \
	{ state, "cancel", "cancelled", PARTY_SENDER, "referral.cancel", REASON_MANDATORY, \
	  .reasons = "cancel_reason" }
#define RESEND(state) \
	{ state, "resend", "draft", PARTY_SENDER, "referral.create", .via = "POST /referrals" }

static const struct transition transitions[] = {
	SEND("draft"), SEND("returned"),
	{ "sent", "receive", "received", PARTY_RECEIVER, "referral.receive" },
	{ "sent", "accept", "accepted", PARTY_RECEIVER, "referral.answer" },
	{ "received", "accept", "accepted", PARTY_RECEIVER, "referral.answer" },
	ANSWER("sent", "reject", "rejected"), ANSWER("received", "reject", "rejected"),
	ANSWER("sent", "return", "returned"), ANSWER("received", "return", "returned"),
	ANSWER("sent", "redirect", "redirected"), ANSWER("received", "redirect", "redirected"),
	BOOK("accepted"), BOOK("booked"), BOOK("no_show"),
	ARRIVE("accepted", NULL), ARRIVE("booked", NULL), ARRIVE("no_show", NULL),
	/* An emergency does not wait for an answer. */
	ARRIVE("sent", "emergency"), ARRIVE("received", "emergency"),
	{ "accepted", "no_show", "no_show", PARTY_RECEIVER, "referral.receive", REASON_OPTIONAL,
	  .reasons = "no_show_reason" },
	{ "booked", "no_show", "no_show", PARTY_RECEIVER, "referral.receive", REASON_OPTIONAL,
	  .reasons = "no_show_reason" },
	{ "arrived", "treat", "treated", PARTY_RECEIVER, "referral.treat" },
	{ "arrived", "feedback", "feedback", PARTY_RECEIVER, "referral.treat" },
	{ "treated", "feedback", "feedback", PARTY_RECEIVER, "referral.treat" },
	{ "feedback", "close", "closed", PARTY_SENDER, "referral.close" },
	CANCEL("draft"), CANCEL("sent"), CANCEL("received"), CANCEL("returned"), CANCEL("accepted"),
	CANCEL("booked"), CANCEL("no_show"),
	RESEND("rejected"), RESEND("redirected"), RESEND("no_show"), RESEND("cancelled"),
};

static const struct action_field fields[] = {
	{ "accept", BODY("answer", LINES) },
	{ "accept", BODY("bed", TEXT) },
	{ "accept", BODY("department", TEXT) },
	{ "redirect", BODY_MUST("redirect_to", INTEGER) },
	{ "book", BODY_MUST("booked_for", TIME) },
	{ "book", BODY("department", TEXT) },
	{ "book", BODY("doctor", TEXT) },
	{ "arrive", BODY("arrived_at", TIME) },
	{ "treat", BODY("treatment", LINES) },
	{ "feedback", BODY_MUST("feedback", LINES) },
	{ "feedback", BODY("feedback_diagnosis", TEXT) },
	{ "feedback", BODY("advice", LINES) },
};

static struct problem *answer_referral(struct request *rq, const struct rows *r);

static const struct workflow workflow = {
	.table = "referral",
	.transitions = transitions,
	.ntransitions = sizeof(transitions) / sizeof(transitions[0]),
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.act = SQL_REFERRAL_ACT,
	.get = SQL_REFERRAL_GET,
	.answer = answer_referral,
};

static struct problem *
answer_referral(struct request *rq, const struct rows *r)
{
	struct buffer *b;

	patient_view_referral(rq);
	TRY(res_row(rq, r));
	b = res_json(rq);
	b->len--;	/* the closing brace */
	workflow_write_actions(rq, &workflow, r, 0);
	buffer_putc(b, '}');
	return NULL;
}

/* --- lists --- */

static const char *const list_params[] = {
	"box", "state", "direction", "organisation", "from", "to", "after", "limit", "q", "sort",
};

enum { LIST_PARAMS = sizeof(list_params) / sizeof(list_params[0]) };

/* A statement that is itself a sort takes all but the last of list_params. */
static const struct { enum query query; int nparams; } lists[WAYS] = {
	[WAY_NEWEST] = { SQL_REFERRAL_LIST, LIST_PARAMS - 1 },
	[WAY_OLDEST] = { SQL_REFERRAL_LIST_OLDEST, LIST_PARAMS - 1 },
	[WAY_CHANGED_LAST] = { SQL_REFERRAL_LIST_CHANGED, LIST_PARAMS - 1 },
	[WAY_CHANGED_FIRST] = { SQL_REFERRAL_LIST_CHANGED_FIRST, LIST_PARAMS - 1 },
	[WAY_SEARCH] = { SQL_REFERRAL_SEARCH, LIST_PARAMS },
};

static struct problem *
plan_list(struct request *rq)
{
	const char *worklist = req_value(rq, "worklist"), *params[LIST_PARAMS];
	enum referral_way way = referral_way(req_value(rq, "q"), req_value(rq, "sort"));

	patient_view_plan(rq);
	if (worklist != NULL) {
		req_plan(rq, SQL_WORKLIST_LIST, 5, (const char *[]){ worklist, req_value(rq, "direction"),
		    req_value(rq, "after"), req_value(rq, "limit"), req_value(rq, "sort") });
		return NULL;
	}
	if (way == WAYS)
		return req_refuse(rq, "?sort", referral_sort_fault.zh, referral_sort_fault.en);
	for (int i = 0; i < LIST_PARAMS; i++)
		params[i] = req_value(rq, list_params[i]);
	req_plan(rq, lists[way].query, lists[way].nparams, params);
	return NULL;
}

static struct problem *
finish_list(struct request *rq)
{
	patient_view_referral(rq);
	return res_list(rq, req_rows(rq, 1), (int)strtol(req_value(rq, "limit"), NULL, 10));
}

/* --- one --- */

static struct problem *
plan_get(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_REFERRAL_GET, 1, &id);
	req_plan(rq, SQL_REFERRAL_SEEN, 1, &id);
	req_plan(rq, SQL_REFERRAL_AUDIT, 1, &id);
	return NULL;
}

static struct problem *
finish_get(struct request *rq)
{
	return answer_referral(rq, req_rows(rq, 0));
}

static struct problem *
plan_events(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_REFERRAL_EVENTS, 1, &id);
	req_plan(rq, SQL_REFERRAL_GET, 1, &id);
	return NULL;
}

static struct problem *
finish_events(struct request *rq)
{
	if (rows_count(req_rows(rq, 1)) == 0)
		return res_row(rq, req_rows(rq, 1));
	return res_list(rq, req_rows(rq, 0), 0);
}

/* --- write and change --- */

/* A masked number that a form sends back as it was shown says nothing. */
static struct problem *
seal_contact(struct request *rq, const char *id, const char **bytea_r)
{
	const char *s = req_value(rq, "contact_phone"), *phone;
	struct arena *a = req_arena(rq);
	struct problem *p;

	*bytea_r = NULL;
	if (s == NULL || strchr(s, '*') != NULL)
		return NULL;
	phone = phone_normalise(a, s);
	if (phone == NULL) {
		p = problem_new(a, PROBLEM_INVALID, "联系电话有误；固定电话请加区号",
		    "This is no telephone number; a fixed line needs its area code");
		return problem_add(a, p, "/contact_phone", p->detail.zh, p->detail.en);
	}
	*bytea_r = personal_seal(req_crypto(rq), a, PERSONAL_CONTACT_PHONE, id, phone);
	return NULL;
}

static struct problem *
check_diagnosis_code(struct request *rq)
{
	const char *s = req_value(rq, "diagnosis_code");
	struct problem *p;

	if (s == NULL || (strlen(s) >= 3 && strlen(s) <= 15 && s[0] >= 'A' && s[0] <= 'Z' &&
	    strspn(s + 1, "0123456789") >= 2 && strspn(s + 3, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz.+*") == strlen(s) - 3))
		return NULL;
	p = problem_new(req_arena(rq), PROBLEM_INVALID, "ICD-10 编码应如 I63.9", "An ICD-10 code looks like I63.9");
	return problem_add(req_arena(rq), p, "/diagnosis_code", p->detail.zh, p->detail.en);
}

static struct problem *
plan_create(struct request *rq)
{
	static const char *const names[] = { "organisation_id", "to_organisation_id", "patient_id",
		"previous_id", "direction", "green_channel", "first_contact", "urgency", "care",
		"from_department", "from_doctor", "to_department", "diagnosis", "diagnosis_code",
		"reason_code", "reason", "summary", "recovery_plan", "medicines", "follow_up", "consent",
		"contact_name" };
	enum { N = sizeof(names) / sizeof(names[0]) };
	const char *params[N + 2] = { req_new_id(rq) };

	TRY(check_diagnosis_code(rq));
	for (int i = 0; i < N; i++)
		params[1 + i] = req_value(rq, names[i]);
	TRY(seal_contact(rq, req_new_id(rq), &params[N + 1]));
	req_plan(rq, SQL_REFERRAL_CREATE, N + 2, params);
	req_plan(rq, SQL_REFERRAL_MADE, 0, NULL);
	return NULL;
}

static struct problem *
finish_create(struct request *rq)
{
	return res_row(rq, req_rows(rq, 1));
}

/* What is given but blank is taken away; what is not given stays. */
static const char *
change_of(const struct request *rq, const char *name)
{
	const char *value = req_value(rq, name);

	return value == NULL && req_given(rq, name) ? "" : value;
}

static struct problem *
plan_update(struct request *rq)
{
	static const char *const kept[] = { "to_organisation_id", "direction", "green_channel",
		"first_contact", "urgency", "care" };
	static const char *const texts[] = { "from_department", "from_doctor", "to_department",
		"diagnosis", "diagnosis_code", "reason_code", "reason", "summary", "recovery_plan",
		"medicines", "follow_up", "consent", "contact_name" };
	enum { KEPT = sizeof(kept) / sizeof(kept[0]), TEXTS = sizeof(texts) / sizeof(texts[0]) };
	const char *id = req_value(rq, "id"), *params[3 + KEPT + TEXTS] = { id, req_if_match(rq) };

	TRY(check_diagnosis_code(rq));
	for (int i = 0; i < KEPT; i++)
		params[2 + i] = req_value(rq, kept[i]);
	for (int i = 0; i < TEXTS; i++)
		params[2 + KEPT + i] = change_of(rq, texts[i]);
	TRY(seal_contact(rq, id, &params[2 + KEPT + TEXTS]));
	req_plan(rq, SQL_REFERRAL_UPDATE, 3 + KEPT + TEXTS, params);
	req_plan(rq, SQL_REFERRAL_GET, 1, &id);
	return NULL;
}

static bool
is_open(const char *state)
{
	return strcmp(state, "draft") == 0 || strcmp(state, "returned") == 0;
}

static struct problem *
finish_update(struct request *rq)
{
	const struct rows *now = req_rows(rq, 1);
	struct arena *a = req_arena(rq);
	struct problem *p;

	if (rows_count(req_rows(rq, 0)) > 0 || rows_count(now) == 0)
		return answer_referral(rq, now);
	if (!is_open(rows_get(now, 0, "state"))) {
		p = problem_new(a, PROBLEM_CONFLICT, "转诊单已发出，不能再修改；需修改时请接收单位退回",
		    "The referral has been sent: it can be changed only after the receiver returns it");
		p->state_json = arena_printf(a, "{\"state\":\"%s\",\"version\":%s}",
		    rows_get(now, 0, "state"), rows_get(now, 0, "version"));
		return p;
	}
	if (strcmp(rows_get(now, 0, "version"), req_if_match(rq)) != 0)
		return problem_new(a, PROBLEM_STALE, "转诊单已被他人修改，请重新打开",
		    "Someone changed the referral meanwhile: open it again");
	return problem_new(a, PROBLEM_FORBIDDEN, "只有转出单位可以修改，且接收单位须为另一家",
	    "Only the sending institution may change it, and the receiver must be another one");
}

static struct problem *
finish_receive(struct request *rq)
{
	struct buffer *b = res_json(rq);

	buffer_puts(b, "{\"results\":");
	json_rows(b, req_rows(rq, 0));
	buffer_putc(b, '}');
	return NULL;
}

static struct problem *
finish_reveal(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	struct buffer *b;

	if (rows_count(r) == 0)
		return res_row(rq, r);
	b = res_json(rq);
	buffer_puts(b, "{\"field\":");
	buffer_json(b, req_value(rq, "field"));
	buffer_puts(b, ",\"value\":");
	buffer_json(b, rows_get(r, 0, "_value_enc") == NULL ? NULL
	    : personal_unseal(req_crypto(rq), req_arena(rq), PERSONAL_CONTACT_PHONE,
	    rows_get(r, 0, "id"), rows_get(r, 0, "_value_enc")));
	buffer_putc(b, '}');
	return NULL;
}

#define CODE(source, name, codes)	{ source, TYPE_CODE, name, NULL, codes, 0, 0, false }
#define CODE_MUST(source, name, codes)	{ source, TYPE_CODE, name, NULL, codes, 0, 0, true }
#define CASE \
	BODY("green_channel", BOOLEAN), BODY("first_contact", BOOLEAN), \
	CODE(FROM_BODY, "urgency", "routine|urgent|emergency"), \
	CODE(FROM_BODY, "care", "outpatient|inpatient"), \
	BODY("from_department", TEXT), BODY("from_doctor", TEXT), BODY("to_department", TEXT), \
	BODY("diagnosis", TEXT), BODY("diagnosis_code", TEXT), BODY("reason_code", TEXT), \
	BODY("reason", LINES), BODY("summary", LINES), BODY("recovery_plan", LINES), \
	BODY("medicines", LINES), BODY("follow_up", LINES), BODY("consent", TEXT), \
	BODY("contact_name", TEXT), BODY("contact_phone", TEXT)

static const struct route routes[] = {
	{ GET, "/referrals", "referral.read",
	  .params = { CODE(FROM_QUERY, "worklist", WORKLISTS),
	    { FROM_QUERY, TYPE_CODE, "box", "any", "sent|received|any", 0, 0, false },
	    CODE(FROM_QUERY, "state", STATES), CODE(FROM_QUERY, "direction", "up|down|same_level"),
	    QUERY("organisation", INTEGER, NULL), QUERY("from", DATE, NULL), QUERY("to", DATE, NULL),
	    QUERY("q", TEXT, NULL),
	    CODE(FROM_QUERY, "sort", REFERRAL_SORTS), AFTER, LIMIT },
	  .plan = plan_list, .finish = finish_list, .flags = ROUTE_LIST,
	  .summary = { "转诊单列表", "Referrals" }, .answer = "referrals" },
	{ POST, "/referrals", "referral.create",
	  .params = { BODY("organisation_id", INTEGER), BODY_MUST("to_organisation_id", INTEGER),
	    BODY_MUST("patient_id", UUID), BODY("previous_id", UUID),
	    CODE_MUST(FROM_BODY, "direction", "up|down|same_level"), CASE },
	  .flags = ROUTE_CREATES, .plan = plan_create, .finish = finish_create,
	  .summary = { "新建转诊单草稿", "Starts a referral, as a draft" }, .answer = "referral_made" },
	{ POST, "/referrals/actions/receive", "referral.receive", SQL_REFERRAL_RECEIVE_MANY,
	  .params = { BODY_MUST("ids", UUIDS) }, .finish = finish_receive,
	  .summary = { "批量签收", "Receives several at once" }, .answer = "received" },
	{ GET, "/referrals/{id}", "referral.read", .params = { PATH("id", UUID) },
	  .plan = plan_get, .finish = finish_get, .flags = ROUTE_AUDITED,
	  .summary = { "一张转诊单", "One referral" }, .answer = "referral" },
	{ PATCH, "/referrals/{id}", "referral.create",
	  .params = { PATH("id", UUID), BODY("to_organisation_id", INTEGER),
	    CODE(FROM_BODY, "direction", "up|down|same_level"), CASE },
	  .plan = plan_update, .finish = finish_update, .flags = ROUTE_VERSIONED,
	  .summary = { "修改草稿或被退回的转诊单", "Changes a draft or a returned referral" },
	  .answer = "referral" },
	{ POST, "/referrals/{id}/actions/reveal", "patient.reveal", SQL_REFERRAL_REVEAL,
	  .params = { PATH("id", UUID), CODE_MUST(FROM_BODY, "field", "contact_phone"),
	    { FROM_BODY, TYPE_TEXT, "reason", NULL, NULL, 2, 200, true } },
	  .finish = finish_reveal,
	  .summary = { "查看被遮盖的联系电话（留痕）", "Shows the contact's telephone, with an audit row" } },
	{ GET, "/referrals/{id}/events", "referral.read", .params = { PATH("id", UUID) },
	  .plan = plan_events, .finish = finish_events, .flags = ROUTE_LIST,
	  .summary = { "转诊单的办理经过", "The history of a referral" }, .answer = "referral_events" },
};

RESOURCE_DEFINE_WORKFLOW(referrals, routes, &workflow);
