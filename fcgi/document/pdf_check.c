/* pdf_check.c - looks for names of actions in a PDF, in the open and in its compressed objects.
 *
 * Readers find objects by offsets, so that any byte may begin one: names are looked for in every byte
 * of the file, and every stream that begins like Flate is unpacked, a bounded part of it, whatever its
 * dictionary says. What is known to hold objects must be plain Flate or open, or it is refused. */
#include "pdf_check.h"

#include <string.h>
#include <zlib.h>

enum {
	TAIL = 2048,		/* where %%EOF is looked for: some programs write behind it */
	DICTIONARY_MAX = 4096,	/* looked back from a stream for its dictionary */
	STREAM_MAX = 8 * 1024 * 1024, ALL_MAX = 256 * 1024 * 1024, NAME_MAX_LEN = 16
};

static const char *const acting[] = { "JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition",
	"RichMedia", "GoToE", "XFA", NULL };
static const char *const packing[] = { "LZWDecode", "ASCII85Decode", "ASCIIHexDecode",
	"RunLengthDecode", "Crypt", "LZW", "A85", "AHx", "RL", "DecodeParms", "DP", NULL };

struct scan {
	const uint8_t *p;
	size_t len;
	struct arena *arena;
	uint8_t *room[2];	/* STREAM_MAX bytes, for what is unpacked, and for what was packed twice */
	size_t unpacked;	/* of all streams together */
};

static int
hex(uint8_t c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
	    : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool
ends_name(uint8_t c)
{
	return c <= ' ' || strchr("()<>[]{}/%", c) != NULL;
}

/* The name that begins behind the slash at p, with #41 for A undone; longer ones are cut. */
static void
read_name(const uint8_t *p, const uint8_t *end, char name_r[NAME_MAX_LEN + 1])
{
	size_t n = 0;

	for (; p < end && n < NAME_MAX_LEN && !ends_name(*p); p++) {
		if (*p == '#' && end - p > 2 && hex(p[1]) >= 0 && hex(p[2]) >= 0) {
			name_r[n++] = (char)(hex(p[1]) * 16 + hex(p[2]));
			p += 2;
		} else {
			name_r[n++] = (char)*p;
		}
	}
	name_r[n] = '\0';
}

/* The first of these names there is in the bytes, or NULL. */
static const char *
find_name(const uint8_t *p, size_t len, const char *const *names)
{
	const uint8_t *end = p + len;
	char name[NAME_MAX_LEN + 1];

	while ((p = memchr(p, '/', (size_t)(end - p))) != NULL) {
		read_name(++p, end, name);
		for (int i = 0; names[i] != NULL; i++)
			if (strcmp(names[i], name) == 0)
				return names[i];
	}
	return NULL;
}

static bool
has_name(const uint8_t *p, size_t len, const char *name)
{
	return find_name(p, len, (const char *const[]){ name, NULL }) != NULL;
}

static bool
looks_flate(const uint8_t *p, size_t len)
{
	return len > 2 && (p[0] & 0x0F) == 8 && (p[0] << 8 | p[1]) % 31 == 0;
}

/* Unpacks as much as there is room for. whole_r: that this was all of it. */
static size_t
unpack(struct scan *s, const uint8_t *p, size_t len, int place, bool *whole_r)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)p, .avail_in = (uInt)len, .avail_out = STREAM_MAX };
	size_t n;

	if (s->room[place] == NULL)
		s->room[place] = arena_make(s->arena, uint8_t, STREAM_MAX);
	z.next_out = s->room[place];
	*whole_r = false;
	if (inflateInit(&z) != Z_OK)
		return 0;
	*whole_r = inflate(&z, Z_FINISH) == Z_STREAM_END;
	n = STREAM_MAX - z.avail_out;
	inflateEnd(&z);
	s->unpacked += n;
	return n;
}

/* The dictionary before a stream: from the last "obj" on. */
static const uint8_t *
find_dictionary(const uint8_t *begin, const uint8_t *stream)
{
	const uint8_t *p = stream - begin > DICTIONARY_MAX ? stream - DICTIONARY_MAX : begin;
	const uint8_t *found = p;

	for (; p + 3 < stream; p++)
		if (p[0] == 'o' && p[1] == 'b' && p[2] == 'j')
			found = p;
	return found;
}

static int
count_flate(const uint8_t *p, size_t len)
{
	static const char *const flate[] = { "FlateDecode", "Fl", NULL };
	const uint8_t *end = p + len;
	char name[NAME_MAX_LEN + 1];
	int n = 0;

	while ((p = memchr(p, '/', (size_t)(end - p))) != NULL) {
		read_name(++p, end, name);
		n += strcmp(name, flate[0]) == 0 || strcmp(name, flate[1]) == 0;
	}
	return n;
}

/* Whether a stream, whose keyword stands at word and whose bytes begin at body, is harmless. */
static bool
stream_is_fine(struct scan *s, const uint8_t *word, const uint8_t *body)
{
	const uint8_t *dictionary = find_dictionary(s->p, word);
	size_t dictionary_len = (size_t)(word - dictionary), len = (size_t)(s->p + s->len - body), n;
	bool holds = has_name(dictionary, dictionary_len, "ObjStm") ||
	    has_name(dictionary, dictionary_len, "First");
	int flate = count_flate(dictionary, dictionary_len);
	bool whole, inner_whole;

	if (holds && (flate > 1 || find_name(dictionary, dictionary_len, packing) != NULL ||
	    (flate == 0 && has_name(dictionary, dictionary_len, "Filter"))))
		return false;
	if (!looks_flate(body, len) || s->unpacked > ALL_MAX)
		return !holds || (flate == 0 && s->unpacked <= ALL_MAX);
	n = unpack(s, body, len, 0, &whole);
	if ((holds && !whole) || find_name(s->room[0], n, acting) != NULL)
		return false;
	if (!looks_flate(s->room[0], n))
		return true;
	n = unpack(s, s->room[0], n, 1, &inner_whole);
	return find_name(s->room[1], n, acting) == NULL;
}

static bool
streams_are_fine(struct scan *s)
{
	const uint8_t *end = s->p + s->len, *p = s->p;

	while ((p = memmem(p, (size_t)(end - p), "stream", 6)) != NULL) {
		const uint8_t *word = p, *body = p + 6;

		p = body;
		if (word - s->p >= 3 && memcmp(word - 3, "end", 3) == 0)
			continue;
		while (body < end && (*body == ' ' || *body == '\t'))
			body++;
		if (body < end && *body == '\r')
			body++;
		if (body < end && *body == '\n')
			body++;
		if (!stream_is_fine(s, word, body))
			return false;
	}
	return true;
}

bool
pdf_check(struct arena *a, const uint8_t *p, size_t len, struct sentence *fault_r)
{
	size_t tail = len < TAIL ? len : TAIL;
	struct scan s = { .p = p, .len = len, .arena = a };

	*fault_r = (struct sentence){ "PDF 不完整或已损坏，请重新导出或扫描后再上传",
		"The PDF is damaged or not whole: export or scan it again" };
	if (memmem(p + len - tail, tail, "%%EOF", 5) == NULL ||
	    memmem(p, len, "startxref", 9) == NULL)
		return false;
	*fault_r = (struct sentence){ "PDF 设有密码或权限限制，请去掉后再上传",
		"The PDF is protected by a password or restrictions: remove them first" };
	if (has_name(p, len, "Encrypt"))
		return false;
	*fault_r = (struct sentence){
		"PDF 中含有脚本、启动程序或提交表单等动作，不予接受；请用“打印为 PDF”另存后再上传",
		"The PDF holds scripts or actions that start or send something: print it to a new PDF first" };
	if (find_name(p, len, acting) != NULL)
		return false;
	return streams_are_fine(&s);
}
