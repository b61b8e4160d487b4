#include "jsonl_names.h"

enum { LONGEST_NAME = 32 };

/* Names folded as fold() does it, the best of each role first. Beside plain English they are those
 * of news-please, trafilatura, newspaper, NewsAPI, schema.org, WordPress, the APIs of newspapers,
 * MongoDB exports and the usual crawlers. */
static const struct {
    unsigned role;
    const char *name;
} rows[] = {
    {ROLE_HTML, "html"},
    {ROLE_HTML, "rawhtml"},
    {ROLE_HTML, "htmlcontent"},
    {ROLE_HTML, "contenthtml"},
    {ROLE_HTML, "pagehtml"},
    {ROLE_HTML, "htmlbody"},
    {ROLE_HTML, "bodyhtml"},
    {ROLE_HTML, "articlehtml"},
    {ROLE_HTML, "sourcehtml"},
    {ROLE_HTML, "htmlsource"},
    {ROLE_HTML, "pagesource"},
    {ROLE_TEXT, "text"},
    {ROLE_TEXT, "maintext"},
    {ROLE_TEXT, "articlebody"},
    {ROLE_TEXT, "articletext"},
    {ROLE_TEXT, "fulltext"},
    {ROLE_TEXT, "content"},
    {ROLE_TEXT, "body"},
    {ROLE_TEXT, "article"},
    {ROLE_TEXT, "bodytext"},
    {ROLE_TEXT, "contenttext"},
    {ROLE_TEXT, "plaintext"},
    {ROLE_TEXT, "cleanedtext"},
    {ROLE_TEXT, "rawtext"},
    {ROLE_TEXT, "story"},
    {ROLE_TEXT, "paragraphs"},
    {ROLE_TEXT, "postcontent"},
    {ROLE_TEXT, "markdown"},
    {FIELD_ID, "id"},
    {FIELD_ID, "docid"},
    {FIELD_ID, "documentid"},
    {FIELD_ID, "articleid"},
    {FIELD_ID, "uuid"},
    {FIELD_ID, "guid"},
    {FIELD_URL, "url"},
    {FIELD_URL, "link"},
    {FIELD_URL, "uri"},
    {FIELD_URL, "pageurl"},
    {FIELD_URL, "articleurl"},
    {FIELD_URL, "sourceurl"},
    {FIELD_URL, "requestedurl"},
    {FIELD_URL, "originalurl"},
    {FIELD_URL, "href"},
    {FIELD_URL, "weburl"},
    {FIELD_URL, "permalink"},
    {FIELD_URL, "sourcelink"},
    {FIELD_URL, "articlesourcelink"},
    {FIELD_CANONICAL_URL, "canonicalurl"},
    {FIELD_CANONICAL_URL, "canonical"},
    {FIELD_CANONICAL_URL, "canonicallink"},
    {ROLE_SITE, "site"},
    {ROLE_SITE, "sourcedomain"},
    {ROLE_SITE, "domain"},
    {ROLE_SITE, "hostname"},
    {ROLE_SITE, "host"},
    {FIELD_SITE_NAME, "sitename"},
    {FIELD_SITE_NAME, "publisher"},
    {FIELD_SITE_NAME, "publication"},
    {FIELD_SITE_NAME, "sourcename"},
    {ROLE_SOURCE, "source"},
    {FIELD_FETCHED, "fetched"},
    {FIELD_FETCHED, "fetchedat"},
    {FIELD_FETCHED, "datedownload"},
    {FIELD_FETCHED, "downloaddate"},
    {FIELD_FETCHED, "crawldate"},
    {FIELD_FETCHED, "crawledat"},
    {FIELD_FETCHED, "scrapedat"},
    {FIELD_FETCHED, "retrieved"},
    {FIELD_FETCHED, "timestamp"},
    {FIELD_TITLE, "title"},
    {FIELD_TITLE, "headline"},
    {FIELD_TITLE, "articletitle"},
    {FIELD_TITLE, "pagetitle"},
    {FIELD_TITLE, "webtitle"},
    {FIELD_TITLE, "posttitle"},
    {FIELD_AUTHORS, "authors"},
    {FIELD_AUTHORS, "author"},
    {FIELD_AUTHORS, "byline"},
    {FIELD_AUTHORS, "creator"},
    {FIELD_AUTHORS, "writer"},
    {FIELD_PUBLISHED, "published"},
    {FIELD_PUBLISHED, "datepublished"},
    {FIELD_PUBLISHED, "datepublish"},
    {FIELD_PUBLISHED, "publishedat"},
    {FIELD_PUBLISHED, "publisheddate"},
    {FIELD_PUBLISHED, "publishdate"},
    {FIELD_PUBLISHED, "publicationdate"},
    {FIELD_PUBLISHED, "publishedtime"},
    {FIELD_PUBLISHED, "publishtime"},
    {FIELD_PUBLISHED, "pubdate"},
    {FIELD_PUBLISHED, "date"},
    {FIELD_PUBLISHED, "datetime"},
    {FIELD_PUBLISHED, "createdat"},
    {FIELD_PUBLISHED, "webpublicationdate"},
    {FIELD_PUBLISHED, "firstpublished"},
    {FIELD_PUBLISHED, "postdate"},
    {FIELD_PUBLISHED, "dategmt"},
    {FIELD_MODIFIED, "modified"},
    {FIELD_MODIFIED, "datemodified"},
    {FIELD_MODIFIED, "datemodify"},
    {FIELD_MODIFIED, "modifiedat"},
    {FIELD_MODIFIED, "lastmodified"},
    {FIELD_MODIFIED, "updatedat"},
    {FIELD_MODIFIED, "updated"},
    {FIELD_MODIFIED, "modifiedgmt"},
    {FIELD_LANG, "lang"},
    {FIELD_LANG, "language"},
    {FIELD_LANG, "inlanguage"},
    {FIELD_AGENCY, "agency"},
    {FIELD_SECTION, "section"},
    {FIELD_SECTION, "articlesection"},
    {FIELD_SECTION, "category"},
    {FIELD_SECTION, "sectionname"},
    {FIELD_DESCRIPTION, "description"},
    {FIELD_DESCRIPTION, "summary"},
    {FIELD_DESCRIPTION, "excerpt"},
    {FIELD_DESCRIPTION, "abstract"},
    {FIELD_DESCRIPTION, "subtitle"},
    {FIELD_IMAGE, "image"},
    {FIELD_IMAGE, "imageurl"},
    {FIELD_IMAGE, "topimage"},
    {FIELD_IMAGE, "urltoimage"},
    {ROLE_STATUS, "statuscode"},
    {ROLE_STATUS, "httpstatus"},
    {ROLE_STATUS, "status"},
};

/* Lower case without hyphens and underscores; empty when it is longer than any name. */
static str fold(str name, char out[LONGEST_NAME])
{
    size_t n = 0;

    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c == '_' || c == '-')
            continue;
        if (n == LONGEST_NAME)
            return (str){NULL, 0};
        out[n++] = is_ascii_upper(c) ? (char)(c + 'a' - 'A') : c;
    }
    return (str){out, n};
}

unsigned jsonl_role(str name, unsigned *rank)
{
    char folded[LONGEST_NAME];

    name = fold(name, folded);
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(str_of(rows[i].name), name)) {
            *rank = i;
            return rows[i].role;
        }
    return ROLE_NONE;
}
