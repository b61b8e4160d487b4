#!/usr/bin/env python3
"""De-duplication by MinHash with the settings of FineWeb, to set newsmill beside.

    minhash_peer.py RECORDS.jsonl > CLUSTERS.jsonl

Shingles of 5 words, 112 permutations in 14 bands of 8, clusters by union-find, as datatrove does
it; the sketches and bands are datasketch's (requirements.txt). Writes id and cluster for each
record, and documents a second of processor time to standard error.
"""
import json
import re
import sys
import time

from datasketch import MinHash, MinHashLSH

GRAM, BANDS, ROWS = 5, 14, 8


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i:i + GRAM]).encode() for i in range(max(1, len(words) - GRAM + 1))}


def main():
    records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    begun = time.process_time()
    lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    parent = list(range(len(records)))

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, record in enumerate(records):
        sketch = MinHash(num_perm=BANDS * ROWS)
        sketch.update_batch(shingles(record["text"]))
        for other in lsh.query(sketch):
            parent[max(root(i), root(other))] = min(root(i), root(other))
        lsh.insert(i, sketch)
    spent = time.process_time() - begun
    for i, record in enumerate(records):
        print(json.dumps({"id": record["id"], "cluster": records[root(i)]["id"]}))
    print("%.0f documents a second" % (len(records) / spent), file=sys.stderr)


main()
