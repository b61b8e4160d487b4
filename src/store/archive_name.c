#include "archive_name.h"

#include <stdio.h>
#include <string.h>

#include "../base/json_scan.h"

void archive_shard_name(char name[ARCHIVE_NAME_SIZE], const char *date, uint64_t run,
                        uint64_t number, const char *ending)
{
    snprintf(name, ARCHIVE_NAME_SIZE, "%.4s/%.2s/%.2s/newsmill-%06llu-%05llu%s", date, date + 5,
             date + 8, (unsigned long long)run, (unsigned long long)number, ending);
}

str archive_record_id(struct arena *arena, str record)
{
    struct json_scan scan = json_scan(record);
    str key, value;

    while (json_scan_member(&scan, &key, &value))
        if (str_eq(key, S("id")))
            return json_scan_text(arena, value);
    return (str){NULL, 0};
}

bool archive_is_warc(str member)
{
    return str_starts(member, S("WARC/1.1\r\n"));
}

bool archive_is_warcinfo(str member)
{
    return str_starts(member, S("WARC/1.1\r\nWARC-Type: warcinfo\r\n"));
}

str archive_warc_id(struct arena *arena, str member)
{
    static const str key = {"WARC-JSON-Metadata: ", 20};
    str line;

    while (member.n && str_split(&member, '\n', &line) && line.n > 1)
        if (str_starts(line, key))
            return archive_record_id(arena, str_slice(line, key.n, line.n - 1));
    return (str){NULL, 0};
}
