/* referral_list.c - which statement answers a search or a sort of the list of referrals. */
#include "referral_list.h"

#include <stddef.h>
#include <string.h>

#include "text.h"

enum referral_way
referral_way(const char *q, const char *sort)
{
	/* One character of a name is common: walking down the list finds a page soon. */
	if (q != NULL && (text_length(q) > 1 || (*q >= '0' && *q <= '9')))
		return WAY_SEARCH;
	if (sort == NULL || strcmp(sort, "-sent_at") == 0)
		return WAY_NEWEST;
	if (strcmp(sort, "-updated_at") == 0)
		return WAY_CHANGED_LAST;
	return strcmp(sort, "updated_at") == 0 ? WAY_CHANGED_FIRST : WAY_OLDEST;
}
