/* resolver.c - looks a name up in a thread of its own, because getaddrinfo knows no deadline. */
#include "resolver.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "log.h"

enum { ADDRESSES_MAX = 8, HOST_SIZE = 256 };

/* Shared by the asker and the look-up thread; whoever leaves last frees it. */
struct lookup {
	pthread_mutex_t lock;
	pthread_cond_t answered;
	int holders;
	bool done;
	char host[HOST_SIZE];
	char port[8];
	int n;
	struct address addresses[ADDRESSES_MAX];
};

static int
ask(const char *host, const char *port, int flags, struct address *out, int max)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM,
		.ai_flags = flags | AI_NUMERICSERV };
	struct addrinfo *list;
	int n = 0;

	if (getaddrinfo(host, port, &hints, &list) != 0)
		return 0;
	for (struct addrinfo *i = list; i != NULL && n < max; i = i->ai_next, n++) {
		memcpy(&out[n].socket, i->ai_addr, i->ai_addrlen);
		out[n].len = i->ai_addrlen;
	}
	freeaddrinfo(list);
	return n;
}

static void
leave(struct lookup *l)
{
	int holders = --l->holders;

	pthread_mutex_unlock(&l->lock);
	if (holders > 0)
		return;
	pthread_cond_destroy(&l->answered);
	pthread_mutex_destroy(&l->lock);
	free(l);
}

static void *
look_up(void *argument)
{
	struct lookup *l = argument;
	struct address found[ADDRESSES_MAX];
	int n = ask(l->host, l->port, 0, found, ADDRESSES_MAX);

	pthread_mutex_lock(&l->lock);
	memcpy(l->addresses, found, (size_t)n * sizeof(found[0]));
	l->n = n;
	l->done = true;
	pthread_cond_signal(&l->answered);
	leave(l);
	return NULL;
}

static struct lookup *
lookup_create(const char *host, const char *port)
{
	struct lookup *l = calloc(1, sizeof(*l));
	pthread_condattr_t monotonic;

	if (l == NULL)
		die("no memory for a name look-up");
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&l->answered, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_mutex_init(&l->lock, NULL);
	snprintf(l->host, sizeof(l->host), "%s", host);
	snprintf(l->port, sizeof(l->port), "%s", port);
	l->holders = 2;
	return l;
}

static struct timespec
moment(int64_t after_ms)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	now.tv_sec += after_ms / 1000;
	now.tv_nsec += (after_ms % 1000) * 1000000;
	if (now.tv_nsec >= 1000000000) {
		now.tv_sec++;
		now.tv_nsec -= 1000000000;
	}
	return now;
}

int
resolver_find(const char *host, int port, int64_t deadline_ms, struct address *out, int max)
{
	char port_text[8];
	struct lookup *l;
	struct timespec until;
	pthread_t thread;
	int64_t left = deadline_ms - clock_ms();
	int n;

	if (strlen(host) >= HOST_SIZE || port < 1 || port > 65535 || left <= 0)
		return 0;
	snprintf(port_text, sizeof(port_text), "%d", port);
	n = ask(host, port_text, AI_NUMERICHOST, out, max);
	if (n > 0)
		return n;
	l = lookup_create(host, port_text);
	until = moment(left);
	if (pthread_create(&thread, NULL, look_up, l) != 0)
		die("no thread for a name look-up");
	pthread_detach(thread);
	pthread_mutex_lock(&l->lock);
	while (!l->done && pthread_cond_timedwait(&l->answered, &l->lock, &until) == 0)
		;
	n = l->n < max ? l->n : max;
	memcpy(out, l->addresses, (size_t)n * sizeof(out[0]));
	leave(l);
	return n;
}

static const unsigned char *
address_bytes(const struct address *address, int *family_r)
{
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)&address->socket;

	*family_r = address->socket.ss_family;
	if (*family_r == AF_INET)
		return (const unsigned char *)&((const struct sockaddr_in *)&address->socket)->sin_addr;
	if (*family_r == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&six->sin6_addr)) {
		*family_r = AF_INET;
		return six->sin6_addr.s6_addr + 12;
	}
	return six->sin6_addr.s6_addr;
}

/* "10.0.0.0/8" or a single address, against bytes of the same family. */
static bool
network_holds(const char *network, int family, const unsigned char *bytes)
{
	unsigned char net[16];
	char text[64];
	char *slash;
	long size = family == AF_INET ? 32 : 128;
	long bits = size;

	snprintf(text, sizeof(text), "%s", network);
	slash = strchr(text, '/');
	if (slash != NULL) {
		char *end;

		*slash = '\0';
		bits = strtol(slash + 1, &end, 10);
		if (end == slash + 1 || *end != '\0' || bits < 0 || bits > size)
			return false;
	}
	if (inet_pton(family, text, net) != 1)
		return false;
	for (long i = 0; i < bits; i++) {
		int mask = 0x80 >> (i % 8);

		if ((net[i / 8] & mask) != (bytes[i / 8] & mask))
			return false;
	}
	return true;
}

bool
resolver_allows(const char *networks, const struct address *address)
{
	char list[1024];
	char *rest = list;
	char *network;
	int family;
	const unsigned char *bytes = address_bytes(address, &family);

	if (networks == NULL || networks[0] == '\0')
		return true;
	if (strlen(networks) >= sizeof(list))
		return false;
	snprintf(list, sizeof(list), "%s", networks);
	while ((network = strsep(&rest, ", ")) != NULL) {
		if (network[0] != '\0' && network_holds(network, family, bytes))
			return true;
	}
	return false;
}
