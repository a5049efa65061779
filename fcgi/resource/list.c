/* list.c - every resource that yilian-web serves. */
#include "resource.h"

#define RESOURCE(ident) extern const struct resource resource_##ident;
#include "list.def"
#undef RESOURCE

const struct resource *const resource_list[] = {
#define RESOURCE(ident) &resource_##ident,
#include "list.def"
#undef RESOURCE
	NULL
};
