/* test_sheet.c - tables as offices keep them: CSV and XLSX, read and written. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

#include "sheet.h"

enum { MAX_BYTES = 64 * 1024 * 1024 };

static const char *
write_file(struct arena *a, const void *data, size_t len)
{
	char *file = arena_strdup(a, "/tmp/yilian-sheet-XXXXXX");
	int fd = mkstemp(file);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, len), len);
	close(fd);
	return file;
}

/* All rows as "line:a|b;line:c|d", or the Chinese detail of the problem with "!" before it. */
static const char *
read_all(struct arena *a, const char *file, size_t max_bytes)
{
	struct sheet_reader *r;
	struct problem *p = sheet_open(a, file, max_bytes, &r);
	const char *all = "", *const *values;
	int n;
	long line;

	while (p == NULL) {
		p = sheet_next(r, a, &values, &n, &line);
		if (p != NULL || n == 0)
			break;
		all = arena_printf(a, "%s%s%ld:", all, *all != '\0' ? ";" : "", line);
		for (int i = 0; i < n; i++)
			all = arena_printf(a, "%s%s%s", all, i > 0 ? "|" : "", values[i]);
	}
	unlink(file);
	return p != NULL ? arena_printf(a, "!%s", p->detail.zh) : all;
}

static void
csv_is_read(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "a,b\n1,2\n", "1:a|b;2:1|2" },
		{ "a,b\r\n1,2", "1:a|b;2:1|2" }, { "a,b\r1,2\r", "1:a|b;2:1|2" },
		{ "\xEF\xBB\xBF姓名,性别\n张三,男\n", "1:姓名|性别;2:张三|男" },
		{ "\xEF\xBB\xBF\"姓名\",性别\n", "1:姓名|性别" },
		{ "\xD0\xD5\xC3\xFB,\xD0\xD4\xB1\xF0\n", "1:姓名|性别" },
		{ "a\tb\n1,5\t2\n", "1:a|b;2:1,5|2" }, { "a;b\n1,5;2\n", "1:a|b;2:1,5|2" },
		{ "sep=;\na;b\n", "1:a|b" }, { "sep=,\r\na,b;c\n", "1:a|b;c" },
		{ "\"a,1\",\"b \"\"x\"\"\"\n", "1:a,1|b \"x\"" },
		{ "\"a\nb\",c\n\n ,　\nd\n", "1:a\nb|c;4:d" },
		{ "a,,c,,\n", "1:a||c" }, { "", "" }, { "\n\n", "" },
		{ "=\"630102194912310021\",'630102,'=1+1\n", "1:630102194912310021|630102|=1+1" },
		{ "6.30102E+17,1.5,2E+3x\n", "1:\1" "6.30102E+17|1.5|2E+3x" },
		{ "630102194912310021\t,b\n", "1:630102194912310021|b" },
		{ "a,\"b\n", "!第 1 行：有一个引号没有结束，请补上或删去" },
		{ "a,b\n\xFF\xFE,c\n", "!第 2 行：文字既不是 UTF-8 也不是 GB18030 编码，请另存为“CSV UTF-8”后再上传" },
		{ "a,b\"c,\"d\" e\n", "1:a|b\"c|d e" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(i, read_all(*state, write_file(*state, cases[i].in, strlen(cases[i].in)),
		    MAX_BYTES), cases[i].out);
	check_text(99, read_all(*state, write_file(*state, "a,\0b\n", 5), MAX_BYTES),
	    "!第 1 行：有空字节，不是文本文件");
}

/* A Chinese character may lie over the border of two chunks of the file: at every offset. */
static void
encodings_are_told_at_chunk_borders(void **state)
{
	size_t len = 64 * 1024 + 16;

	for (size_t shift = 0; shift < 8; shift++) {
		char *text = arena_alloc(*state, len + 8, 1);
		struct sheet_reader *r;
		const char *file;

		for (size_t i = 0; i < len; i++)
			text[i] = i % 100 == 99 ? '\n' : 'x';
		memcpy(text + 64 * 1024 - shift, "\xF0\xA0\xAE\xB7", 4);
		file = write_file(*state, text, len);
		assert_null(sheet_open(*state, file, MAX_BYTES, &r));
		check_text(shift, sheet_reader_encoding(r), "UTF-8");
		unlink(file);
		text[64 * 1024 - shift + 3] = 'x';
		file = write_file(*state, text, len);
		assert_null(sheet_open(*state, file, MAX_BYTES, &r));
		check_text(shift, sheet_reader_encoding(r), "GB18030");
		unlink(file);
	}
}

static void
strangers_are_named(void **state)
{
	static const struct { const char *bytes, *said; } cases[] = {
		{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".xls" }, { "\xFF\xFE" "a", "UTF-16" },
		{ "%PDF-1.4", "PDF" }, { "<html>", "网页" }, { "PK\3\4xxxx", "损坏" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *said = read_all(*state, write_file(*state, cases[i].bytes,
		    strlen(cases[i].bytes)), MAX_BYTES);

		CHECK_CASE(i, said[0] == '!' && strstr(said, cases[i].said) != NULL);
	}
	assert_int_equal(read_all(*state, "/tmp/yilian-there-is-none", MAX_BYTES)[0], '!');
}

/* --- workbooks made by hand --- */

static const char relations[] =
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
	"<Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>"
	"<Relationship Id='r2' Type='http://x/worksheet' Target='/xl/worksheets/sheet2.xml'/>"
	"<Relationship Id='r3' Type='http://x/styles' Target='styles.xml'/>"
	"<Relationship Id='r4' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>"
	"</Relationships>";
static const char book[] = "<workbook xmlns:r='http://r'><sheets>"
	"<sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>";
static const char styles[] = "<styleSheet><numFmts count='2'>"
	"<numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/>"
	"<numFmt numFmtId='165' formatCode='[Red]0.00&quot;day&quot;'/></numFmts>"
	"<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
	"<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='164'/>"
	"<xf numFmtId='165'/><xf numFmtId='20'/></cellXfs></styleSheet>";
static const char shared[] = "<sst><si><t>张三</t></si><si><r><t>李</t></r><r><t> 四</t></r>"
	"<rPh sb='0' eb='1'><t>LI</t></rPh></si><si><t>a_x000D_b</t></si></sst>";

static const char *
make_book(struct arena *a, const char *book_xml, const char *sheet1, const char *sheet2)
{
	const struct { const char *name, *text; } parts[] = {
		{ "xl/workbook.xml", book_xml }, { "xl/_rels/workbook.xml.rels", relations },
		{ "xl/styles.xml", styles }, { "xl/sharedStrings.xml", shared },
		{ "xl/worksheets/sheet1.xml", sheet1 }, { "xl/worksheets/sheet2.xml", sheet2 },
	};
	const char *file = write_file(a, "", 0);
	zip_t *zip = zip_open(file, ZIP_CREATE | ZIP_TRUNCATE, NULL);

	assert_non_null(zip);
	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].text != NULL)
			zip_file_add(zip, parts[i].name, zip_source_buffer(zip, parts[i].text,
			    strlen(parts[i].text), 0), ZIP_FL_ENC_UTF_8);
	assert_int_equal(zip_close(zip), 0);
	return file;
}

static void
cells_of_each_kind_are_read(void **state)
{
	static const struct { const char *cells, *out; } cases[] = {
		{ "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>", "张三|李 四" },
		{ "<c t='s'><v>0</v></c><c><v>5</v></c>", "张三|5" },
		{ "<c r='C1' t='inlineStr'><is><t>内 </t><rPh><t>NEI</t></rPh></is></c>", "||内" },
		{ "<c t='s'><v>2</v></c>", "a\rb" }, { "<c t='s'><v>9</v></c><c><v>1</v></c>", "|1" },
		{ "<c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c>", "TRUE|FALSE|\2#N/A" },
		{ "<c t='str'><f>A1&amp;B1</f><v>和</v></c>", "和" },
		{ "<c><v>1.1000000000000001</v></c><c><v>0.1</v></c><c><v>1E3</v></c>", "1.1|0.1|1000" },
		{ "<c><v>999999999999999</v></c><c><v>6.30102194912310E+17</v></c>",
		  "999999999999999|\1" "630102194912310016" },
		{ "<c s='1'><v>45000</v></c><c s='3'><v>45000.9</v></c>", "2023-03-15|2023-03-15" },
		{ "<c s='2'><v>45000.5</v></c><c s='2'><v>45000</v></c>", "2023-03-15 12:00|2023-03-15" },
		{ "<c s='4'><v>45000.5</v></c><c s='5'><v>0.25</v></c>", "45000.5|06:00" },
		{ "<c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>61</v></c>",
		  "1900-01-01|1900-02-28|1900-03-01" },
		{ "<c s='2'><v>45000.99999</v></c><c s='1'><v>-1</v></c>", "2023-03-16|-1" },
		{ "<c s='1'><v>99999999</v></c><c s='77'><v>3</v></c>", "99999999|3" },
		{ "<x:c xmlns:x='http://x' t='str'><x:v>前缀</x:v></x:c>", "前缀" },
		{ "<c r='GS1'><v>1</v></c>", "!第 1 行超过 200 列，请删去多余的列" },
		{ "<c r='ZZZZZZZZZZZZ1'><v>1</v></c>", "!第 1 行超过 200 列，请删去多余的列" },
		{ "<c r='1'><v>1</v></c>", "!第 1 行超过 200 列，请删去多余的列" },
		{ "<c r='GS1' s='3'/><c r='A1'><v>1</v></c>", "1" },
		{ "<c><v>1</c>", "!文件已损坏或不是 .xlsx 表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *sheet = arena_printf(*state,
		    "<worksheet><sheetData><row r='1'>%s</row></sheetData></worksheet>", cases[i].cells);
		const char *out = read_all(*state, make_book(*state, book, sheet, NULL), MAX_BYTES);

		check_text(i, strncmp(out, "1:", 2) == 0 ? out + 2 : out, cases[i].out);
	}
}

static void
sheets_and_epochs_are_chosen(void **state)
{
	static const char one[] = "<worksheet><sheetData><row r='3'><c s='1'><v>0</v></c></row>"
		"<row r='4'/><row><c><v>2</v></c></row></sheetData></worksheet>";
	static const char two[] = "<worksheet><sheetData><row><c><v>22</v></c></row></sheetData>"
		"</worksheet>";

	check_text(0, read_all(*state, make_book(*state, "<workbook><workbookPr date1904='1'/><sheets>"
	    "<sheet name='a' sheetId='1' id='r1'/></sheets></workbook>", one, two), MAX_BYTES),
	    "3:1904-01-01;5:2");
	check_text(1, read_all(*state, make_book(*state, "<workbook><sheets>"
	    "<sheet name='a' sheetId='1' state='hidden' id='r1'/><sheet name='b' sheetId='2' id='r2'/>"
	    "</sheets></workbook>", one, two), MAX_BYTES), "1:22");
	check_text(2, read_all(*state, make_book(*state, "<workbook><sheets/></workbook>", one, two),
	    MAX_BYTES), "!文件里没有可见的工作表");
}

static void
further_sheets_are_read_by_turns(void **state)
{
	static const char one[] = "<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row>"
		"</sheetData></worksheet>";
	static const char two[] = "<worksheet><sheetData><row><c><v>11</v></c></row><row r='5'><c><v>12</v></c>"
		"</row></sheetData></worksheet>";
	const char *file = make_book(*state, "<workbook><sheets><sheet name='甲' sheetId='1' id='r1'/>"
	    "<sheet name='乙' sheetId='2' id='r2'/></sheets></workbook>", one, two);
	const char *csv = write_file(*state, "a,b\n", 4), *all = "", *const *cells;
	struct sheet_reader *readers[2], *none;
	long line;
	int n;

	assert_null(sheet_open(*state, file, MAX_BYTES, &readers[0]));
	assert_null(sheet_further(readers[0], *state, 1, &readers[1]));
	assert_null(sheet_further(readers[0], *state, 2, &none));
	assert_null(none);
	for (int i = 0; i < 4; i++) {
		assert_null(sheet_next(readers[i % 2], *state, &cells, &n, &line));
		all = arena_printf(*state, "%s%s%ld:%s;", all, sheet_reader_name(readers[i % 2]), line, cells[0]);
	}
	check_text(0, all, "甲1:1;乙1:11;甲2:2;乙5:12;");
	assert_null(sheet_open(*state, csv, MAX_BYTES, &readers[0]));
	assert_null(sheet_further(readers[0], *state, 1, &none));
	assert_null(none);
	check_text(1, sheet_reader_name(readers[0]), "");
	unlink(file);
	unlink(csv);
}

static void
bombs_are_refused(void **state)
{
	static const char damaged[] =
		"!文件已损坏或不是 .xlsx 表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传";
	static const char with_type[] = "<!DOCTYPE worksheet [<!ENTITY a 'aaaa'>]><worksheet><sheetData>"
		"<row><c t='str'><v>&a;</v></c></row></sheetData></worksheet>";
	char *big = arena_alloc(*state, 1024 * 1024 + 1, 1);
	const char *sheet;

	memset(big, ' ', 1024 * 1024);
	sheet = arena_printf(*state, "<worksheet><sheetData>%s</sheetData></worksheet>", big);
	check_text(0, read_all(*state, make_book(*state, book, with_type, NULL), MAX_BYTES), damaged);
	check_text(1, read_all(*state, make_book(*state, arena_printf(*state,
	    "<!DOCTYPE a>%s", book), "<worksheet/>", NULL), MAX_BYTES), damaged);
	check_text(2, read_all(*state, make_book(*state, book, sheet, NULL), 1024 * 1024),
	    "!文件展开后过大。请删去图片和多余的工作表，或拆成几个文件");
	check_text(3, read_all(*state, make_book(*state, book, sheet, NULL), 2 * 1024 * 1024), "");
	check_text(4, read_all(*state, make_book(*state, book, NULL, NULL), MAX_BYTES),
	    "!文件里没有可见的工作表");
}

static const char *const directions[] = { "上转", "下转", NULL };
static const struct sheet_column columns[] = {
	{ "姓名", 0, false, NULL, NULL },
	{ "次数", 8, true, NULL, "填整数" },
	{ "方向", 10, false, directions, NULL },
};

static void
what_is_written_reads_back(void **state)
{
	const char *file = write_file(*state, "", 0);
	char *wide = arena_alloc(*state, 3 * 40000 + 1, 1);
	struct sheet_writer *w;
	const char *out;

	for (int i = 0; i < 40000; i++)
		memcpy(wide + 3 * i, "中", 3);
	assert_null(sheet_create(*state, file, "转诊", columns, 3, &w));
	assert_null(sheet_write(w, (const char *[]){ "=1+1", "12", "上转" }, 3));
	assert_null(sheet_write(w, (const char *[]){ "630102194912310021", "12x", NULL }, 3));
	assert_null(sheet_write(w, (const char *[]){ "<&>\"\n\x01", "1234567890123456", "" }, 3));
	assert_null(sheet_write(w, (const char *[]){ wide }, 1));
	assert_null(sheet_close(w));
	out = read_all(*state, file, MAX_BYTES);
	assert_memory_equal(out, "1:姓名|次数|方向;2:=1+1|12|上转;3:630102194912310021|12x;"
	    "4:<&>\"\n\x01|1234567890123456;5:中", strlen("1:姓名|次数|方向;2:=1+1|12|上转;"
	    "3:630102194912310021|12x;4:<&>\"\n\x01|1234567890123456;5:中"));
	assert_int_equal(strlen(strstr(out, ";5:") + 3), 3 * 32767);
}

static void
a_dropped_writer_leaks_nothing(void **state)
{
	const char *file = write_file(*state, "", 0);
	struct sheet_writer *w;

	assert_null(sheet_create(*state, file, "转诊", columns, 3, &w));
	assert_null(sheet_write(w, (const char *[]){ "x" }, 1));
	unlink(file);
	arena_reset(*state);
}

static void
csv_fields_are_safe(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "", "" }, { "张三", "张三" }, { "a,b", "\"a,b\"" }, { "a\"b", "\"a\"\"b\"" },
		{ "=1+1", "\"'=1+1\"" }, { "+86", "\"'+86\"" }, { "-1", "\"'-1\"" }, { "@x", "\"'@x\"" },
		{ "\tx", "\"'\tx\"" }, { "a\nb", "\"a\nb\"" }, { "a=b", "a=b" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(i, sheet_csv_field(*state, cases[i].in), cases[i].out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(csv_is_read),
		WITH_ARENA(encodings_are_told_at_chunk_borders),
		WITH_ARENA(strangers_are_named),
		WITH_ARENA(cells_of_each_kind_are_read),
		WITH_ARENA(sheets_and_epochs_are_chosen),
		WITH_ARENA(further_sheets_are_read_by_turns),
		WITH_ARENA(bombs_are_refused),
		WITH_ARENA(what_is_written_reads_back),
		WITH_ARENA(a_dropped_writer_leaks_nothing),
		WITH_ARENA(csv_fields_are_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
