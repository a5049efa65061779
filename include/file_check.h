/* file_check.h - what a file really is: PDF, PNG or JPEG, whole, and without anything that acts. */
#ifndef YILIAN_FILE_CHECK_H
#define YILIAN_FILE_CHECK_H

#include <stddef.h>

#include "arena.h"
#include "problem.h"

enum { FILE_CHECK_BYTES_MAX = 25 * 1024 * 1024 };

/* The media type of what the bytes are; NULL and the fault where they are nothing that is taken:
 *	PNG	the signature, IHDR first, whole chunks with right sums, IEND last and nothing behind it
 *	JPEG	SOI, whole segments up to a scan, a frame of a size, EOI; a trailer is let through, as
 *		cameras write one
 *	PDF	%PDF at its beginning, startxref and %%EOF at its end, not encrypted, and no name of an
 *		action that runs or sends something (JavaScript, Launch, SubmitForm ...), however it is
 *		spelt, in the file or in its compressed objects. Objects compressed in another way than
 *		Flate are refused, as they cannot be looked into.
 * It is no cure for hostile PDFs: files are served as downloads, sandboxed. */
const char *file_check(struct arena *a, const void *data, size_t len, struct sentence *fault_r);

#endif
