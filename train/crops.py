"""Short scrapes made of long ones, and pages that break off, for training.

The labelled scrapes are whole pages as text, with hundreds of lines of furniture around an article.
Many scrapes hold an article and a few lines, or its beginning and the foot of the page. A model that
never saw one takes their last sentences for furniture. So each scrape is cut twice, by a random
number generator with a fixed seed: around the content, and behind its first part.

Pages of a crawl break off where its limit of bytes was. Some of the labelled pages are cut so, that
the model sees last lines with nothing behind them.
"""
import glob
import gzip
import os
import random

AROUND = (0, 0, 1, 2, 3, 4, 6, 10, 16)  # lines of furniture left before and behind
CUT_PAGES = 0.15                        # of all pages
CUT_FROM, CUT_TO = 0.3, 0.95            # of a page's bytes that stay
ITEM = 2                                # kind of a list item, as content_features.def has it


def cut(labels, rng, in_the_middle):
    """Numbers of the lines that stay, or None when there is too little content."""
    content = [i for i, label in enumerate(labels) if label]
    if len(content) < 3:
        return None
    before, behind = rng.choice(AROUND), rng.choice(AROUND)
    first, last = content[0], content[-1]
    end = last
    if in_the_middle:
        share = rng.uniform(0.1, 0.8)
        end = content[min(max(2, int(len(content) * share)), len(content) - 1)]
    return (list(range(max(0, first - before), end + 1)) +
            list(range(last + 1, min(len(labels), last + 1 + behind))))


def write(frame, folder):
    """Writes the crops of all pages of the frame as NAME_0.txt, NAME_1.txt."""
    rng = random.Random(5)
    for name, rows in frame.groupby("page", sort=True):
        lines = rows.sort_values("block")
        texts, kinds = list(lines["text"]), list(lines["kind"])
        gaps = list(lines["gap"])
        for number in range(2):
            kept = cut(list(lines["label"]), rng, number == 1)
            if not kept:
                continue
            airy = rng.random() < 0.5  # an empty line before each
            with open(os.path.join(folder, "%s_%d.txt" % (name, number)), "w", encoding="utf-8") as out:
                for i in kept:
                    out.write("\n" if airy or gaps[i] else "")
                    out.write("%s%s\n" % ("- " if kinds[i] == ITEM else "", texts[i]))


def write_cut_pages(html, folder):
    """Writes NAME_0.html for some pages NAME.html.gz of the folder html."""
    rng = random.Random(6)
    for path in sorted(glob.glob(os.path.join(html, "*.html.gz"))):
        share = rng.uniform(CUT_FROM, CUT_TO)
        if rng.random() >= CUT_PAGES:
            continue
        with gzip.open(path) as page:
            raw = page.read()
        name = os.path.basename(path).split(".")[0]
        with open(os.path.join(folder, "%s_0.html" % name), "wb") as out:
            out.write(raw[:int(len(raw) * share)])
