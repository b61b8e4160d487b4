/* options: the words of the command line, by the option rows of the mill and a few of our own. */
#ifndef NEWSMILL_CLI_OPTIONS_H
#define NEWSMILL_CLI_OPTIONS_H

#include "cli.h"
#include "log.h"

/* What the program itself was asked. */
struct asked {
    const char *output;  /* given: the option that -o sets */
    const char *to;      /* what --output was set to last; NULL: it was not */
    const char *metrics; /* file; NULL: none */
    enum log_form log;
    bool help, quiet, verbose, summary;
    bool why;      /* of explain; set in the mill too */
    bool features; /* of explain; set in the mill too */
    bool html;     /* of explain */
    bool dry_run;  /* set in the mill too */
    size_t inputs;
    char **words;       /* inputs are put there; NULL: into the mill */
    const char *ledger; /* with words: where the ledger goes */
};

#define OWN_SECTION "newsmill"

/* Every option there is: row number i, counted from 0; false past the last. */
bool options_row(size_t i, newsmill_option *row);
/* Its one-letter name; '\0' when it has none. */
char options_letter(const char *name);

/* Sets one; a switch to "yes" or "no". where: what stands in front of the message when it cannot be
 * set. The value must stay as long as the handle. false: said why not. */
bool options_set(newsmill *mill, struct asked *asked, const char *where, const char *name,
                 const char *value);
/* Sets options and adds inputs as args say; args ends with NULL. false: said why not. */
bool options_read(newsmill *mill, char **args, struct asked *asked);

#endif
