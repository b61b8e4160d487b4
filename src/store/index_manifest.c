#include "index_manifest.h"

#include <inttypes.h>

#include "rows.h"

#define FORMAT "newsmill-index 2"
enum { MOST_BYTES = 1 << 24, MOST_PARTS = 1 << 16 };

uint64_t index_manifest_covered(const struct index_manifest *manifest)
{
    return manifest->docs - manifest->docs % manifest->segment_docs;
}

/* ---- writing ---- */

bool index_manifest_write(struct arena *arena, const char *dir,
                          const struct index_manifest *manifest, struct fault *fault)
{
    struct index_path path = index_path(dir, INDEX_MANIFEST);
    struct buf out = buf_new(arena, MOST_BYTES);

    buf_str(&out, S(FORMAT "\nmade-with "));
    rows_put_escaped(&out, manifest->made_with);
    buf_printf(&out, "\nsegment-docs %" PRIu64 "\nwindow %" PRIu64 "\nexact-window %" PRIu64 "\n",
               manifest->segment_docs, manifest->windows[INDEX_NEAR],
               manifest->windows[INDEX_EXACT]);
    buf_printf(&out, "docs %" PRIu64 "\nlatest %" PRIi64 "\n", manifest->docs, manifest->latest);
    if (manifest->anew)
        buf_str(&out, S("anew 1\n"));
    for (size_t i = 0; i < manifest->part_count; i++) {
        const struct index_part_facts *facts = &manifest->parts[i];
        buf_printf(&out, "%s %" PRIu64 " %" PRIu64 " %" PRIi64 " %" PRIi64,
                   index_kind_names[facts->kind], facts->first, facts->end, facts->earliest,
                   facts->latest);
        buf_printf(&out, " %" PRIu64 " %" PRIu64 " %016" PRIx64 "\n", facts->hashes, facts->bytes,
                   facts->sum);
    }
    buf_printf(&out, "log %" PRIu64 " %" PRIu64 "\n", index_manifest_covered(manifest),
               manifest->docs);
    rows_put_check(&out);
    if (out.full)
        return fault_set(fault, "%s: too many segments", path.text);
    return disk_replace(path.text, buf_text(&out), fault);
}

/* ---- reading: what agrees with its check was written by us, or by one who means harm ---- */

static bool number(str *rest, unsigned base, uint64_t *value)
{
    str word;

    if (!str_split(rest, ' ', &word) || !word.n)
        return false;
    *value = 0;
    for (size_t i = 0; i < word.n; i++) {
        unsigned c = (unsigned char)word.p[i];
        unsigned digit = c >= 'a' ? c - 'a' + 10 : c - '0';
        if (digit >= base || *value > (UINT64_MAX - digit) / base)
            return false;
        *value = *value * base + digit;
    }
    return true;
}

static bool signed_number(str *rest, int64_t *value)
{
    bool minus = str_starts(*rest, S("-"));
    uint64_t n;

    if (minus)
        *rest = str_from(*rest, 1);
    if (!number(rest, 10, &n))
        return false;
    *value = (int64_t)(minus ? 0 - n : n);
    return true;
}

static bool read_part(struct index_manifest *manifest, str kind, str rest)
{
    struct index_part_facts facts = {.kind = INDEX_NEAR};

    while (facts.kind < INDEX_KINDS && !str_eq(kind, str_of(index_kind_names[facts.kind])))
        facts.kind++;
    if (facts.kind == INDEX_KINDS || manifest->part_count == MOST_PARTS ||
        !number(&rest, 10, &facts.first) || !number(&rest, 10, &facts.end) ||
        !signed_number(&rest, &facts.earliest) || !signed_number(&rest, &facts.latest) ||
        !number(&rest, 10, &facts.hashes) || !number(&rest, 10, &facts.bytes) ||
        !number(&rest, 16, &facts.sum) || facts.first >= facts.end || facts.end > UINT32_MAX)
        return false;
    manifest->parts[manifest->part_count++] = facts;
    return true;
}

static bool read_row(struct arena *arena, struct index_manifest *manifest, str key, str rest)
{
    uint64_t ignored;

    if (str_eq(key, S("made-with")))
        manifest->made_with = rows_unescaped(arena, rest);
    else if (str_eq(key, S("segment-docs")))
        return number(&rest, 10, &manifest->segment_docs);
    else if (str_eq(key, S("window")))
        return number(&rest, 10, &manifest->windows[INDEX_NEAR]);
    else if (str_eq(key, S("exact-window")))
        return number(&rest, 10, &manifest->windows[INDEX_EXACT]);
    else if (str_eq(key, S("docs")))
        return number(&rest, 10, &manifest->docs);
    else if (str_eq(key, S("latest")))
        return signed_number(&rest, &manifest->latest);
    else if (str_eq(key, S("anew")))
        manifest->anew = true;
    else if (str_eq(key, S("log")))
        return number(&rest, 10, &ignored);
    else
        return read_part(manifest, key, rest);
    return true;
}

static size_t count_lines(str text)
{
    size_t n = 0;

    for (str line; str_split(&text, '\n', &line);)
        n++;
    return n;
}

/* Parts of a kind in order, none overlapping, all before the log. */
static bool in_order(const struct index_manifest *manifest)
{
    uint64_t ends[INDEX_KINDS] = {0};

    if (!manifest->segment_docs || manifest->docs > UINT32_MAX)
        return false;
    for (size_t i = 0; i < manifest->part_count; i++) {
        const struct index_part_facts *facts = &manifest->parts[i];
        if (facts->first < ends[facts->kind] || facts->end > index_manifest_covered(manifest))
            return false;
        ends[facts->kind] = facts->end;
    }
    return true;
}

static bool parse(struct arena *arena, str rows, struct index_manifest *manifest)
{
    str line, key;

    if (!str_split(&rows, '\n', &line) || !str_eq(line, S(FORMAT)))
        return false;
    manifest->parts = ARENA_ARRAY(arena, struct index_part_facts, count_lines(rows) + 1);
    while (str_split(&rows, '\n', &line))
        if (line.n && !(str_split(&line, ' ', &key) && read_row(arena, manifest, key, line)))
            return false;
    manifest->windows[INDEX_TOKENS] = manifest->windows[INDEX_NEAR];
    return in_order(manifest);
}

bool index_manifest_read(struct arena *arena, const char *dir, struct index_manifest *manifest,
                         bool *there, struct fault *fault)
{
    struct index_path path = index_path(dir, INDEX_MANIFEST);
    str rows;

    *manifest = (struct index_manifest){.latest = INDEX_UNKNOWN_TIME};
    if (!rows_read(arena, path.text, MOST_BYTES, &rows, fault))
        return false;
    *there = rows.p != NULL;
    return !*there || parse(arena, rows, manifest) ||
           fault_set(fault,
                     "%s: is of another version of newsmill, or damaged; 'newsmill index rebuild' "
                     "makes the index anew",
                     path.text);
}
