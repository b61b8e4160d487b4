/* feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and JSON Feed, read from the bytes of an answer.
 * Ill-formed feeds give what can be read of them. No DTD, no entity but XML's five and HTML's named
 * characters, no network. */
#ifndef NEWSMILL_READ_FEED_H
#define NEWSMILL_READ_FEED_H

#include "../base/str.h"

enum {
    FEED_BYTES = 10 << 20, /* of UTF-8; what is longer is cut there */
    FEED_ITEMS = 5000,     /* what stands behind them is left out */
    FEED_DEPTH = 256,      /* of elements; what is deeper is left out */
    FEED_TEXT = 64 << 10,  /* of one title, summary, id ...; what is longer is cut */
    FEED_LIST = 64,        /* authors or categories of one item */
};

enum feed_kind { FEED_NONE, FEED_RSS, FEED_ATOM, FEED_JSON };

/* All texts are UTF-8, tidy and without markup, and live in the arena; empty: unknown. */
struct feed_item {
    str url; /* absolute http or https; feedburner:origLink where there is one */
    str id;  /* guid, atom:id, rdf:about: as written; else empty */
    str title;
    str published; /* ISO 8601 with the offset and precision that the feed gave */
    str updated;
    str authors;    /* separated by newlines, as a field of type LIST is */
    str categories; /* the same */
    str summary;
    str language;
};

struct feed {
    enum feed_kind kind;
    str title, language, updated, id;
    str link;     /* the page that it is the feed of, absolute */
    str self;     /* its own address, as it says; absolute */
    str hub;      /* WebSub */
    uint32_t ttl; /* minutes until it may be asked again, from ttl or sy:updatePeriod; 0: unknown */
    str charset;  /* WHATWG name of the encoding it was in */
    bool damaged; /* was ill-formed and had to be mended */
    bool over;    /* passed a ceiling: what came before it is here */
    struct feed_item *items; /* in the order of the feed; one may have no url */
    size_t count;
};

/* bytes: the body with its content codings undone; http_type: the Content-Type header, empty: none;
 * base: the URL that it came from. false: it is no feed, feed->kind is FEED_NONE. What is needed
 * while it is read is in `scratch`, which may be reset afterwards. */
bool feed_read(struct arena *arena, struct arena *scratch, str bytes, str http_type, str base,
               struct feed *feed);

#endif
