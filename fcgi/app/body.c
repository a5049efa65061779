/* body.c - the JSON body: an object, in sane bounds, without double meaning. */
#include <string.h>

#include "app.h"
#include "text.h"

enum { DEPTH_MAX = 32, ITEMS_MAX = 10000 };

static void
release(void *object)
{
	json_decref(object);
}

static struct problem *
malformed(struct request *rq, size_t at)
{
	return problem_new(rq->arena, PROBLEM_BAD_REQUEST,
	    arena_printf(rq->arena, "请求内容不是有效的 JSON（第 %zu 字节处）", at),
	    arena_printf(rq->arena, "The body is not valid JSON (at byte %zu)", at));
}

static bool
is_negative_zero(const char *s, size_t left)
{
	return left >= 2 && s[0] == '-' && s[1] == '0' &&
	    (left == 2 || strchr("0123456789.", s[2]) == NULL);
}

/* What Jansson would let through: great depth, and a zero with a sign, which it forgets.
 * Strings are stepped over. */
static struct problem *
scan(struct request *rq, const char *s, size_t len)
{
	bool in_string = false;
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		if (in_string) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '"')
				in_string = false;
			continue;
		}
		if (s[i] == '"')
			in_string = true;
		else if (s[i] == '{' || s[i] == '[')
			depth++;
		else if (s[i] == '}' || s[i] == ']')
			depth--;
		if (depth > DEPTH_MAX || is_negative_zero(s + i, len - i))
			return malformed(rq, i + 1);
	}
	return NULL;
}

static bool
arrays_are_short(const json_t *v)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_array(v)) {
		if (json_array_size(v) > ITEMS_MAX)
			return false;
		json_array_foreach(v, i, item)
			if (!arrays_are_short(item))
				return false;
	}
	json_object_foreach((json_t *)(uintptr_t)v, key, item)
		if (!arrays_are_short(item))
			return false;
	return true;
}

struct problem *
body_parse(struct request *rq)
{
	const char *s = (const char *)rq->raw;
	json_error_t error;
	json_t *root;

	if (rq->raw_len == 0) {
		s = "{}";
		rq->raw_len = 2;
	}
	if (!text_is_utf8(s, rq->raw_len))
		return problem_new(rq->arena, PROBLEM_BAD_REQUEST, "请求内容不是有效的 UTF-8",
		    "The body is not valid UTF-8");
	TRY(scan(rq, s, rq->raw_len));
	root = json_loadb(s, rq->raw_len, JSON_REJECT_DUPLICATES, &error);
	if (root == NULL)
		return malformed(rq, (size_t)(error.position > 0 ? error.position : 1));
	arena_defer(rq->arena, release, root);
	if (!json_is_object(root))
		return problem_new(rq->arena, PROBLEM_BAD_REQUEST, "请求内容应为 JSON 对象",
		    "The body must be a JSON object");
	if (!arrays_are_short(root))
		return problem_new(rq->arena, PROBLEM_BAD_REQUEST, "请求内容中的列表过长",
		    "A list in the body is too long");
	rq->body = root;
	return NULL;
}
