"""Labels for training: which blocks of a page are of the labelled main content.

A block is aligned with the label's text in order, not by its bag of words: a teaser that repeats a
sentence of the article elsewhere on the page is no content. Blocks and label are compared as folded
words; a block's places in the label are those where its first or last words stand; the chain of
places with the most words that goes forward through both decides (a weighted longest increasing
subsequence). What the chain leaves out is content only where its words are in the label and no
block of the chain has claimed them.
"""
import bisect
import re

SHINGLE = 4      # words by which places are found
PLACES = 6       # most places tried for a block
SHARE = 0.5      # of a block's words that must stand at the place


def fold(text):
    return re.findall(r"\w+", text.lower())


def index_of(words):
    index = {}
    for size in (1, 2, 3, SHINGLE):
        for i in range(len(words) - size + 1):
            index.setdefault(tuple(words[i:i + size]), []).append(i)
    return index


def matched(block, truth, at):
    """How many words of the block stand in the truth from `at` on, allowing a few others between."""
    hits, j = 0, at
    for word in block:
        for k in range(j, min(j + 4, len(truth))):
            if truth[k] == word:
                hits, j = hits + 1, k + 1
                break
    return hits, j


def candidates(block, truth, index):
    """(start, end, words) of the places where the block may stand in the truth."""
    size = min(SHINGLE, len(block))
    found = {}
    for offset in {0, max(len(block) // 2 - size, 0), len(block) - size}:
        for at in index.get(tuple(block[offset:offset + size]), ())[:PLACES]:
            start = max(at - offset, 0)
            hits, end = matched(block, truth, start)
            if hits >= SHARE * len(block):
                found[start] = (start, end, hits)
    return sorted(found.values())


def chain(places):
    """places: for each block its candidates. The increasing choice with the most words: a place or
    None for each block."""
    best, ends, totals, choice = [(0, None)], [0], [0], []
    back = []
    for number, options in enumerate(places):
        new = []
        for start, end, words in options:
            k = bisect.bisect_right(ends, start) - 1
            new.append((totals[k] + words, end, (number, start, end, best[k][1])))
        for total, end, link in new:
            k = bisect.bisect_right(ends, end)
            if totals[k - 1] >= total:
                continue
            ends.insert(k, end)
            totals.insert(k, total)
            best.insert(k, (total, link))
            k += 1
            while k < len(ends) and totals[k] <= total:
                del ends[k], totals[k], best[k]
    link = best[-1][1]
    chosen = [None] * len(places)
    while link:
        number, start, end, link = link
        chosen[number] = (start, end)
    return chosen


def label(blocks, content):
    """0 or 1 for each block's text."""
    truth = fold(content)
    index = index_of(truth)
    folded = [fold(block) for block in blocks]
    places = [candidates(block, truth, index) if block else [] for block in folded]
    chosen = chain(places)
    claimed = bytearray(len(truth) + 1)
    for place in chosen:
        if place:
            claimed[place[0]:place[1]] = b"\1" * (place[1] - place[0])
    labels = [int(place is not None) for place in chosen]
    for i, options in enumerate(places):
        if labels[i] or len(folded[i]) < SHINGLE:
            continue
        for start, end, words in options:
            if sum(claimed[start:end]) * 2 < end - start:
                claimed[start:end] = b"\1" * (end - start)
                labels[i] = 1
                break
    return labels
