/* doc: what passes between stages. Everything that hangs on a document lives in its arena. */
#ifndef NEWSMILL_DOC_H
#define NEWSMILL_DOC_H

#include "base/arena.h"
#include "base/str.h"

/* ---- reasons and flags (reasons.def) ---- */

enum outcome { OUTCOME_KEPT, OUTCOME_DUPLICATE, OUTCOME_REJECTED, OUTCOME_FAILED, OUTCOME_BLOCK };

enum reason {
#define REASON(id, name, outcome, sentence) WHY_##id,
#define FLAG(id, name, sentence)
#include "reasons.def"
#undef REASON
#undef FLAG
    WHY_COUNT
};

enum flag {
#define REASON(id, name, outcome, sentence)
#define FLAG(id, name, sentence) FLAG_##id,
#include "reasons.def"
#undef REASON
#undef FLAG
    FLAG_COUNT
};

struct reason_row {
    const char *name;
    enum outcome outcome;
    const char *sentence;
};
extern const struct reason_row reason_rows[WHY_COUNT];
extern const struct reason_row flag_rows[FLAG_COUNT]; /* outcome has no meaning here */
const char *outcome_name(enum outcome outcome);
/* The reason of that name, WHY_COUNT when there is none. */
enum reason reason_find(str name);

/* ---- fields (fields.def) ---- */

enum field {
#define FIELD(id, key, type, what) FIELD_##id,
#include "fields.def"
#undef FIELD
    FIELD_COUNT
};

enum field_type { FIELD_TEXT, FIELD_LIST };

struct field_row {
    const char *key;
    enum field_type type;
    const char *what;
};
extern const struct field_row field_rows[FIELD_COUNT];

/* A LIST is held as one text whose parts are separated by newlines. */
struct field_value {
    str text;         /* empty: unknown */
    const char *from; /* where it came from: "json-ld", "og", "time" ...; a constant */
};

/* ---- blocks ---- */

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_ITEM,
    BLOCK_QUOTE,
    BLOCK_ROW, /* of a table; cells separated by " | " */
    BLOCK_CAPTION,
    BLOCK_CODE, /* preformatted: line breaks count */
    BLOCK_KINDS
};
const char *block_kind_name(enum block_kind kind);

/* Inside a block: bytes from..to of its text go, and `put` comes in their place. */
struct span {
    uint32_t from, to;
    enum reason why;
    str put;
    struct span *next; /* in order of `from`, none overlap */
};

/* An element of the page that holds blocks. Box 0 is the whole document and its own parent; a
 * parent always has a lower number than its children. A text scrape has only box 0. */
struct box {
    uint32_t parent, depth;
    uint32_t first, last; /* blocks first..last-1 stand in it */
    uint32_t hints;       /* of the element itself: enum hint bits */
    uint32_t under;       /* the same, with those of all boxes around it */
    str tag;              /* "div"; borrowed from gumbo's table or from the page */
    uint64_t shape;       /* hash of tag and class without digits: cards of a list share it */
};

/* What an element's tag, role, class and id say of it: rows in stage_extract_hints.c */
enum hint {
    HINT_NAV = 1u << 0,
    HINT_HEADER = 1u << 1,
    HINT_FOOTER = 1u << 2,
    HINT_ASIDE = 1u << 3,
    HINT_FORM = 1u << 4,
    HINT_COMMENTS = 1u << 5,
    HINT_RELATED = 1u << 6,
    HINT_SHARE = 1u << 7,
    HINT_ADVERT = 1u << 8,
    HINT_COOKIE = 1u << 9,
    HINT_HIDDEN = 1u << 10,
    HINT_MAIN = 1u << 11,
    HINT_ARTICLE = 1u << 12,
    HINT_BODY = 1u << 13, /* itemprop=articleBody, class article-body ... */
    HINT_CAPTION = 1u << 14,
    HINT_BYLINE = 1u << 15,
    HINT_DATE = 1u << 16,
    HINT_NEWSLETTER = 1u << 17,
    HINT_BIO = 1u << 18, /* about the author */
    HINT_TAGS = 1u << 19,
    HINT_BREADCRUMB = 1u << 20,
    HINT_REVIEWS = 1u << 21, /* of customers */
    HINT_LEAD = 1u << 22,    /* standfirst, teaser, intro */
    HINT_TABLE = 1u << 23,
    HINT_LIST = 1u << 24,
    HINT_DETAILS = 1u << 25, /* description, specifications */
    HINT_DIALOG = 1u << 26,  /* modal, popup */
    HINT_MENU = 1u << 27,
    HINT_WIDGET = 1u << 28, /* sidebar box, banner, promo */
    HINT_QUOTE = 1u << 29,  /* blockquote, pull quote */
    HINT_CREDIT = 1u << 30, /* source, agency */
};

struct block {
    str text; /* extract or text reader: tidy (text_tidy), not empty */
    enum block_kind kind;
    uint8_t level;       /* of a heading 1..6; depth of a list item 1.. */
    enum reason why;     /* by block_mark() only */
    struct span *spans;  /* by block_span() only */
    uint32_t box;        /* the element that it stands in */
    uint32_t words;      /* count_words(text) */
    uint32_t link_words; /* of them inside links */
    uint32_t links;      /* number of links */
    uint32_t bold_words; /* of them inside b, strong */
    uint32_t stops;      /* characters that end a sentence */
    uint32_t commas;
    uint32_t line;  /* text scrapes: its line number, from 1; pages: 0 */
    bool after_gap; /* text scrapes: an empty line stands before it */
    str first_link; /* address of its first link, as written; empty: none */
    float score;    /* main-content: above 0 is of the article */
};

/* ---- facts: what a page says of itself outside its text ---- */

enum fact_kind {
    FACT_META,    /* <meta>: key is name, property, itemprop or http-equiv (lower case), value its
                     content */
    FACT_LINK,    /* <link>: key is rel (lower case), value its href */
    FACT_JSON_LD, /* <script type=application/ld+json>: value is its text as it stands */
    FACT_STATE,   /* other JSON in a script (__NEXT_DATA__, or assigned to __INITIAL_STATE__ ...):
                     key its id, value its text, statements behind it included */
    FACT_TITLE,   /* <title> of the head */
    FACT_LANG,    /* lang of <html> */
    FACT_TIME,   /* <time>: key its datetime attribute, value its text; extra its class, itemprop or
                    pubdate */
    FACT_PROP,   /* microdata in the body: key itemprop (lower case), value content/datetime/href or
                    text; extra itemtype or class */
    FACT_BYLINE, /* an element that rel, class or id call author or byline: key that word, value its
                    text; extra href */
    FACT_DATE,   /* an element that class or id call date: key that word, value its text */
    FACT_CREDIT, /* an element that class or id call source, agency or credit: value its text */
    FACT_HEADING, /* an h1: value its text */
};

struct fact {
    enum fact_kind kind;
    str key, value, extra;
    uint32_t block; /* number of blocks that stand before it: facts in the head have 0 */
    uint32_t under; /* hints of all boxes around it */
};

/* ---- the page as the parser sees it ---- */

/* A stretch of the page's text, which stands as one character of a private plane in the pruned
 * page: number 0 is U+F0000. Where it is all that an element holds, the character stands for the
 * element, tags and all: a leaf. Where an element holds texts and such elements alone, its
 * character stands for all of them: it is folded. */
struct text_run {
    uint32_t at, n; /* bytes of the page; of `folded` when it is folded */
    uint32_t leaf;  /* one more than the number of its start tag; 0: text alone */
    bool folded;
    bool has_references; /* its text: such as markup_value() decodes */
};

/* The attributes that are set aside when a start tag loses its own (attributes.def). */
enum {
#define ATTRIBUTE(member, name) ATTRIBUTE_##member,
#include "attributes.def"
#undef ATTRIBUTE
    ATTRIBUTE_COUNT
};

struct start_attribute {
    uint32_t number; /* ATTRIBUTE_... */
    uint32_t at, n;  /* of its value in the page, as written; n 0: it has none */
};

/* A start tag that lost its attributes. */
struct start_tag {
    uint32_t pruned_at, at; /* of its '<', or the character of its leaf or of what it is folded
                             * into, in the pruned page; and in the page */
    uint32_t first, count;  /* of its attributes that were set aside, as they follow each other */
};

struct pruned {
    str text;   /* what gumbo reads */
    str folded; /* what folded elements hold, as the parser would see it */
    struct text_run *runs;
    struct start_tag *tags; /* in order */
    struct start_attribute *attributes;
    size_t run_count, tag_count, attribute_count, leaf_count;
    size_t script_bytes; /* in all bodies of scripts */
};

/* Most runs: the characters of planes 15 and 16 but for U+xFFFE and U+xFFFF, which are no
 * characters. */
enum { TEXT_RUNS = 2 * 0xFFFE };
/* The character that stands for run number i, and back: SIZE_MAX when c is none. */
uint32_t text_run_char(size_t i);
size_t text_run_number(uint32_t c);
/* The number of the run whose character's four bytes these are; SIZE_MAX when they are of none. */
enum { TEXT_RUN_BYTES = 4, TEXT_RUN_LEAD = 0xF3 /* the least first byte */ };
size_t text_run_at(const char *bytes);

/* ---- the document ---- */

/* What a block says by the rules of phrases, wherever it stands. */
enum {
    SAID = 1,      /* words of furniture */
    SAID_ENDS = 2, /* such that what follows is furniture too */
};

struct doc {
    struct arena *arena;
    struct arena *scratch; /* forgotten after each stage */

    /* the reader */
    str source;       /* path of the file, "-" for standard input */
    uint64_t offset;  /* of the record in it, after decompression; of its gzip member in the file
                       * where each record is one; 0 for a whole file */
    uint64_t line;    /* JSON lines: the line, from 1; else 0 */
    str raw;          /* bytes of the page or text as they came, content encoding still on */
    str raw_sha256;   /* write: of it, in hexadecimal; empty: not asked for yet */
    bool is_text;     /* raw is plain text, not markup: a scrape */
    bool is_body;     /* and all of it is main content: the input keeps it apart from the rest */
    bool is_markdown; /* a text in Markdown */
    str http_type;    /* Content-Type header, empty: none */
    str http_coding;  /* Content-Encoding header, empty: none */
    str given_id;     /* the input's own id */
    str warc_id;      /* WARC-Record-ID of the record, with its <>; empty: none */
    uint32_t status;  /* of the HTTP answer; 0: none */
    struct {
        str title, published, modified, authors; /* authors separated by ';' */
    } feed;                                      /* what the feed that named the page says of it */

    /* decode */
    str page;    /* valid UTF-8 */
    str charset; /* WHATWG name of the encoding it was in */

    /* prune */
    struct pruned pruned;

    /* extract (pages), meta's text half (scrapes: blocks are made by extract as well) */
    struct block *blocks;
    size_t block_count;
    struct box *boxes;
    size_t box_count;
    struct fact *facts;
    size_t fact_count;

    /* reader (what the input gives), then meta */
    struct field_value fields[FIELD_COUNT];

    /* meta */
    str ld_type;  /* type of the JSON-LD node that is this page: "NewsArticle"; empty: none */
    str ld_body;  /* its articleBody, as it stands */
    str ld_about; /* its description: of a product what it is */
    str og_type;  /* og:type: "article" */

    /* phrases */
    struct phrases_found *found; /* for `furniture` (stage/phrases_place.h) */
    uint8_t *said; /* of each block of a scrape: SAID bits; NULL: of a page, which has boxes
                    * that tell more */

    /* main-content */
    struct {
        const uint64_t *hashes; /* of all their words, one after the other: text_words() */
        const uint32_t *ends;   /* of each block, among them */
        size_t blocks;          /* the first so many; 0: none are there */
    } words;                    /* of blocks, for `repeat` */
    float *features; /* FEATURE_COUNT (stage/content.h) for each block; NULL: not scored */
    str *telling;    /* of the first `scored` blocks: what weighed most in their scores; NULL: not
                        asked */
    size_t scored;
    float expected; /* F1 that is to be expected of the choice by its scores; 0: not scored */
    const int *type_points; /* what speaks for each type of page (stage/judge_type.h); NULL: not
                               weighed, or blocks were added since */

    /* judge */
    const char *page_type; /* a constant; NULL: not judged */
    float quality;         /* 0 to 1: the F1 to be expected of the text */

    /* sketch, then dedup; NULL: neither runs */
    struct sketch *sketch;       /* stage/sketch.h */
    struct duplicate *duplicate; /* stage/dedup.h */

    /* anyone */
    uint32_t flags;  /* 1 << enum flag */
    enum reason why; /* by doc_mark() only */
    str detail;      /* of a failure: which byte or line, what was kept; one line */

    /* write */
    str text; /* kept blocks */
};

/* Sets up an empty document in arena. */
void doc_init(struct doc *doc, struct arena *arena, struct arena *scratch);

/* A text of the parser's tree: its runs put back. In `arena`; the text itself without runs. */
str doc_unpruned(struct arena *arena, const struct doc *doc, str text);
/* The number of an attribute's name in any case, ATTRIBUTE_COUNT when none asks for it. */
size_t attribute_number(str name);
/* markup_name_bit() of all of them. */
uint64_t attribute_bits(void);
/* The start tag that the parser saw at a place in the pruned page; NULL when it is none, or kept
 * its attributes; that of the number `offset` where the place is in the page, of an element that
 * was put back. *next, 0 at first, is where it looks before it searches: a walk through the tree
 * asks for one after the other. */
const struct start_tag *doc_start_tag(const struct doc *doc, const char *place, size_t offset,
                                      size_t *next);

/* Gives the document, or block, its first reason; a later one changes nothing. */
void doc_mark(struct doc *doc, enum reason why);
void block_mark(struct block *block, enum reason why);
/* doc_mark with a detail, printf-like. */
void doc_fail(struct doc *doc, enum reason why, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void doc_flag(struct doc *doc, enum flag flag);
bool doc_has_flag(const struct doc *doc, enum flag flag);

/* Marks bytes from..to of a block's text as gone, and puts `put` in their place. A span that
 * touches an earlier one is left out. */
void block_span(struct doc *doc, struct block *block, uint32_t from, uint32_t to, enum reason why,
                str put);
/* The block's text as it is written: spans done. In `arena`, or the text itself without spans. */
str block_text(struct arena *arena, const struct block *block);

/* Sets a field that is still unknown; text is tidied and copied. Empty text changes nothing. */
void field_set(struct doc *doc, enum field field, str text, const char *from);
bool field_known(const struct doc *doc, enum field field);

/* Fills words, stops and commas from the block's text. */
void block_measure(struct block *block);

/* Adds blocks and facts, up to the ceilings of extract; NULL past them. */
struct block *doc_add_block(struct doc *doc, size_t most);
struct fact *doc_add_fact(struct doc *doc, size_t most);
struct box *doc_add_box(struct doc *doc, size_t most);

#endif
