/* pinyin.c - Chinese names spelt in Latin letters, with the readings that place names have. */
#include "text.h"

#include <pthread.h>
#include <string.h>
#include <unicode/utrans.h>
#include <unicode/ustring.h>

#include "buffer.h"
#include "log.h"

/* ICU gives each character its commonest reading. Here are the names that read otherwise; syllables
 * are separated by blanks. The longest match wins, so a name stands over a character. */
static const struct { const char *han; const char *latin; } readings[] = {
#define READING(han, latin) { han, latin },
#include "pinyin.def"
#undef READING
};

/* Opening a transliterator takes some 50 ms, so a process keeps one. */
static struct {
	pthread_once_t once;
	UTransliterator *latin;
} shared = { PTHREAD_ONCE_INIT, NULL };

static void
open_transliterator(void)
{
	static const char id[] = "Han-Latin; Latin-ASCII; Lower";
	UErrorCode status = U_ZERO_ERROR;
	UChar wide_id[sizeof(id)];

	u_charsToUChars(id, wide_id, (int32_t)sizeof(id));
	shared.latin = utrans_openU(wide_id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	if (U_FAILURE(status))
		die("ICU has no Han-Latin: %s", u_errorName(status));
}

/* The reading for the longest listed name at s, and its length in bytes. */
static const char *
find_reading(const char *s, size_t *len_r)
{
	const char *found = NULL;

	*len_r = 0;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		size_t len = strlen(readings[i].han);

		if (len > *len_r && strncmp(s, readings[i].han, len) == 0) {
			found = readings[i].latin;
			*len_r = len;
		}
	}
	return found;
}

static size_t
point_length(const char *s)
{
	size_t len = 1;

	while (((unsigned char)s[len] & 0xC0) == 0x80)
		len++;
	return len;
}

/* The reading of one character by ICU; out_r holds 64 bytes. False: it is no letter of any kind. */
static bool
spell(const char *s, size_t len, char *out_r)
{
	UChar units[64];
	UErrorCode status = U_ZERO_ERROR;
	int32_t n, limit;

	u_strFromUTF8(units, 64, &n, s, (int32_t)len, &status);
	limit = n;
	utrans_transUChars(shared.latin, units, &n, 64, 0, &limit, &status);
	u_strToUTF8(out_r, 64, NULL, units, n, &status);
	return U_SUCCESS(status);
}

static void
add_letters(struct buffer *b, const char *s, bool initials)
{
	bool start = true;

	for (; *s != '\0'; s++) {
		bool letter = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');

		if (letter && (start || !initials))
			buffer_putc(b, *s);
		start = !letter;
	}
}

static const char *
spell_all(struct arena *a, const char *s, bool initials)
{
	struct buffer b;
	char latin[64];

	buffer_init(&b, a);
	if (!text_is_utf8(s, strlen(s)))
		return b.data;
	pthread_once(&shared.once, open_transliterator);
	while (*s != '\0') {
		size_t len;
		const char *reading = find_reading(s, &len);

		if (reading == NULL) {
			len = point_length(s);
			reading = spell(s, len, latin) ? latin : "";
		}
		add_letters(&b, reading, initials);
		s += len;
	}
	return b.data;
}

const char *
text_pinyin(struct arena *a, const char *s)
{
	return spell_all(a, s, false);
}

const char *
text_initials(struct arena *a, const char *s)
{
	return spell_all(a, s, true);
}
