/* openapi.c - this interface, described from its own route tables. */
#include "resource.h"

static struct problem *
answer_text(struct request *rq)
{
	buffer_puts(res_json(rq), req_openapi(rq));
	return NULL;
}

static const struct route routes[] = {
	{ GET, "/openapi.json", PERMISSION_PUBLIC, .finish = answer_text,
	  .summary = { "接口说明（OpenAPI 3.1）", "This interface as OpenAPI 3.1" } },
};

RESOURCE_DEFINE(openapi, routes);
