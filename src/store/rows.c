#include "rows.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/hash.h"

#define CHECK "check "
enum { CHECK_DIGITS = 16, CHECK_LENGTH = sizeof CHECK - 1 + CHECK_DIGITS + 1 };

void rows_put_escaped(struct buf *out, str bytes)
{
    size_t from = 0;

    for (size_t i = 0; i < bytes.n; i++) {
        char c = bytes.p[i], letter = c == '\n' ? 'n' : c == '\\' ? '\\' : '0';
        if (c != '\n' && c != '\\' && c)
            continue;
        buf_put(out, bytes.p + from, i - from);
        buf_char(out, '\\');
        buf_char(out, letter);
        from = i + 1;
    }
    buf_str(out, str_from(bytes, from));
}

str rows_unescaped(struct arena *arena, str text)
{
    char *p = arena_alloc(arena, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\\' && i + 1 < text.n) {
            c = text.p[++i];
            c = c == 'n' ? '\n' : c == '0' ? '\0' : c;
        }
        p[n++] = c;
    }
    p[n] = '\0';
    return (str){p, n};
}

void rows_put_check(struct buf *out)
{
    uint64_t check = hash64(buf_text(out));

    buf_printf(out, CHECK "%016llx\n", (unsigned long long)check);
}

/* The rows in front of the check that they agree with. */
static bool checked(struct arena *arena, str *text)
{
    str rows = str_slice(*text, 0, text->n < CHECK_LENGTH ? 0 : text->n - CHECK_LENGTH);
    struct buf check = buf_new(arena, CHECK_LENGTH + 1);

    buf_printf(&check, CHECK "%016llx\n", (unsigned long long)hash64(rows));
    if (!str_eq(buf_text(&check), str_from(*text, rows.n)))
        return false;
    *text = rows;
    return true;
}

static bool read_all(int fd, struct arena *arena, const char *path, size_t most, str *text,
                     struct fault *fault)
{
    struct stat st;
    char *p;

    if (fstat(fd, &st) != 0)
        return fault_set(fault, "%s: %s", path, strerror(errno));
    if ((uint64_t)st.st_size > most)
        return fault_set(fault, "%s: is larger than %zu bytes", path, most);
    p = arena_alloc(arena, (size_t)st.st_size + 1);
    *text = (str){p, (size_t)st.st_size};
    return disk_read_at(fd, path, p, text->n, 0, fault);
}

static void close_descriptor(void *fd)
{
    close((int)(intptr_t)fd - 1);
}

bool rows_look(struct arena *arena, const char *path, size_t most, str *rows, bool *sound,
               struct fault *fault)
{
    void **owned = arena_own(arena, close_descriptor); /* the arena may leave; fd 0 counts too */
    bool done;
    int fd;

    *sound = true;
    *rows = (str){NULL, 0};
    do
        fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return errno == ENOENT || fault_set(fault, "%s: %s", path, strerror(errno));
    *owned = (void *)(intptr_t)(fd + 1);
    done = read_all(fd, arena, path, most, rows, fault);
    *owned = NULL;
    close(fd);
    *sound = done && checked(arena, rows);
    return done;
}

bool rows_read(struct arena *arena, const char *path, size_t most, str *rows, struct fault *fault)
{
    bool sound;

    if (!rows_look(arena, path, most, rows, &sound, fault))
        return false;
    return sound || fault_set(fault, "%s: is damaged: its check fails", path);
}
