/* patient_view.h - how patients are shown: what is hidden stays hidden. Inside resource/ only. */
#ifndef YILIAN_PATIENT_VIEW_H
#define YILIAN_PATIENT_VIEW_H

#include "request.h"

/* Lists: plans, as the first step, the question whether names may be shown in full. */
void patient_view_plan(struct request *rq);

/* Before res_row or res_list: column _patient_name, and where there are such _id_number_enc,
 * _phone_enc, _address_enc, become members of "patient"; _contact_phone_enc becomes contact_phone.
 * Numbers are masked for everyone. Names are in full where the account holds patient.read: by the
 * columns _from_permissions and _to_permissions, or by the first step of the plan. */
void patient_view_referral(struct request *rq);

/* The same for rows of patients themselves, whose columns are _name, _id_number_enc and so on. */
void patient_view_patient(struct request *rq);

#endif
