/* cursor.c - the mark of a next page, sealed: it opens the list it came from, filtered as it was. */
#include <string.h>

#include "app.h"

enum { SEAL_LEN = 16 };

const struct sentence cursor_fault = { "翻页标识有误，或不属于这样筛选的列表，请去掉 after，从第一页重新开始",
	"The page mark is wrong or of a list filtered otherwise: leave after out and start from the first page" };

/* Whose mark it is: the route and every value that chooses or orders rows. */
static const char *
seal_of(const struct request *rq, const char *text)
{
	const struct route *route = rq->route;
	struct buffer b;
	uint8_t index[32];

	buffer_init(&b, rq->arena);
	buffer_printf(&b, "%s %s\n", method_name(route->method), route->path);
	for (int i = 0; i < REQUEST_PARAMS_MAX && route->params[i].source != FROM_NONE; i++) {
		const struct param *pa = &route->params[i];

		if (pa->type == TYPE_CURSOR || strcmp(pa->name, "limit") == 0 || rq->values[i] == NULL)
			continue;
		buffer_printf(&b, "%s=", pa->name);
		buffer_json(&b, rq->values[i]);
	}
	buffer_printf(&b, "\n%s", text);
	crypto_index(rq->worker->crypto, "cursor:v1", b.data, index);
	return crypto_hex(rq->arena, index, SEAL_LEN / 2);
}

const char *
cursor_seal(struct request *rq, const char *text)
{
	const char *sealed = arena_printf(rq->arena, "%s%s", seal_of(rq, text), text);

	return crypto_base64url(rq->arena, sealed, strlen(sealed));
}

const char *
cursor_open(struct request *rq, const char *sealed)
{
	const char *text = strlen(sealed) > SEAL_LEN ? sealed + SEAL_LEN : NULL;

	return text != NULL && strncmp(sealed, seal_of(rq, text), SEAL_LEN) == 0 ? text : NULL;
}
