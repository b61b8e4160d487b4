#!/usr/bin/env python3
"""What a peer makes of every labelled page, as records for score_extract.py.

    peers_quality.py NAME HTML >records.jsonl

NAME is one of peers.py, HTML a folder of *.html.gz. A record is a line of JSON with the page's file
as source, and its text.
"""
import glob
import gzip
import json
import os
import sys

import peers


def main():
    name, folder = sys.argv[1:]
    extract = peers.PEERS[name][1]()
    for path in sorted(glob.glob(os.path.join(folder, "*.html.gz"))):
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as page:
            text = peers.extracted(extract, page.read())
        print(json.dumps({"source": path, "text": text}))


if __name__ == "__main__":
    main()
