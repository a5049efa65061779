/* resolver.h - addresses of a host by a deadline. */
#ifndef YILIAN_DIRECTORY_RESOLVER_H
#define YILIAN_DIRECTORY_RESOLVER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

struct address {
	struct sockaddr_storage socket;
	socklen_t len;
};

/* Fills out with up to max addresses of host and returns how many: 0 where there is none, or the
 * name service does not answer by the deadline. */
int resolver_find(const char *host, int port, int64_t deadline_ms, struct address *out, int max);

/* Whether the address lies in one of these networks ("10.0.0.0/8, 2001:db8::/32"). An empty list
 * allows every address; a list that cannot be read allows none. */
bool resolver_allows(const char *networks, const struct address *address);

#endif
