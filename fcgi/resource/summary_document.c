/* summary_document.c - the document of a summary as a client sends it: bounds, shape, nothing else. */
#include "summary_document.h"

#include <string.h>

#include "buffer.h"
#include "crypto.h"
#include "text.h"

enum { BLOCKS_MAX = 400, ROWS_MAX = 200, CELLS_MAX = 20, RUNS_MAX = 200, TOKENS_MAX = 600,
	SHOWN_MAX = 60, ID_MAX = 60, ASKED_MAX = 120, TEXT_MAX = 8000 };

struct ids { const char *list[BLOCKS_MAX + TOKENS_MAX]; int n; };

struct reader {
	struct arena *arena;
	struct buffer out;
	struct ids blocks, tokens;
	const char *pointer;	/* of what is being read */
};

static struct problem *
refuse(struct reader *r, const char *member, const char *zh, const char *en)
{
	return problem_at(r->arena, arena_printf(r->arena, "%s%s%s", r->pointer,
	    *member == '\0' ? "" : "/", member), zh, en);
}

/* A text without NUL of at most max bytes, or NULL. */
static const char *
text_of(const json_t *v, size_t max)
{
	const char *s = json_string_value(v);

	return s != NULL && strlen(s) == json_string_length(v) && strlen(s) <= max ? s : NULL;
}

static bool
is_id(const char *s)
{
	return s != NULL && *s != '\0' && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789_.-") == strlen(s);
}

static bool
is_taken(const struct ids *ids, const char *id)
{
	for (int i = 0; i < ids->n; i++)
		if (strcmp(ids->list[i], id) == 0)
			return true;
	return false;
}

/* What was copied in the editor brings an id that is there already. */
static const char *
take_id(struct reader *r, struct ids *ids, const json_t *object)
{
	const char *id = text_of(json_object_get(object, "id"), ID_MAX);
	unsigned char random[8];

	if (!is_id(id) || is_taken(ids, id)) {
		crypto_random(random, sizeof(random));
		id = arena_printf(r->arena, "n%s", crypto_hex(r->arena, random, sizeof(random)));
	}
	return ids->list[ids->n++] = id;
}

static void
write_member(struct reader *r, const char *name, const char *value)
{
	buffer_puts(&r->out, r->out.data[r->out.len - 1] == '{' ? "" : ",");
	buffer_json(&r->out, name);
	buffer_putc(&r->out, ':');
	buffer_json(&r->out, value);
}

/* member is an institution's number; editors keep attributes as they came, texts or numbers. */
static const char *
asked_text(struct reader *r, const json_t *v)
{
	if (json_is_integer(v))
		return arena_printf(r->arena, "%lld", (long long)json_integer_value(v));
	return text_of(v, ASKED_MAX);
}

static struct problem *
read_token(struct reader *r, const json_t *token)
{
	static const char *const names[] = { "code", "scope", "period", "structure", "style", "member",
		"kind" };

	if (!json_is_object(token))
		return refuse(r, "", "数字应为对象", "A number is an object");
	if (r->tokens.n == TOKENS_MAX)
		return refuse(r, "", "总结中的数字最多 600 个", "A summary has at most 600 numbers");
	buffer_putc(&r->out, '{');
	write_member(r, "id", take_id(r, &r->tokens, token));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const json_t *v = json_object_get(token, names[i]);
		const char *s = v == NULL || json_is_null(v) ? NULL : asked_text(r, v);

		if (s == NULL && (i < 3 || (v != NULL && !json_is_null(v))))
			return refuse(r, names[i], "数字缺少指标、范围或时期，或写法有误",
			    "A number needs code, scope and period, as texts");
		if (s != NULL)
			write_member(r, names[i], s);
	}
	buffer_putc(&r->out, '}');
	return NULL;
}

static struct problem *
read_text(struct reader *r, const json_t *text)
{
	const char *s = text_of(text, TEXT_MAX);

	if (s == NULL || (*s != '\0' && text_clean(r->arena, s, true) == NULL))
		return refuse(r, "text", "文字过长（最多 8000 字节）或含有控制字符",
		    "The text is longer than 8000 bytes, or holds control characters");
	buffer_puts(&r->out, "{\"text\":");
	buffer_json(&r->out, s);
	buffer_putc(&r->out, '}');
	return NULL;
}

/* Two texts in a row say the same as one: editors split them where they like. */
static json_t *
joined(const json_t *runs, size_t *i)
{
	json_t *whole = json_string("");
	const json_t *text;

	for (; (text = json_object_get(json_array_get(runs, *i), "text")) != NULL; ++*i) {
		json_t *longer = json_is_string(text)
		    ? json_sprintf("%s%s", json_string_value(whole), json_string_value(text)) : json_null();

		json_decref(whole);
		whole = longer;
		if (!json_is_string(whole))
			break;
	}
	return whole;
}

static void
drop_json(void *json)
{
	json_decref(json);
}

static struct problem *
read_runs(struct reader *r, const json_t *runs)
{
	const char *pointer = r->pointer;
	bool first = true;

	if (runs != NULL && (!json_is_array(runs) || json_array_size(runs) > RUNS_MAX))
		return refuse(r, "", "一段内容应为列表，最多 200 项", "Content is a list of at most 200 runs");
	buffer_putc(&r->out, '[');
	for (size_t i = 0; i < json_array_size(runs); ) {
		const json_t *run = json_array_get(runs, i), *token = json_object_get(run, "token");
		json_t *text;

		r->pointer = arena_printf(r->arena, "%s/%zu", pointer, i);
		text = token == NULL ? joined(runs, &i) : NULL;
		arena_defer(r->arena, drop_json, text);
		if (text != NULL && json_object_get(run, "text") == NULL)
			return refuse(r, "", "内容应为 text 或 token", "A run is a text or a token");
		if (text != NULL && json_is_string(text) && json_string_length(text) == 0)
			continue;
		buffer_puts(&r->out, first ? "" : ",");
		first = false;
		if (text != NULL) {
			TRY(read_text(r, text));
			continue;
		}
		r->pointer = arena_printf(r->arena, "%s/token", r->pointer);
		buffer_puts(&r->out, "{\"token\":");
		TRY(read_token(r, token));
		buffer_putc(&r->out, '}');
		i++;
	}
	buffer_putc(&r->out, ']');
	r->pointer = pointer;
	return NULL;
}

static struct problem *
read_row(struct reader *r, const json_t *row)
{
	const char *pointer = r->pointer;
	const json_t *cell;
	size_t i;

	if (!json_is_array(row) || json_array_size(row) == 0 || json_array_size(row) > CELLS_MAX)
		return refuse(r, "", "表格一行应有 1 至 20 格", "A row has 1 to 20 cells");
	buffer_putc(&r->out, '[');
	json_array_foreach(row, i, cell) {
		buffer_puts(&r->out, i > 0 ? "," : "");
		r->pointer = arena_printf(r->arena, "%s/%zu", pointer, i);
		if (!json_is_array(cell))
			return refuse(r, "", "单元格应为列表", "A cell is a list");
		TRY(read_runs(r, cell));
	}
	buffer_putc(&r->out, ']');
	r->pointer = pointer;
	return NULL;
}

static struct problem *
read_rows(struct reader *r, const json_t *rows)
{
	const char *pointer = r->pointer;
	const json_t *row;
	size_t i;

	if (!json_is_array(rows) || json_array_size(rows) == 0 || json_array_size(rows) > ROWS_MAX)
		return refuse(r, "rows", "表格应有 1 至 200 行", "A table has 1 to 200 rows");
	buffer_puts(&r->out, ",\"rows\":[");
	json_array_foreach(rows, i, row) {
		buffer_puts(&r->out, i > 0 ? "," : "");
		r->pointer = arena_printf(r->arena, "%s/rows/%zu", pointer, i);
		TRY(read_row(r, row));
	}
	buffer_putc(&r->out, ']');
	return NULL;
}

static bool
is_kind(const char *kind)
{
	static const char *const kinds[] = { "heading", "paragraph", "list_item", "table" };

	for (size_t i = 0; kind != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kind, kinds[i]) == 0)
			return true;
	return false;
}

static struct problem *
read_block(struct reader *r, const json_t *block)
{
	const char *kind = text_of(json_object_get(block, "kind"), ID_MAX), *pointer = r->pointer;
	json_int_t level = json_integer_value(json_object_get(block, "level"));

	if (!is_kind(kind))
		return refuse(r, "kind", "段落种类应为 heading、paragraph、list_item 或 table",
		    "A block is a heading, paragraph, list_item or table");
	buffer_putc(&r->out, '{');
	write_member(r, "id", take_id(r, &r->blocks, block));
	write_member(r, "kind", kind);
	if (strcmp(kind, "table") == 0) {
		TRY(read_rows(r, json_object_get(block, "rows")));
	} else {
		if (strcmp(kind, "heading") == 0 && (level < 1 || level > 3))
			return refuse(r, "level", "标题级别应为 1 至 3", "The level of a heading is 1 to 3");
		if (strcmp(kind, "heading") == 0)
			buffer_printf(&r->out, ",\"level\":%d", (int)level);
		buffer_puts(&r->out, ",\"content\":");
		r->pointer = arena_printf(r->arena, "%s/content", pointer);
		TRY(read_runs(r, json_object_get(block, "content")));
	}
	buffer_putc(&r->out, '}');
	return NULL;
}

static struct reader *
start(struct arena *a, const char *pointer)
{
	struct reader *r = arena_make(a, struct reader, 1);

	r->arena = a;
	r->pointer = pointer;
	buffer_init(&r->out, a);
	return r;
}

struct problem *
summary_document_read(struct arena *a, const json_t *document, const char **json_r)
{
	struct reader *r = start(a, "/document");
	const json_t *blocks = json_object_get(document, "blocks"), *block;
	size_t i;

	if (!json_is_array(blocks) || json_array_size(blocks) > BLOCKS_MAX)
		return refuse(r, "blocks", "总结应为段落列表，最多 400 段", "A document is a list of at most 400 blocks");
	buffer_puts(&r->out, "{\"blocks\":[");
	json_array_foreach(blocks, i, block) {
		buffer_puts(&r->out, i > 0 ? "," : "");
		r->pointer = arena_printf(a, "/document/blocks/%zu", i);
		TRY(read_block(r, block));
	}
	buffer_puts(&r->out, "]}");
	*json_r = r->out.data;
	return NULL;
}

struct problem *
summary_tokens_read(struct arena *a, const json_t *tokens, const char **json_r)
{
	struct reader *r = start(a, "/tokens");
	const json_t *token;
	size_t i;

	if (!json_is_array(tokens) || json_array_size(tokens) == 0 || json_array_size(tokens) > SHOWN_MAX)
		return refuse(r, "", "请列出 1 至 60 个数字", "List 1 to 60 numbers");
	buffer_putc(&r->out, '[');
	json_array_foreach(tokens, i, token) {
		buffer_puts(&r->out, i > 0 ? "," : "");
		r->pointer = arena_printf(a, "/tokens/%zu", i);
		TRY(read_token(r, token));
	}
	buffer_putc(&r->out, ']');
	*json_r = r->out.data;
	return NULL;
}
