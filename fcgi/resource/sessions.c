/* sessions.c - where I am signed in, and how to end it. */
#include "resource.h"

static const struct route routes[] = {
	{ GET, "/sessions", PERMISSION_SESSION, SQL_SESSION_LIST, .flags = ROUTE_LIST,
	  .summary = { "我的登录会话", "My sessions" }, .answer = "sessions" },
	{ DELETE, "/sessions/{id}", PERMISSION_SESSION, SQL_SESSION_END,
	  .params = { PATH("id", UUID) }, .finish = res_nothing,
	  .summary = { "结束一个会话", "Ends one of my sessions" } },
};

RESOURCE_DEFINE(sessions, routes);
