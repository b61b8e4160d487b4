#!/usr/bin/env python3
"""Other extractors, each by its own Python interface.

    peers.py --list             a line "NAME VERSION" for each that is installed
    peers.py NAME LIST PASSES   a line a pass: pages that gave text, pages, seconds of processor time

LIST names the pages' files, a line each. They are read and decoded before the clock starts, and the
first page is extracted once outside it, so that no start-up is in the time. A page on which a peer
raises an error counts as one without text.
"""
import importlib.metadata
import sys
import time


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    return lambda page: extract_plain_text(page, main_content=True)


def rs_trafilatura():
    from rs_trafilatura import extract
    return lambda page: extract(page).main_content


def justext():
    import justext as peer
    words = peer.get_stoplist("English")

    def extract(page):
        kept = [p.text for p in peer.justext(page, words) if not p.is_boilerplate]
        return "\n".join(kept)
    return extract


def trafilatura(**options):
    def ready():
        import trafilatura as peer
        return lambda page: peer.extract(page, **options)
    return ready


# name: the package, what gives its function
PEERS = {
    "resiliparse": ("resiliparse", resiliparse),
    "trafilatura-fast": ("trafilatura", trafilatura(fast=True)),
    "trafilatura": ("trafilatura", trafilatura()),
    "trafilatura-metadata": ("trafilatura", trafilatura(with_metadata=True, output_format="json")),
    "justext": ("jusText", justext),
    "rs-trafilatura": ("rs-trafilatura", rs_trafilatura),
}


def installed():
    for name, (package, ready) in PEERS.items():
        try:
            ready()
            yield name, importlib.metadata.version(package)
        except ImportError as why:
            print(f"{name}: {why}", file=sys.stderr)


def extracted(extract, page):
    try:
        return extract(page) or ""
    except Exception:  # whatever a peer raises on a page
        return ""


def main():
    if sys.argv[1:] == ["--list"]:
        for name, version in installed():
            print(name, version)
        return
    name, listed, passes = sys.argv[1:]
    pages = []
    for path in open(listed, encoding="utf-8").read().split():
        with open(path, encoding="utf-8", errors="replace") as page:
            pages.append(page.read())
    extract = PEERS[name][1]()
    extracted(extract, pages[0])
    for _ in range(int(passes)):
        start = time.process_time()
        texts = sum(bool(extracted(extract, page).strip()) for page in pages)
        print(texts, len(pages), "%.6f" % (time.process_time() - start), flush=True)


if __name__ == "__main__":
    main()
