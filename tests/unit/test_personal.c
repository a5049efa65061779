/* test_personal.c - personal values stored and found. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "personal.h"

static const char id[] = "0190f000-0000-7000-8000-000000000001";
static const char other_id[] = "0190f000-0000-7000-8000-000000000002";

static const struct crypto *
open_keys(void)
{
	static const char key[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
	char file[] = "/tmp/yilian-key-XXXXXX";
	int fd = mkstemp(file);
	const struct crypto *c;

	assert_int_equal(write(fd, key, strlen(key)), strlen(key));
	close(fd);
	c = crypto_open(file, CRYPTO_AES256_GCM);
	unlink(file);
	return c;
}

static void
values_open_in_their_place_only(void **state)
{
	const struct crypto *c = open_keys();
	const char *sealed = personal_seal(c, *state, PERSONAL_PHONE, id, "13812345678");

	check_text(0, personal_unseal(c, *state, PERSONAL_PHONE, id, sealed), "13812345678");
	check_text(1, personal_unseal(c, *state, PERSONAL_PHONE, other_id, sealed), NULL);
	check_text(2, personal_unseal(c, *state, PERSONAL_ID_NUMBER, id, sealed), NULL);
	check_text(3, personal_unseal(c, *state, PERSONAL_PHONE, id, NULL), NULL);
	check_text(4, personal_unseal(c, *state, PERSONAL_PHONE, id, "\\x0"), NULL);
	check_text(5, personal_unseal(c, *state, PERSONAL_PHONE, id, "13812345678"), NULL);
	crypto_close(c);
}

static void
equal_values_are_found(void **state)
{
	const struct crypto *c = open_keys();
	const char *a = personal_index(c, *state, PERSONAL_ID_NUMBER, "11010519491231002X");

	check_text(0, personal_index(c, *state, PERSONAL_ID_NUMBER, "11010519491231002X"), a);
	assert_string_not_equal(personal_index(c, *state, PERSONAL_PHONE, "11010519491231002X"), a);
	check_text(1, personal_index(c, *state, PERSONAL_CONTACT_PHONE, "13812345678"),
	    personal_index(c, *state, PERSONAL_PHONE, "13812345678"));
	check_text(2, personal_person_key(c, *state, "11010519491231002X", id),
	    personal_person_key(c, *state, "11010519491231002X", other_id));
	assert_string_not_equal(personal_person_key(c, *state, NULL, id),
	    personal_person_key(c, *state, NULL, other_id));
	assert_string_not_equal(personal_person_key(c, *state, NULL, "11010519491231002X"),
	    personal_person_key(c, *state, "11010519491231002X", id));
	crypto_close(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(values_open_in_their_place_only),
		WITH_ARENA(equal_values_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
