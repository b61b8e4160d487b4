#include "wire_names.h"

enum document { ANY, NEWSITEM, NITF, REUTERS, DOC, DOCUMENTS };
static const char *const documents[DOCUMENTS] = {"", "newsitem", "nitf", "reuters", "doc"};

/* Names in lower case. Of one field the better element stands first. */
static const struct {
    const char *name;
    enum wire_field field;
    enum document within;
} elements[] = {
    {"docno", WIRE_ID, ANY},
    {"docid", WIRE_ID, ANY},
    {"publicidentifier", WIRE_ID, ANY},
    {"newsitemid", WIRE_ID, ANY},
    {"headline", WIRE_TITLE, ANY}, /* NewsML, Gigaword, RCV1 */
    {"hl1", WIRE_TITLE, ANY},      /* NITF */
    {"hl", WIRE_TITLE, ANY},       /* TREC: Wall Street Journal */
    {"ht", WIRE_TITLE, ANY},       /* TREC: FBIS */
    {"head", WIRE_TITLE, DOC}, /* TREC: Associated Press; elsewhere it is a part of the document */
    {"ti", WIRE_TITLE, ANY},
    {"title", WIRE_TITLE, ANY},
    {"byline", WIRE_AUTHOR, ANY},
    {"by", WIRE_AUTHOR, ANY},
    {"author", WIRE_AUTHOR, ANY},
    {"dateline", WIRE_DATELINE, ANY},
    {"contentcreated", WIRE_PUBLISHED, ANY},
    {"firstcreated", WIRE_PUBLISHED, ANY},
    {"date_time", WIRE_PUBLISHED, ANY},
    {"date", WIRE_PUBLISHED, ANY},
    {"versioncreated", WIRE_PUBLISHED, ANY},
    {"thisrevisioncreated", WIRE_PUBLISHED, ANY},
    {"abstract", WIRE_DESCRIPTION, ANY},
    {"hl2", WIRE_DESCRIPTION, ANY},
    {"pub", WIRE_PUBLISHER, ANY},
    {"body.content", WIRE_BODY, ANY},
    {"body", WIRE_BODY, ANY},
    {"text", WIRE_BODY, ANY},
    {"inlinexml", WIRE_BODY, ANY},
    {"inlinedata", WIRE_BODY, ANY},
    {"datacontent", WIRE_BODY, ANY},
    {"p", WIRE_PARAGRAPH, ANY},
    {"br", WIRE_BREAK, ANY},
    {"block", WIRE_BREAK, ANY},
    {"bq", WIRE_BREAK, ANY},
    {"lq", WIRE_BREAK, ANY},
    {"blockquote", WIRE_BREAK, ANY},
    {"div", WIRE_BREAK, ANY},
    {"section", WIRE_BREAK, ANY},
    {"ul", WIRE_BREAK, ANY},
    {"ol", WIRE_BREAK, ANY},
    {"li", WIRE_PARAGRAPH, ANY},
    {"tr", WIRE_BREAK, ANY},
    {"h1", WIRE_PARAGRAPH, ANY},
    {"h2", WIRE_PARAGRAPH, ANY},
    {"h3", WIRE_PARAGRAPH, ANY},
    {"h4", WIRE_PARAGRAPH, ANY},
    {"media", WIRE_UNSEEN, ANY},
    {"figure", WIRE_UNSEEN, ANY},
    {"body.end", WIRE_UNSEEN, ANY},
    {"note", WIRE_UNSEEN, ANY}, /* of editors to editors */
    {"slug", WIRE_UNSEEN, ANY},
    {"unknown", WIRE_UNSEEN, ANY}, /* Reuters: the wire's own header */
    {"script", WIRE_UNSEEN, ANY},
    {"style", WIRE_UNSEEN, ANY},
};

static const struct {
    const char *element, *name;
    enum wire_field field;
} attributes[] = {
    {"doc-id", "id-string", WIRE_ID},
    {"doc", "id", WIRE_ID},
    {"newsitem", "guid", WIRE_ID},
    {"newsitem", "itemid", WIRE_ID},
    {"reuters", "newid", WIRE_ID},
    {"doc", "url", WIRE_URL},
    {"doc", "title", WIRE_TITLE},
    {"date.issue", "norm", WIRE_PUBLISHED},
    {"pubdata", "date.publication", WIRE_PUBLISHED},
    {"story.date", "norm", WIRE_PUBLISHED},
    {"newsitem", "date", WIRE_PUBLISHED},
    {"nitf", "xml:lang", WIRE_LANG},
    {"newsitem", "xml:lang", WIRE_LANG},
    {"language", "tag", WIRE_LANG},
    {"language", "formalname", WIRE_LANG},
    {"pubdata", "name", WIRE_PUBLISHER},
    {"provider", "literal", WIRE_PUBLISHER},
};

static const char *const roots[] = {"newsitem", "nitf", "reuters",    "doc",
                                    "newsml",   "docs", "newsmessage"};

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum wire_field wire_element(str name, unsigned document, unsigned *rank)
{
    for (unsigned i = 0; i < COUNT(elements); i++)
        if ((elements[i].within == ANY || elements[i].within == document) &&
            str_eq_nocase(name, str_of(elements[i].name))) {
            *rank = i;
            return elements[i].field;
        }
    return WIRE_NOTHING;
}

enum wire_field wire_attribute(str element, str name, unsigned *rank)
{
    for (unsigned i = 0; i < COUNT(attributes); i++)
        if (str_eq_nocase(element, str_of(attributes[i].element)) &&
            str_eq_nocase(name, str_of(attributes[i].name))) {
            *rank = i;
            return attributes[i].field;
        }
    return WIRE_NOTHING;
}

unsigned wire_document(str element)
{
    for (unsigned i = 1; i < DOCUMENTS; i++)
        if (str_eq_nocase(element, str_of(documents[i])))
            return i;
    return 0;
}

bool wire_is_root(str element)
{
    for (unsigned i = 0; i < COUNT(roots); i++)
        if (str_eq_nocase(element, str_of(roots[i])))
            return true;
    return false;
}
