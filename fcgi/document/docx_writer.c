/* docx_writer.c - writes a text document (.docx) as Chinese offices send it. */
#include "docx.h"

#include <stdbool.h>
#include <string.h>
#include <zip.h>

#include "buffer.h"
#include "docx_parts.h"

enum place { NOWHERE, IN_PARAGRAPH, IN_TABLE, IN_ROW, IN_CELL };

struct docx {
	struct arena *arena;
	struct buffer body;
	enum place place;
	int rows, columns;
	int counts[3];		/* headings so far, by level */
};

static const char *const styles[DOCX__LOOKS] = {
	[DOCX_TITLE] = "Title", [DOCX_HEADING_1] = "Heading1", [DOCX_HEADING_2] = "Heading2",
	[DOCX_HEADING_3] = "Heading3", [DOCX_BODY] = "Normal", [DOCX_NOTE_HEAD] = "NoteHead",
	[DOCX_NOTE] = "Note", [DOCX_SIGNED] = "Signed",
};

struct docx *
docx_start(struct arena *a)
{
	struct docx *d = arena_make(a, struct docx, 1);

	d->arena = a;
	buffer_init(&d->body, a);
	return d;
}

/* What XML 1.0 does not know is left out. */
static void
write_escaped(struct buffer *b, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '&')
			buffer_puts(b, "&amp;");
		else if (c == '<')
			buffer_puts(b, "&lt;");
		else if (c == '>')
			buffer_puts(b, "&gt;");
		else if (c == '"')
			buffer_puts(b, "&quot;");
		else if (c >= 0x20 || c == '\t')
			buffer_putc(b, (char)c);
	}
}

static void
end_paragraph(struct docx *d)
{
	if (d->place == IN_PARAGRAPH)
		buffer_puts(&d->body, "</w:p>");
	d->place = NOWHERE;
}

/* 1 to 99 as Chinese headings count. */
static const char *
chinese_number(struct arena *a, int n)
{
	static const char *const digits[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	if (n < 1 || n > 99)
		return arena_printf(a, "%d", n);
	return arena_printf(a, "%s%s%s", n >= 20 ? digits[n / 10] : "", n >= 10 ? "十" : "",
	    digits[n % 10]);
}

static void
write_number(struct docx *d, int level)
{
	int n = ++d->counts[level];

	for (int lower = level + 1; lower < 3; lower++)
		d->counts[lower] = 0;
	if (level == 2)
		docx_text(d, arena_printf(d->arena, "%d.", n));
	else
		docx_text(d, arena_printf(d->arena, "%s%s%s", level == 0 ? "" : "（",
		    chinese_number(d->arena, n), level == 0 ? "、" : "）"));
}

void
docx_paragraph(struct docx *d, enum docx_look look)
{
	end_paragraph(d);
	buffer_printf(&d->body, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", styles[look]);
	d->place = IN_PARAGRAPH;
	if (look >= DOCX_HEADING_1 && look <= DOCX_HEADING_3)
		write_number(d, (int)look - DOCX_HEADING_1);
}

void
docx_text(struct docx *d, const char *text)
{
	buffer_puts(&d->body, "<w:r>");
	for (;;) {
		size_t len = strcspn(text, "\n");

		buffer_puts(&d->body, "<w:t xml:space=\"preserve\">");
		write_escaped(&d->body, text, len);
		buffer_puts(&d->body, "</w:t>");
		if (text[len] == '\0')
			break;
		buffer_puts(&d->body, "<w:br/>");
		text += len + 1;
	}
	buffer_puts(&d->body, "</w:r>");
}

void
docx_mark(struct docx *d, int n)
{
	buffer_printf(&d->body, "<w:r><w:rPr><w:rStyle w:val=\"Mark\"/></w:rPr><w:t>[%d]</w:t></w:r>", n);
}

/* --- tables --- */

static void
end_cell(struct docx *d)
{
	if (d->place == IN_CELL)
		buffer_puts(&d->body, "</w:p></w:tc>");
	if (d->place == IN_CELL)
		d->place = IN_ROW;
}

static void
end_row(struct docx *d)
{
	end_cell(d);
	if (d->place == IN_ROW)
		buffer_puts(&d->body, "</w:tr>");
	if (d->place == IN_ROW)
		d->place = IN_TABLE;
}

void
docx_table(struct docx *d, int columns)
{
	end_paragraph(d);
	buffer_puts(&d->body, "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"5000\" "
	    "w:type=\"pct\"/><w:jc w:val=\"center\"/></w:tblPr><w:tblGrid>");
	for (int i = 0; i < columns; i++)
		buffer_printf(&d->body, "<w:gridCol w:w=\"%d\"/>", TEXT_WIDTH / columns);
	buffer_puts(&d->body, "</w:tblGrid>");
	d->place = IN_TABLE;
	d->columns = columns;
	d->rows = 0;
}

void
docx_row(struct docx *d)
{
	end_row(d);
	buffer_printf(&d->body, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>",
	    d->rows++ == 0 ? "<w:tblHeader/>" : "");
	d->place = IN_ROW;
}

void
docx_cell(struct docx *d)
{
	end_cell(d);
	buffer_printf(&d->body, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:vAlign "
	    "w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>",
	    TEXT_WIDTH / d->columns, d->rows == 1 ? "CellHead" : "Cell");
	d->place = IN_CELL;
}

void
docx_table_end(struct docx *d)
{
	end_row(d);
	/* Two tables that touch would become one. */
	buffer_puts(&d->body, "</w:tbl>");
	docx_paragraph(d, DOCX_NOTE);
}

/* --- the package --- */

static struct problem *
fail(struct arena *a, const char *reason)
{
	struct problem *p = problem_new(a, PROBLEM_INTERNAL, "文档没有写成，请稍后再试",
	    "The document could not be written; try again later");

	p->reason = reason;
	return p;
}

static bool
add_part(zip_t *zip, const char *name, const char *data, size_t len)
{
	zip_source_t *source = zip_source_buffer(zip, data, len, 0);
	zip_int64_t at;

	if (source == NULL)
		return false;
	at = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	/* The same document is the same file. */
	return zip_file_set_mtime(zip, (zip_uint64_t)at, 315532800, 0) == 0;
}

static const char *
core_properties(struct arena *a, const char *title)
{
	struct buffer b;

	buffer_init(&b, a);
	buffer_puts(&b, docx_core_head);
	write_escaped(&b, title, strlen(title));
	buffer_puts(&b, docx_core_tail);
	return b.data;
}

static bool
add_parts(struct docx *d, zip_t *zip, const char *title)
{
	const char *core = core_properties(d->arena, title);

	for (const struct docx_part *p = docx_parts; p->name != NULL; p++) {
		const char *text = p->rest == NULL ? p->text
		    : arena_printf(d->arena, "%s%s", p->text, p->rest);

		if (!add_part(zip, p->name, text, strlen(text)))
			return false;
	}
	return add_part(zip, "docProps/core.xml", core, strlen(core)) &&
	    add_part(zip, "word/document.xml", d->body.data, d->body.len);
}

static void
free_source(void *source)
{
	zip_source_free(source);
}

static struct problem *
read_back(struct arena *a, zip_source_t *source, const char **data_r, size_t *len_r)
{
	zip_stat_t stat;
	char *data;

	if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
		return fail(a, "zip_source_open");
	data = arena_alloc(a, stat.size + 1, 1);
	if (zip_source_read(source, data, stat.size) != (zip_int64_t)stat.size)
		return fail(a, "zip_source_read");
	zip_source_close(source);
	*data_r = data;
	*len_r = stat.size;
	return NULL;
}

struct problem *
docx_finish(struct docx *d, const char *title, const char **data_r, size_t *len_r)
{
	struct buffer whole;
	zip_source_t *source;
	zip_t *zip;

	end_paragraph(d);
	buffer_init(&whole, d->arena);
	buffer_puts(&whole, docx_document_head);
	buffer_add(&whole, d->body.data, d->body.len);
	buffer_puts(&whole, docx_document_tail);
	d->body = whole;
	source = zip_source_buffer_create(NULL, 0, 0, NULL);
	if (source == NULL)
		return fail(d->arena, "zip_source_buffer_create");
	arena_defer(d->arena, free_source, source);
	zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	if (zip == NULL)
		return fail(d->arena, "zip_open_from_source");
	/* zip_close lets go of the source, which is read afterwards. */
	zip_source_keep(source);
	if (!add_parts(d, zip, title) || zip_close(zip) != 0) {
		zip_discard(zip);
		return fail(d->arena, "zip_close");
	}
	return read_back(d->arena, source, data_r, len_r);
}
