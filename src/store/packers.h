/* packers: members are compressed on threads and come out in the order in which they went in.
 */
#ifndef NEWSMILL_STORE_PACKERS_H
#define NEWSMILL_STORE_PACKERS_H

#include "../base/pack.h"

struct member {
    struct bytes plain;   /* whole records */
    struct bytes ids;     /* a uint64_t for each: hash64 of its id */
    struct bytes lengths; /* a uint64_t for each: its bytes */
    struct bytes packed;
    bool done, failed;
};

/* Number of records of the member. */
static inline uint64_t member_records(const struct member *member)
{
    return member->ids.n / sizeof(uint64_t);
}

struct packers;

struct packers_config {
    enum pack_form form;
    int level;
    size_t threads; /* 0: members are compressed by whoever gives them */
    size_t waiting; /* members that are compressed, or wait for it, at most */
};

/* NULL: memory or threads are short. */
struct packers *packers_new(const struct packers_config *config);
void packers_free(struct packers *packers); /* waits for the threads; NULL is allowed */

/* The empty member that is to be filled next; NULL: there is no place, take one first. */
struct member *packers_place(struct packers *packers);
/* The place is filled, and is compressed now. */
void packers_give(struct packers *packers);
/* The oldest that was given; wait: until it is compressed. NULL: none is there (or ready). It is
 * the caller's until packers_release(). */
struct member *packers_take(struct packers *packers, bool wait);
void packers_release(struct packers *packers);

#endif
