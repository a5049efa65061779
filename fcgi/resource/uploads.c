/* uploads.c - files that people send, kept until an import takes them in. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "resource.h"
#include "text.h"

enum { NAME_POINTS_MAX = 200 };

static int
hex_digit(char c)
{
	const char *digits = "0123456789abcdefABCDEF", *at = c != '\0' ? strchr(digits, c) : NULL;

	return at == NULL ? -1 : (int)(at - digits) - (at - digits > 15 ? 6 : 0);
}

/* The file's name from its percent-encoded header, without a path; NULL where there is none. */
static const char *
read_name(struct request *rq)
{
	const char *given = req_header(rq, "HTTP_X_UPLOAD_NAME");
	char *name = given != NULL ? arena_strdup(req_arena(rq), given) : NULL, *to = name;
	const char *clean, *slash;

	for (const char *from = name; from != NULL && *from != '\0'; to++) {
		int high = *from == '%' ? hex_digit(from[1]) : -1;
		int low = high >= 0 ? hex_digit(from[2]) : -1;

		*to = low >= 0 ? (char)(high * 16 + low) : *from;
		from += low >= 0 ? 3 : 1;
	}
	if (name == NULL)
		return NULL;
	*to = '\0';
	slash = strrchr(name, '/');
	clean = text_clean(req_arena(rq), slash != NULL ? slash + 1 : name, false);
	if (clean == NULL || *clean == '\0' || text_length(clean) > NAME_POINTS_MAX)
		return NULL;
	return clean;
}

static struct problem *
fail_storing(struct request *rq, const char *path)
{
	struct problem *p = problem_new(req_arena(rq), PROBLEM_UNAVAILABLE,
	    "文件没有存成，请稍后再试", "The file could not be stored; try again later");

	p->reason = arena_printf(req_arena(rq), "%s: %s", path, strerror(errno));
	p->retry_after_s = 5;
	return p;
}

static struct problem *
store(struct request *rq, const char *path, const char *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail_storing(rq, path);
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno != EINTR) {
			struct problem *p = fail_storing(rq, path);

			close(fd);
			unlink(path);
			return p;
		}
		data += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return close(fd) == 0 ? NULL : fail_storing(rq, path);
}

static void
drop_file(void *path)
{
	unlink(path);
}

static const char *
path_of(const struct request *rq, const char *id, const char *ending)
{
	return arena_printf(req_arena(rq), "%s/%s%s", req_config(rq)->upload_dir, id, ending);
}

static struct problem *
plan_put(struct request *rq)
{
	struct arena *a = req_arena(rq);
	const char *name = read_name(rq), *part;
	size_t len;
	const char *data = req_raw(rq, &len);
	const struct config *c = req_config(rq);
	char id[37];

	if (name == NULL)
		return problem_new(a, PROBLEM_BAD_REQUEST,
		    "请在 X-Upload-Name 中给出文件名（UTF-8，百分号编码）",
		    "Give the file's name in X-Upload-Name (UTF-8, percent-encoded)");
	if (len == 0)
		return problem_new(a, PROBLEM_INVALID, "文件是空的，请检查是否选错了文件",
		    "The file is empty; was it the right one?");
	crypto_uuid7(id);
	part = path_of(rq, id, ".part");
	TRY(store(rq, part, data, len));
	arena_defer(a, drop_file, arena_strdup(a, part));
	req_plan(rq, SQL_UPLOAD_ADD, 5, (const char *[]){ arena_strdup(a, id), name,
	    arena_printf(a, "%zu", len), arena_printf(a, "%d", c->upload_waiting_files),
	    arena_printf(a, "%lld", c->upload_waiting_mb * 1048576LL) });
	return NULL;
}

/* A file has its name once its row is there: what was refused goes with the request. */
static struct problem *
finish_put(struct request *rq)
{
	const char *id = rows_get(req_rows(rq, 0), 0, "id"), *part = path_of(rq, id, ".part");

	if (rename(part, path_of(rq, id, "")) != 0)
		return fail_storing(rq, part);
	return res_row(rq, req_rows(rq, 0));
}

static const struct route routes[] = {
	{ PUT, "/uploads", "job.own", .flags = ROUTE_RAW, .plan = plan_put, .finish = finish_put,
	  .summary = { "上传文件", "Sends a file" } },
};

RESOURCE_DEFINE(uploads, routes);
