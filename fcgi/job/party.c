/* party.c - the institutions that a row names, and for which of them its importer may act. */
#include <stdio.h>
#include <string.h>

#include "intake.h"

bool
line_institution(struct line *l, const char *field, struct institution *o)
{
	const char *text = line_value(l, field);
	enum match match;

	*o = l->intake->own;
	if (text == NULL)
		return true;
	match = names_find(l->intake->names, l->arena, text, l->intake->own.region_id, o);
	if (match == MATCH_NONE)
		line_fail(l, field, arena_printf(l->arena,
		    "系统里没有机构“%s”，请核对名称，或改填机构编码", text),
		    arena_printf(l->arena, "There is no institution \"%s\"; check the name or give its code",
		    text));
	else if (match == MATCH_SEVERAL)
		line_fail(l, field, arena_printf(l->arena, "有几个机构都叫“%s”，请改填机构编码", text),
		    arena_printf(l->arena, "Several institutions are called \"%s\"; give the code", text));
	return match == MATCH_ONE;
}

/* Whether {1,22,3} holds the id. */
static bool
holds(const char *ids, int id)
{
	char wanted[16];
	size_t len;

	snprintf(wanted, sizeof(wanted), "%d", id);
	len = strlen(wanted);
	for (const char *at = ids; (at = strstr(at, wanted)) != NULL; at++)
		if ((at[-1] == '{' || at[-1] == ',') && (at[len] == ',' || at[len] == '}'))
			return true;
	return false;
}

bool
intake_acts_for(const struct intake *in, const struct institution *o)
{
	return holds(in->orgs, o->id) || (o->region_id >= in->region_lo && o->region_id <= in->region_hi);
}
