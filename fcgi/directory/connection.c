/* connection.c - one LDAP session over our own transport: open, bind, search, all by a deadline. */
#include "connection.h"

#include <openldap.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "clock.h"
#include "log.h"
#include "transport.h"

enum {
	MESSAGE_MAX_BYTES = 256 * 1024,
	ANSWER_MAX_BYTES = 4 * 1024 * 1024,
	GOODBYE_MS = 200
};

struct connection {
	LDAP *ld;
	struct transport *transport;
	char *endpoint;
	long row_version;
	int64_t opened_ms;
	int64_t used_ms;
};

static struct timeval
time_left(int64_t deadline_ms)
{
	int64_t left = deadline_ms - clock_ms();

	/* libldap takes zero for "poll once", which is right for a moment already past. */
	if (left < 0)
		left = 0;
	return (struct timeval){ .tv_sec = left / 1000, .tv_usec = left % 1000 * 1000 };
}

static enum directory_result
lost(struct call *c, const struct connection *n, const char *doing)
{
	return call_fail(c, GATE_FAILED, "%s: %s while %s", n->endpoint,
	    transport_timed_out(n->transport) || clock_ms() >= c->deadline_ms ? "no answer in time"
	    : "connection lost or answer malformed", doing);
}

static bool
set_options(LDAP *ld, Sockbuf *sockbuf, int64_t total_ms)
{
	const int version = LDAP_VERSION3, never = LDAP_DEREF_NEVER;
	const int seconds = (int)(total_ms / 1000) + 1;
	const struct timeval timeout = { .tv_sec = seconds };
	ber_len_t max = MESSAGE_MAX_BYTES;

	return ldap_set_option(ld, LDAP_OPT_PROTOCOL_VERSION, &version) == LDAP_OPT_SUCCESS &&
	    ldap_set_option(ld, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
	    ldap_set_option(ld, LDAP_OPT_RESTART, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
	    ldap_set_option(ld, LDAP_OPT_DEREF, &never) == LDAP_OPT_SUCCESS &&
	    ldap_set_option(ld, LDAP_OPT_TIMELIMIT, &seconds) == LDAP_OPT_SUCCESS &&
	    ldap_set_option(ld, LDAP_OPT_TIMEOUT, &timeout) == LDAP_OPT_SUCCESS &&
	    ldap_set_option(ld, LDAP_OPT_NETWORK_TIMEOUT, &timeout) == LDAP_OPT_SUCCESS &&
	    ber_sockbuf_ctrl(sockbuf, LBER_SB_OPT_SET_MAX_INCOMING, &max) == 1;
}

/* The next message of this operation; NULL: none by the deadline, or the connection is lost. */
static LDAPMessage *
next_message(struct connection *n, int id, int64_t deadline_ms)
{
	struct timeval left = time_left(deadline_ms);
	LDAPMessage *message = NULL;

	if (ldap_result(n->ld, id, LDAP_MSG_ONE, &left, &message) <= 0) {
		ldap_msgfree(message);
		return NULL;
	}
	return message;
}

static bool
start_ldap(struct connection *n, int64_t total_ms)
{
	Sockbuf *sockbuf;

	/* The address is one that refuses at once: should libldap ever connect by itself, it fails. */
	if (ldap_init_fd(transport_fd(n->transport), LDAP_PROTO_TCP, "ldap://127.0.0.1:1", &n->ld) !=
	    LDAP_SUCCESS)
		return false;
	transport_give_fd_away(n->transport);
	return ldap_get_option(n->ld, LDAP_OPT_SOCKBUF, &sockbuf) == LDAP_OPT_SUCCESS &&
	    ber_sockbuf_add_io(sockbuf, &transport_io, LBER_SBIOD_LEVEL_TRANSPORT, n->transport) == 0 &&
	    set_options(n->ld, sockbuf, total_ms);
}

/* Asks for StartTLS and returns NULL, or what went wrong. */
static const char *
ask_for_tls(struct connection *n, int64_t deadline_ms)
{
	LDAPMessage *message;
	int id, code = LDAP_OTHER;

	if (ldap_extended_operation(n->ld, LDAP_EXOP_START_TLS, NULL, NULL, NULL, &id) != LDAP_SUCCESS)
		return "StartTLS could not be asked for";
	message = next_message(n, id, deadline_ms);
	if (message == NULL)
		return "no answer to StartTLS";
	if (ldap_msgtype(message) == LDAP_RES_EXTENDED)
		ldap_parse_result(n->ld, message, &code, NULL, NULL, NULL, NULL, 0);
	ldap_msgfree(message);
	return code == LDAP_SUCCESS ? NULL : "the directory refuses StartTLS";
}

static const char *
bring_up(struct call *c, struct connection *n, const struct endpoint *e, int64_t deadline_ms)
{
	const char *server_name = e->server_name != NULL ? e->server_name : e->host;
	const char *fault = NULL;
	SSL_CTX *tls;

	n->transport = transport_connect(c->a, e->host, e->port, gate_config(c->gate)->address_allow,
	    deadline_ms, &fault);
	if (n->transport == NULL)
		return fault;
	if (e->starttls) {
		fault = start_ldap(n, c->realm->total_ms) ? ask_for_tls(n, deadline_ms)
		    : "libldap could not be started";
		if (fault != NULL)
			return fault;
	}
	tls = gate_tls(c->gate);
	if (tls == NULL)
		return "the realm's CA certificate cannot be read";
	if (transport_start_tls(n->transport, c->a, tls, server_name, &fault))
		fault = e->starttls || start_ldap(n, c->realm->total_ms) ? NULL
		    : "libldap could not be started";
	SSL_CTX_free(tls);
	return fault;
}

static struct connection *
connection_create(struct call *c, const struct endpoint *e)
{
	struct connection *n = calloc(1, sizeof(*n));

	if (n == NULL)
		die("no memory for a directory connection");
	n->endpoint = strdup(arena_printf(c->a, "%s://%s:%d", e->starttls ? "ldap+starttls" : "ldaps",
	    e->host, e->port));
	if (n->endpoint == NULL)
		die("no memory for a directory connection");
	n->row_version = c->realm->row_version;
	n->opened_ms = n->used_ms = clock_ms();
	return n;
}

enum directory_result
connection_open(struct call *c, struct connection **connection_r)
{
	const struct realm *realm = c->realm;
	int first = gate_endpoint(c->gate);

	*connection_r = NULL;
	c->detail = "the realm has no endpoint";
	for (int i = 0; i < realm->nendpoints; i++) {
		int place = (first + i) % realm->nendpoints;
		struct connection *n = connection_create(c, &realm->endpoints[place]);
		int64_t deadline_ms = clock_ms() + realm->connect_ms;
		const char *fault;

		if (deadline_ms > c->deadline_ms)
			deadline_ms = c->deadline_ms;
		fault = bring_up(c, n, &realm->endpoints[place], deadline_ms);
		if (fault == NULL) {
			gate_note_endpoint(c->gate, place);
			*connection_r = n;
			return DIRECTORY_OK;
		}
		c->detail = arena_printf(c->a, "%s: %s", n->endpoint, fault);
		connection_close(n);
	}
	return call_fail(c, GATE_FAILED, "%s", c->detail);
}

/* The error in a password policy response, or -1. */
static int
policy_error(LDAP *ld, LDAPControl **controls)
{
	LDAPControl *found = ldap_control_find(LDAP_CONTROL_PASSWORDPOLICYRESPONSE, controls, NULL);
	ber_int_t expire, grace;
	LDAPPasswordPolicyError error = PP_noError;

	if (found == NULL || ldap_parse_passwordpolicy_control(ld, found, &expire, &grace, &error) !=
	    LDAP_SUCCESS || error == PP_noError)
		return -1;
	return (int)error;
}

static enum directory_result
read_bind_answer(struct call *c, struct connection *n, LDAPMessage *message)
{
	enum directory_result result;
	LDAPControl **controls = NULL;
	char *diagnostic = NULL;
	int code;

	/* libldap itself would take an ExtendedResponse with code 0 for a successful bind. */
	if (ldap_msgtype(message) != LDAP_RES_BIND)
		return call_fail(c, GATE_FAILED, "%s: the answer to a bind is no bind response",
		    n->endpoint);
	if (ldap_parse_result(n->ld, message, &code, NULL, &diagnostic, NULL, &controls, 0) !=
	    LDAP_SUCCESS)
		return lost(c, n, "reading a bind response");
	result = answer_of_bind(code, diagnostic, policy_error(n->ld, controls));
	c->outcome = GATE_ANSWERED;
	c->detail = arena_printf(c->a, "%s: bind answered %d (%s)", n->endpoint, code,
	    ldap_err2string(code));
	if (code == LDAP_BUSY || code == LDAP_UNAVAILABLE)
		c->outcome = GATE_FAILED;
	ldap_memfree(diagnostic);
	ldap_controls_free(controls);
	return result;
}

enum directory_result
connection_bind(struct call *c, struct connection *n, const char *dn, const char *password,
    size_t password_len)
{
	char policy_oid[] = LDAP_CONTROL_PASSWORDPOLICYREQUEST;
	LDAPControl policy = { .ldctl_oid = policy_oid };
	LDAPControl *controls[] = { &policy, NULL };
	struct berval secret = { .bv_len = password_len, .bv_val = (char *)(uintptr_t)password };
	enum directory_result result;
	LDAPMessage *message;
	int id;

	/* RFC 4513 5.1.2: a bind without name or password succeeds and proves nothing. */
	if (dn == NULL || dn[0] == '\0' || password_len == 0)
		return DIRECTORY_BAD_CREDENTIALS;
	transport_set_deadline(n->transport, c->deadline_ms);
	if (ldap_sasl_bind(n->ld, dn, LDAP_SASL_SIMPLE, &secret, controls, NULL, &id) != LDAP_SUCCESS)
		return lost(c, n, "sending a bind");
	message = next_message(n, id, c->deadline_ms);
	if (message == NULL)
		return lost(c, n, "waiting for a bind response");
	result = read_bind_answer(c, n, message);
	ldap_msgfree(message);
	n->used_ms = clock_ms();
	return result;
}

static struct attribute *
copy_attribute(struct arena *a, LDAP *ld, LDAPMessage *message, const char *name, size_t *bytes)
{
	struct berval **values = ldap_get_values_len(ld, message, name);
	struct attribute *copy = arena_make(a, struct attribute, 1);
	int n = ldap_count_values_len(values);
	struct value *list = arena_make(a, struct value, n > 0 ? (size_t)n : 1);

	for (int i = 0; i < n; i++) {
		list[i].data = (const uint8_t *)arena_strndup(a, values[i]->bv_val, values[i]->bv_len);
		list[i].len = values[i]->bv_len;
		*bytes += values[i]->bv_len;
	}
	copy->name = arena_strdup(a, name);
	copy->values = list;
	copy->nvalues = n;
	ldap_value_free_len(values);
	return copy;
}

static struct entry *
copy_entry(struct arena *a, LDAP *ld, LDAPMessage *message, size_t *bytes)
{
	struct entry *e = arena_make(a, struct entry, 1);
	char *dn = ldap_get_dn(ld, message);
	BerElement *place = NULL;

	e->dn = arena_strdup(a, dn != NULL ? dn : "");
	ldap_memfree(dn);
	for (char *name = ldap_first_attribute(ld, message, &place); name != NULL;
	    name = ldap_next_attribute(ld, message, place)) {
		struct attribute *copy = copy_attribute(a, ld, message, name, bytes);

		copy->next = e->attributes;
		e->attributes = copy;
		ldap_memfree(name);
	}
	ber_free(place, 0);
	return e;
}

/* Ends a search: only success is an answer, a size limit's part of one is not. */
static enum directory_result
read_search_end(struct call *c, struct connection *n, LDAPMessage *message)
{
	char *diagnostic = NULL;
	int code = LDAP_OTHER;

	if (ldap_parse_result(n->ld, message, &code, NULL, &diagnostic, NULL, NULL, 0) != LDAP_SUCCESS)
		return lost(c, n, "reading the end of a search");
	ldap_memfree(diagnostic);
	c->outcome = GATE_ANSWERED;
	c->code = code;
	n->used_ms = clock_ms();
	if (code == LDAP_SUCCESS)
		return DIRECTORY_OK;
	return call_fail(c, code == LDAP_BUSY || code == LDAP_UNAVAILABLE ? GATE_FAILED : GATE_ANSWERED,
	    "%s: search answered %d (%s)", n->endpoint, code, ldap_err2string(code));
}

/* Takes one message of a search. *ended_r: it was the last. */
static enum directory_result
take_message(struct call *c, struct connection *n, LDAPMessage *message, struct entry ***tail,
    size_t *bytes, bool *ended_r)
{
	struct entry *e;

	switch (ldap_msgtype(message)) {
	case LDAP_RES_SEARCH_ENTRY:
		e = copy_entry(c->a, n->ld, message, bytes);
		**tail = e;
		*tail = &e->next;
		return DIRECTORY_OK;
	case LDAP_RES_SEARCH_REFERENCE:
		return DIRECTORY_OK;	/* never followed (F19) */
	case LDAP_RES_SEARCH_RESULT:
		*ended_r = true;
		return read_search_end(c, n, message);
	default:
		return call_fail(c, GATE_FAILED, "%s: unexpected answer to a search", n->endpoint);
	}
}

enum directory_result
connection_search(struct call *c, struct connection *n, const struct search *s,
    int64_t deadline_ms, struct entry **entries_r)
{
	struct entry *first = NULL, **tail = &first;
	enum directory_result result = DIRECTORY_OK;
	size_t bytes = 0;
	int id, code;

	*entries_r = NULL;
	transport_set_deadline(n->transport, deadline_ms);
	code = ldap_search_ext(n->ld, s->base, s->scope, s->filter, (char **)(uintptr_t)s->attributes,
	    0, NULL, NULL, NULL, 0, &id);
	if (code == LDAP_FILTER_ERROR)
		return call_fail(c, GATE_ANSWERED, "the realm's filter cannot be read as a filter");
	if (code != LDAP_SUCCESS)
		return lost(c, n, "sending a search");
	for (int messages = 0; ; messages++) {
		LDAPMessage *message = next_message(n, id, deadline_ms);
		bool ended = false;

		if (message == NULL)
			return lost(c, n, "waiting for a search");
		result = take_message(c, n, message, &tail, &bytes, &ended);
		ldap_msgfree(message);
		if (ended || result != DIRECTORY_OK)
			break;
		if (messages > s->max_entries * 2 + 10 || bytes > ANSWER_MAX_BYTES)
			return call_fail(c, GATE_FAILED, "%s: far too many entries answer", n->endpoint);
	}
	if (result != DIRECTORY_OK && c->outcome == GATE_ANSWERED && s->may_be_missing &&
	    c->code == LDAP_NO_SUCH_OBJECT)
		return DIRECTORY_OK;
	if (result == DIRECTORY_OK)
		*entries_r = first;
	return result;
}

int64_t
connection_age_ms(const struct connection *n)
{
	return clock_ms() - n->opened_ms;
}

int64_t
connection_idle_ms(const struct connection *n)
{
	return clock_ms() - n->used_ms;
}

long
connection_row_version(const struct connection *n)
{
	return n->row_version;
}

void
connection_describe(const struct connection *n, struct arena *a, struct tls_details *details_r,
    const char **endpoint_r)
{
	tls_describe(a, transport_tls(n->transport), details_r);
	*endpoint_r = arena_strdup(a, n->endpoint);
}

void
connection_close(struct connection *n)
{
	if (n->transport != NULL)
		transport_set_deadline(n->transport, clock_ms() + GOODBYE_MS);
	if (n->ld != NULL)
		ldap_unbind_ext(n->ld, NULL, NULL);
	transport_free(n->transport);
	free(n->endpoint);
	free(n);
}
