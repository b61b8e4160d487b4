/* fetch_add: how URLs come into the queue: by name, from lists, from feeds, from the last run. */
#include <stdlib.h>

#include "../base/url.h"
#include "../base/url_canonical.h"
#include "fetch_parts.h"
#include "in.h"

enum { LINE_MOST = 8192, HOUR = 3600 };

/* "http://user@host/" without "user@": credentials are nobody's to give to a crawler. */
static str without_user(struct arena *arena, str url)
{
    size_t from = str_find(url, S("://")) + 3, end = from, at;

    while (end < url.n && url.p[end] != '/' && url.p[end] != '?')
        end++;
    for (at = end; at > from && url.p[at - 1] != '@';)
        at--;
    if (at == from)
        return url;
    return str_printf(arena, "%.*s%.*s", (int)from, url.p, (int)(url.n - at), url.p + at);
}

str fetch_clean_url(struct arena *arena, str base, str url)
{
    str resolved = url_resolve(arena, base, url);
    size_t fragment = str_find_char(resolved, '#');

    if (!resolved.n || resolved.n > LINE_MOST)
        return (str){NULL, 0};
    if (fragment != SIZE_MAX)
        resolved = str_slice(resolved, 0, fragment);
    return without_user(arena, resolved);
}

bool fetch_enqueue(struct fetch *fetch, struct job *job, bool in_front)
{
    bool new_host;

    job->origin = queue_origin(&fetch->queue, &fetch->scratch, str_of(job->url), &new_host);
    if (!job->origin) {
        job_free(job);
        return fetch_fail(fetch, "out of memory");
    }
    if (new_host && !fetch_meet_host(fetch, job->origin->host)) {
        job_free(job);
        return false;
    }
    return queue_put(&fetch->queue, job, in_front) || fetch_fail(fetch, "out of memory");
}

static bool put_job(struct fetch *fetch, const struct fetch_pending *pending)
{
    struct job *job = job_new(pending->key, pending->url, pending->via, pending->feed);

    if (!job)
        return fetch_fail(fetch, "out of memory");
    job->depth = pending->depth;
    job->lists = pending->lists;
    job->tries = pending->tries;
    job->must_list = pending->must_list;
    return fetch_enqueue(fetch, job, false);
}

static bool take_pending(void *with, const struct fetch_pending *pending)
{
    return put_job(with, pending);
}

bool fetch_load_pending(struct fetch *fetch)
{
    return fetch_kept(fetch, fetch_state_each_pending(fetch->state, take_pending, fetch)) &&
           !fetch->broken;
}

/* Says at once what became of a URL that need not be asked for. */
static bool end_unasked(struct fetch *fetch, const struct wish *wish, str url, enum reason why,
                        const char *detail)
{
    struct job *job = job_new((str){NULL, 0}, url, wish->via, (str){NULL, 0});

    if (!job)
        return fetch_fail(fetch, "out of memory");
    return fetch_end(fetch, job, why, detail, NULL);
}

/* Is it too early to ask again? What is asked for by name is asked, and so are sitemaps, but not
 * before a feed's own time; a page that a list names is not asked again for --again hours unless it
 * changed. */
static const char *too_early(const struct fetch *fetch, const struct wish *wish,
                             const struct fetch_page *page)
{
    int64_t now = fetch_today();

    if (page->due > now)
        return "it said when it will change";
    if (wish->depth && !wish->lists && page->stored &&
        now - page->stored < (int64_t)fetch->config.again * HOUR && wish->changed <= page->stored)
        return "it was fetched a short time ago";
    return NULL;
}

/* Has the run an outcome for it, or does it have none to give? */
static bool is_settled(struct fetch *fetch, const struct wish *wish, str url, str key,
                       bool *settled)
{
    struct fetch_page page;
    const char *early;
    bool found;

    *settled = true;
    if (!fetch_kept(fetch, fetch_state_has_row(fetch->state, url, &found)))
        return false;
    if (found)
        return true;
    if (!key.n)
        return end_unasked(fetch, wish, url, WHY_BAD_ADDRESS, "");
    if (!fetch_kept(fetch, fetch_state_page(fetch->state, &fetch->scratch, key, &page, &found)))
        return false;
    if (found && page.run == fetch->mark.run)
        return end_unasked(fetch, wish, url, WHY_SAME_PAGE, "");
    early = found ? too_early(fetch, wish, &page) : NULL;
    if (early)
        return end_unasked(fetch, wish, url, WHY_NOT_MODIFIED, early);
    *settled = false;
    return true;
}

bool fetch_wish(struct fetch *fetch, const struct wish *wish)
{
    str url = fetch_clean_url(&fetch->scratch, (str){NULL, 0}, wish->url);
    str key = url_canonical(&fetch->scratch, url);
    struct fetch_pending pending = {key,         url,         wish->via, wish->feed,
                                    wish->depth, wish->lists, 0,         wish->must_list};
    bool settled, added;

    if (!url.n)
        url = str_slice(str_trim(wish->url), 0, LINE_MOST);
    if (!is_settled(fetch, wish, url, key, &settled))
        return false;
    if (settled)
        return true;
    if (!fetch_kept(fetch, fetch_state_put_pending(fetch->state, &pending, &added)))
        return false;
    if (added)
        return put_job(fetch, &pending);
    return true;
}

/* ---- by name ---- */

static bool add_lines(struct fetch *fetch, const char *path, struct in *in)
{
    size_t n;
    const uint8_t *p;

    while (p = in_peek(in, LINE_MOST, &n), n) {
        str line = str_slice((str){(const char *)p, n}, 0, LINE_MOST);
        size_t end = str_find_char(line, '\n');
        size_t used = end == SIZE_MAX ? line.n : end + 1;
        struct wish wish = {.via = str_of(path), .lists = FETCH_LISTS};

        wish.url = str_dup(&fetch->scratch, str_trim(str_slice(line, 0, used)));
        in_skip(in, used);
        if (wish.url.n && wish.url.p[0] != '#' && !fetch_wish(fetch, &wish))
            return false;
        arena_reset(&fetch->scratch);
    }
    if (in_state(in) == IN_DAMAGED)
        return fetch_fail(fetch, "%s: is damaged", path);
    return true;
}

/* Other schemes too: they are told so, not looked for as files. */
static bool is_url(str name)
{
    return str_find(name, S("://")) != SIZE_MAX;
}

bool fetch_add(struct fetch *fetch, const char *name, bool feed)
{
    struct wish wish = {.url = str_of(name), .lists = FETCH_LISTS, .must_list = feed};
    const char *error;
    struct in *in;
    bool done;

    if (fetch->broken)
        return false;
    if (setjmp(fetch->way_out))
        return fetch_fail(fetch, "out of memory");
    if (is_url(wish.url))
        return fetch_wish(fetch, &wish);
    in = in_open(name, NULL, &error);
    if (!in)
        return error ? fetch_fail(fetch, "%s: %s", name, error)
                     : fetch_fail(fetch, "out of memory");
    *arena_own(&fetch->memory, (void (*)(void *))in_close) = in;
    done = add_lines(fetch, name, in);
    return done;
}
