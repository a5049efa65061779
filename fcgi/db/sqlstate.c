/* sqlstate.c - from an error of PostgreSQL to a problem for the client. */
#include "sqlstate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

/* A full code or a class; the first that fits. */
static const struct meaning {
	const char *sqlstate;
	enum problem_type type;
	const char *zh, *en;
} meanings[] = {
	{ "UX401", PROBLEM_SIGN_IN,      "登录已失效，请重新登录", "The session has ended; sign in again" },
	{ "UX403", PROBLEM_FORBIDDEN,    "您没有这项权限", "You are not permitted to do this" },
	{ "UX404", PROBLEM_NOT_FOUND,    "没有这一项，或您无权查看", "It does not exist, or you may not see it" },
	{ "UX409", PROBLEM_CONFLICT,     "当前状态不允许这样做", "The present state does not allow it" },
	{ "UX410", PROBLEM_GONE,         "已经过期，请重新发起", "It has expired; start again" },
	{ "UX412", PROBLEM_STALE,        "内容已被他人修改，请重新打开", "Someone changed it meanwhile; open it again" },
	{ "UX422", PROBLEM_INVALID,      "有内容需要修改", "Some values are not acceptable" },
	{ "UX428", PROBLEM_PRECONDITION, "缺少版本或重复提交标识", "If-Match or Idempotency-Key is missing" },
	{ "UX429", PROBLEM_TOO_MANY,     "操作过于频繁，请稍后再试", "Too many requests; try again later" },
	{ "UX",    PROBLEM_INTERNAL,     "系统内部错误，请联系管理员", "Internal error; tell the administrator" },
	{ "23505", PROBLEM_CONFLICT,     "已有相同的记录", "The same record exists already" },
	{ "23P01", PROBLEM_CONFLICT,     "与已有记录的时间重叠", "It overlaps a record that exists" },
	{ "23503", PROBLEM_CONFLICT,     "所引用的内容不存在或仍被使用", "What it refers to is missing or still in use" },
	{ "23",    PROBLEM_INVALID,      "填写的内容不符合要求", "A value does not meet the rules" },
	{ "22",    PROBLEM_INVALID,      "填写的内容格式有误", "A value has a wrong form" },
	{ "42501", PROBLEM_FORBIDDEN,    "您没有这项权限", "You are not permitted to do this" },
	{ "40",    PROBLEM_UNAVAILABLE,  "系统繁忙，请稍后再试", "Busy; try again shortly" },
	{ "53",    PROBLEM_UNAVAILABLE,  "系统繁忙，请稍后再试", "Busy; try again shortly" },
	{ "55P03", PROBLEM_UNAVAILABLE,  "系统繁忙，请稍后再试", "Busy; try again shortly" },
	{ "57014", PROBLEM_UNAVAILABLE,  "查询用时过长，请缩小范围", "It took too long; ask for less" },
	{ "57",    PROBLEM_UNAVAILABLE,  "服务暂时不可用，请稍后再试", "Temporarily unavailable; try again shortly" },
	{ "08",    PROBLEM_UNAVAILABLE,  "服务暂时不可用，请稍后再试", "Temporarily unavailable; try again shortly" },
	{ "",      PROBLEM_INTERNAL,     "系统内部错误，请联系管理员", "Internal error; tell the administrator" },
};

static const struct meaning *
find_meaning(const char *sqlstate)
{
	const struct meaning *m = meanings;

	while (strncmp(sqlstate, m->sqlstate, strlen(m->sqlstate)) != 0)
		m++;
	return m;
}

/* What the client did wrong is no news; what we did wrong is. Messages of classes 22 and 23 quote
 * values and stay out of the log. */
static void
log_failure(const PGresult *res, const char *sqlstate, const char *statement, enum problem_type type)
{
	bool quotes = strncmp(sqlstate, "22", 2) == 0 || strncmp(sqlstate, "23", 2) == 0;
	bool ours = type == PROBLEM_INTERNAL || strcmp(sqlstate, "42501") == 0;

	log_event(ours ? LOG_ERROR : type == PROBLEM_UNAVAILABLE ? LOG_WARNING : LOG_INFO,
	    "statement_failed", "statement", statement, "sqlstate", sqlstate,
	    "message", quotes ? NULL : PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY),
	    "table", PQresultErrorField(res, PG_DIAG_TABLE_NAME),
	    "column", PQresultErrorField(res, PG_DIAG_COLUMN_NAME),
	    "constraint", PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME),
	    "where", quotes || !ours ? NULL : PQresultErrorField(res, PG_DIAG_CONTEXT), NULL);
}

/* Our own text, raised in SQL: MESSAGE Chinese, DETAIL English, HINT the pointer, or
 * the seconds to wait. */
static struct problem *
own_problem(struct arena *a, const PGresult *res, const struct meaning *m)
{
	const char *zh = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	const char *en = PQresultErrorField(res, PG_DIAG_MESSAGE_DETAIL);
	const char *pointer = PQresultErrorField(res, PG_DIAG_MESSAGE_HINT);
	enum problem_type type = m->type;
	struct problem *p;

	zh = zh != NULL && *zh != '\0' ? arena_strdup(a, zh) : m->zh;
	en = en != NULL && *en != '\0' ? arena_strdup(a, en) : m->en;
	if (type == PROBLEM_INVALID && pointer != NULL && strcmp(pointer, "Idempotency-Key") == 0)
		type = PROBLEM_KEY_REUSE;
	p = problem_new(a, type, zh, en);
	if (type == PROBLEM_TOO_MANY)
		p->retry_after_s = pointer != NULL && *pointer != '\0'
		    ? (int)strtol(pointer, NULL, 10) : 60;
	/* Several values may want the same mend: then their pointers stand side by side. */
	while ((type == PROBLEM_INVALID || type == PROBLEM_CONFLICT) && pointer != NULL &&
	    *pointer != '\0') {
		size_t len = strcspn(pointer, " ");

		problem_add(a, p, arena_strndup(a, pointer, len), zh, en);
		pointer += len + strspn(pointer + len, " ");
	}
	return p;
}

/* A constraint whose sentence the database gave. What a user typed wrong in a reference or left out is
 * theirs to mend, as with any other value. */
static struct problem *
constraint_problem(const struct db *db, struct arena *a, const PGresult *res, const struct meaning *m)
{
	const char *name = PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME);
	const char *table = PQresultErrorField(res, PG_DIAG_TABLE_NAME);
	bool conflict = strcmp(m->sqlstate, "23505") == 0 || strcmp(m->sqlstate, "23P01") == 0;

	for (int i = 0; name != NULL && table != NULL && i < db->nwords; i++) {
		const struct word *w = &db->words[i];

		if (strcmp(name, w->constraint) == 0 && strcmp(table, w->table) == 0)
			return problem_add(a, problem_new(a, conflict ? PROBLEM_CONFLICT : PROBLEM_INVALID,
			    arena_strdup(a, w->zh), arena_strdup(a, w->en)), arena_strdup(a, w->pointer),
			    arena_strdup(a, w->zh), arena_strdup(a, w->en));
	}
	return NULL;
}

struct problem *
sqlstate_problem(const struct db *db, struct arena *a, const PGresult *res, const char *statement)
{
	const char *sqlstate = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const struct meaning *m;
	struct problem *p;

	if (sqlstate == NULL)
		sqlstate = "08006";
	m = find_meaning(sqlstate);
	log_failure(res, sqlstate, statement, m->type);
	if (strncmp(sqlstate, "UX", 2) == 0)
		return own_problem(a, res, m);
	p = constraint_problem(db, a, res, m);
	if (p == NULL)
		p = problem_new(a, m->type, m->zh, m->en);
	p->reason = arena_printf(a, "%s %s", statement, sqlstate);
	if (m->type == PROBLEM_UNAVAILABLE)
		p->retry_after_s = 2;
	return p;
}
