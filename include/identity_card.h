/* identity_card.h - resident identity numbers (GB 11643) and phone numbers. */
#ifndef YILIAN_IDENTITY_CARD_H
#define YILIAN_IDENTITY_CARD_H

#include <stdbool.h>

#include "arena.h"
#include "clock.h"

enum identity_fault {
	IDENTITY_OK, IDENTITY_LENGTH, IDENTITY_CHARACTER, IDENTITY_BIRTH_DATE, IDENTITY_FUTURE,
	IDENTITY_CHECK_DIGIT, IDENTITY__COUNT
};

struct identity {
	char number[19];	/* 18 characters, X in upper case; 15 digits are brought to 18 */
	struct date birth;
	char sex;		/* 'M' or 'F' */
};

/* Takes a number apart; blanks and full-width digits are accepted. today bounds the birth date. */
enum identity_fault identity_parse(const char *s, struct date today, struct identity *identity_r);

/* "630***********21": first 3 and last 2; a phone number's first 3 and last 4; a name's first
 * character. */
const char *identity_mask_number(struct arena *a, const char *number);
const char *identity_mask_phone(struct arena *a, const char *phone);
const char *identity_mask_name(struct arena *a, const char *name);

/* Digits of a Chinese mobile or fixed-line number (with area code), or NULL. */
const char *phone_normalise(struct arena *a, const char *s);

#endif
