/* health.c - whether a worker and its database answer; for operators and for tools. */
#include "resource.h"

static const struct route routes[] = {
	{ GET, "/healthz", PERMISSION_PUBLIC, SQL_HEALTH_GET,
	  .summary = { "检查服务是否正常", "Whether worker and database answer" }, .answer = "health" },
};

RESOURCE_DEFINE(health, routes);
