/* in_file: which files in.c opens, and how many bytes of them it reads. */
#ifndef NEWSMILL_READ_IN_FILE_H
#define NEWSMILL_READ_IN_FILE_H

#include <stdint.h>

/* A file descriptor; "-" is standard input. -1: *error says why not. */
int in_file_open(const char *path, const char **error);
/* UINT64_MAX: to its end. */
uint64_t in_file_bytes(int fd);

#endif
