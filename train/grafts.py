"""Pages that the labelled ones do not show often enough, made of them, for training.

Four ways in which pages of other sites differ, each done to some of the pages by a random number
generator with a fixed seed:

- cards of another page of the same fold are put behind the article, or into its middle: lists of
  other stories are no content, however much prose they have;
- the article's container is closed and opened again between two of its children: the rest of an
  article that goes on in the next section is content;
- names of classes and ids are taken away, but for which are equal: what they say is not to be
  leaned on alone;
- of the article its beginning is left, and one to five lists of cards come behind it or a box
  around it: a short article may have a long feed behind it.
"""
import collections
import glob
import gzip
import hashlib
import html.parser
import os
import random
import re

GRAFTED, SPLIT, NAMELESS = 0.5, 0.3, 0.25  # of the articles; of the articles; of all pages
SHORTENED, SHORT = 0.5, (80, 400)          # of the articles; words that are left
MIDDLE = 0.15                              # of grafts are put into the middle of the article
CARDS = 4                                  # children of one shape are a list of cards
CARD_WORDS = (8, 120)                      # of a card
LIST_WORDS = (60, 1500)                    # of all
CARD_PAGES = {"listing", "collection", "product"}  # of these, cards may be taken that are content there
NO_CARDS = {"p", "tr", "td", "span", "a"}
NO_LISTS = {"body", "html", "tbody", "tr", "p", "ol", "table"}
CONTENT = 0.9                              # of the content that its container holds
SENTENCE = 8                               # words of a text by which content is known
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
        "wbr"}
CLOSES_P = {"address", "article", "aside", "blockquote", "div", "dl", "fieldset", "footer", "form",
            "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre",
            "section", "table", "ul"}


def fold(text):
    return " ".join(re.findall(r"\w+", text.lower()))


class Element:
    def __init__(self, tag, name, start, parent):
        self.tag, self.name, self.start, self.parent = tag, name, start, parent
        self.open_end = self.end = start
        self.children, self.words, self.content, self.links = [], 0, 0, 0


class Tree(html.parser.HTMLParser):
    """Where each element stands in the page, its words, and those of them that are content."""

    def __init__(self, page, content):
        super().__init__(convert_charrefs=True)
        self.lines = [0]
        for match in re.finditer("\n", page):
            self.lines.append(match.end())
        self.content = content
        self.root = self.at = Element("", "", 0, None)
        self.elements = []
        self.feed(page)
        self.close()
        while self.at is not self.root:
            self.leave(len(page))
        self.root.end = len(page)

    def place(self):
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def leave(self, end):
        self.at.end = end
        self.at.parent.words += self.at.words
        self.at.parent.content += self.at.content
        self.at.parent.links += self.at.links
        self.at = self.at.parent

    def handle_starttag(self, tag, attrs):
        start = self.place()
        if tag in VOID:
            return
        if self.at.tag == "p" and tag in CLOSES_P or self.at.tag == tag == "li":
            self.leave(start)
        name = tag + " " + re.sub(r"\d", "", dict(attrs).get("class") or "")
        element = Element(tag, name, start, self.at)
        element.open_end = start + len(self.get_starttag_text())
        self.at.children.append(element)
        element.links = int(tag == "a" and "href" in dict(attrs))
        self.elements.append(element)
        self.at = element

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        element = self.at
        while element is not self.root and element.tag != tag:
            element = element.parent
        if element is self.root:
            return
        start = self.place()
        while self.at is not element:
            self.leave(start)
        self.leave(start + len(tag) + 3)

    def handle_data(self, data):
        if self.at.tag in ("script", "style", "noscript", "template"):
            return
        words = fold(data)
        count = len(words.split())
        self.at.words += count
        if count >= SENTENCE and words in self.content:
            self.at.content += count


def container(tree):
    """The deepest element with nearly all of the content."""
    element = tree.root
    while True:
        deeper = [c for c in element.children if c.content >= CONTENT * tree.root.content]
        if not deeper:
            return element if element is not tree.root else None
        element = deeper[0]


def is_card(element):
    return (CARD_WORDS[0] <= element.words <= CARD_WORDS[1] and element.links and
            element.tag not in NO_CARDS)


def card_lists(tree):
    """Elements whose children are cards: of one shape, each with a link, and no content of an article."""
    found = []
    for element in tree.elements:
        names = collections.Counter(child.name for child in element.children if is_card(child))
        if (element.tag not in NO_LISTS and names and max(names.values()) >= CARDS and
                LIST_WORDS[0] <= element.words <= LIST_WORDS[1]):
            found.append(element)
    return found


def between(box, rng, first, last):
    """A place between two children of a container, by the share of content before it."""
    places, before = [], 0
    for child in box.children:
        if first * box.content < before < last * box.content:
            places.append(child.start)
        before += child.content
    return rng.choice(places) if places else None


def graft(page, tree, lists, rng):
    box = container(tree)
    if not box or not lists or box.tag in ("html", "body"):
        return None
    at = between(box, rng, 0.3, 0.7) if rng.random() < MIDDLE else box.end
    for _ in range(rng.choice((1, 1, 2)) if at else 0):
        page = page[:at] + "\n" + rng.choice(lists) + "\n" + page[at:]
    return page if at else None


def short(page, tree, lists, rng):
    """A beginning of the article, and behind it, or behind a box around it, cards of other pages."""
    box = container(tree)
    if not box or not lists or box.tag in ("html", "body") or box.content < SHORT[0]:
        return None
    most, before, cut = rng.uniform(*SHORT), 0, None
    for child in box.children:
        if before >= most:
            cut = child.start
            break
        before += child.content
    around = [box]
    while around[-1].parent.tag not in ("", "html", "body"):
        around.append(around[-1].parent)
    at = rng.choice(around).end
    cards = "\n".join(rng.choice(lists) for _ in range(rng.choice((1, 2, 3, 5))))
    page = page[:at] + "\n" + cards + "\n" + page[at:]
    return page[:cut] + page[box.children[-1].end:] if cut else page


def split(page, tree, rng):
    box = container(tree)
    if not box or box.tag in ("html", "body", "td", "p"):
        return None
    at = between(box, rng, 0.3, 0.95)
    if not at:
        return None
    again = re.sub(r"""\sid\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", "", page[box.start:box.open_end])
    return page[:at] + "</%s>\n%s" % (box.tag, again) + page[at:]


def without_names(page, salt):
    def other(match):
        names = re.findall(r"[^\s\"']+", match.group(2))
        return "%s\"%s\"" % (match.group(1), " ".join(
            "k" + re.sub(r"[a-f0-9]", lambda c: "bcdghjklmnpqrstv"[int(c.group(), 16)],
                         hashlib.sha256((salt + name).encode()).hexdigest()[:7]) for name in names))
    return re.sub(r"""(\s(?:class|id)\s*=\s*)("[^"<>]*"|'[^'<>]*')""", other, page)


def write(html_folder, truth, fold_of, folder):
    """Writes NAME_1.html to NAME_4.html: grafted, split, without names, short."""
    rng, cutter = random.Random(8), random.Random(9)
    pages, lists = {}, {}
    for path in sorted(glob.glob(os.path.join(html_folder, "*.html.gz"))):
        name = os.path.basename(path).split(".")[0]
        with gzip.open(path) as raw:
            try:
                page = raw.read().decode("utf-8")
            except UnicodeDecodeError:
                continue
        try:
            tree = Tree(page, fold(truth[name]["ground_truth"].get("main_content") or ""))
        except (AssertionError, RecursionError):  # markup that html.parser gives up on
            continue
        pages[name] = page, tree
        for element in card_lists(tree):
            if element.content and truth[name]["page_type"] not in CARD_PAGES:
                continue
            lists.setdefault(fold_of(name, truth), []).append(page[element.start:element.end])
    for name, (page, tree) in sorted(pages.items()):
        article = truth[name]["page_type"] == "article"
        ways = [rng.random() for _ in range(3)]
        beginning = article and cutter.random() < SHORTENED
        made = (
            graft(page, tree, lists.get(fold_of(name, truth)), rng) if article and ways[0] < GRAFTED else None,
            split(page, tree, rng) if article and ways[1] < SPLIT else None,
            without_names(page, name) if ways[2] < NAMELESS else None,
            short(page, tree, lists.get(fold_of(name, truth)), cutter) if beginning else None)
        for number, text in enumerate(made, 1):
            if text:
                with open(os.path.join(folder, "%s_%d.html" % (name, number)), "w", encoding="utf-8",
                          newline="") as out:
                    out.write(text)
