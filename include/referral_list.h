/* referral_list.h - in which of its ways referrals are listed; a page and its export choose alike. */
#ifndef YILIAN_REFERRAL_LIST_H
#define YILIAN_REFERRAL_LIST_H

#include "problem.h"

/* A statement each: a sort of the whole list is walked along an index of its own; what a search found
 * is sorted by any time. */
enum referral_way { WAY_NEWEST, WAY_OLDEST, WAY_CHANGED_LAST, WAY_CHANGED_FIRST, WAY_SEARCH, WAYS };

#define REFERRAL_SORTS "sent_at|-sent_at|updated_at|-updated_at|booked_for|-booked_for|" \
	"arrived_at|-arrived_at|due_at|-due_at"

/* q and sort (one of REFERRAL_SORTS) as the query string has them, or NULL. WAYS where no index
 * carries this sort of a whole list; referral_sort_fault says so. */
enum referral_way referral_way(const char *q, const char *sort);
extern const struct sentence referral_sort_fault;

#endif
