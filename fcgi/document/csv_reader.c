/* csv_reader.c - tables as text: separated by comma, tab or semicolon, in UTF-8 or GB18030. */
#include <string.h>

#include "reader.h"
#include "text.h"

enum { CHUNK_BYTES = 64 * 1024, ROW_BYTES_MAX = 1024 * 1024 };

struct csv_reader {
	FILE *file;
	bool gb18030;
	int separator;
	long line;		/* of the last row, as Excel numbers them: one a record */
	char field[CELL_BYTES_MAX + 1];
	size_t field_len;
};

/* How many bytes at the end of the chunk begin a character that the next chunk ends. */
static size_t
unfinished_bytes(const char *chunk, size_t len)
{
	for (size_t back = 1; back <= 3 && back <= len; back++) {
		unsigned char c = (unsigned char)chunk[len - back];

		if ((c & 0xC0) == 0x80)
			continue;
		return (c >= 0xF0 && back < 4) || (c >= 0xE0 && back < 3) || (c >= 0xC0 && back < 2)
		    ? back : 0;
	}
	return 0;
}

static bool
is_utf8_file(struct arena *a, FILE *file)
{
	char *chunk = arena_alloc(a, CHUNK_BYTES, 1);
	size_t kept = 0, n;

	rewind(file);
	while ((n = fread(chunk + kept, 1, CHUNK_BYTES - kept, file)) > 0) {
		size_t len = kept + n;

		kept = unfinished_bytes(chunk, len);
		if (!text_is_utf8(chunk, len - kept))
			return false;
		memmove(chunk, chunk + len - kept, kept);
	}
	return kept == 0;
}

/* The separator that occurs most in the first line with any, outside quotes. A first line "sep=;"
 * says it, and is no row. */
static int
find_separator(FILE *file)
{
	int commas = 0, tabs = 0, semicolons = 0;
	bool quoted = false;
	char said[8] = "";
	int c;

	if (fgets(said, sizeof(said), file) != NULL && strncmp(said, "sep=", 4) == 0 &&
	    (said[5] == '\n' || said[5] == '\r'))
		return said[4];
	rewind(file);
	while ((c = getc(file)) != EOF) {
		if (c == '"')
			quoted = !quoted;
		if (c == '\n' && !quoted && commas + tabs + semicolons > 0)
			break;
		commas += c == ',' && !quoted;
		tabs += c == '\t' && !quoted;
		semicolons += c == ';' && !quoted;
	}
	rewind(file);
	if (tabs > commas && tabs >= semicolons)
		return '\t';
	return semicolons > commas ? ';' : ',';
}

static void
skip_mark(FILE *file)
{
	char head[3];

	if (fread(head, 1, 3, file) != 3 || memcmp(head, "\xEF\xBB\xBF", 3) != 0)
		rewind(file);
}

struct problem *
csv_open(struct arena *a, FILE *file, struct csv_reader **reader_r)
{
	struct csv_reader *r = arena_make(a, struct csv_reader, 1);

	r->file = file;
	r->gb18030 = !is_utf8_file(a, file);
	rewind(file);
	r->separator = find_separator(file);
	if (ftell(file) == 0)
		skip_mark(file);
	*reader_r = r;
	return NULL;
}

const char *
csv_encoding(const struct csv_reader *r)
{
	return r->gb18030 ? "GB18030" : "UTF-8";
}

static struct problem *
refuse(struct row_values *row, const char *zh, const char *en)
{
	return problem_new(row->arena, PROBLEM_INVALID,
	    arena_printf(row->arena, "第 %ld 行：%s", row->line, zh),
	    arena_printf(row->arena, "Row %ld: %s", row->line, en));
}

/* "6.30102E+17", which Excel writes where it took an ID number for a number. */
static bool
has_lost_digits(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	if (digits != 1)
		return false;
	s += 1;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	return (*s == 'E' || *s == 'e') && s[1] == '+' && s[2] != '\0' &&
	    s[2 + strspn(s + 2, "0123456789")] == '\0';
}

/* Takes off what programs put around digits so that Excel keeps them: ="630…" and '630…. */
static const char *
unwrap(struct arena *a, const char *s)
{
	size_t len = strlen(s);

	if (len >= 3 && s[0] == '=' && s[1] == '"' && s[len - 1] == '"')
		return arena_strndup(a, s + 2, len - 3);
	if (len >= 2 && s[0] == '\'' && strchr("0123456789=+-@\t\r", s[1]) != NULL)
		return s + 1;
	return has_lost_digits(s) ? arena_printf(a, "\1%s", s) : s;
}

static struct problem *
end_field(struct csv_reader *r, struct row_values *row, int column)
{
	const char *text = r->field;

	r->field[r->field_len] = '\0';
	if (r->field_len == 0)
		return NULL;
	if (memchr(r->field, '\0', r->field_len) != NULL)
		return refuse(row, "有空字节，不是文本文件", "a NUL byte; this is no text file");
	if (r->gb18030)
		text = text_from_gb18030(row->arena, r->field, r->field_len);
	if (text == NULL)
		return refuse(row, "文字既不是 UTF-8 也不是 GB18030 编码，请另存为“CSV UTF-8”后再上传",
		    "the text is neither UTF-8 nor GB18030; save the file as CSV UTF-8");
	r->field_len = 0;
	return row_set(row, column, unwrap(row->arena, text));
}

static struct problem *
add_byte(struct csv_reader *r, struct row_values *row, int c)
{
	if (r->field_len == CELL_BYTES_MAX)
		return refuse(row, "有一格超过 32767 个字符，可能少了一个引号",
		    "a cell of more than 32,767 characters; perhaps a quote is missing");
	r->field[r->field_len++] = (char)c;
	return NULL;
}

/* The inside of a quoted field; what follows its closing quote is read on as plain text. */
static struct problem *
read_quoted(struct csv_reader *r, struct row_values *row)
{
	int c;

	for (;;) {
		c = getc(r->file);
		if (c == EOF)
			return refuse(row, "有一个引号没有结束，请补上或删去",
			    "a quote is not closed; close or remove it");
		if (c == '"') {
			c = getc(r->file);
			if (c != '"') {
				if (c != EOF)
					ungetc(c, r->file);
				return NULL;
			}
		}
		TRY(add_byte(r, row, c));
	}
}

/* GB18030 has no byte below 0x30 but as a character of its own, so quotes, separators and line ends
 * are found before the text is converted. */
struct problem *
csv_next(struct csv_reader *r, struct row_values *row, bool *end_r)
{
	size_t row_bytes = 0;
	int column = 0, c = getc(r->file);

	*end_r = c == EOF;
	if (*end_r)
		return NULL;
	row->line = ++r->line;
	r->field_len = 0;
	for (; c != EOF && c != '\n'; c = getc(r->file)) {
		if (++row_bytes > ROW_BYTES_MAX)
			return refuse(row, "这一行太长", "the row is too long");
		if (c == r->separator)
			TRY(end_field(r, row, column++));
		else if (c == '"' && r->field_len == 0)
			TRY(read_quoted(r, row));
		else if (c == '\r')
			break;
		else
			TRY(add_byte(r, row, c));
	}
	/* A line ends in LF, CR LF, or as on old Macs in CR. */
	if (c == '\r' && (c = getc(r->file)) != '\n' && c != EOF)
		ungetc(c, r->file);
	return end_field(r, row, column);
}
