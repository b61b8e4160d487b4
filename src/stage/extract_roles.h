/* extract_roles: what elements do to the flow of the text. */
#ifndef NEWSMILL_EXTRACT_ROLES_H
#define NEWSMILL_EXTRACT_ROLES_H

#include <gumbo.h>

enum role {
    ROLE_INLINE,
    ROLE_BLOCK, /* begins and ends a block */
    ROLE_SKIP,  /* holds nothing that is read */
    ROLE_BREAK, /* br */
};

/* As browsers' default style sheets have it (WHATWG HTML, 15.3). */
enum role role_of(const GumboElement *element);

#endif
