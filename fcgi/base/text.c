/* text.c - Unicode as users type it, by ICU. */
#include "text.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "log.h"

enum { LOGIN_POINTS_MAX = 64, TEXT_BYTES_MAX = 512 * 1024 * 1024 };

struct wide {
	UChar *units;
	int32_t len;
};

static bool
is_ascii(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

/* The length of the well-formed sequence at s, of which left bytes remain, or 0. */
static size_t
sequence_length(const unsigned char *s, size_t left)
{
	unsigned char lowest = 0x80, highest = 0xBF;
	size_t len;

	if (s[0] < 0x80)
		return s[0] != 0 ? 1 : 0;
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (left < len)
		return 0;
	/* Only the second byte has narrower bounds: no long forms, surrogates or past U+10FFFF. */
	if (s[0] == 0xE0)
		lowest = 0xA0;
	else if (s[0] == 0xED)
		highest = 0x9F;
	else if (s[0] == 0xF0)
		lowest = 0x90;
	else if (s[0] == 0xF4)
		highest = 0x8F;
	if (s[1] < lowest || s[1] > highest)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	return len;
}

bool
text_is_utf8(const char *s, size_t len)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t step;

	for (size_t i = 0; i < len; i += step) {
		step = sequence_length(u + i, len - i);
		if (step == 0)
			return false;
	}
	return true;
}

size_t
text_length(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		if (((unsigned char)*s & 0xC0) != 0x80)
			n++;
	return n;
}

static struct wide
widen(struct arena *a, const char *s, size_t len)
{
	struct wide w = { arena_make(a, UChar, len + 1), 0 };
	UErrorCode status = U_ZERO_ERROR;

	if (len > TEXT_BYTES_MAX)
		die("A text of %zu bytes is longer than ICU counts", len);
	u_strFromUTF8(w.units, (int32_t)len + 1, &w.len, s, (int32_t)len, &status);
	if (U_FAILURE(status))
		die("ICU refused text that was checked before: %s", u_errorName(status));
	return w;
}

static char *
narrow(struct arena *a, const UChar *units, int32_t len)
{
	size_t size = (size_t)len * 3 + 1;
	char *s = arena_alloc(a, size, 1);
	UErrorCode status = U_ZERO_ERROR;

	u_strToUTF8(s, (int32_t)size, NULL, units, len, &status);
	return U_FAILURE(status) ? NULL : s;
}

static struct wide
normalise(struct arena *a, const UNormalizer2 *form, struct wide from)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t size = unorm2_normalize(form, from.units, from.len, NULL, 0, &status);
	struct wide to = { arena_make(a, UChar, (size_t)size + 1), size };

	status = U_ZERO_ERROR;
	unorm2_normalize(form, from.units, from.len, to.units, size + 1, &status);
	if (U_FAILURE(status))
		die("ICU cannot normalise: %s", u_errorName(status));
	return to;
}

static bool
is_blank(UChar32 c)
{
	return u_isUWhiteSpace(c);
}

/* Characters that change how a text looks without being seen, or that no text has. */
static bool
is_hidden(UChar32 c)
{
	if (u_charType(c) == U_CONTROL_CHAR || c == 0x2028 || c == 0x2029)
		return true;
	/* Zero-width space, joiners and directional marks; embeddings; word joiner; isolates. */
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	    (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x206F) || c == 0x061C ||
	    c == 0xFEFF || c == 0x00AD || c == 0x180E;
}

static struct wide
trim(struct wide w)
{
	/* Every blank is one unit: none lies outside the basic plane. */
	while (w.len > 0 && is_blank(w.units[0])) {
		w.units++;
		w.len--;
	}
	while (w.len > 0 && is_blank(w.units[w.len - 1]))
		w.len--;
	return w;
}

static bool
has_hidden(struct wide w, bool multiline)
{
	for (int32_t i = 0; i < w.len; i++) {
		UChar c = w.units[i];

		if (is_hidden(c) && !(multiline && (c == '\n' || c == '\t')))
			return true;
		/* U+E0000 to U+E007F, the invisible tags: the only hidden ones of two units. */
		if (c == 0xDB40 && i + 1 < w.len && w.units[i + 1] < 0xDC80)
			return true;
	}
	return false;
}

/* Line ends of Windows and of old Macs become one line feed. */
static struct wide
unify_lines(struct wide w)
{
	int32_t n = 0;

	for (int32_t i = 0; i < w.len; i++) {
		if (w.units[i] != '\r')
			w.units[n++] = w.units[i];
		else if (i + 1 == w.len || w.units[i + 1] != '\n')
			w.units[n++] = '\n';
	}
	w.len = n;
	return w;
}

static const UNormalizer2 *
form_nfc(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&status);

	if (U_FAILURE(status))
		die("ICU has no data: %s", u_errorName(status));
	return form;
}

static const UNormalizer2 *
form_fold(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&status);

	if (U_FAILURE(status))
		die("ICU has no data: %s", u_errorName(status));
	return form;
}

const char *
text_clean(struct arena *a, const char *s, bool multiline)
{
	size_t len = strlen(s);
	struct wide w;

	if (!text_is_utf8(s, len))
		return NULL;
	w = trim(widen(a, s, len));
	if (multiline)
		w = unify_lines(w);
	if (has_hidden(w, multiline))
		return NULL;
	if (!is_ascii(s, len))
		w = normalise(a, form_nfc(), w);
	return narrow(a, w.units, w.len);
}

const char *
text_fold_login(struct arena *a, const char *s)
{
	size_t len = strlen(s);
	const char *folded;
	struct wide w;

	if (!text_is_utf8(s, len))
		return NULL;
	w = trim(widen(a, s, len));
	/* Before folding, which would drop the hidden characters without a word. */
	if (has_hidden(w, false))
		return NULL;
	w = trim(normalise(a, form_fold(), w));
	folded = narrow(a, w.units, w.len);
	return w.len == 0 || text_length(folded) > LOGIN_POINTS_MAX ? NULL : folded;
}

const char *
text_fold_name(struct arena *a, const char *s)
{
	size_t len = strlen(s);
	struct wide w;
	int32_t n = 0;

	if (!text_is_utf8(s, len))
		return "";
	w = normalise(a, form_fold(), widen(a, s, len));
	for (int32_t i = 0; i < w.len; i++)
		if (!is_blank(w.units[i]))
			w.units[n++] = w.units[i];
	return narrow(a, w.units, n);
}

static void
close_converter(void *converter)
{
	ucnv_close(converter);
}

const char *
text_from_gb18030(struct arena *a, const char *s, size_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter;
	UChar *units;
	int32_t n;

	if (memchr(s, '\0', len) != NULL || len > TEXT_BYTES_MAX)
		return NULL;
	if (is_ascii(s, len))
		return arena_strndup(a, s, len);
	converter = ucnv_open("gb18030", &status);
	if (U_FAILURE(status))
		die("ICU has no GB18030: %s", u_errorName(status));
	arena_defer(a, close_converter, converter);
	ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	units = arena_make(a, UChar, len + 1);
	n = ucnv_toUChars(converter, units, (int32_t)len + 1, s, (int32_t)len, &status);
	return U_FAILURE(status) ? NULL : narrow(a, units, n);
}
