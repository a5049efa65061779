/* referral_list.h - in which of its ways referrals are listed; a page and its export choose alike. */
#ifndef YILIAN_REFERRAL_LIST_H
#define YILIAN_REFERRAL_LIST_H

/* A statement each: a sort is walked along an index of its own. */
enum referral_way { WAY_NEWEST, WAY_OLDEST, WAY_CHANGED_LAST, WAY_CHANGED_FIRST, WAY_SEARCH, WAYS };

/* q and sort as the query string has them, or NULL. */
enum referral_way referral_way(const char *q, const char *sort);

#endif
