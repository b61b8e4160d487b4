/* own_archive: a small archive made by hand, by docs/archive.md: of JSON lines or WARC records,
 * compressed by gzip or zstd. */
#ifndef NEWSMILL_TESTS_OWN_ARCHIVE_H
#define NEWSMILL_TESTS_OWN_ARCHIVE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/pack.h"

enum {
    OWN_RECORDS = 4, /* of a member of JSON lines */
    OWN_GROUPS = 3,
    OWN_LINES = OWN_GROUPS * OWN_RECORDS,
    OWN_MEMBERS = OWN_LINES + 1,
    OWN_PATH = 256,
    OWN_SIZE = 1 << 16,
};

struct own_kind {
    const char *ending;
    enum pack_form form;
    bool warc;
};

struct own_archive {
    struct own_kind kind;
    char folder[64], name[64], shard[OWN_PATH], index[OWN_PATH], manifest[OWN_PATH];
    unsigned char bytes[OWN_SIZE]; /* of the shard */
    size_t n, plain, members, ends[OWN_MEMBERS];
    unsigned holds[OWN_MEMBERS]; /* a bit for each record */
};

/* Record number i of group m. What stands around its text is its head. */
static void own_record(char *line, size_t room, int m, int i, bool head)
{
    snprintf(
        line, room,
        "{\"id\":\"%d-%d\",\"site\":\"%s\",\"fetched\":null,\"title\":\"A \\\"quay\\\" %d\","
        "\"authors\":[\"Ada Moss\",\"Bo\"],\"published\":\"2026-0%d-11T08:00:00Z\",\"lang\":"
        "\"en\",%s\"words\":6,\"removed\":{\"cookie\":{\"blocks\":1,\"spans\":2,\"words\":7}}}%s",
        m, i, i % 2 ? "quay.example" : "mill.example", i, m + 1,
        head ? "" : "\"text\":\"The lamps were lit.\\n\\n- one\\n- two\",", head ? "" : "\n");
}

static void own_warc(char *to, size_t room, const char *type, const char *head, const char *text)
{
    char sha[SHA256_HEX + 1];

    sha256_hex(str_of(text), sha);
    snprintf(to, room,
             "WARC/1.1\r\nWARC-Type: %s\r\n%s%s%sWARC-Block-Digest: sha256:%s\r\n"
             "WARC-Payload-Digest: sha256:%s\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
             type, *head ? "WARC-JSON-Metadata: " : "", head, *head ? "\r\n" : "", sha, sha,
             strlen(text), text);
}

/* The next member of the shard. */
static void own_member(struct own_archive *own, const char *text, unsigned holds)
{
    struct pack *pack = pack_new(own->kind.form, PACK_SMALL);
    struct bytes packed = {0};

    if (!pack || !pack_member(pack, str_of(text), &packed) || packed.n > OWN_SIZE - own->n)
        exit(99);
    memcpy(own->bytes + own->n, packed.p, packed.n);
    own->n += packed.n;
    own->plain += strlen(text);
    own->ends[own->members] = own->n;
    own->holds[own->members++] = holds;
    bytes_free(&packed);
    pack_free(pack);
}

static void own_lines(struct own_archive *own)
{
    char text[OWN_RECORDS * 512];

    for (int m = 0; m < OWN_GROUPS; m++) {
        size_t n = 0;
        for (int i = 0; i < OWN_RECORDS; i++) {
            own_record(text + n, sizeof text - n, m, i, false);
            n += strlen(text + n);
        }
        own_member(own, text, 0xFu << m * OWN_RECORDS);
    }
}

static void own_warcs(struct own_archive *own)
{
    char text[2048], head[512];

    own_warc(text, sizeof text, "warcinfo", "", "software: by hand\r\n");
    own_member(own, text, 0);
    for (int i = 0; i < OWN_LINES; i++) {
        own_record(head, sizeof head, i / OWN_RECORDS, i % OWN_RECORDS, true);
        own_warc(text, sizeof text, "conversion", head, "The lamps were lit.\n\n- one\n- two");
        own_member(own, text, 1u << i);
    }
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
             "newsmill-archive 1\nshard 2026/11/22/%s bytes %zu plain "
             "%zu members %zu records %d sha256 %s\nrun 000001 date 2026-11-22 version 0.1.0 works "
             "0 options 0 read 14 kept 12 duplicate 0 rejected 1 failed 1\n",
             own->name, own->n, own->plain, own->members, OWN_LINES, sha);
    snprintf(text + strlen(text), sizeof text - strlen(text), "check %016llx\n",
             (unsigned long long)hash64(str_of(text)));
    own_write(own->manifest, text, strlen(text));
}

/* A folder of one shard; without its index. */
static void own_make(struct own_archive *own, const struct own_kind *kind)
{
    memset(own, 0, sizeof *own);
    own->kind = *kind;
    snprintf(own->folder, sizeof own->folder, "/tmp/newsmill-archive-XXXXXX");
    if (!mkdtemp(own->folder))
        exit(99);
    if (kind->warc)
        own_warcs(own);
    else
        own_lines(own);
    snprintf(own->name, sizeof own->name, "newsmill-000001-00000%s", kind->ending);
    snprintf(own->shard, OWN_PATH, "%s/2026", own->folder);
    mkdir(own->shard, 0777);
    snprintf(own->shard, OWN_PATH, "%s/2026/11", own->folder);
    mkdir(own->shard, 0777);
    snprintf(own->shard, OWN_PATH, "%s/2026/11/22", own->folder);
    mkdir(own->shard, 0777);
    snprintf(own->shard, OWN_PATH, "%s/2026/11/22/%s", own->folder, own->name);
    snprintf(own->index, OWN_PATH, "%s/2026/11/22/%s.idx", own->folder, own->name);
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
