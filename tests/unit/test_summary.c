/* test_summary.c - documents of summaries as clients send them, and as offices get them. */
#include "unit.h"

#include <zip.h>

#include "../../fcgi/resource/summary_document.h"
#include "buffer.h"
#include "docx.h"

enum { ARENA = 64 * 1024 * 1024 };

/* What becomes of a document, or "!" and the pointer of what is wrong with it. */
static const char *
taken(struct arena *a, const char *json)
{
	json_t *document = json_loads(json, 0, NULL);
	const char *out = NULL;
	struct problem *p;

	assert_non_null(document);
	p = summary_document_read(a, document, &out);
	json_decref(document);
	return p != NULL ? arena_printf(a, "!%s", p->errors->pointer) : out;
}

static void
documents_are_taken(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "{\"blocks\":[]}", "{\"blocks\":[]}" },
		{ "{\"blocks\":[{\"id\":\"a\",\"kind\":\"paragraph\",\"origin\":\"generated\",\"part\":\"x\","
		  "\"content\":[{\"text\":\"甲\"},{\"text\":\"\"},{\"text\":\"乙\"}]}]}",
		  "{\"blocks\":[{\"id\":\"a\",\"kind\":\"paragraph\",\"content\":[{\"text\":\"甲乙\"}]}]}" },
		{ "{\"blocks\":[{\"id\":\"a\",\"kind\":\"heading\",\"level\":3,\"content\":[{\"token\":{\"id\":\"t\","
		  "\"code\":\"c\",\"scope\":\"s\",\"period\":\"p\",\"value\":9,\"shown\":\"9人\",\"member\":5,"
		  "\"kind\":null}}]}]}",
		  "{\"blocks\":[{\"id\":\"a\",\"kind\":\"heading\",\"level\":3,\"content\":[{\"token\":{\"id\":\"t\","
		  "\"code\":\"c\",\"scope\":\"s\",\"period\":\"p\",\"member\":\"5\"}}]}]}" },
		{ "{\"blocks\":[{\"id\":\"a\",\"kind\":\"table\",\"rows\":[[[{\"text\":\"x\"}],[]]]}]}",
		  "{\"blocks\":[{\"id\":\"a\",\"kind\":\"table\",\"rows\":[[[{\"text\":\"x\"}],[]]]}]}" },
		{ "{}", "!/document/blocks" },
		{ "{\"blocks\":[7]}", "!/document/blocks/0/kind" },
		{ "{\"blocks\":[{\"kind\":\"heading\",\"level\":4}]}", "!/document/blocks/0/level" },
		{ "{\"blocks\":[{\"kind\":\"table\",\"rows\":[[]]}]}", "!/document/blocks/0/rows/0" },
		{ "{\"blocks\":[{\"kind\":\"table\",\"rows\":[[{}]]}]}", "!/document/blocks/0/rows/0/0" },
		{ "{\"blocks\":[{\"kind\":\"paragraph\",\"content\":[{\"text\":5}]}]}",
		  "!/document/blocks/0/content/0/text" },
		{ "{\"blocks\":[{\"kind\":\"paragraph\",\"content\":[{}]}]}", "!/document/blocks/0/content/0" },
		{ "{\"blocks\":[{\"kind\":\"paragraph\",\"content\":[{\"text\":\"a\\u0001\"}]}]}",
		  "!/document/blocks/0/content/0/text" },
		{ "{\"blocks\":[{\"kind\":\"paragraph\",\"content\":[{\"text\":\"a\"},{\"token\":{\"code\":\"c\","
		  "\"scope\":\"s\"}}]}]}", "!/document/blocks/0/content/1/token/period" },
		{ "{\"blocks\":[{\"kind\":\"paragraph\",\"content\":[{\"token\":{\"code\":\"c\",\"scope\":\"s\","
		  "\"period\":\"p\",\"style\":[]}}]}]}", "!/document/blocks/0/content/0/token/style" },
	};
	struct arena *a = arena_create(ARENA);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(taken(a, cases[i].in), cases[i].out);
	arena_free(a);
}

/* Copied in the editor, or made by it: ids are unique afterwards. */
static void
ids_become_unique(void **state)
{
	struct arena *a = arena_create(ARENA);
	const char *out = taken(a, "{\"blocks\":[{\"id\":\"a\",\"kind\":\"paragraph\"},{\"id\":\"a\","
	    "\"kind\":\"paragraph\"},{\"id\":\"<b>\",\"kind\":\"paragraph\"},{\"kind\":\"paragraph\"}]}");
	json_t *document = json_loads(out, 0, NULL);
	json_t *blocks = json_object_get(document, "blocks");

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(
			    json_string_value(json_object_get(json_array_get(blocks, i), "id")),
			    json_string_value(json_object_get(json_array_get(blocks, j), "id")));
	assert_string_equal(json_string_value(json_object_get(json_array_get(blocks, 0), "id")), "a");
	json_decref(document);
	arena_free(a);
}

static void
bounds_hold(void **state)
{
	struct arena *a = arena_create(ARENA);
	struct buffer b;

	(void)state;
	for (int n = 600; n <= 601; n++) {
		buffer_init(&b, a);
		buffer_puts(&b, "{\"blocks\":[");
		for (int i = 0; i < n; i++)
			buffer_printf(&b, "%s{\"token\":{\"code\":\"c\",\"scope\":\"s\",\"period\":\"p\"}}%s",
			    i % 200 == 0 ? i == 0 ? "{\"kind\":\"paragraph\",\"content\":["
			    : ",{\"kind\":\"paragraph\",\"content\":[" : ",",
			    i % 200 == 199 || i == n - 1 ? "]}" : "");
		buffer_puts(&b, "]}");
		if (n == 600)
			assert_int_equal(taken(a, b.data)[0], '{');
		else
			assert_string_equal(taken(a, b.data), "!/document/blocks/3/content/0/token");
	}
	arena_free(a);
}

/* The text of a part of the file, tags taken out; a paragraph begins a line. */
static const char *
text_of(struct arena *a, const char *data, size_t len, const char *part)
{
	zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	zip_file_t *f = zip_fopen(zip, part, 0);
	char *xml = arena_alloc(a, 100000, 1);
	struct buffer b;

	assert_non_null(f);
	assert_true(zip_fread(f, xml, 99999) > 0);
	zip_fclose(f);
	zip_discard(zip);
	buffer_init(&b, a);
	while (*xml != '\0') {
		if (*xml != '<') {
			buffer_putc(&b, *xml++);
			continue;
		}
		if (strncmp(xml, "<w:p>", 5) == 0 || strncmp(xml, "<w:br/>", 7) == 0)
			buffer_putc(&b, '\n');
		xml = strchr(xml, '>') + 1;
	}
	return b.data;
}

static void
documents_are_written(void **state)
{
	struct arena *a = arena_create(ARENA);
	struct docx *d = docx_start(a);
	const char *data, *again;
	size_t len, again_len;

	(void)state;
	docx_paragraph(d, DOCX_TITLE);
	docx_text(d, "题<&\">\x01目");
	for (int i = 0; i < 11; i++)
		docx_paragraph(d, DOCX_HEADING_1);
	docx_paragraph(d, DOCX_HEADING_2);
	docx_paragraph(d, DOCX_HEADING_3);
	docx_paragraph(d, DOCX_HEADING_3);
	docx_paragraph(d, DOCX_HEADING_2);
	docx_paragraph(d, DOCX_HEADING_3);
	docx_paragraph(d, DOCX_HEADING_1);
	docx_paragraph(d, DOCX_HEADING_2);
	docx_paragraph(d, DOCX_BODY);
	docx_text(d, "共13人");
	docx_mark(d, 2);
	docx_table(d, 2);
	docx_row(d);
	docx_cell(d);
	docx_text(d, "单位");
	docx_cell(d);
	docx_row(d);
	docx_cell(d);
	docx_cell(d);
	docx_text(d, "9");
	docx_table_end(d);
	docx_paragraph(d, DOCX_SIGNED);
	docx_text(d, "甲\n乙");
	assert_null(docx_finish(d, "题&目", &data, &len));
	assert_string_equal(strchr(text_of(a, data, len, "word/document.xml"), '\n'),
	    "\n\n题&lt;&amp;&quot;&gt;目\n一、\n二、\n三、\n四、\n五、\n六、\n七、\n八、\n九、\n十、\n十一、"
	    "\n（一）\n1.\n2.\n（二）\n1.\n十二、\n（一）\n共13人[2]\n单位\n\n\n9\n\n甲\n乙");
	assert_non_null(strstr(text_of(a, data, len, "docProps/core.xml"), "题&amp;目"));
	/* Of the same document the same bytes, whenever. */
	d = docx_start(a);
	assert_null(docx_finish(d, "x", &data, &len));
	d = docx_start(a);
	assert_null(docx_finish(d, "x", &again, &again_len));
	assert_int_equal(len, again_len);
	assert_memory_equal(data, again, len);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_are_taken), cmocka_unit_test(ids_become_unique),
		cmocka_unit_test(bounds_hold), cmocka_unit_test(documents_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
