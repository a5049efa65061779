/* sheet.c - opens a table by what its bytes are, and gives its rows one by one. */
#include "sheet.h"

#include <string.h>

#include "reader.h"
#include "text.h"

struct sheet_reader {
	enum sheet_format format;
	struct csv_reader *csv;
	struct xlsx_reader *xlsx;
};

static void
close_file(void *file)
{
	fclose(file);
}

/* Files that people take for tables but that we cannot read, by their first bytes. */
static const struct {
	const char *magic;
	size_t len;
	struct sentence detail;
} strangers[] = {
	{ "\xD0\xCF\x11\xE0", 4, {
	    "这是旧的 .xls 文件或加了密码的文件。请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 后再上传",
	    "This is an old .xls file, or one with a password. Open it in Excel or WPS, take the "
	    "password off and save it as .xlsx" } },
	{ "\xFF\xFE", 2, {
	    "文件是 UTF-16 编码的文本。请另存为“CSV UTF-8”或 .xlsx 后再上传",
	    "The file is UTF-16 text. Save it as CSV UTF-8 or as .xlsx" } },
	{ "\xFE\xFF", 2, {
	    "文件是 UTF-16 编码的文本。请另存为“CSV UTF-8”或 .xlsx 后再上传",
	    "The file is UTF-16 text. Save it as CSV UTF-8 or as .xlsx" } },
	{ "%PDF", 4, {
	    "这是 PDF 文件，不是表格。请上传 .xlsx 或 .csv 文件",
	    "This is a PDF, not a table. Send an .xlsx or a .csv file" } },
	{ "<", 1, {
	    "这是网页或 XML 文件（有些系统把它命名为 .xls）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传",
	    "This is a web page or XML, though some systems name it .xls. Open it in Excel or WPS and "
	    "save it as .xlsx" } },
	{ "Rar!", 4, {
	    "这是压缩文件。请解压后上传其中的 .xlsx 或 .csv 文件",
	    "This is an archive. Unpack it and send the .xlsx or .csv file in it" } },
};

struct problem *
sheet_open(struct arena *a, const char *file, size_t max_bytes, struct sheet_reader **reader_r)
{
	struct sheet_reader *r = arena_make(a, struct sheet_reader, 1);
	FILE *in = fopen(file, "re");
	char head[8] = "";
	size_t n;

	*reader_r = r;
	if (in == NULL)
		return problem_new(a, PROBLEM_GONE, "上传的文件已不在，请重新上传",
		    "The uploaded file is gone; send it again");
	arena_defer(a, close_file, in);
	n = fread(head, 1, sizeof(head), in);
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++)
		if (n >= strangers[i].len && memcmp(head, strangers[i].magic, strangers[i].len) == 0)
			return problem_new(a, PROBLEM_INVALID, strangers[i].detail.zh,
			    strangers[i].detail.en);
	if (n >= 4 && memcmp(head, "PK\3\4", 4) == 0) {
		r->format = SHEET_XLSX;
		return xlsx_open(a, file, max_bytes, &r->xlsx);
	}
	rewind(in);
	return csv_open(a, in, &r->csv);
}

struct problem *
sheet_further(struct sheet_reader *first, struct arena *a, int n, struct sheet_reader **reader_r)
{
	struct xlsx_reader *xlsx = NULL;

	*reader_r = NULL;
	if (first->format == SHEET_XLSX)
		TRY(xlsx_further(first->xlsx, a, n, &xlsx));
	if (xlsx == NULL)
		return NULL;
	*reader_r = arena_make(a, struct sheet_reader, 1);
	**reader_r = (struct sheet_reader){ .format = SHEET_XLSX, .xlsx = xlsx };
	return NULL;
}

const char *
sheet_reader_name(const struct sheet_reader *r)
{
	return r->format == SHEET_XLSX ? xlsx_name(r->xlsx) : "";
}

enum sheet_format
sheet_reader_format(const struct sheet_reader *r)
{
	return r->format;
}

const char *
sheet_reader_encoding(const struct sheet_reader *r)
{
	return r->format == SHEET_CSV ? csv_encoding(r->csv) : "UTF-8";
}

struct problem *
row_set(struct row_values *row, int column, const char *text)
{
	static const char blanks[] = " \t\r\n\v\f";
	const char *start = text, *end;

	for (;;) {
		if (*start != '\0' && strchr(blanks, *start) != NULL)
			start++;
		else if (strncmp(start, "\xC2\xA0", 2) == 0)
			start += 2;
		else if (strncmp(start, "\xE3\x80\x80", 3) == 0 || strncmp(start, "\xEF\xBB\xBF", 3) == 0)
			start += 3;
		else
			break;
	}
	end = start + strlen(start);
	for (;;) {
		if (end > start && strchr(blanks, end[-1]) != NULL)
			end--;
		else if (end - start >= 2 && memcmp(end - 2, "\xC2\xA0", 2) == 0)
			end -= 2;
		else if (end - start >= 3 && memcmp(end - 3, "\xE3\x80\x80", 3) == 0)
			end -= 3;
		else
			break;
	}
	if (start == end)
		return NULL;
	if (column < 0 || column >= SHEET_COLUMNS_MAX)
		return problem_new(row->arena, PROBLEM_INVALID,
		    arena_printf(row->arena, "第 %ld 行超过 %d 列，请删去多余的列", row->line,
		    SHEET_COLUMNS_MAX),
		    arena_printf(row->arena, "Row %ld has more than %d columns; remove the rest",
		    row->line, SHEET_COLUMNS_MAX));
	row->values[column] = arena_strndup(row->arena, start, (size_t)(end - start));
	if (column >= row->n)
		row->n = column + 1;
	return NULL;
}

struct problem *
sheet_next(struct sheet_reader *r, struct arena *row_arena, const char *const **values_r, int *n_r,
    long *line_r)
{
	const char **values;
	bool end = false;

	*n_r = 0;
	*values_r = NULL;
	while (!end) {
		struct row_values row = { .arena = row_arena };

		if (r->format == SHEET_XLSX)
			TRY(xlsx_next(r->xlsx, &row, &end));
		else
			TRY(csv_next(r->csv, &row, &end));
		if (end || row.n == 0)
			continue;
		values = arena_make(row_arena, const char *, (size_t)row.n);
		for (int i = 0; i < row.n; i++)
			values[i] = row.values[i] != NULL ? row.values[i] : "";
		*values_r = values;
		*n_r = row.n;
		*line_r = row.line;
		return NULL;
	}
	return NULL;
}
