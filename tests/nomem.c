/* nomem: every allocation of one scenario is refused in turn. Whatever refuses, the run must come
 * back with an exit code of ours and a message of one line, and must not end by a signal.
 *
 * malloc, calloc and realloc stand here in front of those of the C library, for newsmill and for
 * everything that it is linked with. Each refusal has a process of its own. Not built with
 * sanitizers, which have an allocator of their own. */
#include <newsmill.h>

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { UNTOUCHED = 100, NO_MESSAGE = 101, MOST = 200000, SECONDS = 20 };

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

/* To the libraries too, which call it. */
#define SHOWN __attribute__((visibility("default")))

static atomic_ullong asked, refused_at;

static bool refuse(void)
{
    unsigned long long mine = atomic_fetch_add(&asked, 1) + 1;

    if (mine != atomic_load(&refused_at))
        return false;
    errno = ENOMEM;
    return true;
}

SHOWN void *malloc(size_t n)
{
    return refuse() ? NULL : __libc_malloc(n);
}

SHOWN void *calloc(size_t n, size_t size)
{
    return refuse() ? NULL : __libc_calloc(n, size);
}

SHOWN void *realloc(void *p, size_t n)
{
    return refuse() ? NULL : __libc_realloc(p, n);
}

static const char page[] =
    "<html lang=en><head><title>Lamps lit again - The Quay</title>"
    "<meta name=author content='Ada Moss'><script type='application/ld+json'>"
    "{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-01-02\"}</script></head><body>"
    "<nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>Lamps lit again</h1>"
    "<p>The lamps on the old quay were lit again on Sunday evening, the council said.</p>"
    "<p>The bill will be shared by the port and the town, and a winter is paid for.</p>"
    "</article><footer>Copyright 2026 The Quay. All rights reserved.</footer></body></html>";
static const char lines[] =
    "{\"url\":\"https://quay.example/a\",\"text\":\"The tide mill opens its doors on Monday.\\n"
    "It was closed for two winters, the owners said.\"}\n{\"broken\n";
static const char scrape[] = "Home\nNews\nThe tide mill opens its doors on Monday\n"
                             "It was closed for two winters, the owners said, and is dry again.\n"
                             "Share this article\n";

/* A sentence in windows-1251, which says so nowhere and has to be guessed. */
static const char guessed[] = "\xCF\xE0\xF0\xEE\xEC "
                              "\xF1\xED\xEE\xE2\xE0 "
                              "\xF5\xEE\xE4\xE8\xF2 "
                              "\xEF\xEE "
                              "\xED\xEE\xF7\xE0\xEC"
                              ","
                              " "
                              "\xF1\xEE\xEE\xE1\xF9\xE8\xEB\xE0 "
                              "\xE2 "
                              "\xEF\xFF\xF2\xED\xE8\xF6\xF3 "
                              "\xE3\xE0\xE2\xE0\xED\xFC"
                              "."
                              " "
                              "\xC1\xE8\xEB\xE5\xF2\xFB "
                              "\xEF\xEE\xEA\xE0 "
                              "\xED\xE5 "
                              "\xEF\xEE\xE4\xEE\xF0\xEE\xE6\xE0\xEB\xE8"
                              "."
                              "\n ";

static bool add(newsmill *mill, const char *text, size_t n, const char *name)
{
    return newsmill_input_bytes(mill, text, n, name) == NEWSMILL_OK;
}

/* The exit code that a program would end with. */
static int scenario(void)
{
    newsmill *mill = newsmill_new();
    const newsmill_doc *doc;
    bool said_why = true;
    int code, said;

    if (!mill)
        return 3;
    if (newsmill_set(mill, "jobs", "2") == NEWSMILL_OK &&
        newsmill_set(mill, "output", "/dev/null") == NEWSMILL_OK &&
        add(mill, page, sizeof page - 1, "page") && add(mill, lines, sizeof lines - 1, "lines") &&
        add(mill, scrape, sizeof scrape - 1, "scrape") &&
        add(mill, guessed, sizeof guessed - 1, "guessed")) {
        while ((said = newsmill_next(mill, &doc)) == NEWSMILL_OK)
            newsmill_record(doc);
    }
    code = newsmill_exit_code(mill);
    if (code > 1)
        said_why = newsmill_message(mill)[0] && !strchr(newsmill_message(mill), '\n');
    newsmill_free(mill);
    return said_why ? code : NO_MESSAGE;
}

/* How a process ended in which allocation number n was refused: its exit code, or -signal. */
static int try(unsigned long long n)
{
    pid_t child = fork();
    int status;

    if (child == 0) {
        int code;
        alarm(SECONDS);
        atomic_store(&asked, 0);
        atomic_store(&refused_at, n);
        code = scenario();
        _exit(atomic_load(&asked) < n ? UNTOUCHED : code);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        return NO_MESSAGE;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int main(void)
{
    unsigned long long n, bad = 0;

    if (scenario() != 1) { /* one line of the JSON is broken: it must be seen */
        puts("the scenario itself does not end with 1");
        return 1;
    }
    for (n = 1; n < MOST; n++) {
        int how = try(n);
        if (how == UNTOUCHED)
            break;
        if (how < 0 || how > 3) {
            printf("allocation %llu refused: %s %d\n", n, how < 0 ? "signal" : "code", abs(how));
            bad++;
        }
    }
    printf("%llu passed, %llu failed\n", n - 1 - bad, bad);
    return bad || n < 2 || n == MOST;
}
