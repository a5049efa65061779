/* test_buffer.c - growing text and JSON strings. */
#include <stdbool.h>

#include "unit.h"

#include "buffer.h"

static void
it_grows(void **state)
{
	struct buffer b;

	buffer_init(&b, *state);
	assert_string_equal(b.data, "");
	for (int i = 0; i < 10000; i++)
		buffer_printf(&b, "%04d", i);
	assert_int_equal(b.len, 40000);
	assert_int_equal(strlen(b.data), 40000);
	assert_memory_equal(b.data + 39996, "9999", 5);
	buffer_putc(&b, '!');
	buffer_puts(&b, "");
	assert_string_equal(b.data + 39996, "9999!");
}

static void
every_length_around_its_size_fits(void **state)
{
	for (size_t n = 500; n < 520; n++) {
		struct buffer b;

		buffer_init(&b, *state);
		for (size_t i = 0; i < n; i++)
			buffer_putc(&b, 'x');
		buffer_puts(&b, "yz");
		CHECK_CASE(n, strlen(b.data) == n + 2 && b.len == n + 2);
	}
}

static void
json_strings_are_escaped(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "", "\"\"" },
		{ "张三 \xF0\xA0\xAE\xB7", "\"张三 \xF0\xA0\xAE\xB7\"" },
		{ "a\"b\\c/", "\"a\\\"b\\\\c/\"" },
		{ "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
		{ "\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"" },
		{ NULL, "null" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer b;

		buffer_init(&b, *state);
		buffer_json(&b, cases[i].in);
		check_text(i, b.data, cases[i].out);
	}
}

static void
a_nul_inside_is_escaped(void **state)
{
	struct buffer b;

	buffer_init(&b, *state);
	buffer_json_len(&b, "a\0b", 3);
	assert_string_equal(b.data, "\"a\\u0000b\"");
}

/* Eight bytes are looked at together: each byte at each place among them. */
static void
every_byte_is_escaped_anywhere_or_kept(void **state)
{
	for (int c = 0; c < 256; c++)
		for (size_t at = 0; at < 17; at++) {
			bool escaped = c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
			char text[17];
			struct buffer b;

			memset(text, c == 0x80 ? 0x81 : 0x80, sizeof(text));
			text[at] = (char)c;
			buffer_init(&b, *state);
			buffer_json_len(&b, text, sizeof(text));
			assert_int_equal(b.data[1 + at], escaped ? '\\' : (char)c);
			assert_memory_equal(b.data + 1, text, at);
			assert_memory_equal(b.data + b.len - (sizeof(text) - at), text + at + 1, sizeof(text) - at - 1);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(it_grows),
		WITH_ARENA(every_length_around_its_size_fits),
		WITH_ARENA(json_strings_are_escaped),
		WITH_ARENA(a_nul_inside_is_escaped),
		WITH_ARENA(every_byte_is_escaped_anywhere_or_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
