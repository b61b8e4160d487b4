/* json_scan: goes through the members of a JSON object (RFC 8259) and checks it without building
 * anything: for reading back great numbers of records that were written strictly. */
#ifndef NEWSMILL_BASE_JSON_SCAN_H
#define NEWSMILL_BASE_JSON_SCAN_H

#include "json_lex.h"

struct json_scan {
    struct json_lex lex;
    bool first, bad;
};

struct json_scan json_scan(str object);

/* The next member of the object: its key between the quotes and its value, both as they are
 * written. false: there is none, or the text is no strict JSON (json_scan_whole() tells). */
bool json_scan_member(struct json_scan *scan, str *key, str *value);

/* After json_scan_member() gave false: was it one object in valid UTF-8, all of it strict? */
bool json_scan_whole(const struct json_scan *scan);

/* A string value as text: without its quotes and with its escapes undone, in `arena` where there
 * are any. {NULL, 0} when it is no string. */
str json_scan_text(struct arena *arena, str value);

#endif
