/* personal.h - how personal values of a patient are stored: sealed, and findable by keyed hash.
 *
 * Every program that writes or reads biz.patient goes through here, so that what one stored another
 * opens and finds. Values come normalised (identity_card.h). Results are bytea in text form. */
#ifndef YILIAN_PERSONAL_H
#define YILIAN_PERSONAL_H

#include "crypto.h"

enum personal_field { PERSONAL_ID_NUMBER, PERSONAL_PHONE, PERSONAL_ADDRESS, PERSONAL_CONTACT_PHONE,
	PERSONAL__COUNT };

/* The value encrypted for the row of this id (of the patient; of the referral for its contact). */
const char *personal_seal(const struct crypto *c, struct arena *a, enum personal_field field,
    const char *id, const char *value);

/* The value again; NULL where the bytes are of another row, field or key, or are none. */
const char *personal_unseal(const struct crypto *c, struct arena *a, enum personal_field field,
    const char *id, const char *bytea);

/* What equal values have in common: id_number_idx, phone_idx. */
const char *personal_index(const struct crypto *c, struct arena *a, enum personal_field field,
    const char *value);

/* biz.patient.person_key: the same for one person everywhere. id_number NULL: of the text other,
 * which must tell this person from others (the patient's id where nothing better is known). */
const char *personal_person_key(const struct crypto *c, struct arena *a, const char *id_number,
    const char *other);

#endif
