/* file_store.c - contents by their hash: written aside, made safe, renamed; deleted under a lock. */
#include "file_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "buffer.h"
#include "crypto.h"
#include "log.h"

/* nginx's group reads them, as the folder is set-gid for it; nobody else. */
enum { FILE_MODE = 0640 };

static struct problem *
fail(struct arena *a, const char *path)
{
	struct problem *p = problem_new(a, PROBLEM_UNAVAILABLE,
	    "文件没有存成，请稍后再试", "The file could not be stored; try again later");

	p->reason = arena_printf(a, "%s: %s", path, strerror(errno));
	p->retry_after_s = 5;
	return p;
}

const char *
file_store_place(struct arena *a, const char *hex)
{
	return arena_printf(a, "%.2s/%s", hex, hex);
}

static bool
write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno != EINTR)
			return false;
		data += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

/* A name is on the disk when its folder is. */
static bool
sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good;
}

/* Whether it is there, and young again. The lock is what file_store_drop deletes under: what is
 * ours while we hold it stays, and what is without a name was deleted before we held it. */
static bool
renew(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	bool there;

	if (fd < 0)
		return false;
	there = flock(fd, LOCK_EX) == 0 && fstat(fd, &st) == 0 && st.st_nlink > 0 &&
	    futimens(fd, NULL) == 0;
	close(fd);
	return there;
}

/* A folder like that above it. Who is not of its group would take set-gid away with a chmod: it is
 * called only where the umask took something, which is where programs share a group. */
static bool
make_folder(const char *dir, const char *folder)
{
	struct stat above, made;

	if (mkdir(folder, 0770) != 0)
		return errno == EEXIST;
	if (stat(dir, &above) != 0 || stat(folder, &made) != 0)
		return false;
	return (above.st_mode == made.st_mode || chmod(folder, above.st_mode & 07777) == 0) &&
	    sync_folder(dir);
}

struct problem *
file_store_put(struct arena *a, const char *dir, const void *data, size_t len, const char **hex_r)
{
	const char *folder, *path, *part;
	unsigned char hash[32];
	char id[37];
	int fd;

	crypto_sha256(data, len, hash);
	*hex_r = crypto_hex(a, hash, sizeof(hash));
	folder = arena_printf(a, "%s/%.2s", dir, *hex_r);
	path = arena_printf(a, "%s/%s", folder, *hex_r);
	if (renew(path))
		return NULL;
	if (!make_folder(dir, folder))
		return fail(a, folder);
	crypto_uuid7(id);
	part = arena_printf(a, "%s/%s.part", folder, id);
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	if (fd < 0)
		return fail(a, part);
	if (!write_all(fd, data, len) || fchmod(fd, FILE_MODE) != 0 || fsync(fd) != 0 ||
	    rename(part, path) != 0 || !sync_folder(folder)) {
		struct problem *p = fail(a, part);

		close(fd);
		unlink(part);
		return p;
	}
	close(fd);
	return NULL;
}

static bool
is_content(const char *name)
{
	return strlen(name) == FILE_STORE_HEX && strspn(name, "0123456789abcdef") == FILE_STORE_HEX;
}

const char *
file_store_old(struct arena *a, const char *dir, int n)
{
	const char *folder = arena_printf(a, "%s/%02x", dir, (unsigned)n);
	DIR *d = opendir(folder);
	const struct dirent *entry;
	struct buffer b;
	struct stat st;

	buffer_init(&b, a);
	while (d != NULL && (entry = readdir(d)) != NULL) {
		if (fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(st.st_mode) || st.st_mtime > time(NULL) - FILE_STORE_YOUNG_S)
			continue;
		if (!is_content(entry->d_name)) {
			unlinkat(dirfd(d), entry->d_name, 0);
			continue;
		}
		buffer_puts(&b, b.len > 0 ? "," : "[");
		buffer_json(&b, entry->d_name);
	}
	if (d != NULL)
		closedir(d);
	buffer_puts(&b, b.len > 0 ? "]" : "[]");
	return b.data;
}

void
file_store_drop(struct arena *a, const char *dir, const char *hex)
{
	const char *path = arena_printf(a, "%s/%s", dir, file_store_place(a, hex));
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
	    st.st_mtime <= time(NULL) - FILE_STORE_YOUNG_S && unlink(path) != 0)
		log_event(LOG_WARNING, "file_not_deleted", "file", path, "error", strerror(errno), NULL);
	close(fd);
}
