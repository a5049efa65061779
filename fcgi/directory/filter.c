/* filter.c - LDAP filters from templates, every value escaped; names compared part by part. */
#include "filter.h"

#include <ctype.h>
#include <ldap.h>
#include <string.h>

#include "buffer.h"
#include "connection.h"
#include "text.h"

const char *
filter_escape(struct arena *a, const void *value, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	const unsigned char *bytes = value;
	char *out = arena_make(a, char, len * 3 + 1);
	char *end = out;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = bytes[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
			*end++ = (char)c;
			continue;
		}
		*end++ = '\\';
		*end++ = hex[c >> 4];
		*end++ = hex[c & 15];
	}
	return out;
}

static int
count_placeholders(const char *text)
{
	int n = 0;

	for (const char *i = strstr(text, "%u"); i != NULL; i = strstr(i + 2, "%u"))
		n++;
	return n;
}

const char *
filter_fill(struct arena *a, const char *template_text, const char *login)
{
	const char *place = strstr(template_text, "%u");

	if (count_placeholders(template_text) != 1)
		return NULL;
	return arena_printf(a, "%.*s%s%s", (int)(place - template_text), template_text,
	    filter_escape(a, login, strlen(login)), place + 2);
}

const char *
filter_any(struct arena *a, const char *name, const struct value *values, int n)
{
	struct buffer b;

	buffer_init(&b, a);
	buffer_puts(&b, "(|");
	for (int i = 0; i < n; i++)
		buffer_printf(&b, "(%s=%s)", name, filter_escape(a, values[i].data, values[i].len));
	buffer_puts(&b, ")");
	return b.data;
}

bool
directory_filter_ok(struct arena *a, const char *text, int placeholders)
{
	const char *filter = text;
	LDAP *ld = NULL;
	int code, id;

	if (text[0] != '(' || count_placeholders(text) != placeholders)
		return false;
	if (placeholders == 1)
		filter = filter_fill(a, text, "user");
	/* libldap reads the filter before it connects, and at this address nobody ever answers. */
	if (filter == NULL || ldap_initialize(&ld, "ldap://127.0.0.1:1") != LDAP_SUCCESS)
		return false;
	code = ldap_search_ext(ld, "", LDAP_SCOPE_BASE, filter, NULL, 0, NULL, NULL, NULL, 0, &id);
	ldap_unbind_ext(ld, NULL, NULL);
	return code != LDAP_FILTER_ERROR;
}

static void
add_part(struct buffer *b, struct arena *a, const LDAPAVA *part, const char *separator)
{
	const char *value = arena_strndup(a, part->la_value.bv_val, part->la_value.bv_len);
	const char *folded = text_is_utf8(value, part->la_value.bv_len) ? text_fold_name(a, value)
	    : NULL;

	buffer_puts(b, separator);
	for (ber_len_t i = 0; i < part->la_attr.bv_len; i++)
		buffer_putc(b, (char)tolower((unsigned char)part->la_attr.bv_val[i]));
	buffer_putc(b, '=');
	buffer_puts(b, folded != NULL ? filter_escape(a, folded, strlen(folded))
	    : filter_escape(a, part->la_value.bv_val, part->la_value.bv_len));
}

const char *
directory_dn_fold(struct arena *a, const char *dn)
{
	struct buffer b;
	LDAPDN parts = NULL;

	if (dn == NULL || dn[0] == '\0' ||
	    ldap_str2dn(dn, &parts, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS || parts == NULL)
		return NULL;
	buffer_init(&b, a);
	for (int i = 0; parts[i] != NULL; i++) {
		for (int j = 0; parts[i][j] != NULL; j++)
			add_part(&b, a, parts[i][j], j > 0 ? "+" : i > 0 ? "," : "");
	}
	ldap_dnfree(parts);
	return b.data;
}

bool
directory_dn_under(struct arena *a, const char *dn, const char *base)
{
	const char *below = directory_dn_fold(a, dn);
	const char *above = directory_dn_fold(a, base);
	size_t below_len, above_len;

	if (below == NULL || above == NULL)
		return false;
	below_len = strlen(below);
	above_len = strlen(above);
	if (below_len < above_len || strcmp(below + below_len - above_len, above) != 0)
		return false;
	return below_len == above_len || below[below_len - above_len - 1] == ',';
}
