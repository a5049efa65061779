/* patient_view.c - names, numbers and addresses of patients as they may be shown. */
#include "patient_view.h"

#include <string.h>

#include "identity_card.h"
#include "personal.h"

void
patient_view_plan(struct request *rq)
{
	req_plan(rq, SQL_PATIENT_VISIBLE, 0, NULL);
}

static bool
holds_read(const struct rows *r, int row, const char *column)
{
	const char *permissions = rows_get(r, row, column);

	return permissions != NULL && strstr(permissions, "patient.read") != NULL;
}

static bool
shows_names(const struct request *rq, const struct rows *r, int row)
{
	const struct rows *visible;

	if (rows_column(r, "_to_permissions") >= 0)
		return holds_read(r, row, "_from_permissions") || holds_read(r, row, "_to_permissions");
	visible = req_rows(rq, 0);
	return rows_column(visible, "visible") >= 0 && *rows_get(visible, 0, "visible") == 't';
}

static const char *
patient_name(struct request *rq, const struct rows *r, int row)
{
	const char *name = rows_get(r, row, "_patient_name");

	return name == NULL || shows_names(rq, r, row) ? name
	    : identity_mask_name(req_arena(rq), name);
}

static const char *
own_name(struct request *rq, const struct rows *r, int row)
{
	(void)rq;
	return rows_get(r, row, "_name");
}

/* The value in the clear, of the row whose id stands in this column. */
static const char *
unseal(struct request *rq, const struct rows *r, int row, enum personal_field field,
    const char *column, const char *id_column)
{
	const char *bytea = rows_get(r, row, column), *id = rows_get(r, row, id_column);

	return bytea == NULL || id == NULL ? NULL
	    : personal_unseal(req_crypto(rq), req_arena(rq), field, id, bytea);
}

static const char *
id_column(const struct rows *r)
{
	return rows_column(r, "patient.id") >= 0 ? "patient.id" : "id";
}

static const char *
id_number(struct request *rq, const struct rows *r, int row)
{
	const char *s = unseal(rq, r, row, PERSONAL_ID_NUMBER, "_id_number_enc", id_column(r));

	return s != NULL ? identity_mask_number(req_arena(rq), s) : NULL;
}

static const char *
phone(struct request *rq, const struct rows *r, int row)
{
	const char *s = unseal(rq, r, row, PERSONAL_PHONE, "_phone_enc", id_column(r));

	return s != NULL ? identity_mask_phone(req_arena(rq), s) : NULL;
}

static const char *
contact_phone(struct request *rq, const struct rows *r, int row)
{
	const char *s = unseal(rq, r, row, PERSONAL_CONTACT_PHONE, "_contact_phone_enc", "id");

	return s != NULL ? identity_mask_phone(req_arena(rq), s) : NULL;
}

/* All of an address is personal: that there is one is shown, and can be revealed. */
static const char *
address(struct request *rq, const struct rows *r, int row)
{
	(void)rq;
	return rows_get(r, row, "_address_enc") != NULL ? "******" : NULL;
}

void
patient_view_referral(struct request *rq)
{
	static const struct shown shown[] = {
		{ "_patient_name", "patient.name", patient_name },
		{ "_id_number_enc", "patient.id_number", id_number },
		{ "_phone_enc", "patient.phone", phone },
		{ "_address_enc", "patient.address", address },
		{ "_contact_phone_enc", "contact_phone", contact_phone },
	};

	res_show(rq, shown, sizeof(shown) / sizeof(shown[0]));
}

void
patient_view_patient(struct request *rq)
{
	static const struct shown shown[] = {
		{ "_name", "name", own_name },
		{ "_id_number_enc", "id_number", id_number },
		{ "_phone_enc", "phone", phone },
		{ "_address_enc", "address", address },
	};

	res_show(rq, shown, sizeof(shown) / sizeof(shown[0]));
}
