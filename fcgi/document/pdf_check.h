/* pdf_check.h - whether a PDF is whole and lets nothing run. Inside document/ only. */
#ifndef YILIAN_PDF_CHECK_H
#define YILIAN_PDF_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "problem.h"

bool pdf_check(struct arena *a, const uint8_t *p, size_t len, struct sentence *fault_r);

#endif
