/* types.c - every record type, and what is found in their tables by name. */
#include <string.h>

#include "engine.h"

#define RECORD(ident) extern const struct record_type record_##ident;
#include "list.def"
#undef RECORD

const struct record_type *const record_types[] = {
#define RECORD(ident) &record_##ident,
#include "list.def"
#undef RECORD
	NULL
};

static const struct record_code states[] = {
	{ "draft", { "草稿", "Draft" } }, { "submitted", { "已提交", "Submitted" } },
	{ "confirmed", { "已确认", "Confirmed" } }, { "disputed", { "有异议", "Disputed" } },
	{ "void", { "已作废", "Void" } }, { NULL }
};

static const struct record_code actions[] = {
	{ "create", { "新建", "Create" } }, { "submit", { "提交", "Submit" } },
	{ "correct", { "修改", "Correct" } }, { "confirm", { "确认", "Confirm" } },
	{ "dispute", { "提出异议", "Dispute" } }, { "void", { "作废", "Void" } },
	{ "import", { "导入", "Import" } }, { "attach", { "添加附件", "Add a file" } },
	{ "detach", { "删除附件", "Remove a file" } }, { NULL }
};

const struct record_code record_exactness[] = {
	{ "exact", { "精确", "Exact" }, "准确" }, { "near", { "近", "Nearly" }, "接近|将近" },
	{ "over", { "余", "Over" }, "多" }, { "about", { "约", "About" }, "大约|左右" },
	{ "at_least", { "以上", "At least" }, "不少于|超过" }, { NULL }
};

bool
record_code_is_own(const char *action)
{
	return record_code_label(actions, action).zh == NULL;
}

const struct record_type *
record_find(const char *name)
{
	for (const struct record_type *const *t = record_types; *t != NULL; t++)
		if (strcmp((*t)->name, name) == 0)
			return *t;
	return NULL;
}

const struct record_field *
record_field_find(const struct record_type *t, const char *name)
{
	for (int i = 0; i < t->nfields; i++)
		if (strcmp(t->fields[i].name, name) == 0)
			return &t->fields[i];
	return NULL;
}

const struct record_lines *
record_lines_of(const struct record_type *t, const struct record_field *f)
{
	size_t len = strcspn(f->sum_of, ".");

	for (int i = 0; i < t->nlines; i++)
		if (strlen(t->lines[i].name) == len && strncmp(t->lines[i].name, f->sum_of, len) == 0)
			return &t->lines[i];
	return NULL;
}

struct sentence
record_code_label(const struct record_code *codes, const char *code)
{
	for (; codes != NULL && codes->code != NULL; codes++)
		if (strcmp(codes->code, code) == 0)
			return codes->label;
	return (struct sentence){ NULL, NULL };
}

/* The type's own word for a state or action goes before the common one. */
static struct sentence
label_of(const struct record_code *own, const struct record_code *common, const char *code)
{
	struct sentence label = record_code_label(own, code);

	return label.zh != NULL ? label : record_code_label(common, code);
}

struct sentence
record_state_label(const struct record_type *t, const char *state)
{
	struct sentence label = record_code_label(t->state_words, state);

	return label.zh != NULL ? label : label_of(t->states, states, state);
}

struct sentence
record_action_label(const struct record_type *t, const char *action)
{
	return label_of(t->action_labels, actions, action);
}
