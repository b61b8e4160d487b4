#include "inputs_ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "read/in.h"

enum { SHOWN = 1 << 20 }; /* bytes of a file, after decompression: nearly all pages have fewer */

enum state { TOLD, OPENING, OPEN };

struct file {
    char *path;
    enum state state;
    struct stat was; /* before it was opened */
    struct in *in;   /* NULL: it could not be opened */
};

struct inputs_ahead {
    const struct in_limits *limits;
    struct file *files; /* in the order in which they come */
    size_t count, most;
    pthread_mutex_t lock;
    pthread_cond_t opened;
};

struct inputs_ahead *inputs_ahead_new(size_t most, const struct in_limits *limits)
{
    struct inputs_ahead *ahead = calloc(1, sizeof *ahead);

    if (!ahead)
        return NULL;
    ahead->limits = limits;
    ahead->most = most;
    ahead->files = calloc(most, sizeof *ahead->files);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->opened, NULL);
    if (ahead->files)
        return ahead;
    inputs_ahead_free(ahead);
    return NULL;
}

static void let_go(struct file *file)
{
    free(file->path);
    in_close(file->in);
}

void inputs_ahead_free(struct inputs_ahead *ahead)
{
    if (!ahead)
        return;
    for (size_t i = 0; i < ahead->count; i++)
        let_go(&ahead->files[i]);
    pthread_mutex_destroy(&ahead->lock);
    pthread_cond_destroy(&ahead->opened);
    free(ahead->files);
    free(ahead);
}

static struct file *find(const struct inputs_ahead *ahead, const char *path)
{
    for (size_t i = 0; i < ahead->count; i++)
        if (!strcmp(ahead->files[i].path, path))
            return &ahead->files[i];
    return NULL;
}

static bool wants(const struct inputs_ahead *ahead, const char *path)
{
    return ahead->count < ahead->most && !find(ahead, path);
}

bool inputs_ahead_wants(struct inputs_ahead *ahead, const char *path)
{
    bool wanted;

    pthread_mutex_lock(&ahead->lock);
    wanted = wants(ahead, path);
    pthread_mutex_unlock(&ahead->lock);
    return wanted;
}

void inputs_ahead_tell(struct inputs_ahead *ahead, const char *path)
{
    char *copy;

    pthread_mutex_lock(&ahead->lock);
    if (wants(ahead, path) && (copy = strdup(path)))
        ahead->files[ahead->count++] = (struct file){.path = copy, .state = TOLD};
    pthread_mutex_unlock(&ahead->lock);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* The oldest leaves; it is no longer being opened then. */
static struct file leave(struct inputs_ahead *ahead)
{
    struct file file;

    while (ahead->files[0].state == OPENING)
        pthread_cond_wait(&ahead->opened, &ahead->lock);
    file = ahead->files[0];
    memmove(ahead->files, ahead->files + 1, --ahead->count * sizeof file);
    return file;
}

struct in *inputs_ahead_take(struct inputs_ahead *ahead, const char *path)
{
    struct file file;
    struct stat is;
    bool found;

    pthread_mutex_lock(&ahead->lock);
    if (!find(ahead, path)) {
        pthread_mutex_unlock(&ahead->lock);
        return NULL;
    }
    do {
        file = leave(ahead);
        found = !strcmp(file.path, path);
        if (!found)
            let_go(&file);
    } while (!found);
    pthread_mutex_unlock(&ahead->lock);
    free(file.path);
    if (file.in && !stat(path, &is) && is_same(&is, &file.was))
        return file.in;
    in_close(file.in);
    return NULL;
}

/* Only files: to open a pipe means something to who writes into it. */
static struct in *open_file(const char *path, const struct in_limits *limits, struct stat *was)
{
    const char *error;
    struct in *in;
    size_t shown;

    if (stat(path, was) || !S_ISREG(was->st_mode))
        return NULL;
    in = in_open(path, limits, &error);
    if (in)
        in_peek(in, SHOWN, &shown);
    return in;
}

bool inputs_ahead_work(struct inputs_ahead *ahead)
{
    struct file *file = NULL, opening;

    pthread_mutex_lock(&ahead->lock);
    for (size_t i = 0; !file && i < ahead->count; i++)
        if (ahead->files[i].state == TOLD)
            file = &ahead->files[i];
    if (file) {
        file->state = OPENING;
        opening = *file;
        pthread_mutex_unlock(&ahead->lock);
        opening.in = open_file(opening.path, ahead->limits, &opening.was);
        opening.state = OPEN;
        pthread_mutex_lock(&ahead->lock);
        *find(ahead, opening.path) = opening; /* others may have left before it */
        pthread_cond_signal(&ahead->opened);
    }
    pthread_mutex_unlock(&ahead->lock);
    return file != NULL;
}
