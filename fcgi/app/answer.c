/* answer.c - the answer: status, headers, body, or a problem in the reader's language. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "log.h"

static const char problem_type[] = "application/problem+json";

void
res_status(struct request *rq, int status)
{
	rq->status = status;
}

void
res_header(struct request *rq, const char *name, const char *value)
{
	buffer_puts(&rq->extra, name);
	buffer_puts(&rq->extra, ": ");
	/* A line break would start a header of its own. */
	buffer_add(&rq->extra, value, strcspn(value, "\r\n"));
	buffer_puts(&rq->extra, "\r\n");
}

void
res_etag(struct request *rq, const char *version)
{
	if (version != NULL)
		res_header(rq, "ETag", arena_printf(rq->arena, "\"%s\"", version));
}

void
res_cookie(struct request *rq, const char *cookie)
{
	res_header(rq, "Set-Cookie", cookie);
}

struct buffer *
res_json(struct request *rq)
{
	rq->has_body = true;
	return &rq->json;
}

void
res_show(struct request *rq, const struct shown *shown, int n)
{
	rq->shown = shown;
	rq->nshown = n;
}

struct problem *
res_row(struct request *rq, const struct rows *r)
{
	struct buffer *b;
	int version;

	if (r == NULL || rows_count(r) == 0)
		return problem_new(rq->arena, PROBLEM_NOT_FOUND, "没有这一项，或您无权查看",
		    "It does not exist, or you may not see it");
	version = rows_column(r, "version");
	if (version >= 0)
		res_etag(rq, rows_text(r, 0, version));
	b = res_json(rq);
	buffer_putc(b, '{');
	json_row_of(rq, b, r, 0);
	buffer_putc(b, '}');
	return NULL;
}

struct problem *
req_refuse(struct request *rq, const char *pointer, const char *zh, const char *en)
{
	return problem_at(rq->arena, pointer, zh, en);
}

struct problem *
res_made(struct request *rq, const struct rows *r)
{
	TRY(res_row(rq, r));
	res_status(rq, 201);
	res_header(rq, "Location", arena_printf(rq->arena, "%s/%s", rq->headers[H_PATH],
	    rows_get(r, 0, "id")));
	return NULL;
}

void
res_unchanged(struct request *rq)
{
	rq->has_body = false;
	rq->status = 304;
}

struct problem *
res_nothing(struct request *rq)
{
	res_status(rq, 204);
	return NULL;
}

struct problem *
res_list(struct request *rq, const struct rows *r, int limit)
{
	struct buffer *b = res_json(rq);
	int n = rows_count(r), cursor = rows_column(r, "_cursor");
	bool more = limit > 0 && n > limit;
	const char *next = NULL;

	if (more) {
		n = limit;
		next = cursor >= 0 ? rows_text(r, n - 1, cursor) : NULL;
	}
	buffer_puts(b, "{\"items\":");
	json_rows_of(rq, b, r, n);
	buffer_puts(b, ",\"next\":");
	buffer_json(b, next == NULL ? NULL : cursor_seal(rq, next));
	buffer_putc(b, '}');
	return NULL;
}

/* A file name for the header: percent-encoded UTF-8 (RFC 5987). */
static const char *
encode_name(struct arena *a, const char *s)
{
	struct buffer b;

	buffer_init(&b, a);
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c < 0x80 && isalnum(c)) || strchr("-_.", c) != NULL)
			buffer_putc(&b, (char)c);
		else
			buffer_printf(&b, "%%%02X", c);
	}
	return b.data;
}

static void
name_file(struct request *rq, const char *type, const char *shown_name)
{
	res_header(rq, "Content-Type", type);
	res_header(rq, "Content-Disposition", arena_printf(rq->arena,
	    "attachment; filename*=UTF-8''%s", encode_name(rq->arena, shown_name)));
}

void
res_file(struct request *rq, const char *spool_name, const char *type, const char *shown_name)
{
	res_header(rq, "X-Accel-Redirect", arena_printf(rq->arena, "/spool/%s", spool_name));
	name_file(rq, type, shown_name);
}

void
res_stored(struct request *rq, const char *place, const char *type, const char *shown_name)
{
	res_header(rq, "X-Accel-Redirect", arena_printf(rq->arena, "/files/%s", place));
	name_file(rq, type, shown_name);
}

void
res_bytes(struct request *rq, const void *data, size_t len, const char *type, const char *shown_name)
{
	name_file(rq, type, shown_name);
	buffer_add(res_json(rq), data, len);
}

static const char *
say(const struct request *rq, struct sentence s)
{
	return strcmp(rq->language, "en") == 0 && s.en != NULL ? s.en : s.zh;
}

static void
write_errors(struct request *rq, struct buffer *b, const struct problem_error *e)
{
	buffer_puts(b, ",\"errors\":[");
	for (const struct problem_error *first = e; e != NULL; e = e->next) {
		buffer_puts(b, e == first ? "{\"pointer\":" : ",{\"pointer\":");
		buffer_json(b, e->pointer);
		buffer_puts(b, ",\"detail\":");
		buffer_json(b, say(rq, e->detail));
		buffer_putc(b, '}');
	}
	buffer_putc(b, ']');
}

/* Replaces whatever was answered so far. */
void
answer_problem(struct request *rq, const struct problem *p)
{
	struct buffer *b = &rq->json;

	buffer_init(&rq->json, rq->arena);
	buffer_init(&rq->extra, rq->arena);
	rq->has_body = true;
	rq->status = problem_status(p->type);
	res_header(rq, "Content-Type", problem_type);
	res_header(rq, "Content-Language", rq->language);
	if (p->retry_after_s > 0)
		res_header(rq, "Retry-After", arena_printf(rq->arena, "%d", p->retry_after_s));
	buffer_printf(b, "{\"type\":\"/problems/%s\",\"title\":", problem_slug(p->type));
	buffer_json(b, say(rq, problem_title(p->type)));
	buffer_printf(b, ",\"status\":%d,\"detail\":", rq->status);
	buffer_json(b, say(rq, p->detail));
	buffer_puts(b, ",\"request_id\":");
	buffer_json(b, req_id(rq));
	if (p->errors != NULL)
		write_errors(rq, b, p->errors);
	if (p->state_json != NULL) {
		buffer_puts(b, ",\"present\":");
		buffer_puts(b, p->state_json);
	}
	buffer_putc(b, '}');
}

static bool
has_type(const struct request *rq)
{
	return strstr(rq->extra.data, "Content-Type: ") != NULL;
}

void
answer_head(struct request *rq)
{
	struct buffer *head = &rq->worker->head;

	if (!rq->has_body && rq->status == 200 && strstr(rq->extra.data, "X-Accel") == NULL)
		rq->status = 204;
	buffer_printf(head, "Status: %d\r\nX-Request-Id: %s\r\n", rq->status, req_id(rq));
	if (rq->has_body && !has_type(rq))
		buffer_puts(head, "Content-Type: application/json\r\n");
	if (rq->has_body)
		buffer_printf(head, "Content-Length: %zu\r\n", rq->json.len);
	buffer_add(head, rq->extra.data, rq->extra.len);
	buffer_puts(head, "\r\n");
	rq->worker->body = rq->has_body ? rq->json.data : "";
	rq->worker->body_len = rq->has_body ? rq->json.len : 0;
}
