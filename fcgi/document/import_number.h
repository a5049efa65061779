/* import_number.h - numbers in cells. Inside document/ only. */
#ifndef YILIAN_DOCUMENT_IMPORT_NUMBER_H
#define YILIAN_DOCUMENT_IMPORT_NUMBER_H

#include "import.h"

/* import_parse for INTEGER, DECIMAL, MONEY and QUANTITY. */
bool import_number(const struct import_field *f, struct arena *a, const char *cell,
    const char **text_r, struct sentence *fault_r);

#endif
