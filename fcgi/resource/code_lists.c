/* code_lists.c - the codes that forms offer, in Chinese and English. */
#include "resource.h"

static struct problem *
answer_codes(struct request *rq)
{
	if (rows_count(req_rows(rq, 0)) == 0)
		return res_row(rq, req_rows(rq, 0));
	return res_list(rq, req_rows(rq, 0), 0);
}

static const struct route routes[] = {
	{ GET, "/code-lists", PERMISSION_SESSION, SQL_CODE_LIST_LIST, .flags = ROUTE_LIST,
	  .summary = { "代码表目录", "The lists of codes" }, .answer = "code_lists" },
	{ GET, "/code-lists/{name}", PERMISSION_SESSION, SQL_CODE_LIST_GET,
	  .params = { PATH("name", TEXT) }, .finish = answer_codes,
	  .summary = { "一个代码表", "One list of codes" }, .answer = "codes" },
};

RESOURCE_DEFINE(code_lists, routes);
