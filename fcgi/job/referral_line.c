/* referral_line.c - one line of a register of referrals: its fields taken together. */
#include <string.h>

#include "identity_card.h"
#include "intake.h"
#include "personal.h"

/* States in which the patient has come. */
static bool
has_come(const char *state)
{
	static const char *const states[] = { "arrived", "treated", "feedback", "closed" };

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i], state) == 0)
			return true;
	return false;
}

static void
set(struct line *l, const char *field, const char *value)
{
	l->values[line_field(l, field)] = value;
}

/* Sex and birth date of the ID number stand, and what the row says of them must agree. */
static void
take_identity(struct line *l)
{
	const char *number = line_value(l, "id_number"), *sex = line_value(l, "sex");
	const char *birth = line_value(l, "birth_date"), *of_number;
	struct identity id;

	if (number == NULL || identity_parse(number, l->intake->today, &id) != IDENTITY_OK)
		return;
	if (sex != NULL && *sex != id.sex)
		line_fail(l, "sex", "性别与身份证号不一致，请核对", "The sex is not that of the ID number");
	of_number = arena_printf(l->arena, "%04d-%02d-%02d", id.birth.year, id.birth.month,
	    id.birth.day);
	if (birth != NULL && strcmp(birth, of_number) != 0)
		line_fail(l, "birth_date", "出生日期与身份证号不一致，请核对",
		    "The date of birth is not that of the ID number");
	set(l, "sex", id.sex == 'M' ? "M" : "F");
	set(l, "birth_date", of_number);
}

static void
take_parties(struct line *l, struct institution *from, struct institution *to)
{
	bool found = line_institution(l, "from_org", from);

	if (!line_institution(l, "to_org", to) || !found)
		return;
	if (from->id == to->id)
		line_fail(l, "to_org", "转出机构和转入机构相同，请核对；本单位一侧可以不填",
		    "Both institutions are the same; your own side may stay empty");
	else if (!intake_acts_for(l->intake, from) && !intake_acts_for(l->intake, to))
		line_fail(l, "from_org", "转出机构和转入机构都不是本单位，不能由本单位导入",
		    "Neither institution is yours, so you cannot import this row");
}

static const char *
direction_of(const struct institution *from, const struct institution *to)
{
	return from->tier < to->tier ? "up" : from->tier > to->tier ? "down" : "same_level";
}

/* Without a direction the levels of both sides say it. */
static void
take_direction(struct line *l, const struct institution *from, const struct institution *to)
{
	if (line_value(l, "direction") == NULL)
		set(l, "direction", direction_of(from, to));
}

/* One date stands for a missing other; an arrival must fit the state. */
static void
take_dates(struct line *l)
{
	const char *sent = line_value(l, "sent_on"), *arrived = line_value(l, "arrived_on");
	const char *state = line_value(l, "state");

	if (l->nerrors > 0)
		return;
	if (sent == NULL && arrived == NULL) {
		line_fail(l, "sent_on", "转诊日期和到诊日期至少要填一个",
		    "Give the date of referral or the date of arrival");
		return;
	}
	if (sent != NULL && arrived != NULL && strcmp(arrived, sent) < 0)
		line_fail(l, "arrived_on", "到诊日期早于转诊日期，请核对",
		    "The arrival lies before the referral");
	if (arrived != NULL && !has_come(state))
		line_fail(l, "state", "状态是没有到诊，却填了到诊日期，请核对",
		    "The state says that the patient did not come, but there is a date of arrival");
	set(l, "sent_on", sent != NULL ? sent : arrived);
	if (has_come(state))
		set(l, "arrived_on", arrived != NULL ? arrived : sent);
}

/* A person without an ID number is known by name, sex and a birth date or telephone; by less than
 * that each row is a person of its own. */
static const char *
person_key(const struct line *l, const char *patient_id)
{
	const char *number = line_value(l, "id_number"), *birth = line_value(l, "birth_date");
	const char *phone = line_value(l, "phone"), *sex = line_value(l, "sex"), *other = patient_id;

	if (birth != NULL || phone != NULL)
		other = arena_printf(l->arena, "%s|%s|%s|%s", line_value(l, "name"),
		    sex != NULL ? sex : "", birth != NULL ? birth : "", phone != NULL ? phone : "");
	return personal_person_key(l->intake->task->crypto, l->arena, number, other);
}

/* Registers for up and for down are often numbered each on their own. Without a number a row is
 * known by what stands in it, but for what may change later: its state and remarks. */
static const char *
identity_of(const struct line *l, const struct institution *from, const struct institution *to)
{
	static const char *const facts[] = { "direction", "name", "sex", "birth_date", "id_number",
		"phone", "from_department", "to_department", "diagnosis", "diagnosis_code", "sent_on",
		"arrived_on", "care" };
	const char *number = line_value(l, "register"), *all;

	if (number != NULL)
		return arena_printf(l->arena, "%s:%s", line_value(l, "direction"), number);
	all = arena_printf(l->arena, "%d|%d", from->id, to->id);
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		const char *value = line_value(l, facts[i]);

		all = arena_printf(l->arena, "%s|%s", all, value != NULL ? value : "");
	}
	return arena_printf(l->arena, "row:%s",
	    personal_person_key(l->intake->task->crypto, l->arena, NULL, all) + 2);
}

static void
add_personal(const struct line *l, struct buffer *data, const char *patient_id)
{
	const struct crypto *c = l->intake->task->crypto;
	const char *number = line_value(l, "id_number"), *phone = line_value(l, "phone");

	if (number != NULL) {
		add_member(data, "id_number_enc", personal_seal(c, l->arena, PERSONAL_ID_NUMBER, patient_id,
		    number));
		add_member(data, "id_number_idx", personal_index(c, l->arena, PERSONAL_ID_NUMBER, number));
	}
	if (phone != NULL) {
		add_member(data, "phone_enc", personal_seal(c, l->arena, PERSONAL_PHONE, patient_id, phone));
		add_member(data, "phone_idx", personal_index(c, l->arena, PERSONAL_PHONE, phone));
	}
	add_member(data, "person_key", person_key(l, patient_id));
}

static void
add_data(const struct line *l, struct buffer *data, const struct institution *from,
    const struct institution *to)
{
	static const char *const plain[] = { "register", "direction", "name", "sex", "birth_date",
		"from_department", "from_doctor", "to_department", "to_doctor", "diagnosis",
		"diagnosis_code", "reason", "note", "sent_on", "arrived_on", "state", "end_reason" };
	const char *care = line_value(l, "care"), *urgency = line_value(l, "urgency");
	char id[37], patient_id[37];

	crypto_uuid7(id);
	crypto_uuid7(patient_id);
	add_member(data, "id", id);
	add_member(data, "patient_id", patient_id);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		add_member(data, plain[i], line_value(l, plain[i]));
	add_member(data, "care", care != NULL ? care : "outpatient");
	add_member(data, "urgency", urgency != NULL ? urgency : "routine");
	buffer_printf(data, ",\"from_org\":%d,\"to_org\":%d", from->id, to->id);
	add_personal(l, data, patient_id);
}

void
complete_referral(struct line *l, int n, struct buffer *data, const char **identity_r)
{
	struct institution from, to;

	(void)n;
	if (line_value(l, "state") == NULL)
		set(l, "state", "closed");
	take_identity(l);
	take_parties(l, &from, &to);
	take_direction(l, &from, &to);
	take_dates(l);
	if (l->nerrors > 0)
		return;
	*identity_r = identity_of(l, &from, &to);
	add_data(l, data, &from, &to);
}
