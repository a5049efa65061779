/* attachments.c - files of records: added, listed, fetched and removed by who may do so to the record.
 *
 * Each statement joins the record, so that who does not see the one sees none of its files; the file's
 * own policies hold beside that. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine.h"
#include "file_check.h"
#include "file_store.h"

enum { ROUTES = 4 };

#define REMOVABLE "a.added_org_id is not distinct from (select sec.home_org()) and r.state <> 'void'"

static const char columns[] = "a.id, a.name, a.media_type, a.bytes, a.created_at,"
    " a.actor_name as \"created_by.name\", o.name as \"created_by.organisation\", " REMOVABLE
    " as removable";

static const struct record_type *
type_of(struct request *rq)
{
	return record_find(req_value(rq, "record_type"));
}

static const char *
permit_read(struct request *rq)
{
	return arena_printf(req_arena(rq), "%s.read", type_of(rq)->module);
}

static const char *
permit_write(struct request *rq)
{
	return arena_printf(req_arena(rq), "%s.write", type_of(rq)->module);
}

void
record_write_files(struct buffer *b, const struct record_type *t)
{
	buffer_printf(b, "coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name,"
	    " 'media_type', a.media_type, 'bytes', a.bytes, 'created_at', a.created_at,"
	    " 'created_by', json_build_object('name', a.actor_name, 'organisation', o.name),"
	    " 'removable', " REMOVABLE ") order by a.id) from biz.attachment a"
	    " left join biz.organisation o on o.id = a.added_org_id where a.record_id = r.id"
	    " and a.record_type = '%s' and a.removed_at is null), '[]'::json)", t->name);
}

/* Adds a step over file a of record r. */
static void
plan_file(struct request *rq, const char *select, const char *condition, int n,
    const char *const *params)
{
	const struct record_type *t = type_of(rq);

	req_plan_text(rq, arena_printf(req_arena(rq), "%s/file", t->table),
	    arena_printf(req_arena(rq), "select %s from biz.attachment a join biz.%s r on"
	    " r.id = a.record_id left join biz.organisation o on o.id = a.added_org_id"
	    " where a.record_type = '%s' and a.removed_at is null and a.id = %s", select, t->table,
	    t->name, condition), n, params);
}

/* --- the list --- */

static struct problem *
plan_list(struct request *rq)
{
	const struct record_type *t = type_of(rq);
	const char *id = req_value(rq, "record_id");
	struct buffer b;

	buffer_init(&b, req_arena(rq));
	buffer_puts(&b, "select ");
	record_write_files(&b, t);
	buffer_printf(&b, " as items from biz.%s r where r.id = $1::uuid", t->table);
	req_plan_text(rq, arena_printf(req_arena(rq), "%s/files", t->table), b.data, 1, &id);
	return NULL;
}

static struct problem *
finish_list(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	struct buffer *b = res_json(rq);

	if (rows_count(r) == 0)
		return res_row(rq, r);
	buffer_puts(b, "{\"items\":");
	json_value(b, r, 0, "items");
	buffer_puts(b, ",\"next\":null}");
	return NULL;
}

/* --- a new one --- */

/* The upload's bytes; NULL where there is no such file (any more). */
static const char *
read_upload(struct request *rq, const char *path, size_t *len_r)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	char *data = NULL;

	*len_r = 0;
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= FILE_CHECK_BYTES_MAX)
		data = arena_make(req_arena(rq), char, (size_t)st.st_size + 1);
	while (data != NULL && *len_r < (size_t)st.st_size) {
		ssize_t n = read(fd, data + *len_r, (size_t)st.st_size - *len_r);

		if (n <= 0 && !(n < 0 && errno == EINTR))
			break;
		*len_r += n > 0 ? (size_t)n : 0;
	}
	/* Too large: one byte more than may be is enough to say so. */
	if (data == NULL)
		*len_r = FILE_CHECK_BYTES_MAX + 1;
	close(fd);
	return data != NULL ? data : "";
}

static const char *
upload_path(struct request *rq)
{
	return arena_printf(req_arena(rq), "%s/%s", req_config(rq)->upload_dir,
	    req_value(rq, "upload_id"));
}

static struct problem *
refuse_file(struct request *rq, struct sentence fault)
{
	return req_refuse(rq, "/upload_id", fault.zh, fault.en);
}

/* The name without a path, which some clients send along. */
static struct problem *
pick_name(struct request *rq, const char **name_r)
{
	const char *name = req_value(rq, "name");

	for (const char *p = name; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			name = p + 1;
	*name_r = name;
	if (*name != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
		return NULL;
	return req_refuse(rq, "/name", "请给出文件名", "Give the file a name");
}

static void
plan_take(struct request *rq, struct sentence fault)
{
	req_plan(rq, SQL_UPLOAD_TAKE, 3,
	    (const char *[]){ req_value(rq, "upload_id"), fault.zh, fault.en });
}

/* The bytes are in their place before the row is there: a row without bytes would be a lie, bytes
 * without a row go in an hour. Where the file is gone this is a replay, or the database refuses. */
static struct problem *
plan_add(struct request *rq)
{
	struct arena *a = req_arena(rq);
	const struct record_type *t = type_of(rq);
	const char *name, *data, *type = NULL, *hex = NULL;
	struct sentence fault;
	size_t len;

	TRY(pick_name(rq, &name));
	data = read_upload(rq, upload_path(rq), &len);
	if (data != NULL) {
		type = file_check(a, data, len, &fault);
		if (type == NULL) {
			plan_take(rq, fault);
			return NULL;
		}
		TRY(file_store_put(a, req_config(rq)->files_dir, data, len, &hex));
	}
	plan_take(rq, (struct sentence){ NULL, NULL });
	req_plan_text(rq, arena_printf(a, "%s/attach", t->table),
	    arena_printf(a, "insert into biz.attachment (id, record_type, record_id, sha256, name,"
	    " media_type, bytes) select (select sec.new_id()), '%s', r.id, $2::bytea, $3::text, $4::text,"
	    " $5::int from biz.%s r where r.id = $1::uuid and not sec.replayed()", t->name, t->table), 5,
	    (const char *[]){ req_value(rq, "record_id"), hex != NULL ? arena_printf(a, "\\x%s", hex)
	    : NULL, name, type, arena_printf(a, "%zu", len) });
	plan_file(rq, columns, "(select sec.new_id())", 0, NULL);
	return NULL;
}

static struct problem *
finish_add(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);
	struct problem *p;

	if (rows_count(r) > 0 && rows_get(r, 0, "zh") != NULL)
		p = refuse_file(rq, (struct sentence){ rows_get(r, 0, "zh"), rows_get(r, 0, "en") });
	else
		p = res_row(rq, req_rows(rq, 2));
	if (p == NULL || p->type == PROBLEM_INVALID)
		unlink(upload_path(rq));
	return p;
}

/* --- the file --- */

static struct problem *
plan_get(struct request *rq)
{
	const char *id = req_value(rq, "id");

	plan_file(rq, "a.name, a.media_type, encode(a.sha256, 'hex') as hash", "$1::uuid", 1, &id);
	req_plan(rq, SQL_ATTACHMENT_READ, 1, &id);
	return NULL;
}

static struct problem *
finish_get(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);

	if (rows_count(r) == 0)
		return res_row(rq, r);
	res_stored(rq, file_store_place(req_arena(rq), rows_get(r, 0, "hash")),
	    rows_get(r, 0, "media_type"), rows_get(r, 0, "name"));
	return NULL;
}

static struct problem *
plan_remove(struct request *rq)
{
	const struct record_type *t = type_of(rq);
	const char *id = req_value(rq, "id");

	plan_file(rq, REMOVABLE " as removable, r.state", "$1::uuid", 1, &id);
	req_plan_text(rq, arena_printf(req_arena(rq), "%s/detach", t->table),
	    arena_printf(req_arena(rq), "update biz.attachment a set removed_at = now(), remove_reason ="
	    " $2::text from biz.%s r where a.id = $1::uuid and a.record_type = '%s' and r.id = a.record_id"
	    " and r.state <> 'void' and a.removed_at is null and not sec.replayed() returning a.id",
	    t->table, t->name), 2, (const char *[]){ id, req_value(rq, "reason") });
	return NULL;
}

static struct problem *
finish_remove(struct request *rq)
{
	const struct rows *r = req_rows(rq, 0);

	if (req_replayed(rq))
		return res_nothing(rq);
	if (rows_count(r) == 0)
		return res_row(rq, r);
	if (strcmp(rows_get(r, 0, "state"), "void") == 0)
		return problem_new(req_arena(rq), PROBLEM_CONFLICT, "记录已作废，其附件保持不变",
		    "The record is void: its files stay as they are");
	if (rows_count(req_rows(rq, 1)) == 0)
		return problem_new(req_arena(rq), PROBLEM_FORBIDDEN, "附件只能由上传它的单位删除",
		    "Only the institution that added a file may remove it");
	return res_nothing(rq);
}

const struct resource *
record_attachments(struct arena *a)
{
	struct resource *resource = arena_make(a, struct resource, 1);
	struct route *routes = arena_make(a, struct route, ROUTES);
	const char *codes = "";
	struct param query, body;

	for (const struct record_type *const *t = record_types; *t != NULL; t++)
		codes = arena_printf(a, "%s%s%s", codes, *codes != '\0' ? "|" : "", (*t)->name);
	query = (struct param){ FROM_QUERY, TYPE_CODE, "record_type", NULL, codes, 0, 0, true };
	body = (struct param){ FROM_BODY, TYPE_CODE, "record_type", NULL, codes, 0, 0, true };
	routes[0] = (struct route){ GET, "/attachments", PERMISSION_SESSION, .params = { query,
		{ FROM_QUERY, TYPE_UUID, "record_id", NULL, NULL, 0, 0, true } }, .flags = ROUTE_LIST,
		.permit = permit_read, .plan = plan_list, .finish = finish_list,
		.summary = { "记录的附件", "Files of a record" } };
	routes[1] = (struct route){ POST, "/attachments", PERMISSION_SESSION, .params = { body,
		BODY_MUST("record_id", UUID), BODY_MUST("upload_id", UUID), BODY_MUST("name", TEXT) },
		.flags = ROUTE_CREATES, .permit = permit_write, .plan = plan_add, .finish = finish_add,
		.summary = { "添加附件：先上传（PUT /uploads），再归入记录；PDF、JPEG、PNG，不超过25 MB",
		"Adds a file sent before (PUT /uploads) to a record; PDF, JPEG or PNG, up to 25 MB" } };
	routes[2] = (struct route){ GET, "/attachments/{id}/file", PERMISSION_SESSION,
		.params = { PATH("id", UUID), query }, .flags = ROUTE_AUDITED, .permit = permit_read,
		.plan = plan_get, .finish = finish_get, .summary = { "附件的内容", "The file itself" } };
	routes[3] = (struct route){ POST, "/attachments/{id}/actions/remove", PERMISSION_SESSION,
		.params = { PATH("id", UUID), body,
		{ FROM_BODY, TYPE_LINES, "reason", NULL, NULL, 1, 400, true } }, .permit = permit_write,
		.plan = plan_remove, .finish = finish_remove,
		.summary = { "删除附件，写明原因；仅限上传的单位",
		"Removes a file, with a reason; by the institution that added it" } };
	*resource = (struct resource){ "attachments", routes, ROUTES, NULL };
	return resource;
}
