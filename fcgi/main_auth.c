/* main_auth.c - yilian-auth, the login worker: the only program that sees passwords. */
#include <malloc.h>
#include <stdlib.h>

#include "auth.h"
#include "serve.h"

static void *
start(const struct config *config, const struct crypto *crypto)
{
	struct auth *auth;

	(void)crypto;
	auth = auth_create(config);
	recheck_start(auth, config);
	return auth;
}

int
main(int argc, char **argv)
{
	static const struct resource *const resources[] = { &resource_login, NULL };
	static const struct program program = { .name = "yilian-auth", .prefix = "/auth",
		.statements = DB_AUTH, .resources = resources, .threads = true, .start = start };

	/* No ldap.conf, .ldaprc or LDAP* variable changes what libldap does. */
	setenv("LDAPNOINIT", "1", 1);
	/* Freed memory is overwritten: no password stays in it. (security.md F15) */
	mallopt(M_PERTURB, 0xa5);
	return program_main(&program, argc, argv);
}
