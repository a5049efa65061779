/* me.c - who is signed in, and what they may do. */
#include "resource.h"

static const struct route routes[] = {
	{ GET, "/me", PERMISSION_SESSION, SQL_ME_GET,
	  .summary = { "我的账号、角色和权限", "My account, roles and permissions" }, .answer = "me" },
};

RESOURCE_DEFINE(me, routes);
