/* summary_file.h - a summary as a document and its figures as a table. Inside resource/ only. */
#ifndef YILIAN_SUMMARY_FILE_H
#define YILIAN_SUMMARY_FILE_H

#include "request.h"

/* Both steps that summary_finish_docx and summary_finish_annex answer from. */
struct problem *summary_plan_file(struct request *rq);
struct problem *summary_finish_docx(struct request *rq);
struct problem *summary_finish_annex(struct request *rq);

#endif
