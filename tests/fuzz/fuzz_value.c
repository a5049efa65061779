/* fuzz_value.c - dates, times, identity and telephone numbers, base64url, hex. */
#include "fuzz.h"

#include <stdio.h>

#include "clock.h"
#include "crypto.h"
#include "identity_card.h"

static void
try_dates(const char *s)
{
	struct date d;
	char text[40];

	if (date_parse(s, &d)) {
		snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year, d.month, d.day);
		MUST(strcmp(s, text) == 0);
		MUST(date_to_days(date_from_days(date_to_days(d))) == date_to_days(d));
	}
	MUST(!time_is_rfc3339(s) || (strlen(s) >= 20 && s[10] == 'T'));
}

static void
try_numbers(struct arena *a, const char *s)
{
	const struct date today = { 2026, 11, 22 };
	struct identity id, again;
	const char *phone = phone_normalise(a, s);

	if (identity_parse(s, today, &id) == IDENTITY_OK) {
		MUST(strlen(id.number) == 18);
		MUST(identity_parse(id.number, today, &again) == IDENTITY_OK);
		MUST(strcmp(id.number, again.number) == 0);
	}
	MUST(phone == NULL || phone[strspn(phone, "0123456789")] == '\0');
	MUST(strlen(identity_mask_number(a, s)) == strlen(s));
	identity_mask_name(a, s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	const char *s = fuzz_text(a, data, size);
	size_t len;
	const unsigned char *bytes;

	if (size > 4096)
		return 0;
	try_dates(s);
	try_numbers(a, s);
	bytes = crypto_base64url_decode(a, s, &len);
	MUST(bytes == NULL || strcmp(crypto_base64url(a, bytes, len), s) == 0);
	bytes = crypto_unhex(a, s, &len);
	MUST(bytes == NULL || len == strlen(s) / 2);
	MUST(crypto_base64url_decode(a, crypto_base64url(a, data, size), &len) != NULL && len == size);
	return 0;
}
