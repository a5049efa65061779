/* record_line.c - the rows of one record: its parties, what it refers to, its lines and its sum. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "personal.h"

/* A record while its rows are taken together. */
struct taking {
	struct line *head;
	int n;
	const struct record_type *type;
	struct arena *arena;
	struct institution from, to;	/* one-sided: the same */
	bool from_entered, counts;
	char id[37];
};

/* --- parties --- */

static bool
takes_from(const struct taking *k, bool may_from, bool may_to)
{
	const struct intake *in = k->head->intake;

	if (k->type->enters != PARTY_EITHER)
		return k->type->enters == PARTY_SENDER;
	if (k->to.id == in->own.id && may_to)
		return false;
	return may_from;
}

/* A side that was left empty is the importer's own: that it is both must stand in the row. */
static bool
is_in_house(const struct taking *k)
{
	return k->type->in_house && k->from.id == k->to.id && line_value(k->head, "from") != NULL &&
	    line_value(k->head, "to") != NULL;
}

static void
fail_sides(struct taking *k)
{
	if (k->type->in_house)
		line_fail(k->head, "to", "双方是同一个机构，请核对；院内的请两列都写明本单位",
		    "Both institutions are the same: if it was in your own house, name it in both columns");
	else
		line_fail(k->head, "to", "双方是同一个机构，请核对；本单位一侧可以不填",
		    "Both institutions are the same; your own side may stay empty");
}

static void
take_sides(struct taking *k)
{
	const struct intake *in = k->head->intake;
	bool found = line_institution(k->head, "from", &k->from), may_from, may_to;

	if (!line_institution(k->head, "to", &k->to) || !found)
		return;
	may_from = intake_acts_for(in, &k->from);
	may_to = intake_acts_for(in, &k->to);
	k->from_entered = takes_from(k, may_from, may_to);
	if (k->from.id == k->to.id && !is_in_house(k))
		fail_sides(k);
	else if (!(k->from_entered ? may_from : may_to))
		line_fail(k->head, k->type->enters == PARTY_RECEIVER ? "to" : "from",
		    "您不能以这个单位的名义填报，请核对", "You cannot enter it for this institution");
}

static void
take_side(struct taking *k)
{
	k->from_entered = true;
	if (!line_institution(k->head, "org", &k->from))
		return;
	k->to = k->from;
	if (!intake_acts_for(k->head->intake, &k->from))
		line_fail(k->head, "org", "您不能以这个单位的名义填报，请核对",
		    "You cannot enter it for this institution");
}

static void
take_parties(struct taking *k)
{
	if (k->type->sides == RECORD_TWO)
		take_sides(k);
	else
		take_side(k);
	k->counts = k->type->confirms == CONFIRM_NONE ||
	    (k->type->confirms == CONFIRM_SENDER && k->from_entered) ||
	    (k->type->confirms == CONFIRM_RECEIVER && !k->from_entered) || is_in_house(k);
}

/* --- values --- */

/* The text of an institution, record or person becomes its id. */
static void
resolve(struct taking *k, struct line *l, int f)
{
	const struct import_field *field = &l->intake->kind->fields[f];
	const struct beside beside = { k->from.id, k->to.id, line_value(k->head, k->type->day) };
	struct institution institution;
	struct sentence fault;
	const char *id;

	if (field->of == NULL || l->values[f] == NULL)
		return;
	if (field->type == IMPORT_ORGANISATION && line_institution(l, field->name, &institution))
		l->values[f] = arena_printf(k->arena, "%d", institution.id);
	if (field->type != IMPORT_REFERENCE)
		return;
	id = references_find(l->intake, k->arena, field->of, l->values[f], &beside, &fault);
	if (id == NULL)
		line_fail(l, field->name, fault.zh, fault.en);
	l->values[f] = id;
}

static void
resolve_all(struct taking *k)
{
	for (int i = 0; i < k->n; i++)
		for (int f = 0; f < k->head->intake->kind->nfields; f++)
			if (i == 0 || k->head->intake->kind->fields[f].lines > 0)
				resolve(k, &k->head[i], f);
}

/* What only the other side may say stays empty until it says it. */
static void
check_confirmed(struct taking *k)
{
	const struct import_kind *kind = k->head->intake->kind;

	for (int f = 0; f < kind->nfields; f++)
		if (kind->fields[f].of != NULL && kind->fields[f].of->flags & FIELD_BY_CONFIRMER &&
		    k->head->values[f] != NULL && !k->counts)
			line_fail(k->head, kind->fields[f].name, "此项由对方确认时填写，请留空",
			    "It is the other side's to fill in: leave it empty");
}

/* --- lines --- */

static bool
has_lines(const struct line *l, int lines)
{
	const struct import_kind *kind = l->intake->kind;

	for (int f = 0; f < kind->nfields; f++)
		if (kind->fields[f].lines == lines && l->values[f] != NULL)
			return true;
	return false;
}

static int
count_lines(const struct taking *k, int lines)
{
	int n = 0;

	for (int i = 0; i < k->n; i++)
		n += has_lines(&k->head[i], lines);
	return n;
}

static void
check_lines(struct taking *k)
{
	struct arena *a = k->arena;

	for (int i = 0; i < k->type->nlines; i++) {
		const struct record_lines *l = &k->type->lines[i];
		const char *field = arena_printf(a, "%s.%s", l->name, l->fields[0].name);
		int n = count_lines(k, i + 1), max = l->max > 0 ? l->max : 200;

		if (n < l->min && !k->head->intake->drafts)
			line_fail(k->head, field, arena_printf(a, "%s至少要有 %d 行", l->label.zh, l->min),
			    arena_printf(a, "%s: at least %d lines are needed", l->label.en, l->min));
		else if (n > max)
			line_fail(k->head, field, arena_printf(a, "%s最多 %d 行", l->label.zh, max),
			    arena_printf(a, "%s: at most %d lines", l->label.en, max));
	}
}

static bool
is_given(const struct line *l, int f)
{
	int place = l->sheet->mapping[f];

	return place >= 0 && place < l->ncells && *l->cells[place] != '\0';
}

static bool
has_errors(const struct taking *k)
{
	for (int i = 0; i < k->n; i++)
		if (k->head[i].nerrors > 0)
			return true;
	return false;
}

static const char *
show_sum(struct arena *a, const struct record_field *f, long long sum)
{
	return f->type == FIELD_MONEY ? arena_printf(a, "%lld.%02lld", sum / 100, sum % 100)
	    : arena_printf(a, "%lld", sum);
}

/* A total that is not given is that of its lines. The database holds one that is given against them, which
 * takes a row of its own, and cannot say what they come to. */
static void
take_sum(struct taking *k, const struct record_field *total)
{
	int place = line_field(k->head, total->name), part = line_field(k->head, total->sum_of);
	int lines = k->head->intake->kind->fields[part].lines;
	const char *shown, *given = k->head->values[place];
	long long sum = 0;

	for (int i = 0; i < k->n; i++)
		if (k->head[i].values[part] != NULL)
			sum += strtoll(k->head[i].values[part], NULL, 10);
	shown = show_sum(k->arena, total, sum);
	if (is_given(k->head, place)) {
		if (given != NULL && count_lines(k, lines) > 0 && !has_errors(k) &&
		    strtoll(given, NULL, 10) != sum)
			line_fail(k->head, total->name,
			    arena_printf(k->arena, "与明细之和不一致：明细合计 %s，请核对", shown), arena_printf(k->arena,
			    "It differs from the sum of the lines, which is %s: compare them", shown));
	} else if (count_lines(k, lines) > 0) {
		k->head->values[place] = arena_printf(k->arena, "%lld", sum);
	} else if (total->flags & FIELD_REQUIRED && !k->head->intake->drafts) {
		line_fail(k->head, total->name, arena_printf(k->arena, "必须填写%s", total->label.zh),
		    arena_printf(k->arena, "%s is required", total->label.en));
	}
}

/* --- what is staged --- */

/* All that the rows say, in order: by it a row without a number is known again. */
static const char *
identity_of(const struct taking *k)
{
	const struct intake *in = k->head->intake;
	const char *number = line_value(k->head, "register");
	struct buffer all;

	if (number != NULL)
		return number;
	buffer_init(&all, k->arena);
	buffer_printf(&all, "%s|%d|%d", k->type->name, k->from.id, k->to.id);
	for (int i = 0; i < k->n; i++)
		for (int f = 0; f < in->kind->nfields; f++) {
			const char *value = k->head[i].values[f];
			bool party = in->kind->fields[f].of == NULL &&
			    in->kind->fields[f].type == IMPORT_ORGANISATION;

			buffer_putc(&all, '|');
			buffer_puts(&all, value != NULL && !party ? value : "");
		}
	return arena_printf(k->arena, "row:%s",
	    personal_person_key(in->task->crypto, k->arena, NULL, all.data) + 2);
}

static void
add_values(const struct taking *k, const struct line *l, int lines, struct buffer *data)
{
	const struct import_kind *kind = l->intake->kind;

	for (int f = 0; f < kind->nfields; f++)
		if (kind->fields[f].of != NULL && kind->fields[f].lines == lines)
			record_import_value(data, l->intake->task->crypto, k->type, kind->fields[f].of, k->id,
			    l->values[f]);
}

static void
add_lines(const struct taking *k, int lines, struct buffer *data)
{
	const char *comma = "";

	buffer_printf(data, ",\"%s\":[", k->type->lines[lines - 1].name);
	for (int i = 0; i < k->n; i++) {
		struct buffer one;

		if (!has_lines(&k->head[i], lines))
			continue;
		buffer_init(&one, k->arena);
		add_values(k, &k->head[i], lines, &one);
		buffer_printf(data, "%s{%s}", comma, one.data + 1);
		comma = ",";
	}
	buffer_putc(data, ']');
}

static void
add_data(const struct taking *k, struct buffer *data)
{
	add_member(data, "id", k->id);
	add_member(data, "register", line_value(k->head, "register"));
	if (k->type->sides == RECORD_TWO)
		buffer_printf(data, ",\"from_org_id\":%d,\"to_org_id\":%d,\"entered_org_id\":%d", k->from.id,
		    k->to.id, k->from_entered ? k->from.id : k->to.id);
	else
		buffer_printf(data, ",\"org_id\":%d", k->from.id);
	add_member(data, "state", k->head->intake->drafts ? "draft" : k->counts ? "confirmed" : "submitted");
	add_member(data, "note", line_value(k->head, "note"));
	add_values(k, k->head, 0, data);
	for (int i = 1; i <= k->type->nlines; i++)
		add_lines(k, i, data);
}

static bool
is_uuid(const char *s)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == 'x' ? s[i] == '\0' || strchr("0123456789abcdef", s[i]) == NULL : s[i] != form[i])
			return false;
	return true;
}

/* A row of an export is there already, whatever else it says. */
static void
take_exported(struct line *l, const char *id, struct buffer *data, const char **identity_r)
{
	if (!is_uuid(id)) {
		line_fail(l, "system_id", "系统编号由系统生成：新的行请留空", "The system gives this: leave it empty in a new row");
		return;
	}
	add_member(data, "register", id);
	add_member(data, "system_id", id);
	*identity_r = arena_printf(l->arena, "id:%s", id);
}

void
complete_record(struct line *l, int n, struct buffer *data, const char **identity_r)
{
	struct taking k = { .head = l, .n = n, .type = l->intake->kind->record, .arena = l->arena };
	const char *exported = line_value(l, "system_id");

	if (exported != NULL) {
		take_exported(l, exported, data, identity_r);
		return;
	}
	crypto_uuid7(k.id);
	take_parties(&k);
	resolve_all(&k);
	check_confirmed(&k);
	check_lines(&k);
	for (int i = 0; i < k.type->nfields; i++)
		if (k.type->fields[i].sum_of != NULL)
			take_sum(&k, &k.type->fields[i]);
	if (has_errors(&k))
		return;
	*identity_r = identity_of(&k);
	add_data(&k, data);
}
