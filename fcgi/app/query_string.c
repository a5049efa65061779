/* query_string.c - "a=1&b=%E8%A5%BF" as pairs; strict, so that nobody can hide anything in it. */
#include <string.h>

#include "app.h"
#include "text.h"

static struct problem *
malformed(struct request *rq, const char *zh, const char *en)
{
	return problem_new(rq->arena, PROBLEM_BAD_REQUEST, zh, en);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes len bytes, or NULL where a % is not followed by two digits or a NUL comes out. */
static const char *
decode(struct arena *a, const char *s, size_t len, size_t *len_r)
{
	char *text = arena_alloc(a, len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		int high, low;

		if (s[i] != '%') {
			text[n++] = s[i] == '+' ? ' ' : s[i];
			continue;
		}
		if (len - i < 3 || (high = hex_digit(s[i + 1])) < 0 || (low = hex_digit(s[i + 2])) < 0)
			return NULL;
		text[n++] = (char)(high << 4 | low);
		i += 2;
	}
	*len_r = n;
	return text_is_utf8(text, n) ? text : NULL;
}

static bool
is_known(const struct request *rq, const char *name)
{
	for (int i = 0; i < rq->npairs; i++)
		if (strcmp(rq->pairs[i].name, name) == 0)
			return true;
	return false;
}

static struct problem *
add_pair(struct request *rq, const char *s, size_t len)
{
	const char *equals = memchr(s, '=', len);
	size_t name_len = equals != NULL ? (size_t)(equals - s) : len, decoded_len;
	const char *name = decode(rq->arena, s, name_len, &decoded_len);
	const char *value = equals == NULL ? ""
	    : decode(rq->arena, equals + 1, len - name_len - 1, &decoded_len);

	if (name == NULL || value == NULL)
		return malformed(rq, "地址中的参数编码有误", "A parameter of the address is badly encoded");
	if (rq->npairs == QUERY_PAIRS_MAX)
		return malformed(rq, "地址中的参数过多", "The address has too many parameters");
	if (is_known(rq, name))
		return malformed(rq, "地址中的参数重复", "A parameter of the address occurs twice");
	rq->pairs[rq->npairs++] = (struct query_pair){ name, value };
	return NULL;
}

struct problem *
query_string_parse(struct request *rq)
{
	const char *s = rq->headers[H_QUERY];

	while (s != NULL && *s != '\0') {
		size_t len = strcspn(s, "&");

		if (len > 0)
			TRY(add_pair(rq, s, len));
		s += len + (s[len] == '&');
	}
	return NULL;
}
