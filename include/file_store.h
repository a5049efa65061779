/* file_store.h - files that belong to records, outside the database, each content once, by its hash.
 *
 * A content of hash abcd.. lies in files_dir/ab/abcd... It is there before its row is; what got no
 * row, or lost it, the job worker takes away (FILE_STORE_YOUNG_S after it came or was last asked for). */
#ifndef YILIAN_FILE_STORE_H
#define YILIAN_FILE_STORE_H

#include <stddef.h>

#include "arena.h"
#include "problem.h"

enum { FILE_STORE_YOUNG_S = 3600, FILE_STORE_HEX = 64 };

/* Stores the bytes, on the disk when it returns; their hash in hex. The same content twice is one file. */
struct problem *file_store_put(struct arena *a, const char *dir, const void *data, size_t len,
    const char **hex_r);

/* Where it lies below the folder: "ab/abcd..". */
const char *file_store_place(struct arena *a, const char *hex);

/* Hashes in the n-th of the 256 folders that are not young, as a JSON array; "[]" where none is.
 * Remains of writing that are not young are deleted. */
const char *file_store_old(struct arena *a, const char *dir, int n);

/* Deletes it, unless somebody came for it meanwhile. */
void file_store_drop(struct arena *a, const char *dir, const char *hex);

#endif
