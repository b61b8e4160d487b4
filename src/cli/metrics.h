/* metrics: what came of a run, for the textfile collector of Prometheus' node exporter. */
#ifndef NEWSMILL_CLI_METRICS_H
#define NEWSMILL_CLI_METRICS_H

#include <newsmill.h>

/* Writes aside and renames, so that the collector never sees half a file. fetch: NULL when nothing
 * was fetched. false: errno says why. */
bool metrics_write(const char *path, const newsmill *mill, const newsmill_fetch *fetch,
                   int exit_code, double seconds);

#endif
