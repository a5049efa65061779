/* patients.c - patients as their institution registered them: found, registered, corrected. */
#include <string.h>

#include "clock.h"
#include "identity_card.h"
#include "patient_view.h"
#include "personal.h"
#include "resource.h"

enum { SEARCH_LIMIT = 20 };

static const struct sentence identity_faults[IDENTITY__COUNT] = {
	[IDENTITY_LENGTH] = { "身份证号应为 18 位（或旧 15 位）", "An ID number has 18 characters (or 15 of old)" },
	[IDENTITY_CHARACTER] = { "身份证号含有不能出现的字符", "The ID number holds a character that cannot be" },
	[IDENTITY_BIRTH_DATE] = { "身份证号中的出生日期不存在", "The birth date in the ID number does not exist" },
	[IDENTITY_FUTURE] = { "身份证号中的出生日期晚于今天", "The birth date in the ID number lies in the future" },
	[IDENTITY_CHECK_DIGIT] = { "身份证号校验位不符，请核对", "The check digit of the ID number is wrong: compare it" },
};

static struct problem *
parse_identity(struct request *rq, const char *s, struct identity *identity_r)
{
	enum identity_fault fault;
	struct date today;

	date_parse(date_today(req_arena(rq)), &today);
	fault = identity_parse(s, today, identity_r);
	return fault == IDENTITY_OK ? NULL
	    : req_refuse(rq, "/id_number", identity_faults[fault].zh, identity_faults[fault].en);
}

static struct problem *
parse_phone(struct request *rq, const char *s, const char **phone_r)
{
	*phone_r = phone_normalise(req_arena(rq), s);
	return *phone_r != NULL ? NULL : req_refuse(rq, "/phone", "电话号码有误；固定电话请加区号",
	    "This is no telephone number; a fixed line needs its area code");
}

/* --- search --- */

static struct problem *
plan_search(struct request *rq)
{
	const char *number = req_value(rq, "id_number"), *phone = req_value(rq, "phone");
	const char *name = req_value(rq, "name"), *params[4] = { 0 };
	struct identity identity;

	if ((number != NULL) + (phone != NULL) + (name != NULL) != 1)
		return req_refuse(rq, "", "请只按身份证号、电话或姓名之一查找",
		    "Search by ID number, telephone or name: by exactly one");
	if (number != NULL) {
		TRY(parse_identity(rq, number, &identity));
		params[0] = personal_index(req_crypto(rq), req_arena(rq), PERSONAL_ID_NUMBER,
		    identity.number);
	}
	if (phone != NULL) {
		TRY(parse_phone(rq, phone, &phone));
		params[1] = personal_index(req_crypto(rq), req_arena(rq), PERSONAL_PHONE, phone);
	}
	params[2] = name;
	params[3] = arena_printf(req_arena(rq), "%d", SEARCH_LIMIT);
	req_plan(rq, SQL_PATIENT_SEARCH, 4, params);
	return NULL;
}

static struct problem *
finish_search(struct request *rq)
{
	patient_view_patient(rq);
	return res_list(rq, req_rows(rq, 0), SEARCH_LIMIT);
}

/* --- register and correct --- */

/* What the statements store: places 3 to 11 of create and update. */
struct stored { const char *values[9]; };

enum { NAME, SEX, BIRTH_DATE, ID_ENC, ID_IDX, PHONE_ENC, PHONE_IDX, ADDRESS_ENC, PERSON_KEY };

static struct problem *
store_identity(struct request *rq, const char *id, struct stored *s)
{
	const char *number = req_value(rq, "id_number"), *birth;
	struct arena *a = req_arena(rq);
	struct identity identity;

	if (number == NULL)
		return NULL;
	TRY(parse_identity(rq, number, &identity));
	birth = arena_printf(a, "%04d-%02d-%02d", identity.birth.year, identity.birth.month,
	    identity.birth.day);
	if (s->values[BIRTH_DATE] != NULL && strcmp(s->values[BIRTH_DATE], birth) != 0)
		return req_refuse(rq, "/birth_date", "出生日期与身份证号不符",
		    "The birth date is not that of the ID number");
	if (s->values[SEX] != NULL && s->values[SEX][0] != identity.sex)
		return req_refuse(rq, "/sex", "性别与身份证号不符", "The sex is not that of the ID number");
	s->values[BIRTH_DATE] = birth;
	s->values[SEX] = identity.sex == 'M' ? "M" : "F";
	s->values[ID_ENC] = personal_seal(req_crypto(rq), a, PERSONAL_ID_NUMBER, id, identity.number);
	s->values[ID_IDX] = personal_index(req_crypto(rq), a, PERSONAL_ID_NUMBER, identity.number);
	s->values[PERSON_KEY] = personal_person_key(req_crypto(rq), a, identity.number, id);
	return NULL;
}

static struct problem *
check_birth_date(struct request *rq, const char *birth_date)
{
	if (birth_date != NULL && strcmp(birth_date, date_today(req_arena(rq))) > 0)
		return req_refuse(rq, "/birth_date", "出生日期不能晚于今天",
		    "The birth date lies in the future");
	return NULL;
}

static struct problem *
store(struct request *rq, const char *id, struct stored *s)
{
	const char *phone = req_value(rq, "phone"), *address = req_value(rq, "address");
	struct arena *a = req_arena(rq);

	s->values[NAME] = req_value(rq, "name");
	s->values[SEX] = req_value(rq, "sex");
	s->values[BIRTH_DATE] = req_value(rq, "birth_date");
	TRY(store_identity(rq, id, s));
	TRY(check_birth_date(rq, s->values[BIRTH_DATE]));
	if (phone != NULL) {
		TRY(parse_phone(rq, phone, &phone));
		s->values[PHONE_ENC] = personal_seal(req_crypto(rq), a, PERSONAL_PHONE, id, phone);
		s->values[PHONE_IDX] = personal_index(req_crypto(rq), a, PERSONAL_PHONE, phone);
	}
	if (address != NULL)
		s->values[ADDRESS_ENC] = personal_seal(req_crypto(rq), a, PERSONAL_ADDRESS, id, address);
	return NULL;
}

static struct problem *
plan_create(struct request *rq)
{
	const char *params[11] = { req_new_id(rq), req_value(rq, "organisation_id") };
	struct stored s = { { 0 } };

	TRY(store(rq, req_new_id(rq), &s));
	if (s.values[BIRTH_DATE] == NULL || s.values[SEX] == NULL)
		return req_refuse(rq, s.values[SEX] == NULL ? "/sex" : "/birth_date",
		    "没有身份证号时，请填写性别和出生日期", "Without an ID number, enter sex and birth date");
	if (s.values[PERSON_KEY] == NULL)
		s.values[PERSON_KEY] = personal_person_key(req_crypto(rq), req_arena(rq), NULL,
		    req_new_id(rq));
	memcpy(params + 2, s.values, sizeof(s.values));
	req_plan(rq, SQL_PATIENT_CREATE, 11, params);
	req_plan(rq, SQL_PATIENT_MADE, 0, NULL);
	return NULL;
}

static struct problem *
finish_create(struct request *rq)
{
	patient_view_patient(rq);
	return res_row(rq, req_rows(rq, 1));
}

static struct problem *
plan_update(struct request *rq)
{
	const char *id = req_value(rq, "id"), *params[11] = { id, req_if_match(rq) };
	struct stored s = { { 0 } };

	TRY(store(rq, id, &s));
	memcpy(params + 2, s.values, sizeof(s.values));
	req_plan(rq, SQL_PATIENT_UPDATE, 11, params);
	req_plan(rq, SQL_PATIENT_GET, 1, &id);
	return NULL;
}

static struct problem *
finish_update(struct request *rq)
{
	const struct rows *now = req_rows(rq, 1);

	patient_view_patient(rq);
	if (rows_count(req_rows(rq, 0)) > 0 || rows_count(now) == 0)
		return res_row(rq, now);
	if (strcmp(rows_get(now, 0, "version"), req_if_match(rq)) != 0)
		return problem_new(req_arena(rq), PROBLEM_STALE, "患者信息已被他人修改，请重新打开",
		    "Someone changed the patient meanwhile: open the entry again");
	return problem_new(req_arena(rq), PROBLEM_FORBIDDEN, "只有登记该患者的单位可以修改",
	    "Only the institution that registered the patient may correct the entry");
}

/* --- look and reveal --- */

static struct problem *
plan_get(struct request *rq)
{
	const char *id = req_value(rq, "id");

	req_plan(rq, SQL_PATIENT_GET, 1, &id);
	req_plan(rq, SQL_PATIENT_AUDIT, 2, (const char *[]){ id, "patient" });
	return NULL;
}

static struct problem *
finish_get(struct request *rq)
{
	patient_view_patient(rq);
	return res_row(rq, req_rows(rq, 0));
}

static struct problem *
finish_reveal(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	const char *field = req_value(rq, "field"), *bytea, *value;
	struct buffer *b;

	if (rows_count(r) == 0)
		return res_row(rq, r);
	bytea = rows_get(r, 0, "_value_enc");
	value = strcmp(field, "name") == 0 ? rows_get(r, 0, "_name") : bytea == NULL ? NULL
	    : personal_unseal(req_crypto(rq), req_arena(rq),
	    strcmp(field, "id_number") == 0 ? PERSONAL_ID_NUMBER
	    : strcmp(field, "phone") == 0 ? PERSONAL_PHONE : PERSONAL_ADDRESS,
	    rows_get(r, 0, "id"), bytea);
	b = res_json(rq);
	buffer_puts(b, "{\"field\":");
	buffer_json(b, field);
	buffer_puts(b, ",\"value\":");
	buffer_json(b, value);
	buffer_putc(b, '}');
	return NULL;
}

#define PATIENT_FIELDS \
	{ FROM_BODY, TYPE_CODE, "sex", NULL, "M|F", 0, 0, false }, BODY("birth_date", DATE), \
	BODY("id_number", TEXT), BODY("phone", TEXT), BODY("address", TEXT)

static const struct route routes[] = {
	{ POST, "/patients/actions/search", "patient.read",
	  .params = { BODY("id_number", TEXT), BODY("phone", TEXT), BODY("name", TEXT) },
	  .flags = ROUTE_SAFE_POST, .plan = plan_search, .finish = finish_search,
	  .summary = { "按身份证号、电话或姓名查找患者", "Finds patients by ID number, telephone or name" },
	  .answer = "patients" },
	{ POST, "/patients", "patient.write",
	  .params = { BODY("organisation_id", INTEGER), BODY_MUST("name", TEXT), PATIENT_FIELDS },
	  .flags = ROUTE_CREATES, .plan = plan_create, .finish = finish_create,
	  .summary = { "登记患者", "Registers a patient" }, .answer = "patient" },
	{ GET, "/patients/{id}", "patient.read", .params = { PATH("id", UUID) },
	  .flags = ROUTE_AUDITED, .plan = plan_get, .finish = finish_get,
	  .summary = { "一位患者（证件号已遮盖）", "One patient, numbers masked" }, .answer = "patient" },
	{ PATCH, "/patients/{id}", "patient.write",
	  .params = { PATH("id", UUID), BODY("name", TEXT), PATIENT_FIELDS },
	  .flags = ROUTE_VERSIONED, .plan = plan_update, .finish = finish_update,
	  .summary = { "更正患者信息", "Corrects a patient" }, .answer = "patient" },
	{ POST, "/patients/{id}/actions/reveal", "patient.reveal", SQL_PATIENT_REVEAL,
	  .params = { PATH("id", UUID),
	    { FROM_BODY, TYPE_CODE, "field", NULL, "name|id_number|phone|address", 0, 0, true },
	    { FROM_BODY, TYPE_TEXT, "reason", NULL, NULL, 2, 200, true } },
	  .finish = finish_reveal,
	  .summary = { "查看一项被遮盖的内容（留痕）", "Shows one masked value, with an audit row" } },
};

RESOURCE_DEFINE(patients, routes);
