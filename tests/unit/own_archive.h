/* own_archive: a small archive made by hand, by docs/archive.md. */
#ifndef NEWSMILL_TESTS_OWN_ARCHIVE_H
#define NEWSMILL_TESTS_OWN_ARCHIVE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/hash.h"

enum { OWN_RECORDS = 4, OWN_MEMBERS = 3, OWN_PATH = 256, OWN_SIZE = 1 << 16 };

struct own_archive {
    char folder[64], shard[OWN_PATH], index[OWN_PATH], manifest[OWN_PATH];
    unsigned char bytes[OWN_SIZE]; /* of the shard */
    size_t n, ends[OWN_MEMBERS];
    size_t plain;
};

/* Record number i of member m. */
static void own_record(char *line, size_t room, int m, int i)
{
    snprintf(line, room,
             "{\"id\":\"%d-%d\",\"site\":\"%s\",\"fetched\":null,\"title\":\"A \\\"quay\\\" %d\","
             "\"authors\":[\"Ada Moss\",\"Bo\"],\"published\":\"2026-0%d-11T08:00:00Z\",\"lang\":"
             "\"en\",\"text\":\"The lamps were lit.\\n\\n- one\\n- two\",\"words\":6,\"removed\":"
             "{\"cookie\":{\"blocks\":1,\"spans\":2,\"words\":7}}}\n",
             m, i, i % 2 ? "quay.example" : "mill.example", i, m + 1);
}

static size_t own_member(const char *text, size_t n, unsigned char *to, size_t room)
{
    gz_header header = {.os = 255};
    z_stream z = {0};
    size_t made;

    deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
    deflateSetHeader(&z, &header);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (uInt)n;
    z.next_out = to;
    z.avail_out = (uInt)room;
    deflate(&z, Z_FINISH);
    made = room - z.avail_out;
    deflateEnd(&z);
    return made;
}

static void own_write(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");

    fwrite(p, 1, n, f);
    fclose(f);
}

static void own_write_manifest(const struct own_archive *own)
{
    char text[1024], sha[SHA256_HEX + 1];

    sha256_hex((str){(const char *)own->bytes, own->n}, sha);
    snprintf(text, sizeof text,
             "newsmill-archive 1\nshard 2026/11/22/newsmill-000001-00000.jsonl.gz bytes %zu plain "
             "%zu members %d records %d sha256 %s\nrun 000001 date 2026-11-22 version 0.1.0 works "
             "0 options 0 read 14 kept 12 duplicate 0 rejected 1 failed 1\n",
             own->n, own->plain, OWN_MEMBERS, OWN_MEMBERS * OWN_RECORDS, sha);
    snprintf(text + strlen(text), sizeof text - strlen(text), "check %016llx\n",
             (unsigned long long)hash64(str_of(text)));
    own_write(own->manifest, text, strlen(text));
}

/* A folder of one shard of three members; without its index. */
static void own_make(struct own_archive *own)
{
    char text[OWN_RECORDS * 512] = "";

    memset(own, 0, sizeof *own);
    snprintf(own->folder, sizeof own->folder, "/tmp/newsmill-archive-XXXXXX");
    if (!mkdtemp(own->folder))
        exit(99);
    for (int m = 0; m < OWN_MEMBERS; m++) {
        size_t n = 0;
        for (int i = 0; i < OWN_RECORDS; i++) {
            own_record(text + n, sizeof text - n, m, i);
            n += strlen(text + n);
        }
        own->n += own_member(text, n, own->bytes + own->n, OWN_SIZE - own->n);
        own->ends[m] = own->n;
        own->plain += n;
    }
    snprintf(own->shard, OWN_PATH, "%s/2026", own->folder);
    mkdir(own->shard, 0777);
    snprintf(own->shard, OWN_PATH, "%s/2026/11", own->folder);
    mkdir(own->shard, 0777);
    snprintf(own->shard, OWN_PATH, "%s/2026/11/22", own->folder);
    mkdir(own->shard, 0777);
    snprintf(own->shard, OWN_PATH, "%s/2026/11/22/newsmill-000001-00000.jsonl.gz", own->folder);
    snprintf(own->index, OWN_PATH, "%s/2026/11/22/newsmill-000001-00000.jsonl.gz.idx", own->folder);
    snprintf(own->manifest, OWN_PATH, "%s/MANIFEST", own->folder);
    own_write(own->shard, own->bytes, own->n);
    own_write_manifest(own);
}

static void own_remove(const struct own_archive *own)
{
    char path[OWN_PATH];

    remove(own->shard);
    remove(own->index);
    remove(own->manifest);
    snprintf(path, sizeof path, "%s/2026/11/22", own->folder);
    remove(path);
    snprintf(path, sizeof path, "%s/2026/11", own->folder);
    remove(path);
    snprintf(path, sizeof path, "%s/2026", own->folder);
    remove(path);
    remove(own->folder);
}

#endif
