/* text.h - Unicode as users type it: checked, normalised, folded, spelt in pinyin. (ICU) */
#ifndef YILIAN_TEXT_H
#define YILIAN_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* Whether these bytes are UTF-8 without NUL, surrogates or code points past U+10FFFF. */
bool text_is_utf8(const char *s, size_t len);

/* Number of code points. */
size_t text_length(const char *s);

/* NFC, ends trimmed (full-width blanks too), inner control characters refused.
 * NULL where s holds a control, bidi or zero-width character (a line break and a tab are allowed
 * if multiline). */
const char *text_clean(struct arena *a, const char *s, bool multiline);

/* NFKC, case-folded, trimmed: what two spellings of one login name have in common.
 * NULL where s is empty, over 64 code points, or holds control, zero-width or bidi characters. */
const char *text_fold_login(struct arena *a, const char *s);

/* NFKC, case-folded, all blanks removed: for comparing names of institutions. */
const char *text_fold_name(struct arena *a, const char *s);

/* Full pinyin without tones ("huangzhongxian") and initials ("hzx") of a Chinese name. */
const char *text_pinyin(struct arena *a, const char *s);
const char *text_initials(struct arena *a, const char *s);

/* GB18030 (or GBK, GB2312) to UTF-8; NULL where the bytes are not GB18030. */
const char *text_from_gb18030(struct arena *a, const char *s, size_t len);

#endif
