/* schema.c - bodies of records as JSON schema, for OpenAPI. */
#include "engine.h"
#include "value.h"

static void
write_property(struct buffer *b, const struct record_field *f)
{
	struct param pa = record_param(b->arena, f, FROM_BODY);

	buffer_json(b, f->name);
	buffer_puts(b, ":{\"title\":");
	buffer_json(b, f->label.en);
	buffer_puts(b, ",\"anyOf\":[");
	openapi_param_schema(b, &pa);
	buffer_puts(b, ",{\"type\":\"null\"}]}");
	if (f->type == FIELD_QUANTITY)
		buffer_printf(b, ",\"%s_exactness\":{\"enum\":[\"exact\",\"near\",\"over\",\"about\","
		    "\"at_least\"]}", f->name);
}

static void
write_properties(struct buffer *b, const struct record_field *fields, int n)
{
	bool first = true;

	buffer_puts(b, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
	for (int i = 0; i < n; i++) {
		if (!record_is_written(&fields[i]))
			continue;
		buffer_puts(b, first ? "" : ",");
		write_property(b, &fields[i]);
		first = false;
	}
}

void
record_body_schema(struct buffer *b, const struct resource *resource)
{
	const struct record_type *t = resource->subject;

	write_properties(b, t->fields, t->nfields);
	for (int i = 0; i < t->nlines; i++) {
		buffer_printf(b, ",\"%s\":{\"type\":\"array\",\"items\":", t->lines[i].name);
		write_properties(b, t->lines[i].fields, t->lines[i].nfields);
		buffer_puts(b, "}}}");
	}
	buffer_puts(b, t->sides == RECORD_TWO
	    ? ",\"from\":{\"type\":\"integer\"},\"to\":{\"type\":\"integer\"}"
	    : ",\"org\":{\"type\":\"integer\"}");
	buffer_puts(b, ",\"note\":{\"type\":[\"string\",\"null\"],\"maxLength\":4000},"
	    "\"submit\":{\"type\":\"boolean\",\"description\":\"POST: submit at once\"},"
	    "\"reason\":{\"type\":\"string\",\"description\":\"PATCH: why\"}}}");
}
