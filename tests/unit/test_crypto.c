/* test_crypto.c - field encryption, keyed search, ids; and known answers of SM3, SM4 and HMAC. */
#include "unit.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "crypto.h"

static const char key_a[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
static const char key_b[] = "100102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
static const char aad[] = "biz.patient|id_number|0190f000-0000-7000-8000-000000000001";
static const char other_aad[] = "biz.patient|id_number|0190f000-0000-7000-8000-000000000002";

static const struct crypto *
open_with(const char *key, enum crypto_suite suite)
{
	char file[] = "/tmp/yilian-key-XXXXXX";
	int fd = mkstemp(file);
	const struct crypto *c;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, key, strlen(key)), strlen(key));
	close(fd);
	c = crypto_open(file, suite);
	unlink(file);
	return c;
}

static void
both_suites_read_what_either_wrote(void **state)
{
	static const char *const texts[] = { "", "x", "11010519491231002X", "青海省西宁市" };
	const struct crypto *gcm = open_with(key_a, CRYPTO_AES256_GCM);
	const struct crypto *sm4 = open_with(key_a, CRYPTO_SM4_CTR_HMAC_SM3);

	for (size_t i = 0; i < COUNT(texts); i++) {
		size_t gcm_len, sm4_len;
		const unsigned char *by_gcm = crypto_encrypt(gcm, *state, aad, texts[i], &gcm_len);
		const unsigned char *by_sm4 = crypto_encrypt(sm4, *state, aad, texts[i], &sm4_len);

		CHECK_CASE(i, gcm_len == 30 + strlen(texts[i]) && by_gcm[0] == 1);
		CHECK_CASE(i, sm4_len == 50 + strlen(texts[i]) && by_sm4[0] == 2);
		check_text(i, crypto_decrypt(sm4, *state, aad, by_gcm, gcm_len), texts[i]);
		check_text(i, crypto_decrypt(gcm, *state, aad, by_sm4, sm4_len), texts[i]);
		check_text(i, crypto_decrypt(gcm, *state, other_aad, by_gcm, gcm_len), NULL);
		check_text(i, crypto_decrypt(gcm, *state, other_aad, by_sm4, sm4_len), NULL);
	}
	crypto_close(gcm);
	crypto_close(sm4);
}

static void
every_flipped_bit_and_cut_is_noticed(void **state)
{
	for (int suite = 1; suite <= 2; suite++) {
		const struct crypto *c = open_with(key_a, (enum crypto_suite)suite);
		const struct crypto *stranger = open_with(key_b, (enum crypto_suite)suite);
		size_t len;
		const unsigned char *data = crypto_encrypt(c, *state, aad, "secret", &len);
		unsigned char *bent = arena_alloc(*state, len, 1);

		for (size_t bit = 0; bit < 8 * len; bit++) {
			memcpy(bent, data, len);
			bent[bit / 8] ^= (unsigned char)(1U << bit % 8);
			CHECK_CASE(bit, crypto_decrypt(c, *state, aad, bent, len) == NULL);
		}
		for (size_t cut = 0; cut < len; cut++)
			CHECK_CASE(cut, crypto_decrypt(c, *state, aad, data, cut) == NULL);
		assert_null(crypto_decrypt(stranger, *state, aad, data, len));
		crypto_close(c);
		crypto_close(stranger);
	}
}

static void
equal_values_have_equal_indexes(void **state)
{
	const struct crypto *c = open_with(key_a, CRYPTO_AES256_GCM);
	const struct crypto *stranger = open_with(key_b, CRYPTO_AES256_GCM);
	uint8_t one[32], two[32];

	(void)state;
	crypto_index(c, "idno:v1", "11010519491231002X", one);
	crypto_index(c, "idno:v1", "11010519491231002X", two);
	assert_memory_equal(one, two, 32);
	crypto_index(c, "phone:v1", "11010519491231002X", two);
	assert_memory_not_equal(one, two, 32);
	crypto_index(c, "idno:v1", "110105194912310020", two);
	assert_memory_not_equal(one, two, 32);
	crypto_index(stranger, "idno:v1", "11010519491231002X", two);
	assert_memory_not_equal(one, two, 32);
	crypto_close(c);
	crypto_close(stranger);
}

/* The algorithms themselves: GB/T 32905 and 32907 examples, and FIPS 180 for the hash. */
static void
known_answers(void **state)
{
	static const unsigned char sm4_key[] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xfe,
		0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10 };
	unsigned char out[64];
	unsigned n = 0;
	int len = 0;
	uint8_t hash[32];
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

	assert_int_equal(EVP_Digest("abc", 3, out, &n, EVP_sm3(), NULL), 1);
	check_text(0, crypto_hex(*state, out, n),
	    "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
	assert_int_equal(EVP_EncryptInit_ex(ctx, EVP_sm4_ecb(), NULL, sm4_key, NULL), 1);
	assert_int_equal(EVP_EncryptUpdate(ctx, out, &len, sm4_key, 16), 1);
	check_text(1, crypto_hex(*state, out, 16), "681edf34d206965e86b3e94f536e4246");
	EVP_CIPHER_CTX_free(ctx);
	crypto_sha256("abc", 3, hash);
	check_text(2, crypto_hex(*state, hash, 32),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* Held fast, for what is stored must stay readable and findable: key_a, HKDF, HMAC-SM3. */
static void
derived_keys_stay_the_same(void **state)
{
	const struct crypto *c = open_with(key_a, CRYPTO_AES256_GCM);
	static const char gcm_hex[] = "0101c66424807fbc035c6279f5be8bf855779908ad45a4fee125bddaec2ba288c26197deeae76181"
	    "0e2b32a208258bfd";
	static const char sm4_hex[] = "0201a2a8c641c6787c95349ae2e50c354fb3eeadf26febc45d9a011c3d05e4453d637c335f102530"
	    "97c0e2790601d7eaa4b70d93b839ed8ae568bedb63b9a83e0b4572c3";
	size_t len;
	const unsigned char *data;
	uint8_t index[32];

	crypto_index(c, "idno:v1", "11010519491231002X", index);
	check_text(0, crypto_hex(*state, index, 32),
	    "ef6e7da7427b7470270cc641ae4e8e6e9148f493dce8fe44dff3875257da466c");
	data = crypto_unhex(*state, gcm_hex, &len);
	check_text(1, crypto_decrypt(c, *state, aad, data, len), "11010519491231002X");
	data = crypto_unhex(*state, sm4_hex, &len);
	check_text(2, crypto_decrypt(c, *state, aad, data, len), "11010519491231002X");
	crypto_close(c);
}

static void
uuids_grow(void **state)
{
	char last[37] = "", next[37];

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		crypto_uuid7(next);
		CHECK_CASE(i, strlen(next) == 36 && next[14] == '7' && strchr("89ab", next[19]) != NULL);
		CHECK_CASE(i, strcmp(last, next) < 0);
		memcpy(last, next, sizeof(last));
	}
}

static void
base64url_goes_both_ways(void **state)
{
	static const char *const refused[] = { "A", "AAAAA", "AB", "AAB", "AA=", "A+", "A/", "AA ", "é",
		"AA\n" };
	unsigned char data[40];
	size_t len;

	for (size_t n = 0; n < sizeof(data); n++) {
		const char *text;

		crypto_random(data, sizeof(data));
		text = crypto_base64url(*state, data, n);
		CHECK_CASE(n, strlen(text) == (n * 4 + 2) / 3);
		CHECK_CASE(n, memcmp(crypto_base64url_decode(*state, text, &len), data, n) == 0);
		CHECK_CASE(n, len == n);
	}
	check_text(0, crypto_base64url(*state, "\xFB\xFF\xFE", 3), "-__-");
	for (size_t i = 0; i < COUNT(refused); i++)
		CHECK_CASE(i, crypto_base64url_decode(*state, refused[i], &len) == NULL);
}

static void
hex_goes_both_ways(void **state)
{
	size_t len;

	assert_string_equal(crypto_hex(*state, "\x00\xFFz", 3), "00ff7a");
	assert_memory_equal(crypto_unhex(*state, "00Ff7a", &len), "\x00\xFFz", 3);
	assert_int_equal(len, 3);
	assert_null(crypto_unhex(*state, "0", &len));
	assert_null(crypto_unhex(*state, "0g", &len));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(both_suites_read_what_either_wrote),
		WITH_ARENA(every_flipped_bit_and_cut_is_noticed),
		cmocka_unit_test(equal_values_have_equal_indexes),
		WITH_ARENA(known_answers),
		WITH_ARENA(derived_keys_stay_the_same),
		cmocka_unit_test(uuids_grow),
		WITH_ARENA(base64url_goes_both_ways),
		WITH_ARENA(hex_goes_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
