/* test_file_store.c - contents on the disk: one file each, deleted only when old and wanted by nobody. */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_store.h"

static const char *
folder(struct arena *a)
{
	return mkdtemp(arena_strdup(a, "/tmp/yilian-store-XXXXXX"));
}

static void
make_old(const char *path)
{
	const struct timespec times[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void
test_store(void **state)
{
	struct arena *a = arena_create(1024 * 1024);
	const char *dir = folder(a), *hex, *again, *path;
	struct stat st;
	int fd;

	(void)state;
	assert_null(file_store_put(a, dir, "abc", 3, &hex));
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	path = arena_printf(a, "%s/%s", dir, file_store_place(a, hex));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 3);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_string_equal(file_store_old(a, dir, 0xba), "[]");
	file_store_drop(a, dir, hex);
	assert_int_equal(access(path, F_OK), 0);

	make_old(path);
	assert_string_equal(file_store_old(a, dir, 0xba), arena_printf(a, "[\"%s\"]", hex));
	assert_null(file_store_put(a, dir, "abc", 3, &again));
	file_store_drop(a, dir, hex);
	assert_int_equal(access(path, F_OK), 0);	/* somebody came for it after it was listed */

	make_old(path);
	fd = open(path, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	file_store_drop(a, dir, hex);
	assert_int_equal(access(path, F_OK), 0);	/* somebody has it in hand */
	close(fd);
	file_store_drop(a, dir, hex);
	assert_int_equal(access(path, F_OK), -1);
	assert_null(file_store_put(a, dir, "abc", 3, &again));
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
	rmdir(arena_printf(a, "%s/ba", dir));
	rmdir(dir);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_store) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
