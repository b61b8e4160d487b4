/* json_tree: a value of strict JSON (RFC 8259), built in an arena: no memory of its own, no
 * recursion, nothing that is freed. */
#ifndef NEWSMILL_BASE_JSON_TREE_H
#define NEWSMILL_BASE_JSON_TREE_H

#include "str.h"

enum json_kind {
    JSON_KIND_NONE, /* of no value at all */
    JSON_KIND_NULL,
    JSON_KIND_FALSE,
    JSON_KIND_TRUE,
    JSON_KIND_INTEGER,
    JSON_KIND_REAL,
    JSON_KIND_STRING,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT,
};

struct json {
    enum json_kind kind;
    str key; /* of a member of an object */
    union {
        str text;        /* of a string; of a real as it is written */
        int64_t integer; /* of an integer */
        struct {         /* of an array or an object: one behind the other */
            const struct json *parts;
            size_t count;
        };
    };
};

/* The value of s, with copies of all that it needs of it. Of members with the same name the last
 * counts, in the place of the first. NULL: it is none; *error says why in a few words, *at at which
 * byte. */
const struct json *json_tree(struct arena *arena, str s, const char **error, size_t *at);

/* Of what is there: a value may be NULL in all of these. */
static inline enum json_kind json_kind_of(const struct json *value)
{
    return value ? value->kind : JSON_KIND_NONE;
}

static inline bool json_is(const struct json *value, enum json_kind kind)
{
    return json_kind_of(value) == kind;
}

static inline bool json_is_numeric(const struct json *value)
{
    return json_is(value, JSON_KIND_INTEGER) || json_is(value, JSON_KIND_REAL);
}

/* Number of an array's values, of an object's members; 0 of anything else. */
static inline size_t json_items(const struct json *array)
{
    return json_is(array, JSON_KIND_ARRAY) ? array->count : 0;
}

static inline size_t json_members(const struct json *object)
{
    return json_is(object, JSON_KIND_OBJECT) ? object->count : 0;
}

/* NULL behind the last, and of anything else. */
static inline const struct json *json_item(const struct json *array, size_t i)
{
    return i < json_items(array) ? &array->parts[i] : NULL;
}

static inline const struct json *json_member_at(const struct json *object, size_t i)
{
    return i < json_members(object) ? &object->parts[i] : NULL;
}

const struct json *json_member_named(const struct json *object, str key);

static inline const struct json *json_member(const struct json *object, const char *key)
{
    return json_member_named(object, str_of(key));
}

/* A string's text; {NULL, 0} of anything else. */
static inline str json_str(const struct json *value)
{
    return json_is(value, JSON_KIND_STRING) ? value->text : (str){NULL, 0};
}

static inline str json_text(const struct json *object, const char *key)
{
    return json_str(json_member(object, key));
}

/* The whole part of a number of 0 and more that has at most 18 digits before its point. */
bool json_whole(const struct json *value, uint64_t *whole);

#endif
