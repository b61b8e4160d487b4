#include "meta_date_line.h"

#include "../base/date_days.h"
#include "../base/utf8.h"
#include "meta_lang.h"

enum {
    DATES_MOST = 6,   /* in one line */
    LABEL_REACH = 48, /* bytes before a date in which its label stands */
};

static bool month_first(const struct doc *doc)
{
    static const char *const american[] = {".com", ".org", ".net", ".us", ".gov", ".edu", ".mil"};
    str region = lang_region(doc), site = doc->fields[FIELD_SITE].text;

    if (region.n)
        return str_eq_nocase(region, S("US")) || str_eq_nocase(region, S("PH"));
    if (field_known(doc, FIELD_LANG) && !str_eq(doc->fields[FIELD_LANG].text, S("en")))
        return false;
    for (size_t i = 0; i < sizeof american / sizeof *american; i++)
        if (str_ends(site, str_of(american[i])))
            return true;
    return false;
}

struct date_frame date_frame_of(const struct doc *doc)
{
    struct date_frame frame = {.hint = {.month_first = month_first(doc)}};

    frame.hint.buddhist = str_eq(doc->fields[FIELD_LANG].text, S("th"));
    if (!date_read(doc->fields[FIELD_FETCHED].text, frame.hint, &frame.latest))
        frame.latest.precision = DATE_NONE;
    return frame;
}

/* Later than a day after it was fetched: no date of this page. */
bool date_fits(const struct date_frame *frame, const struct date *date)
{
    return frame->latest.precision == DATE_NONE ||
           date_day_number(date) <= date_day_number(&frame->latest) + 1;
}

bool has_any_of(str s, const char *const *words)
{
    for (; *words; words++)
        if (str_has_nocase(s, str_of(*words)))
            return true;
    return false;
}

bool says_changed(str s)
{
    static const char *const words[] = {"updat",      "modif",     "revis",         "aktualisier",
                                        "mis à jour", "maj ",      "mise à jour",   "geändert",
                                        "actualiz",   "aggiornat", "aggiornamento", "atualiz",
                                        "bijgewerkt", "обновл",    "изменен",       "оновлен",
                                        "aktualiz",   "zaktualiz", "güncelle",      "diperbarui",
                                        "更新",       "修改",      "수정",          "最終更新",
                                        "تحديث",      "अपडेट",      "opdateret",     "oppdatert",
                                        "uppdaterad", "stand:",    "last edited",   "reviewed",
                                        NULL};
    return has_any_of(s, words);
}

/* A date of something else: an event, a copyright, a reader's comment. */
static bool says_other(str s)
{
    static const char *const words[] = {"©",        "copyright", "(c)",          "event", "expires",
                                        "deadline", "joined",    "member since", "born",  "until",
                                        "valid",    "starts",    "registered",   NULL};
    return has_any_of(s, words);
}

/* What comes right before a date of publication. */
static bool says_published(str s)
{
    static const char *const labels[] = {"published",
                                         "posted",
                                         "veröffentlicht",
                                         "erschienen",
                                         "publié",
                                         "paru le",
                                         "publicado",
                                         "publicada",
                                         "pubblicato",
                                         "gepubliceerd",
                                         "geplaatst",
                                         "opublikowano",
                                         "dodano",
                                         "publicerad",
                                         "publisert",
                                         "udgivet",
                                         "diterbitkan",
                                         "yayınlan",
                                         "Yayınlan",
                                         "yayın tarih",
                                         "Yayın tarih",
                                         "опубликовано",
                                         "Опубликовано",
                                         "опубліковано",
                                         "Опубліковано",
                                         "Дата публикации",
                                         "公開",
                                         "掲載",
                                         "发布",
                                         "发表",
                                         "發布",
                                         "發表",
                                         "입력",
                                         "등록",
                                         "نشر",
                                         "प्रकाशित",
                                         NULL};
    return has_any_of(s, labels);
}

bool date_is_labelled(const struct date_frame *frame, str line)
{
    size_t from, to;
    struct date date;
    str before;

    if (!date_find(line, 0, frame->hint, &date, &from, &to))
        return false;
    before = str_slice(line, 0, from);
    if (before.n > LABEL_REACH)
        before = str_from(before, before.n - LABEL_REACH);
    return says_published(before) && !says_changed(before) && !says_other(before);
}

static const str date_labels[] = {
#define LABEL(text) {text, sizeof text - 1},
#define SENTENCE(text)
#include "meta_date_labels.def"
#undef LABEL
#undef SENTENCE
};

static const str post_sentences[] = {
#define LABEL(text)
#define SENTENCE(text) {text, sizeof text - 1},
#include "meta_date_labels.def"
#undef LABEL
#undef SENTENCE
};

/* The length of the first of the texts that a line begins with, 0 for none. */
static size_t begins_with(str line, const str *texts, size_t count)
{
    for (size_t i = 0; line.n && i < count; i++)
        if (((texts[i].p[0] ^ line.p[0]) & ~0x20) == 0 && str_starts_nocase(line, texts[i]))
            return texts[i].n;
    return 0;
}

size_t date_label(str line)
{
    return begins_with(line, date_labels, sizeof date_labels / sizeof *date_labels);
}

bool says_of_post(str line)
{
    return begins_with(line, post_sentences, sizeof post_sentences / sizeof *post_sentences) &&
           !says_changed(line);
}

static size_t other_words(str s)
{
    static const str labels[] = {{"published", 9}, {"posted", 6}, {"updated", 7},
                                 {"last", 4},      {"on", 2},     {"at", 2},
                                 {"am", 2},        {"pm", 2},     {"date", 4}};
    const size_t count = sizeof labels / sizeof *labels;
    size_t words = 0;
    str word;

    while (str_split(&s, ' ', &word)) {
        size_t i = 0;
        while (word.n && (word.p[word.n - 1] == ':' || word.p[word.n - 1] == ','))
            word.n--;
        while (i < count && !str_eq_nocase(word, labels[i]))
            i++;
        words += i == count && count_words(word) > 0;
    }
    return words;
}

size_t dates_in_line(const struct date_frame *frame, str line, struct date *published,
                     struct date *modified)
{
    size_t at = 0, from, to, words = 0;
    struct date date;

    for (int i = 0; i < DATES_MOST && date_find(line, at, frame->hint, &date, &from, &to); i++) {
        str before = str_slice(line, at, from);
        struct date *which;
        words += other_words(before);
        if (before.n > LABEL_REACH)
            before = str_from(before, before.n - LABEL_REACH);
        which = says_changed(before) ? modified : published;
        date_settle(which, &date);
        if (which->precision == DATE_NONE && date_fits(frame, &date) && !says_other(before))
            *which = date;
        at = to;
    }
    return words + other_words(str_from(line, at));
}
