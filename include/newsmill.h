/* newsmill.h - the whole public interface of libnewsmill.
 *
 * newsmill turns scraped news - raw pages, WARC and JSON-lines dumps, text scrapes full of site
 * furniture - into clean article records, and says what became of every input.
 *
 *     #include <newsmill.h>
 *     #include <stdio.h>
 *
 *     int main(int argc, char **argv)
 *     {
 *         newsmill *mill = newsmill_new();
 *         const newsmill_doc *doc;
 *         int said = NEWSMILL_FAILED;
 *
 *         if (argc > 1 && newsmill_set(mill, "only", "article") == NEWSMILL_OK &&
 *             newsmill_input(mill, argv[1]) == NEWSMILL_OK)
 *             while ((said = newsmill_next(mill, &doc)) == NEWSMILL_OK) {
 *                 newsmill_str title = newsmill_field(doc, "title");
 *                 printf("%s\t%.*s\n", newsmill_outcome(doc), (int)title.n, title.p);
 *             }
 *         if (said == NEWSMILL_FAILED)
 *             fprintf(stderr, "%s\n", newsmill_message(mill));
 *         newsmill_free(mill);
 *         return said == NEWSMILL_END ? 0 : 1;
 *     }
 *
 * Memory: a handle owns everything it gives out. What belongs to a document lives until the next
 * newsmill_next() or newsmill_free(); nothing given out is ever freed by the caller.
 * Errors: a bad page is an outcome of its document, never an error of a call; a call fails only
 * when the whole run cannot go on, and newsmill_message() says why in one line.
 * Threads: one handle belongs to one thread at a time; different handles may be used by different
 * threads at once. The library starts its own worker threads ("jobs"), has no global state, and
 * never calls setlocale, setenv, exit or signal.
 */
#ifndef NEWSMILL_H
#define NEWSMILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define NEWSMILL_API __attribute__((visibility("default")))
#else
#define NEWSMILL_API
#endif

/* A run of the mill: options, inputs, outputs and their state. Opaque. */
typedef struct newsmill newsmill;

/* One input and what became of it. Opaque; read through the functions below. */
typedef struct newsmill_doc newsmill_doc;

/* Borrowed UTF-8 text of n bytes, not ended by a NUL. {NULL, 0} means unknown. */
typedef struct newsmill_str {
    const char *p;
    size_t n;
} newsmill_str;

/* What a call gives back. */
enum {
    NEWSMILL_OK = 0,  /* done; for newsmill_next: here is a document */
    NEWSMILL_END = 1, /* newsmill_next: all inputs are read, all outputs written and closed */
    NEWSMILL_INTERRUPTED = 2, /* newsmill_next: stopped by newsmill_interrupt() */
    NEWSMILL_FAILED = -1, /* the run cannot go on: see newsmill_message(), newsmill_exit_code() */
};

/* One block of a document: a paragraph, heading, list item, quote, table row, caption ... */
typedef struct newsmill_block {
    newsmill_str text;    /* as it is written: repairs made, trimmed parts gone */
    newsmill_str raw;     /* as it was found */
    const char *kind;     /* "paragraph", "heading", "item", "quote", "row", "caption", "code" */
    const char *why;      /* "kept", or the name of the first reason given */
    const char *sentence; /* that reason in words */
    size_t words;         /* of the text as it was found */
    float score;          /* of the main-content scorer: above 0.5 is of the article */
    const float
        *features; /* what the scorer saw, newsmill_feature_name() for each; NULL: not scored */
    const char
        *telling; /* with the option "why": the three features that weighed most in the score,
                     "link-share 0.9 (-0.42), ...": name, value, and how much lower the score
                     were with the median of the document's blocks instead; else NULL */
} newsmill_block;

/* One option, as --help, the man page and configuration see it. */
typedef struct newsmill_option {
    const char *name;     /* "min-words": on the command line --min-words */
    const char *arg;      /* what it takes, "N" or "FILE"; NULL for a switch */
    const char *usual;    /* its default as it would be written; NULL when there is none */
    const char *choices;  /* "html|text" when only these are taken, else NULL */
    const char *help;     /* one sentence */
    const char *section;  /* the reader or stage it belongs to, "run" for the run itself */
    uint64_t least, most; /* the range of a number; both 0 when it is not one */
} newsmill_option;

/* A reader or a stage. */
typedef struct newsmill_part {
    const char *name; /* "html"; the section of its options */
    const char *kind; /* "reader" or "stage" */
    const char *does; /* in a few words */
} newsmill_part;

/* How bad a message is. */
enum { NEWSMILL_NOTE, NEWSMILL_WARNING, NEWSMILL_ERROR };

/* Is given each message as one line without a newline; may be called only from within a call
 * on the same handle, in the thread of that call. */
typedef void newsmill_hear(void *context, int level, const char *line);

/* Version of the library, "0.1.0". */
NEWSMILL_API const char *newsmill_version(void);

/* What was built in, a space between: "zstd brotli cld2 ...". */
NEWSMILL_API const char *newsmill_features(void);

/* A new handle with every option at its default. NULL only when memory is short. */
NEWSMILL_API newsmill *newsmill_new(void);

/* Lets go of the handle and all it gave out. What was not written and closed (newsmill_next said
 * NEWSMILL_END) is taken back: no half-written output is left. NULL is allowed. */
NEWSMILL_API void newsmill_free(newsmill *mill);

/* Sends messages to hear instead of nowhere. */
NEWSMILL_API void newsmill_listen(newsmill *mill, newsmill_hear *hear, void *context);

/* Sets an option by its name. value: as on the command line; a switch takes "yes" or "no".
 * NEWSMILL_FAILED: no such option, or a value out of its range; the option keeps its value, and the
 * run will not start: newsmill_next() fails too, with the same message, so that a caller who does
 * not look reads no records made with other options than were asked for.
 * Only before the first newsmill_next(). An option that is a list is added to. */
NEWSMILL_API int newsmill_set(newsmill *mill, const char *name, const char *value);

/* Option number i, counted from 0; NEWSMILL_FAILED past the last. */
NEWSMILL_API int newsmill_option_at(size_t i, newsmill_option *option);

/* Part number i, counted from 0: the readers, then the stages in the order of their work;
 * NEWSMILL_FAILED past the last. */
NEWSMILL_API int newsmill_part_at(size_t i, newsmill_part *part);

/* Adds an input: a file, a folder (read in sorted order), or "-" for standard input.
 * A path that cannot be read is found out by newsmill_next(), as damage, not here.
 * NEWSMILL_FAILED: memory is short. */
NEWSMILL_API int newsmill_input(newsmill *mill, const char *path);

/* Adds n bytes in memory as an input; they must stay until the handle is freed.
 * name stands for the path in records and messages. */
NEWSMILL_API int newsmill_input_bytes(newsmill *mill, const void *bytes, size_t n,
                                      const char *name);

/* Takes the next document through all stages. NEWSMILL_OK sets *doc, whatever its outcome is.
 * NEWSMILL_END means that outputs are written, synced and closed. NEWSMILL_FAILED,
 * NEWSMILL_INTERRUPTED and NEWSMILL_END stay so for every later call. */
NEWSMILL_API int newsmill_next(newsmill *mill, const newsmill_doc **doc);

/* Asks the run to stop: the next newsmill_next() commits what is done and gives
 * NEWSMILL_INTERRUPTED; a run that keeps state goes on from there when it is started again, any
 * other takes its outputs back. May be called from a signal handler and from any thread. */
NEWSMILL_API void newsmill_interrupt(newsmill *mill);

/* "kept", "duplicate", "rejected" or "failed". */
NEWSMILL_API const char *newsmill_outcome(const newsmill_doc *doc);

/* Name of the reason of the outcome ("kept" when kept), and that reason in words. */
NEWSMILL_API const char *newsmill_why(const newsmill_doc *doc);
NEWSMILL_API const char *newsmill_sentence(const newsmill_doc *doc);

/* A field of the record by its key: "id", "url", "title", "published", "flags" ... Lists are joined
 * with "; ". {NULL, 0} when it is unknown, or no such field. */
NEWSMILL_API newsmill_str newsmill_field(const newsmill_doc *doc, const char *key);

/* The key of field number i, counted from 0; NULL past the last. */
NEWSMILL_API const char *newsmill_field_key(size_t i);

/* Where a field came from: "json-ld", "og", "meta", "time", "byline" ... NULL when unknown. */
NEWSMILL_API const char *newsmill_field_from(const newsmill_doc *doc, const char *key);

/* The clean text of the document: its kept blocks. */
NEWSMILL_API newsmill_str newsmill_text(const newsmill_doc *doc);

/* The whole record as one line of JSON, without a newline; docs/records.md says what is in it. */
NEWSMILL_API newsmill_str newsmill_record(const newsmill_doc *doc);

/* Block number i of the document, counted from 0; NEWSMILL_FAILED past the last. */
NEWSMILL_API int newsmill_block_at(const newsmill_doc *doc, size_t i, newsmill_block *block);

/* Name of feature number i of the main-content scorer, counted from 0; NULL past the last. */
NEWSMILL_API const char *newsmill_feature_name(size_t i);

/* What the run has counted so far. read = kept + duplicate + rejected + failed, always. */
typedef struct newsmill_counts {
    uint64_t read, kept, duplicate, rejected, failed;
    uint64_t skipped;               /* records that hold no page: WARC requests, metadata ... */
    uint64_t damaged;               /* places in the inputs that could not be read */
    uint64_t skipped_inputs;        /* that were read to their end before: runs that keep state */
    uint64_t bytes_in, bytes_total; /* of the input files: read so far, and in all (0: unknown) */
} newsmill_counts;
NEWSMILL_API void newsmill_count(const newsmill *mill, newsmill_counts *counts);

/* Reason number i that was given to a document in this run and how often; NEWSMILL_FAILED past
 * the last. outcome is its outcome's name. */
typedef struct newsmill_tally {
    const char *why, *outcome, *sentence;
    uint64_t documents;
} newsmill_tally;
NEWSMILL_API int newsmill_tally_at(const newsmill *mill, size_t i, newsmill_tally *tally);

/* Processor time that number i took in this run, counted from 0: "read", then the stages in the
 * order of their work, each over all documents and threads. NEWSMILL_FAILED past the last, and
 * when the option "timings" is not set. */
typedef struct newsmill_timing {
    const char *name;
    double seconds;
    uint64_t calls;
} newsmill_timing;
NEWSMILL_API int newsmill_timing_at(const newsmill *mill, size_t i, newsmill_timing *timing);

/* Why the run cannot go on, in one line: what failed first. "" when nothing did. */
NEWSMILL_API const char *newsmill_message(const newsmill *mill);

/* The exit code that a program should end with: 0 done, 1 done but some input was damaged or
 * failed, 2 wrong usage, 3 could not finish (output, disk, memory), 4 another run holds the lock of
 * the state, 5 interrupted. */
NEWSMILL_API int newsmill_exit_code(const newsmill *mill);

/* ---- archives: folders of records, read back (docs/archive.md) ---- */

/* Archives, and files of records, that are read back. Opaque; its rules of memory, errors and
 * threads are those of a mill. */
typedef struct newsmill_archive newsmill_archive;

/* A new handle; NULL only when memory is short. NULL may be let go of. */
NEWSMILL_API newsmill_archive *newsmill_archive_new(void);
NEWSMILL_API void newsmill_archive_free(newsmill_archive *archive);

/* Sends messages to hear instead of nowhere: a line for every place that is damaged. */
NEWSMILL_API void newsmill_archive_listen(newsmill_archive *archive, newsmill_hear *hear,
                                          void *context);

/* Adds the folder of an archive, or a file of JSON lines, perhaps compressed by gzip. What cannot
 * be read is found out later, as damage. NEWSMILL_FAILED: memory is short. */
NEWSMILL_API int newsmill_archive_add(newsmill_archive *archive, const char *path);

/* Sets what is asked for: "id", "site", "date", "archived", "to". NEWSMILL_FAILED: no such
 * option or value; then newsmill_archive_next() fails too, with the same message. */
NEWSMILL_API int newsmill_archive_set(newsmill_archive *archive, const char *name,
                                      const char *value);

/* Option number i, counted from 0; NEWSMILL_FAILED past the last. */
NEWSMILL_API int newsmill_archive_option_at(size_t i, newsmill_option *option);

/* The next record that was asked for, as it is written: with its newline, or whatever ends it in
 * the form of "to"; until the next call. Nothing of a damaged member is given; damage is heard, and
 * the members behind it are read. NEWSMILL_END, NEWSMILL_FAILED: as newsmill_next(). */
NEWSMILL_API int newsmill_archive_next(newsmill_archive *archive, newsmill_str *record);

/* How much of archives is sound. */
typedef struct newsmill_verified {
    uint64_t shards, growing;  /* finished ones, and ones that are not */
    uint64_t members, records; /* all that stands before the damage */
    uint64_t bytes, plain;     /* compressed, and not */
    uint64_t rebuilt;          /* indexes that were made anew */
    newsmill_str damaged_path; /* in its archive; empty: all is sound */
    uint64_t damaged_at;       /* byte at which the damaged member begins */
    const char *damage;        /* what is wrong */
} newsmill_verified;

/* Reads everything up to the first damage and compares it with itself: MANIFEST, SHA-256, CRC,
 * counts, records, indexes. rebuild: an index that is missing or wrong is made anew instead.
 * NEWSMILL_FAILED: something is damaged; newsmill_archive_message() says it too. */
NEWSMILL_API int newsmill_archive_verify(newsmill_archive *archive, bool rebuild,
                                         newsmill_verified *verified);

/* What archives hold in all. */
typedef struct newsmill_totals {
    uint64_t records, words, unreadable; /* unreadable: lines that are no record */
    uint64_t shards, growing, bytes, plain, index_bytes;
    uint64_t runs;          /* that were finished */
    newsmill_counts counts; /* of these runs: read to failed */
} newsmill_totals;

/* Reads and counts everything. NEWSMILL_FAILED: memory is short, or a wrong option was set. */
NEWSMILL_API int newsmill_archive_stat(newsmill_archive *archive, newsmill_totals *totals);

/* Row number i of what newsmill_archive_stat() counted, from 0: by group, and in each the largest
 * first. NEWSMILL_FAILED past the last. */
typedef struct newsmill_stat {
    newsmill_str group; /* "lang", "page_type", "removed", "site" */
    newsmill_str name;  /* its value in the records, or the reason; empty: unknown */
    uint64_t count;     /* records; of "removed": blocks and spans that went */
    uint64_t words;     /* of their texts; of "removed": that went */
} newsmill_stat;
NEWSMILL_API int newsmill_archive_stat_at(const newsmill_archive *archive, size_t i,
                                          newsmill_stat *stat);

/* As newsmill_message() and newsmill_exit_code(): "" and 0 when nothing was wrong, 1 when something
 * was damaged, 2 wrong usage, 3 could not finish. */
NEWSMILL_API const char *newsmill_archive_message(const newsmill_archive *archive);
NEWSMILL_API int newsmill_archive_exit_code(const newsmill_archive *archive);
/* ---- fetching ---- */

/* Fetches pages, and the pages that feeds and sitemaps name, into WARC files, which are inputs of
 * a mill then. Opaque. It takes its options (section "fetch") from the handle that it was made of,
 * which must outlive it. Polite: one request at a time and a pause for each host, robots.txt,
 * Retry-After. What it learns of each URL is kept in the folder of the option "state", else in
 * DIR/.newsmill of the option "warc" DIR: a page that was not changed is not stored again, and a
 * run that was ended early is gone on with. */
typedef struct newsmill_fetch newsmill_fetch;

/* One URL and what became of it. Texts hold until the next call. */
typedef struct newsmill_fetched {
    newsmill_str url, final;   /* as it was asked for; that answered, behind redirects */
    newsmill_str via;          /* list, feed or sitemap that named it; {NULL, 0}: none */
    const char *outcome, *why; /* as of a document; NULL: no URL is done, look at the counts */
    const char *sentence;
    newsmill_str detail; /* of the outcome, in a few words; may be {NULL, 0} */
    newsmill_str file;   /* WARC file that holds it, in the folder; {NULL, 0}: none */
    uint64_t offset;     /* of its record there */
    uint64_t bytes;      /* of the body, as they came */
    unsigned status;     /* of the HTTP answer; 0: there was none */
} newsmill_fetched;

/* What was fetched so far. read = kept + duplicate + rejected + failed. */
typedef struct newsmill_fetch_counts {
    uint64_t read, kept, duplicate, rejected, failed;
    uint64_t hosts, pending, active, waiting; /* met; URLs to come; in flight; hosts in a pause */
    uint64_t bytes;                           /* of bodies */
} newsmill_fetch_counts;

/* NULL: the options make no sense, the state cannot be opened, or another run holds it:
 * newsmill_message(mill) and newsmill_exit_code(mill) say which. */
NEWSMILL_API newsmill_fetch *newsmill_fetch_new(newsmill *mill);

/* Lets go of it; what was not committed is fetched again by the next run. NULL is allowed. */
NEWSMILL_API void newsmill_fetch_free(newsmill_fetch *fetch);

/* Adds a URL, or a file with a URL in each line (lines that begin with # are comments).
 * NEWSMILL_FAILED: the file cannot be read, or the disk is full. */
NEWSMILL_API int newsmill_fetch_add(newsmill_fetch *fetch, const char *name);
/* Adds the URL of a feed or a sitemap: an answer that is neither has failed, and is not stored. */
NEWSMILL_API int newsmill_fetch_add_feed(newsmill_fetch *fetch, const char *url);

/* Works until a URL is done, or for a fifth of a second. NEWSMILL_OK: see fetched->outcome.
 * NEWSMILL_END: all are done and stored. NEWSMILL_INTERRUPTED after newsmill_interrupt() of the
 * handle: what is done is stored, the next run goes on. NEWSMILL_FAILED: newsmill_message().
 *
 * Where the handle has an output and keeps state, what is fetched is cleaned by the same handle:
 * fetching keeps its state beside that of the run, under one lock, and with NEWSMILL_END the folder
 * of WARC files is an input of newsmill_next(). */
NEWSMILL_API int newsmill_fetch_next(newsmill_fetch *fetch, newsmill_fetched *fetched);

/* After newsmill_next() gave NEWSMILL_END: what was fetched is cleaned, and the next run asks anew;
 * until then a run that is started again asks for nothing that was answered. With option no-raw the
 * WARC files of the run are removed. Does nothing when newsmill_next() did not come to its end.
 * NEWSMILL_FAILED: a file cannot be removed, or the disk is full: newsmill_message(). */
NEWSMILL_API int newsmill_fetch_settle(newsmill_fetch *fetch);

/* What was counted so far. */
NEWSMILL_API void newsmill_fetch_count(const newsmill_fetch *fetch, newsmill_fetch_counts *counts);

/* As newsmill_tally_at(), of URLs. */
NEWSMILL_API int newsmill_fetch_tally_at(const newsmill_fetch *fetch, size_t i,
                                         newsmill_tally *tally);

/* Writes a line of JSON for each URL of the run, as docs/records.md says. path NULL: to the file of
 * option url-ledger, if it is set. NEWSMILL_FAILED: the file cannot be written. */
NEWSMILL_API int newsmill_fetch_ledger(newsmill_fetch *fetch, const char *path);

/* As newsmill_exit_code(); 4: another run holds the state, 5: interrupted. */
NEWSMILL_API int newsmill_fetch_exit_code(const newsmill_fetch *fetch);

/* ---- the index of near-duplicates, looked after (option "index" of a run makes it) ---- */

/* What is in an index. */
typedef struct newsmill_index_facts {
    uint64_t documents;            /* that were ever added */
    uint64_t near, exact;          /* of them within their windows: found by keys, by hashes */
    uint64_t logged;               /* of them in no segment yet */
    uint64_t segments, keys;       /* files of segments; keys in them */
    uint64_t bytes;                /* of all files in the folder */
    uint64_t window, exact_window; /* seconds; 0: for ever */
    int64_t latest;                /* seconds since 1970: when the latest document was seen;
                                    * INT64_MIN: there is none */
} newsmill_index_facts;

/* These take the folder of an index and no handle. They give the exit code that a program should
 * end with: 0 done; 1 the index is damaged; 2 there is no index, or a wrong value; 3 could not
 * finish; 4 another process has it open. When it is not 0, message (size bytes, the caller's) has
 * one line that says why, else "". Any thread, any time. */

/* Reads what the index says of itself; takes no lock. */
NEWSMILL_API int newsmill_index_stat(const char *folder, newsmill_index_facts *facts, char *message,
                                     size_t size);

/* Reads every byte and compares it with itself up to the first damage; facts as far as all is
 * sound. */
NEWSMILL_API int newsmill_index_verify(const char *folder, newsmill_index_facts *facts,
                                       char *message, size_t size);

/* Removes the segments whose last document was seen longer than their window before a date,
 * "2026-01-31"; NULL: today, in UTC. */
NEWSMILL_API int newsmill_index_expire(const char *folder, const char *date, char *message,
                                       size_t size);

/* Takes an index apart: all its files go, and the folder when nothing else is in it. There need be
 * none. */
NEWSMILL_API int newsmill_index_remove(const char *folder, char *message, size_t size);

/* Puts a new index into the place of another, which may be damaged or not there; at no time is
 * there none where one was. The new one's folder is gone then. */
NEWSMILL_API int newsmill_index_replace(const char *folder, const char *by, char *message,
                                        size_t size);

#ifdef __cplusplus
}
#endif

#endif
