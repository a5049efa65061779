/* outgo.h - what the exports of lists and of records share. Inside job/ only. */
#ifndef YILIAN_JOB_OUTGO_H
#define YILIAN_JOB_OUTGO_H

#include <jansson.h>

#include "record.h"
#include "task.h"

struct problem *export_records(struct task *t, const struct record_type *type, const json_t *filter);

/* Refuses what no sheet has room for. */
struct problem *export_room(const struct task *t, int rows);

/* The last progress, and who took what out of the house (audit: the action, or NULL); or that it was
 * stopped. */
struct problem *export_end(struct task *t, const char *audit);

#endif
