/* docx_parts.c - the parts of a .docx that are always the same.
 *
 * GB/T 9704-2012: A4, 37 mm above, 28 mm left, 156 by 225 mm of text in 22 lines of 28 characters;
 * title 方正小标宋 2号, headings 黑体 and 楷体, text 仿宋 3号, page number "— 1 —". Where a face is not
 * there, fontTable.xml names the one to take instead. */
#include "docx_parts.h"

#include <stddef.h>

#define XML	"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define W	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define R	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define TYPE	"application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define FACE(name) "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" " \
	"w:cs=\"Times New Roman\" w:eastAsia=\"" name "\"/>"
#define SIZE(half_points) "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"
#define STYLE(id, name, paragraph, run) \
	"<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" \
	"<w:basedOn w:val=\"Normal\"/><w:pPr>" paragraph "</w:pPr><w:rPr>" run "</w:rPr></w:style>"
#define NO_INDENT "<w:ind w:firstLine=\"0\" w:firstLineChars=\"0\"/>"
#define HEADING(id, n, level, run) \
	"<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"heading " n "\"/>" \
	"<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/>" \
	"<w:outlineLvl w:val=\"" level "\"/></w:pPr><w:rPr>" run "</w:rPr></w:style>"
#define FONT(name, instead, family) \
	"<w:font w:name=\"" name "\"><w:altName w:val=\"" instead "\"/><w:charset w:val=\"86\"/>" \
	"<w:family w:val=\"" family "\"/><w:pitch w:val=\"variable\"/></w:font>"

const char docx_document_head[] = XML "<w:document " W " " R "><w:body>";

const char docx_document_tail[] =
	"<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
	"<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
	"<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"851\" "
	"w:footer=\"1400\" w:gutter=\"0\"/>"
	"<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"579\"/></w:sectPr></w:body></w:document>";

const char docx_core_head[] = XML
	"<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
	"core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>";
const char docx_core_tail[] = "</dc:title></cp:coreProperties>";

static const char types[] = XML
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	"<Default Extension=\"rels\" "
	"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
	"<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE "settings+xml\"/>"
	"<Override PartName=\"/word/fontTable.xml\" ContentType=\"" TYPE "fontTable+xml\"/>"
	"<Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE "footer+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\" "
	"ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

static const char relations[] = XML
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" RELATION "officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/"
	"relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

static const char document_relations[] = XML
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" RELATION "styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" RELATION "settings\" Target=\"settings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" RELATION "fontTable\" Target=\"fontTable.xml\"/>"
	"<Relationship Id=\"rId4\" Type=\"" RELATION "footer\" Target=\"footer1.xml\"/>"
	"</Relationships>";

static const char style_sheet[] = XML "<w:styles " W ">"
	"<w:docDefaults><w:rPrDefault><w:rPr>" FACE("仿宋_GB2312") SIZE("32")
	"<w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
	"<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
	"<w:qFormat/><w:pPr><w:widowControl w:val=\"0\"/><w:spacing w:line=\"579\" "
	"w:lineRule=\"exact\"/><w:ind w:firstLine=\"640\" w:firstLineChars=\"200\"/><w:jc w:val=\"both\"/>"
	"</w:pPr></w:style>"
	STYLE("Title", "Title", "<w:spacing w:before=\"0\" w:after=\"579\" w:line=\"640\" "
	    "w:lineRule=\"exact\"/>" NO_INDENT "<w:jc w:val=\"center\"/>", FACE("方正小标宋简体") SIZE("44"))
	HEADING("Heading1", "1", "0", FACE("黑体"))
	HEADING("Heading2", "2", "1", FACE("楷体_GB2312"))
	HEADING("Heading3", "3", "2", FACE("仿宋_GB2312") "<w:b/>");

/* C compilers need take no longer text than half of this. */
static const char style_sheet_rest[] =
	STYLE("Cell", "Table Text", "<w:spacing w:line=\"360\" w:lineRule=\"exact\"/>" NO_INDENT
	    "<w:jc w:val=\"center\"/>", FACE("宋体") SIZE("24"))
	STYLE("CellHead", "Table Head", "<w:spacing w:line=\"360\" w:lineRule=\"exact\"/>" NO_INDENT
	    "<w:jc w:val=\"center\"/>", FACE("黑体") SIZE("24"))
	STYLE("NoteHead", "Note Head", "<w:keepNext/><w:spacing w:before=\"579\" w:line=\"400\" "
	    "w:lineRule=\"exact\"/>" NO_INDENT, FACE("黑体") SIZE("28"))
	STYLE("Note", "Note", "<w:spacing w:line=\"320\" w:lineRule=\"exact\"/>" NO_INDENT,
	    FACE("宋体") SIZE("21"))
	STYLE("Signed", "Signed", "<w:keepLines/>" NO_INDENT "<w:jc w:val=\"right\"/>", "")
	STYLE("Footer", "footer", NO_INDENT "<w:jc w:val=\"center\"/>", FACE("宋体") SIZE("28"))
	"<w:style w:type=\"character\" w:styleId=\"Mark\"><w:name w:val=\"Figure Mark\"/><w:rPr>"
	"<w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
	"<w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>"
	"<w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
	"<w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
	"<w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
	"<w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
	"<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
	"<w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
	"</w:tblBorders></w:tblPr></w:style></w:styles>";

static const char settings[] = XML "<w:settings " W "><w:zoom w:percent=\"100\"/>"
	"<w:characterSpacingControl w:val=\"compressPunctuation\"/></w:settings>";

static const char fonts[] = XML "<w:fonts " W ">"
	FONT("方正小标宋简体", "宋体", "roman") FONT("仿宋_GB2312", "仿宋", "modern")
	FONT("楷体_GB2312", "楷体", "modern") FONT("黑体", "SimHei", "modern")
	FONT("宋体", "SimSun", "roman") "</w:fonts>";

#define FIELD(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"

static const char footer[] = XML "<w:ftr " W "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
	"<w:r><w:t xml:space=\"preserve\">— </w:t></w:r>" FIELD("begin")
	"<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>" FIELD("separate")
	"<w:r><w:t>1</w:t></w:r>" FIELD("end")
	"<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>";

const struct docx_part docx_parts[] = {
	{ "[Content_Types].xml", types }, { "_rels/.rels", relations },
	{ "word/_rels/document.xml.rels", document_relations },
	{ "word/styles.xml", style_sheet, style_sheet_rest },
	{ "word/settings.xml", settings }, { "word/fontTable.xml", fonts },
	{ "word/footer1.xml", footer }, { NULL, NULL },
};
