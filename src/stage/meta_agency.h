/* meta_agency: news agencies, and where a text credits one. */
#ifndef NEWSMILL_STAGE_META_AGENCY_H
#define NEWSMILL_STAGE_META_AGENCY_H

#include "../base/str.h"

/* The agency's usual name when the whole of s is one of its names ("Associated Press", "AP",
 * "Thomson Reuters"), else empty. */
str agency_named(str s);

/* The agency of a list of names and credits: "dpa/AFP", "AFP with Reuters", "By Reuters staff". */
str agency_in_credit(str s);

/* Of the first paragraph: "WASHINGTON (AP) - ", "(Reuters) - ", "BERLIN, 3. März (dpa)". */
str agency_in_dateline(str s);

/* Of the last paragraph, behind its last sentence: "... halted. – Reuters", "... said. (AFP)".
 * *from is the byte where the credit begins. */
str agency_at_end(str s, size_t *from);

#endif
