#include "members.h"

#include "../base/json.h"

enum {
    ESCAPED = 2, /* bytes of JSON for one of a page, at most */
    MEMORY = 8,  /* for one byte of a page: a copy, its JSON, and the value read from it */
    LEAST_MEMORY = 1 << 20,
};

void members_put(struct buf *out, str name, str text)
{
    buf_char(out, out->n ? ',' : '{');
    json_put(out, name);
    buf_char(out, ':');
    json_put(out, text);
}

static void fill(struct arena *memory, struct doc *doc, const struct text_list *renames,
                 size_t page_bytes, members_write *write, void *with)
{
    struct buf out = buf_new(memory, page_bytes * ESCAPED + LEAST_MEMORY);
    const struct json *object;
    bool repaired;

    write(&out, with);
    buf_char(&out, out.n ? '}' : ' ');
    object = out.full ? NULL : json_read(memory, buf_text(&out), &repaired, NULL, NULL);
    if (out.full)
        doc_fail(doc, WHY_TOO_LARGE, "is larger than --page-bytes");
    else if (!object || !jsonl_fill(doc, object, renames, page_bytes, NULL))
        doc_fail(doc, WHY_BAD_ROW, "line %llu: has no html, text, content ...: see --field",
                 (unsigned long long)doc->line);
}

bool members_fill(struct arena *memory, struct doc *doc, const struct text_list *renames,
                  size_t page_bytes, members_write *write, void *with)
{
    jmp_buf way_out;

    memory->ceiling = page_bytes * MEMORY + LEAST_MEMORY;
    memory->escape = &way_out;
    switch (setjmp(way_out)) {
    case 0:
        fill(memory, doc, renames, page_bytes, write, with);
        break;
    case ARENA_CEILING:
        doc_fail(doc, WHY_TOO_LARGE, "is larger than --page-bytes");
        break;
    default:
        arena_reset(memory);
        return false;
    }
    memory->ceiling = 0;
    arena_reset(memory);
    return true;
}
