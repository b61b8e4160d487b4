#include "archive_manifest.h"

#include <limits.h>
#include <stdio.h>

#include "archive.h"
#include "rows.h"
#include "scratch.h"

static const size_t most_bytes = (size_t)1 << 28;

/* The first two words of a row, which say what it is of, and a space. */
static str subject(str row)
{
    size_t first = str_find_char(row, ' ');
    size_t second = first == SIZE_MAX ? first : str_find_char(str_from(row, first + 1), ' ');

    return second == SIZE_MAX ? row : str_slice(row, 0, first + second + 2);
}

static bool has_row(str rows, str of)
{
    str row;

    while (rows.n && str_split(&rows, '\n', &row))
        if (str_starts(row, of))
            return true;
    return false;
}

/* A shard is renamed once: where its .part is gone it was done before. */
static bool give_name(const char *folder, str path, struct fault *fault)
{
    char whole[PATH_MAX], part[PATH_MAX];
    int n = snprintf(part, sizeof part, "%s/%.*s" ARCHIVE_PART, folder, (int)path.n, path.p);

    if (n < 0 || (size_t)n >= sizeof part)
        return fault_set(fault, "%s: the name is too long", folder);
    snprintf(whole, sizeof whole, "%s/%.*s", folder, (int)path.n, path.p);
    if (disk_is_there(part) && disk_is_there(whole))
        return fault_set(fault, "%s: is there already: the state is older than the archive", whole);
    if (disk_is_there(part))
        return disk_rename(part, whole, fault) && disk_sync_folder_of(whole, fault);
    return disk_is_there(whole) || fault_set(fault, "%s: is gone, but was committed", whole);
}

/* Those that the manifest does not know yet. */
static bool add_rows(const char *folder, str rows, str known, struct buf *out, struct fault *fault)
{
    str row;

    while (rows.n && str_split(&rows, '\n', &row)) {
        str of = subject(row);
        if (str_starts(of, S("shard ")) &&
            !give_name(folder, str_slice(of, S("shard ").n, of.n - 1), fault))
            return false;
        if (has_row(known, of))
            continue;
        buf_str(out, row);
        buf_char(out, '\n');
    }
    return true;
}

struct settling {
    const char *folder;
    str rows, run;
};

static bool settle(void *context, struct arena *scratch, struct fault *fault)
{
    const struct settling *what = context;
    const char *path = str_printf(scratch, "%s/" ARCHIVE_MANIFEST, what->folder).p;
    struct buf out = buf_new(scratch, most_bytes);
    size_t before;
    str known;

    if (!rows_read(scratch, path, most_bytes, &known, fault))
        return false;
    buf_str(&out, known.n ? known : S(ARCHIVE_HEAD));
    before = out.n;
    if (!add_rows(what->folder, what->rows, known, &out, fault) ||
        !add_rows(what->folder, what->run, known, &out, fault))
        return false;
    if (out.n == before && !out.full)
        return true;
    rows_put_check(&out);
    if (out.full)
        return fault_set(fault, "%s: would be larger than %zu bytes", path, most_bytes);
    return disk_replace(path, buf_text(&out), fault);
}

bool archive_settle(const char *folder, str rows, str run, struct fault *fault)
{
    struct settling what = {folder, rows, run};

    return (!rows.n && !run.n) || scratch_do(settle, &what, fault);
}
