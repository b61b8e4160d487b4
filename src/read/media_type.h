/* media_type: does a body hold a page, a text, or neither? Said by its Content-Type, or by its
 * first bytes where that says nothing (after the WHATWG's MIME Sniffing Standard). */
#ifndef NEWSMILL_READ_MEDIA_TYPE_H
#define NEWSMILL_READ_MEDIA_TYPE_H

#include "../base/str.h"

enum media { MEDIA_NONE, MEDIA_PAGE, MEDIA_TEXT };

/* start: first bytes of the body; empty when they cannot be seen, because they are compressed. */
enum media media_type(str content_type, str start);

#endif
