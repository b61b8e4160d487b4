#!/usr/bin/env python3
"""newsmill dedup beside MinHash with the settings of FineWeb, in one run, each on one core.

    minhash_peer.py NEWSMILL RECORDS.jsonl [ROUNDS]

MinHash: shingles of 5 words, 112 permutations in 14 bands of 8, clusters by union-find. `datatrove`
runs its own pipeline of four steps on files, the way FineWeb was made; `datasketch` has its sketches
and bands, words by a regular expression, and all in memory. requirements.txt names the versions; one
that is not installed is left out. In each round all take their turn, in processes of their own.
Prints documents a second of processor time (imports and a first text of the peers are before their
clock, newsmill's start is not) and the median over rounds of how many times faster newsmill is.
Clusters go to RECORDS.jsonl.NAME, to be scored.
"""
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

GRAM, BANDS, ROWS = 5, 14, 8


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i:i + GRAM]).encode() for i in range(max(1, len(words) - GRAM + 1))}


def datasketch(path):
    from datasketch import MinHash, MinHashLSH

    begun = time.process_time()
    records = [json.loads(line) for line in open(path, encoding="utf-8")]
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
    return time.process_time() - begun, [(r["id"], root(i)) for i, r in enumerate(records)]


def datatrove(path):
    from datatrove.pipeline.dedup import (MinhashDedupBuckets, MinhashDedupCluster,
                                          MinhashDedupFilter, MinhashDedupSignature)
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader

    config = MinhashConfig(n_grams=GRAM, num_buckets=BANDS, hashes_per_bucket=ROWS)
    folder, name = os.path.split(os.path.abspath(path))

    def read():
        return JsonlReader(folder, glob_pattern=name)()

    with tempfile.TemporaryDirectory() as at:
        signature = MinhashDedupSignature(at + "/signatures", config)
        signature.get_shingles("A first text.")
        begun = time.process_time()
        signature.run(read())
        for rank in range(BANDS):
            MinhashDedupBuckets(at + "/signatures", at + "/pairs", config=config).run(
                rank=rank, world_size=BANDS)
        MinhashDedupCluster(at + "/pairs", at + "/remove", config, save_cluster_id=True).run()
        for _ in MinhashDedupFilter(at + "/remove").run(read()):
            pass
        spent = time.process_time() - begun
        rows = memoryview(open(at + "/remove/000000.clusters", "rb").read()).cast("I").tolist()
    of = dict(zip(rows[::2], rows[1::2]))
    ids = [json.loads(line)["id"] for line in open(path, encoding="utf-8")]
    return spent, [(name, of.get(i, "alone %d" % i)) for i, name in enumerate(ids)]


PEERS = {"datatrove": datatrove, "datasketch": datasketch}


def seconds_of_peer(name, path):
    done = subprocess.run([sys.executable, __file__, name, path], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True)
    return float(done.stdout) if done.returncode == 0 else None


def seconds_of_newsmill(newsmill, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(path + ".newsmill", "w") as out:
        subprocess.run([newsmill, "dedup", "-q", "-j1", path], stdout=out, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run_peer(name, path):
    spent, clusters = PEERS[name](path)
    with open(path + "." + name, "w", encoding="utf-8") as out:
        for one, cluster in clusters:
            out.write(json.dumps({"id": one, "cluster": cluster}) + "\n")
    print(spent)


def compare(newsmill, path, rounds):
    documents = sum(1 for _ in open(path, "rb"))
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    spent = {name: [] for name in ["newsmill", *PEERS]}
    for _ in range(rounds):
        spent["newsmill"].append(seconds_of_newsmill(newsmill, path))
        for name in PEERS:
            seconds = seconds_of_peer(name, path)
            if seconds:
                spent[name].append(seconds)
    for name, seconds in spent.items():
        if not seconds:
            print("%s\tnot installed" % name)
            continue
        print("%s\t%.0f documents a second (%.0f-%.0f)\tnewsmill is %.1f x as fast" % (
            name, documents / statistics.median(seconds), documents / max(seconds),
            documents / min(seconds),
            statistics.median(s / own for s, own in zip(seconds, spent["newsmill"]))))


if sys.argv[1] in PEERS:
    run_peer(sys.argv[1], sys.argv[2])
else:
    compare(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3)
