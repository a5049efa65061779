/* workbook.c - the parts of a workbook besides its sheet. */
#include "workbook.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "reader.h"

enum { STYLES_MAX = 65536, FORMATS_MAX = 4096 };

void
gather(struct gathered *g, const char *s, int len)
{
	size_t room = CELL_BYTES_MAX - g->len, n = (size_t)len;

	if (!g->on)
		return;
	if (n > room)
		n = room;
	memcpy(g->text + g->len, s, n);
	g->len += n;
}

void
gather_end(struct gathered *g)
{
	char *from = g->text, *to = g->text;

	/* Cut at its bound, a text may end inside a character. */
	while (g->len == CELL_BYTES_MAX && g->len > 0 && ((unsigned char)g->text[g->len - 1] & 0x80))
		g->len--;
	g->text[g->len] = '\0';
	while (*from != '\0') {
		unsigned long code;
		char *end;

		if (from[0] == '_' && from[1] == 'x' && strspn(from + 2, "0123456789ABCDEFabcdef") == 4 &&
		    from[6] == '_') {
			code = strtoul(from + 2, &end, 16);
			if (code > 0 && code < 0x80) {
				*to++ = (char)code;
				from += 7;
				continue;
			}
		}
		*to++ = *from++;
	}
	*to = '\0';
	g->len = (size_t)(to - g->text);
}

static void
pool_free(void *pool)
{
	struct text_pool *p = pool;

	free(p->text);
	free(p->starts);
}

static void
pool_add(struct text_pool *p, const char *text, size_t len)
{
	if (p->len + len + 1 > p->size) {
		p->size = (p->len + len + 1) * 2;
		p->text = realloc(p->text, p->size);
	}
	if (p->n == p->places) {
		p->places = p->places * 2 + 1024;
		p->starts = realloc(p->starts, p->places * sizeof(*p->starts));
	}
	if (p->text == NULL || p->starts == NULL)
		die("No memory for the texts of a workbook");
	memcpy(p->text + p->len, text, len + 1);
	p->starts[p->n++] = p->len;
	p->len += len + 1;
}

const char *
workbook_text(const struct workbook *w, size_t i)
{
	return i < w->shared.n ? w->shared.text + w->shared.starts[i] : NULL;
}

/* --- shared texts: <si> holds <t>, or runs <r> with a <t> each; <rPh> is how it is pronounced --- */

struct shared_state {
	struct workbook *workbook;
	struct gathered gathered;
	bool phonetic;
};

static void XMLCALL
shared_start(void *data, const char *name, const char **attributes)
{
	struct shared_state *s = ((struct part *)data)->object;
	const char *local = xml_local(name);

	(void)attributes;
	if (strcmp(local, "si") == 0)
		s->gathered.len = 0;
	else if (strcmp(local, "rPh") == 0)
		s->phonetic = true;
	else if (strcmp(local, "t") == 0)
		s->gathered.on = !s->phonetic;
}

static void XMLCALL
shared_end(void *data, const char *name)
{
	struct shared_state *s = ((struct part *)data)->object;
	const char *local = xml_local(name);

	if (strcmp(local, "t") == 0) {
		s->gathered.on = false;
	} else if (strcmp(local, "rPh") == 0) {
		s->phonetic = false;
	} else if (strcmp(local, "si") == 0) {
		gather_end(&s->gathered);
		pool_add(&s->workbook->shared, s->gathered.text, s->gathered.len);
	}
}

static void XMLCALL
shared_text(void *data, const char *text, int len)
{
	struct shared_state *s = ((struct part *)data)->object;

	gather(&s->gathered, text, len);
}

static struct problem *
read_shared(struct workbook *w, const char *name)
{
	struct arena *a = w->package.arena;
	struct shared_state state = { w, { arena_alloc(a, CELL_BYTES_MAX + 1, 1), 0, false }, false };
	struct part *part;
	bool end;

	TRY(package_part(&w->package, name, &part));
	if (part == NULL)
		return NULL;
	arena_defer(a, pool_free, &w->shared);
	part->object = &state;
	XML_SetElementHandler(part->parser, shared_start, shared_end);
	XML_SetCharacterDataHandler(part->parser, shared_text);
	return part_read(part, &end);
}

/* --- styles: which of them show dates --- */

struct styles_state {
	struct workbook *workbook;
	unsigned char custom[FORMATS_MAX];	/* by format number */
	bool in_cells;
};

/* The numbers of formats that every program knows, dates of Chinese Excel included. */
static enum cell_style
builtin_style(long number)
{
	if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36 ||
	    (number >= 50 && number <= 54) || number == 57 || number == 58)
		return STYLE_DATE;
	if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) ||
	    (number >= 45 && number <= 47) || number == 55 || number == 56)
		return STYLE_TIME;
	return number == 22 ? STYLE_DATE_TIME : STYLE_PLAIN;
}

static void
add_style(struct styles_state *s, const char *format)
{
	struct workbook *w = s->workbook;
	long number = format != NULL ? strtol(format, NULL, 10) : 0;
	bool custom = number >= 0 && number < FORMATS_MAX && s->custom[number] != 0;

	if (w->nstyles == STYLES_MAX)
		return;
	w->styles[w->nstyles++] = custom ? (unsigned char)(s->custom[number] - 1)
	    : (unsigned char)builtin_style(number);
}

static void XMLCALL
styles_start(void *data, const char *name, const char **attributes)
{
	struct styles_state *s = ((struct part *)data)->object;
	const char *local = xml_local(name);

	if (strcmp(local, "cellXfs") == 0) {
		s->in_cells = true;
	} else if (strcmp(local, "numFmt") == 0) {
		const char *id = xml_attribute(attributes, "numFmtId");
		const char *code = xml_attribute(attributes, "formatCode");
		long number = id != NULL ? strtol(id, NULL, 10) : -1;

		if (code != NULL && number >= 0 && number < FORMATS_MAX)
			s->custom[number] = (unsigned char)(format_style(code) + 1);
	} else if (s->in_cells && strcmp(local, "xf") == 0) {
		add_style(s, xml_attribute(attributes, "numFmtId"));
	}
}

static void XMLCALL
styles_end(void *data, const char *name)
{
	struct styles_state *s = ((struct part *)data)->object;

	if (strcmp(xml_local(name), "cellXfs") == 0)
		s->in_cells = false;
}

static struct problem *
read_styles(struct workbook *w, const char *name)
{
	struct styles_state *state = arena_make(w->package.arena, struct styles_state, 1);
	struct part *part;
	bool end;

	TRY(package_part(&w->package, name, &part));
	if (part == NULL)
		return NULL;
	w->styles = arena_alloc(w->package.arena, STYLES_MAX, 1);
	state->workbook = w;
	part->object = state;
	XML_SetElementHandler(part->parser, styles_start, styles_end);
	return part_read(part, &end);
}

/* --- the workbook and its relations --- */

struct relation {
	const char *id, *type, *target;
	struct relation *next;
};

struct book_state {
	struct workbook *workbook;
	struct { const char *id, *name; } sheets[SHEETS_MAX];	/* relation ids of visible sheets, in order */
	int nsheets;
	struct relation *relations;
};

static void XMLCALL
book_start(void *data, const char *name, const char **attributes)
{
	struct part *part = data;
	struct book_state *s = part->object;
	const char *local = xml_local(name);

	if (strcmp(local, "workbookPr") == 0) {
		const char *epoch = xml_attribute(attributes, "date1904");

		s->workbook->epoch_1904 = epoch != NULL && (*epoch == '1' || *epoch == 't');
	} else if (strcmp(local, "sheet") == 0) {
		const char *id = xml_attribute(attributes, "id");
		const char *state = xml_attribute(attributes, "state");
		const char *title = xml_attribute(attributes, "name");
		struct arena *a = part->package->arena;

		if (id == NULL || (state != NULL && strcmp(state, "visible") != 0) || s->nsheets == SHEETS_MAX)
			return;
		s->sheets[s->nsheets].name = arena_strdup(a, title != NULL ? title : "");
		s->sheets[s->nsheets++].id = arena_strdup(a, id);
	}
}

static void XMLCALL
relations_start(void *data, const char *name, const char **attributes)
{
	struct part *part = data;
	struct book_state *s = part->object;
	struct arena *a = part->package->arena;
	const char *id = xml_attribute(attributes, "Id");
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	struct relation *r;

	if (strcmp(xml_local(name), "Relationship") != 0 || id == NULL || type == NULL ||
	    target == NULL)
		return;
	r = arena_make(a, struct relation, 1);
	*r = (struct relation){ arena_strdup(a, id), arena_strdup(a, strrchr(type, '/') != NULL
	    ? strrchr(type, '/') + 1 : type), NULL, s->relations };
	/* Targets are relative to xl/, or absolute. */
	r->target = target[0] == '/' ? arena_strdup(a, target + 1) : arena_printf(a, "xl/%s", target);
	s->relations = r;
}

static struct problem *
read_part(struct workbook *w, const char *name, struct book_state *state,
    XML_StartElementHandler start)
{
	struct part *part;
	bool end;

	TRY(package_part(&w->package, name, &part));
	if (part == NULL)
		return problem_new(w->package.arena, PROBLEM_INVALID,
		    "文件不是 .xlsx 表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传",
		    "The file is no .xlsx table. Open it in Excel or WPS and save it as .xlsx");
	part->object = state;
	XML_SetStartElementHandler(part->parser, start);
	return part_read(part, &end);
}

static const char *
find_target(const struct book_state *s, const char *id, const char *type)
{
	for (const struct relation *r = s->relations; r != NULL; r = r->next)
		if (strcmp(r->type, type) == 0 && (id == NULL || strcmp(r->id, id) == 0))
			return r->target;
	return NULL;
}

struct problem *
workbook_open(struct arena *a, const char *file, size_t max_bytes, struct workbook *w)
{
	struct book_state state = { .workbook = w };
	const char *styles, *shared;

	TRY(package_open(a, file, max_bytes, &w->package));
	TRY(read_part(w, "xl/workbook.xml", &state, book_start));
	TRY(read_part(w, "xl/_rels/workbook.xml.rels", &state, relations_start));
	for (int i = 0; i < state.nsheets; i++) {
		const char *target = find_target(&state, state.sheets[i].id, "worksheet");

		if (target == NULL)
			continue;
		w->sheets[w->nsheets].name = state.sheets[i].name;
		w->sheets[w->nsheets++].part = target;
	}
	if (w->nsheets == 0)
		return problem_new(a, PROBLEM_INVALID, "文件里没有可见的工作表",
		    "The workbook has no visible sheet");
	styles = find_target(&state, NULL, "styles");
	shared = find_target(&state, NULL, "sharedStrings");
	if (styles != NULL)
		TRY(read_styles(w, styles));
	return shared != NULL ? read_shared(w, shared) : NULL;
}
