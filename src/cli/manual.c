/* docs/newsmill.1: what only a manual says stands here, the rest comes from the tables. */
#include <stdio.h>
#include <string.h>

#include "archives.h"
#include "help.h"
#include "options.h"

/* Text of ours in roff: a hyphen is a minus, for it may be typed; a dot begins no request. */
static void put(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++) {
        if (*text == '-' || *text == '\\')
            putchar('\\');
        putchar(*text == '\\' ? 'e' : *text);
    }
}

static void put_line(const char *text)
{
    put(text);
    putchar('\n');
}

static void section(const char *title, const char *const lines[])
{
    printf(".SH %s\n", title);
    for (; *lines; lines++)
        if (**lines)
            put_line(*lines);
        else
            puts(".PP");
}

static void put_option(const newsmill_option *row);

/* Of a command that has its own. */
static void put_archive_options(const struct command *command)
{
    newsmill_option row;

    puts(".RS");
    for (size_t i = 0; archives_row(command, i, &row); i++)
        if (strcmp(row.section, OWN_SECTION) != 0)
            put_option(&row);
    puts(".RE");
}

static void put_commands(void)
{
    newsmill_option row;

    puts(".SH COMMANDS");
    for (size_t i = 0; i < command_count; i++) {
        printf(".TP\n.B newsmill %s\n", commands[i].name);
        if (*commands[i].args)
            put_line(commands[i].args);
        puts(".br");
        put(commands[i].does);
        puts(".");
        if (archives_row(&commands[i], 0, &row))
            put_archive_options(&commands[i]);
    }
}

/* What an option does, its choices, its range and its default. */
static void put_about(const newsmill_option *row)
{
    put(row->help);
    puts(".");
    if (row->choices) {
        fputs("One of ", stdout);
        put(row->choices);
        puts(".");
    }
    if (row->most && row->most < UINT64_MAX)
        printf("From %llu to %llu.\n", (unsigned long long)row->least,
               (unsigned long long)row->most);
    if (row->usual && row->arg) {
        fputs("Default: ", stdout);
        put(row->usual);
        puts(".");
    }
}

static void put_option(const newsmill_option *row)
{
    char letter = options_letter(row->name);

    puts(".TP");
    fputs("\\fB", stdout);
    if (letter)
        printf("\\-%c\\fR, \\fB", letter);
    put("--");
    put(row->name);
    fputs("\\fR", stdout);
    if (row->arg)
        printf(" \\fI%s\\fR", row->arg);
    putchar('\n');
    put_about(row);
}

static void put_options(void)
{
    const char *title = "";
    newsmill_option row;

    puts(".SH OPTIONS");
    put_line("For clean, explain and learn; those of section fetch are for fetch. A switch is "
             "turned off by --no-NAME; a value may stand behind a space or an equals sign; words "
             "after -- are inputs.");
    for (size_t i = 0; options_row(i, &row); i++) {
        if (strcmp(row.section, title) != 0) {
            const char *does = section_does(row.section);
            title = row.section;
            printf(".SS %s\n", title);
            if (does) {
                put(does);
                puts(".");
            }
        }
        put_option(&row);
    }
}

static const char *const description[] = {
    "newsmill turns scraped news - raw pages, WARC and JSON-lines dumps, text scrapes full of site "
    "furniture - into clean article records, and says what became of every input.",
    "",
    "An INPUT is a file, a folder, which is read in sorted order, or - for standard input; without "
    "one, clean reads standard input unless that is a terminal. What kind of input it is, and "
    "whether gzip or zstd is on it, is found out from its bytes, not from its name.",
    "",
    "Records go to standard output or to the file of --output, one JSON object a line; all else "
    "goes to standard error. A file becomes real only when it is whole: it is written aside, "
    "synced "
    "and renamed.",
    "",
    "With -o DIR/, a folder, records go into an archive, to which every run adds: what was read to "
    "its end before is not read again, and a run that was killed, at any byte, goes on from its "
    "last commit as if nothing had been. newsmill run CONFIG does that for cron, with a file of "
    "options, newsmill.conf(5); run --print-config shows one. Not promised on disks that lie about "
    "what they have synced, and on network file systems without locks.",
    "",
    "cat gives back whole records of every archive, whether of JSON lines or WARC, compressed by "
    "gzip or zstd. Of a record whose header of WARC would be longer than 16 KiB not all is kept "
    "there: first the texts of --show-removed and the sketch are left out, then fields longer than "
    "512 bytes, then all but id and text. A lost index of near-duplicates is made anew by "
    "newsmill cat DIR | newsmill index rebuild INDEX -",
    NULL};
static const char *const outcomes[] = {
    "Every page has one outcome, and the counts always add up: read = kept + duplicate + rejected "
    "+ failed. Rejected is a judgement on sound input; failed is damage, a limit that broke the "
    "run "
    "of the page, or an error of newsmill. explain shows the reasons for a page, --ledger FILE "
    "keeps them for all.",
    NULL};
static const char *const environment[] = {
    "NO_COLOR, when set and not empty, turns colours off. They are used on a terminal only.", NULL};

static void put_exit_status(void)
{
    static const char *const codes[][2] = {
        {"0", "done; rejected and duplicate inputs are no fault"},
        {"1", "done, but some input was damaged or failed"},
        {"2", "wrong usage: nothing was done"},
        {"3", "could not finish: output, disk or memory; nothing half-written is left"},
        {"4", "another run holds the lock of the state; it says which"},
        {"5", "interrupted by a signal, after a commit: the same command goes on from there"},
    };

    puts(".SH EXIT STATUS");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        printf(".TP\n.B %s\n", codes[i][0]);
        put(codes[i][1]);
        puts(".");
    }
}

static void put_examples(void)
{
    static const char *const examples[][2] = {
        {"Clean a folder of dumps into a compressed file of records:",
         "newsmill clean -o articles.jsonl.gz dumps/"},
        {"Only articles, in German or Dutch, as plain text:",
         "newsmill clean --only article --lang de,nl --to text dump.warc.gz"},
        {"See why a paragraph is missing:", "newsmill explain page.html | less -R"},
    };

    puts(".SH EXAMPLES");
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        puts(".PP");
        put_line(examples[i][0]);
        puts(".PP\n.nf\n.RS");
        put_line(examples[i][1]);
        puts(".RE\n.fi");
    }
}

void manual_page(void)
{
    printf(".\\\" Made by 'newsmill help --man' from the program's tables; 'make docs' makes it "
           "anew.\n.TH NEWSMILL 1 \"\" \"newsmill %s\" \"User Commands\"\n",
           newsmill_version());
    puts(".SH NAME\nnewsmill \\- turn scraped news into clean article records\n"
         ".SH SYNOPSIS\n.B newsmill\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIINPUT\\fR]...");
    section("DESCRIPTION", description);
    put_commands();
    put_options();
    section("OUTCOMES", outcomes);
    put_exit_status();
    section("ENVIRONMENT", environment);
    puts(".SH FILES\n.TP\n.I share/newsmill/boilerplate.rules");
    put_line("The rules of the stage phrases: a text file made to be read and extended. --rules "
             "FILE adds one's own.");
    puts(".TP\n.I DIR/.newsmill, or the folder of --state");
    put_line("What the next run goes on from: lock, commit (what is committed), inputs (what is "
             "done). Without it the archive still reads, but runs begin anew.");
    put_examples();
}

/* ---- newsmill.conf(5) ---- */

static const char *const conf_description[] = {
    "What newsmill run CONFIG does. A line is 'name = value', with white space as one likes; an "
    "empty line, and one that begins with #, says nothing. Names are those of the options of "
    "newsmill clean without the two dashes; a switch is set to yes or no. Lists may stand on many "
    "lines, or between commas. An unknown name, or a value out of its range, is said with its file "
    "and line, and nothing is done.",
    "", "newsmill run --print-config prints a file with every setting in it.", NULL};
static const char *const conf_own[] = {
    "input: a file, a folder, or a pattern of the shell, on as many lines as need be. What was "
    "read to its end is not read again: device, inode, size and time tell at once, else the "
    "content decides. A file that has grown is read on from where it ended.",
    "",
    "feed: the URL of a feed or a sitemap; url: a URL, or a file with one in each line. Both on as "
    "many lines as need be. They are fetched before anything is cleaned, what they lead to is "
    "stored "
    "as WARC in the folder warc of the state (or in that of --warc), and cleaned by the same run; "
    "--no-raw removes it then.",
    "",
    "output: the folder of the archive. It must be set.",
    NULL};

static void put_setting(const newsmill_option *row)
{
    puts(".TP");
    fputs("\\fB", stdout);
    put(row->name);
    printf("\\fR = \\fI%s\\fR\n", row->arg ? row->arg : "yes|no");
    put_about(row);
}

void manual_conf_page(void)
{
    newsmill_option row;

    printf(".\\\" Made by 'newsmill help --man-conf' from the program's tables; 'make docs' makes "
           "it anew.\n.TH NEWSMILL.CONF 5 \"\" \"newsmill %s\" \"File Formats\"\n",
           newsmill_version());
    puts(".SH NAME\nnewsmill.conf \\- settings of newsmill run");
    section("DESCRIPTION", conf_description);
    section("INPUT AND OUTPUT", conf_own);
    puts(".SH SETTINGS");
    for (size_t i = 0; options_row(i, &row); i++)
        if (strcmp(row.name, "help") != 0 && strcmp(row.name, "output") != 0)
            put_setting(&row);
    puts(".SH SEE ALSO\n.BR newsmill (1),\n.BR newsmill-rules (5)");
}
