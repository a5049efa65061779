/* organisation_line.c - one line of a table of institutions: its fields taken together. */
#include <string.h>

#include "intake.h"
#include "text.h"

void
complete_organisation(struct line *l, int n, struct buffer *data, const char **identity_r)
{
	const char *code = line_value(l, "code"), *name = line_value(l, "name");
	char id[37];

	(void)n;
	if (code != NULL && (strlen(code) < 2 ||
	    strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_-") != strlen(code)))
		line_fail(l, "code", "机构编码只能用大写字母、数字、横线和下划线，至少两位",
		    "A code is two or more capital letters, digits, hyphens and underscores");
	if (line_value(l, "grade") != NULL && line_value(l, "level") == NULL)
		line_fail(l, "level", "填写等次时须同时填写级别", "A grade needs a level");
	if (l->nerrors > 0)
		return;
	crypto_uuid7(id);
	add_member(data, "id", id);
	for (int f = 0; f < l->intake->kind->nfields; f++)
		add_member(data, l->intake->kind->fields[f].name, l->values[f]);
	add_member(data, "pinyin", text_pinyin(l->arena, name));
	add_member(data, "initials", text_initials(l->arena, name));
	*identity_r = code;
}
