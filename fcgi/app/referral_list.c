/* referral_list.c - which statement answers a search or a sort of the list of referrals. */
#include "referral_list.h"

#include <stddef.h>
#include <string.h>

#include "text.h"

const struct sentence referral_sort_fault = {
	"整个列表只能按转诊时间或更新时间排序；按预约、到诊或时限排序，请先选一个待办清单，或搜索姓名、编号",
	"The whole list sorts by sent_at and updated_at: "
	    "for another time choose a worklist, or search for a name or number",
};

static const struct { const char *sort; enum referral_way way; } ways[] = {
	{ "-sent_at", WAY_NEWEST }, { "sent_at", WAY_OLDEST },
	{ "-updated_at", WAY_CHANGED_LAST }, { "updated_at", WAY_CHANGED_FIRST },
};

enum referral_way
referral_way(const char *q, const char *sort)
{
	/* One character of a name is common: walking down the list finds a page soon. */
	if (q != NULL && (text_length(q) > 1 || (*q >= '0' && *q <= '9')))
		return WAY_SEARCH;
	if (sort == NULL)
		return WAY_NEWEST;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (strcmp(sort, ways[i].sort) == 0)
			return ways[i].way;
	return WAYS;
}
