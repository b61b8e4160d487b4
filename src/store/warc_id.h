/* warc_id: ids and dates as WARC records have them. */
#ifndef NEWSMILL_STORE_WARC_ID_H
#define NEWSMILL_STORE_WARC_ID_H

#include "../base/str.h"

enum { WARC_ID = 45, WARC_DATE = 20 }; /* lengths */

/* An id for a record: "<urn:uuid:...>" and a NUL, of what tells the record from all others. */
void warc_id(str what, str when, char id[WARC_ID + 1]);

/* "2026-11-22T08:00:00Z" and a NUL. */
void warc_date(int64_t seconds, char date[WARC_DATE + 1]);

#endif
