/* answer.c - what a directory's result code means for somebody who wants to sign in. */
#include "answer.h"

#include <ldap.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *data; enum directory_result result; } ad_codes[] = {
	{ "525", DIRECTORY_BAD_CREDENTIALS },
	{ "52e", DIRECTORY_BAD_CREDENTIALS },
	{ "775", DIRECTORY_LOCKED },
	{ "533", DIRECTORY_DISABLED },
	{ "701", DIRECTORY_EXPIRED },
	{ "532", DIRECTORY_MUST_CHANGE },
	{ "773", DIRECTORY_MUST_CHANGE },
	{ "530", DIRECTORY_POLICY },
	{ "531", DIRECTORY_POLICY },
};

static const struct { int error; enum directory_result result; } policy_errors[] = {
	{ PP_passwordExpired, DIRECTORY_MUST_CHANGE },
	{ PP_accountLocked, DIRECTORY_LOCKED },
	{ PP_changeAfterReset, DIRECTORY_MUST_CHANGE },
};

static const char *const names[DIRECTORY__COUNT] = {
	[DIRECTORY_OK] = "ok",
	[DIRECTORY_BAD_CREDENTIALS] = "bad_credentials",
	[DIRECTORY_LOCKED] = "dir_locked",
	[DIRECTORY_DISABLED] = "dir_disabled",
	[DIRECTORY_EXPIRED] = "dir_expired",
	[DIRECTORY_MUST_CHANGE] = "must_change",
	[DIRECTORY_POLICY] = "dir_policy",
	[DIRECTORY_AMBIGUOUS] = "dir_ambiguous",
	[DIRECTORY_UNAVAILABLE] = "dir_unavailable",
};

const char *
directory_result_name(enum directory_result r)
{
	return names[r];
}

/* "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v4563" */
static enum directory_result
refusal(const char *diagnostic)
{
	const char *data = diagnostic != NULL ? strstr(diagnostic, ", data ") : NULL;

	for (size_t i = 0; data != NULL && i < sizeof(ad_codes) / sizeof(ad_codes[0]); i++) {
		const char *code = data + strlen(", data ");
		size_t len = strlen(ad_codes[i].data);

		if (strncasecmp(code, ad_codes[i].data, len) == 0 && (code[len] == ',' || code[len] == '\0'))
			return ad_codes[i].result;
	}
	return DIRECTORY_BAD_CREDENTIALS;
}

enum directory_result
answer_of_bind(int code, const char *diagnostic, int policy_error)
{
	if (code != LDAP_SUCCESS && code != LDAP_INVALID_CREDENTIALS && code != LDAP_NO_SUCH_OBJECT)
		return DIRECTORY_UNAVAILABLE;
	for (size_t i = 0; i < sizeof(policy_errors) / sizeof(policy_errors[0]); i++) {
		if (policy_errors[i].error == policy_error)
			return policy_errors[i].result;
	}
	/* 32: a server that says so instead of hiding whether the account exists. */
	return code == LDAP_SUCCESS ? DIRECTORY_OK : refusal(diagnostic);
}
