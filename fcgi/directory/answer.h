/* answer.h - what a directory's result code means for somebody who wants to sign in. */
#ifndef YILIAN_DIRECTORY_ANSWER_H
#define YILIAN_DIRECTORY_ANSWER_H

#include "directory.h"

/* From the result code of a bind, the server's diagnostic text (AD puts "data 52e" there) and the
 * error of a password policy control (-1: none). */
enum directory_result answer_of_bind(int code, const char *diagnostic, int policy_error);

#endif
