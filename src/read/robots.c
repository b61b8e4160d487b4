#include "robots.h"

enum {
    LINE_BYTES = 2083 * 8, /* Google's: what a line has beyond is left out */
    SECOND = 1000,
    DAY = 86400,
    DELAY_DIGITS = 6,
};

enum key { KEY_OTHER, KEY_AGENT, KEY_ALLOW, KEY_DISALLOW, KEY_SITEMAP, KEY_DELAY, KEY_RATE };

/* A key counts when it begins with one of these. */
static const struct {
    const char *start;
    enum key key;
} keys[] = {
    {"user-agent", KEY_AGENT},  {"useragent", KEY_AGENT},   {"user agent", KEY_AGENT},
    {"allow", KEY_ALLOW},       {"disallow", KEY_DISALLOW}, {"dissallow", KEY_DISALLOW},
    {"dissalow", KEY_DISALLOW}, {"disalow", KEY_DISALLOW},  {"diasllow", KEY_DISALLOW},
    {"disallaw", KEY_DISALLOW}, {"sitemap", KEY_SITEMAP},   {"site-map", KEY_SITEMAP},
    {"crawl-delay", KEY_DELAY}, {"crawldelay", KEY_DELAY},  {"request-rate", KEY_RATE},
};

/* What the groups of one kind say: those that name the crawler, or those of `*`. */
struct group {
    struct robots_rule *rules;
    size_t count, room;
    bool seen; /* the lines being read belong to such a group */
    bool has_delay;
    uint64_t delay;
};

struct reading {
    struct arena *arena;
    struct robots *robots;
    str product;
    size_t sitemap_room;
    struct group named, global;
    bool separated; /* a rule was read: the next User-agent begins a new group */
};

static enum key key_of(str name)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_starts_nocase(name, str_of(keys[i].start)))
            return keys[i].key;
    return KEY_OTHER;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "key: value", or "key value" when there are just these two words. */
static bool split_line(str line, str *name, str *value)
{
    size_t at = str_find_char(line, '#');

    line = str_trim(str_slice(line, 0, at));
    at = str_find_char(line, ':');
    if (at == SIZE_MAX) {
        for (at = 0; at < line.n && !is_blank(line.p[at]);)
            at++;
        *value = str_trim(str_from(line, at));
        for (size_t i = 0; i < value->n; i++)
            if (is_blank(value->p[i]))
                return false;
        if (!value->n)
            return false;
    } else {
        *value = str_trim(str_from(line, at + 1));
    }
    *name = str_trim(str_slice(line, 0, at));
    return name->n > 0;
}

/* Hex digits of percent signs in upper case; bytes above ASCII become percent signs. */
static str escaped(struct arena *arena, str path)
{
    struct buf out = buf_new(arena, 3 * path.n);

    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (c == '%' && i + 2 < path.n && hex_digit(path.p[i + 1]) >= 0 &&
            hex_digit(path.p[i + 2]) >= 0) {
            for (size_t j = 0; j < 3; j++) {
                char digit = path.p[i + j];
                buf_char(&out, digit >= 'a' ? (char)(digit - 'a' + 'A') : digit);
            }
            i += 2;
        } else if (c >= 0x80) {
            buf_percent(&out, c);
        } else {
            buf_char(&out, (char)c);
        }
    }
    return buf_text(&out);
}

static void add_rule(struct reading *reading, struct group *group, struct robots_rule rule)
{
    if (group->count == ROBOTS_RULES) {
        reading->robots->cut = true;
        return;
    }
    if (group->count == group->room) {
        size_t old = group->room * sizeof rule;
        group->room = group->room ? 2 * group->room : 16;
        group->rules = arena_grow(reading->arena, group->rules, old, group->room * sizeof rule);
    }
    group->rules[group->count++] = rule;
}

/* A group that names the crawler takes its lines alone, though it be one with `*`. */
static void rule_line(struct reading *reading, bool allow, str value)
{
    struct group *group = reading->named.seen ? &reading->named : &reading->global;
    struct robots_rule rule = {{NULL, 0}, allow};
    size_t slash = value.n;

    if (!group->seen)
        return;
    reading->separated = true;
    if (!value.n)
        return;
    rule.path = escaped(reading->arena, value);
    add_rule(reading, group, rule);
    /* Google's: who allows /index.html allows the folder. */
    while (allow && slash > 0 && value.p[slash - 1] != '/')
        slash--;
    if (allow && slash > 0 && str_starts(str_from(value, slash - 1), S("/index.htm"))) {
        str folder = escaped(reading->arena, str_slice(value, 0, slash));
        rule.path = str_printf(reading->arena, "%.*s$", (int)folder.n, folder.p);
        add_rule(reading, group, rule);
    }
}

static size_t product_length(str value)
{
    size_t n = 0;

    while (n < value.n && (is_ascii_letter(value.p[n]) || value.p[n] == '-' || value.p[n] == '_'))
        n++;
    return n;
}

static void agent_line(struct reading *reading, str value)
{
    if (reading->separated)
        reading->named.seen = reading->global.seen = reading->separated = false;
    if (value.n && value.p[0] == '*' && (value.n == 1 || is_space((unsigned char)value.p[1])))
        reading->global.seen = true;
    else if (value.n && str_eq_nocase(str_slice(value, 0, product_length(value)), reading->product))
        reading->named.seen = reading->robots->named = true;
}

/* "1.5" as thousandths; false when it begins with no number. *rest is what stands behind it. */
static bool thousandths(str s, uint64_t *number, str *rest)
{
    size_t i = 0, digits = 0;
    uint64_t value = 0;

    for (; i < s.n && is_ascii_digit(s.p[i]); i++)
        if (digits++ < DELAY_DIGITS)
            value = value * 10 + (uint64_t)(s.p[i] - '0');
    if (!digits)
        return false;
    value *= SECOND;
    if (i < s.n && s.p[i] == '.') {
        uint64_t unit = SECOND;
        for (i++; i < s.n && is_ascii_digit(s.p[i]); i++)
            value += (unit /= 10) * (uint64_t)(s.p[i] - '0');
    }
    *number = digits > DELAY_DIGITS ? (uint64_t)DAY * SECOND : value;
    *rest = str_from(s, i);
    return true;
}

/* "Crawl-delay: 1.5" is seconds; "Request-rate: 2/1m" is two documents a minute. */
static void delay_line(struct reading *reading, enum key key, str value)
{
    struct group *group = reading->named.seen ? &reading->named : &reading->global;
    uint64_t delay, documents;
    str rest;

    if (!group->seen || !thousandths(value, &delay, &rest))
        return;
    if (key == KEY_RATE) {
        documents = delay;
        if (!documents || !rest.n || rest.p[0] != '/' ||
            !thousandths(str_from(rest, 1), &delay, &rest))
            return;
        delay *= rest.n && (rest.p[0] | 32) == 'm'   ? 60
                 : rest.n && (rest.p[0] | 32) == 'h' ? 3600
                                                     : 1;
        delay = delay * SECOND / documents;
    }
    delay = delay > (uint64_t)DAY * SECOND ? (uint64_t)DAY * SECOND : delay;
    if (!group->has_delay || delay > group->delay)
        group->delay = delay;
    group->has_delay = true;
}

static void sitemap_line(struct reading *reading, str value)
{
    struct robots *robots = reading->robots;

    if (!value.n)
        return;
    if (robots->sitemap_count == ROBOTS_SITEMAPS) {
        robots->cut = true;
        return;
    }
    if (robots->sitemap_count == reading->sitemap_room) {
        size_t old = reading->sitemap_room * sizeof value;
        reading->sitemap_room = reading->sitemap_room ? 2 * reading->sitemap_room : 8;
        robots->sitemaps =
            arena_grow(reading->arena, robots->sitemaps, old, reading->sitemap_room * sizeof value);
    }
    robots->sitemaps[robots->sitemap_count++] = str_dup(reading->arena, value);
}

static void read_line(struct reading *reading, str line)
{
    str name, value;
    enum key key;

    if (!split_line(str_slice(line, 0, LINE_BYTES), &name, &value))
        return;
    key = key_of(name);
    if (key == KEY_AGENT)
        agent_line(reading, value);
    else if (key == KEY_ALLOW || key == KEY_DISALLOW)
        rule_line(reading, key == KEY_ALLOW, value);
    else if (key == KEY_SITEMAP)
        sitemap_line(reading, value);
    else if (key == KEY_DELAY || key == KEY_RATE)
        delay_line(reading, key, value);
}

/* A byte order mark, or what is left of one, is passed over. */
static str without_mark(str bytes)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t n = 0;

    while (n < 3 && n < bytes.n && bytes.p[n] == mark[n])
        n++;
    return str_from(bytes, n);
}

void robots_read(struct arena *arena, str bytes, str product, struct robots *robots)
{
    struct reading reading = {.arena = arena, .robots = robots, .product = product};
    const struct group *group = &reading.global;

    *robots = (struct robots){.cut = bytes.n > ROBOTS_BYTES};
    bytes = without_mark(str_slice(bytes, 0, ROBOTS_BYTES));
    for (size_t from = 0, at = 0; at <= bytes.n; at++)
        if (at == bytes.n || bytes.p[at] == '\n' || bytes.p[at] == '\r') {
            read_line(&reading, str_slice(bytes, from, at));
            from = at + 1;
        }
    if (robots->named)
        group = &reading.named;
    robots->rules = group->rules;
    robots->rule_count = group->count;
    robots->has_delay = group->has_delay;
    robots->delay = group->delay;
}

static size_t first_of_path(str url, size_t at)
{
    while (at < url.n && url.p[at] != '/' && url.p[at] != '?' && url.p[at] != ';')
        at++;
    return at;
}

/* Path, parameters and query of a URL, without its fragment; "/" when there is none. */
static str path_of(struct arena *scratch, str url)
{
    size_t from = str_starts(url, S("//")) ? 2 : 0, early = first_of_path(url, from);
    size_t scheme = str_find(str_from(url, from), S("://")), hash, start;

    scheme = scheme == SIZE_MAX || early < scheme + from ? from : scheme + from + 3;
    start = first_of_path(url, scheme);
    hash = str_find_char(url, '#');
    if (start >= url.n || hash < start)
        return S("/");
    url = str_slice(url, start, hash);
    return url.p[0] == '/' ? url : str_printf(scratch, "/%.*s", (int)url.n, url.p);
}

/* Each part between two stars is looked for behind the one before it; the earliest place is as good
 * as any, but for the last part of a rule that ends with `$`. */
static bool matches(str path, str rule)
{
    bool anchored = rule.n && rule.p[rule.n - 1] == '$', first = true;
    size_t at = 0, found;
    str part;

    if (anchored)
        rule.n--;
    for (bool last = false; !last; first = false) {
        size_t star = str_find_char(rule, '*');
        last = star == SIZE_MAX;
        part = str_slice(rule, 0, star);
        rule = last ? (str){NULL, 0} : str_from(rule, star + 1);
        if (first) {
            if (!str_starts(path, part) || (last && anchored && path.n != part.n))
                return false;
            found = 0;
        } else if (last && anchored) {
            return path.n - at >= part.n && str_ends(path, part);
        } else {
            found = str_find(str_from(path, at), part);
            if (found == SIZE_MAX)
                return false;
        }
        at += found + part.n;
    }
    return true;
}

/* As `escaped` does for a rule, but a byte above ASCII stays: it is no URL that could be asked. */
static str upper_hex(struct arena *scratch, str path)
{
    char *p = str_zero_ended(scratch, path);

    for (size_t i = 0; i + 2 < path.n; i++)
        for (size_t j = 1;
             p[i] == '%' && hex_digit(p[i + 1]) >= 0 && hex_digit(p[i + 2]) >= 0 && j < 3; j++)
            if (p[i + j] >= 'a')
                p[i + j] = (char)(p[i + j] - 'a' + 'A');
    return (str){p, path.n};
}

bool robots_allows(struct arena *scratch, const struct robots *robots, str url)
{
    str path = upper_hex(scratch, path_of(scratch, url));
    size_t longest = 0;
    bool allow = true;

    for (size_t i = 0; i < robots->rule_count; i++) {
        const struct robots_rule *rule = &robots->rules[i];
        if (rule->path.n < longest || (rule->path.n == longest && !rule->allow) ||
            !matches(path, rule->path))
            continue;
        longest = rule->path.n;
        allow = rule->allow;
    }
    return allow;
}
