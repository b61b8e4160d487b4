#!/usr/bin/env python3
"""Trains the scorer of main-content: ./train.py NEWSMILL DATA OUT [--lines] [--by-type] [--folds DIR]

NEWSMILL is the built program, DATA a folder with html/, text/ and ground-truth/ as the WCXB has
them, OUT the model's file. Features come from `newsmill explain --features`, so that none is made
twice. Five folds, split by site, are scored out of fold first; the model of OUT is then trained on
all pages. The same input gives the same file byte for byte (README.md).
"""
import argparse
import collections
import glob
import hashlib
import json
import os
import re
import subprocess
import tempfile

import lightgbm
import numpy
import pandas

import crops
import grafts
import labels

CROP_WEIGHT = 0.7  # of a crop, against a whole scrape or page
ROWS = 200         # of a page, about, are trained on; of a scrape all
FOLDS = 5
TREES = 160        # of pages
LINE_TREES = 320   # of scrapes: smaller steps, of which a scrape can bear more than a page
LINE_RATE = 0.05
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 31, "min_data_in_leaf": 60,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "max_bin": 127, "seed": 7, "deterministic": True, "force_row_wise": True, "num_threads": 2,
    "verbose": -1,
}
MARKED = {"title", "byline", "date-line", "breadcrumb"}  # by meta: never of the text
SECOND_LEVEL = {"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go"}


def site_of(url):
    host = re.sub(r"^https?://([^/:]+).*", r"\1", url).lower().split(".")
    keep = 3 if len(host) > 2 and host[-2] in SECOND_LEVEL and len(host[-1]) == 2 else 2
    return ".".join(host[-keep:])


def fold_of(page, truth):
    site = site_of(truth[page]["url"] or page)
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def type_of(page, truth):
    return truth[page]["page_type"]


def read_features(program, folder):
    with tempfile.TemporaryFile() as table:
        subprocess.run([program, "explain", "--features", folder], stdout=table, check=False)
        table.seek(0)
        frame = pandas.read_csv(table, sep="\t", quoting=3, na_filter=False,
                                dtype={"text": str, "why": str})
    return frame.assign(page=[os.path.basename(s).split(".")[0] for s in frame["source"]], label=0)


def add_labels(frame, truth):
    parts = []
    for name, page in frame.groupby("page", sort=True):
        content = truth[page_of(name)]["ground_truth"].get("main_content") or ""
        parts.append(pandas.Series(labels.label(list(page["text"]), content), index=page.index))
    return frame.assign(label=pandas.concat(parts))


def page_of(name):
    """0004_1 is a crop of 0004."""
    return name.split("_")[0]


def load(program, data, lines):
    frame = read_features(program, os.path.join(data, "text" if lines else "html"))
    truth = {}
    for path in sorted(glob.glob(os.path.join(data, "ground-truth", "*.json"))):
        page = json.load(open(path, encoding="utf-8"))
        truth[os.path.basename(path)[:-5]] = page
    frame = add_labels(frame, truth)
    with tempfile.TemporaryDirectory() as folder:
        if lines:
            crops.write(frame, folder)
        else:
            crops.write_cut_pages(os.path.join(data, "html"), folder)
            grafts.write(os.path.join(data, "html"), truth, fold_of, folder)
        return frame, add_labels(read_features(program, folder), truth), truth


def weights(frame):
    """Square root of a block's words; every page counts the same."""
    weight = numpy.sqrt(frame["words"].to_numpy(dtype=float) + 1)
    total = frame.assign(w=weight).groupby("page")["w"].transform("sum").to_numpy()
    return weight / total * 100


def sample(frame, share, rows, generator):
    """Some blocks of each page, with weights that stand for all of them."""
    count = frame.groupby("page")["page"].transform("size").to_numpy()
    kept = generator.random_sample(len(frame)) < rows / count
    return frame.assign(weight=weights(frame) * share * numpy.maximum(count / rows, 1))[kept]


def words(text):
    return collections.Counter(re.findall(r"\w+", text.lower()))


def f1(got, want):
    got, want = words(got), words(want)
    if not want:
        return 1.0 if not got else 0.0
    common = sum((got & want).values())
    return 2 * common / max(sum(got.values()) + sum(want.values()), 1) if got else 0.0


def score(frame, truth, probability, threshold):
    by_kind = collections.defaultdict(list)
    keep = (probability > threshold) & ~frame["why"].isin(MARKED).to_numpy()
    texts = frame[keep].groupby("page")["text"].agg("\n".join)
    for name, page in truth.items():
        value = f1(texts.get(name, ""), page["ground_truth"].get("main_content") or "")
        by_kind[page["page_type"]].append(value)
        by_kind["all"].append(value)
    return {kind: sum(v) / len(v) for kind, v in by_kind.items()}


def train(frame, cropped, columns, lines):
    rows = pandas.concat([frame, cropped])
    data = lightgbm.Dataset(rows[columns].to_numpy(dtype=numpy.float32), rows["label"].to_numpy(),
                            weight=rows["weight"].to_numpy(), feature_name=list(columns))
    parameters = dict(PARAMETERS, learning_rate=LINE_RATE) if lines else PARAMETERS
    return lightgbm.train(parameters, data, LINE_TREES if lines else TREES)


def flatten(model, columns):
    """Trees as text: a line a node, "feature threshold left right" or "leaf value"."""
    out = []
    for tree in model.dump_model()["tree_info"]:
        nodes = []

        def number(node):
            at = len(nodes)
            nodes.append(None)
            if "leaf_value" in node:
                nodes[at] = "leaf %.6g" % node["leaf_value"]
                return at
            left = number(node["left_child"])
            right = number(node["right_child"])
            nodes[at] = "%s %.7g %d %d" % (columns[node["split_feature"]], node["threshold"], left, right)
            return at

        number(tree["tree_structure"])
        out.append("tree %d\n%s\n" % (len(nodes), "\n".join(nodes)))
    return out


def write(path, model, columns, facts):
    with open(path, "w", encoding="utf-8") as out:
        out.write("# newsmill main-content model, made by train/train.py; see train/README.md\n")
        for line in facts:
            out.write("# %s\n" % line)
        trees = flatten(model, columns)
        out.write("trees %d\n" % len(trees))
        out.write("".join(trees))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("program")
    ap.add_argument("data")
    ap.add_argument("out")
    ap.add_argument("--lines", action="store_true", help="text scrapes")
    ap.add_argument("--by-type", action="store_true", help="a fold for each page type, not by site")
    ap.add_argument("--folds", metavar="DIR", help="write the folds' models too, with their pages")
    args = ap.parse_args()
    frame, cropped, truth = load(args.program, args.data, args.lines)
    columns = [c for c in frame.columns[5:] if c not in ("page", "label", "gap" if not args.lines else "")]
    of_page = type_of if args.by_type else fold_of
    generator, rows = numpy.random.RandomState(3), numpy.inf if args.lines else ROWS
    taken, cropped = sample(frame, 1, rows, generator), sample(cropped, CROP_WEIGHT, rows, generator)
    taken_folds, crop_folds, folds = (part["page"].map(lambda p: of_page(page_of(p), truth))
                                      for part in (taken, cropped, frame))
    print("blocks %d, content %.3f" % (len(frame), frame["label"].mean()))
    print("oracle", score(frame, truth, frame["label"].to_numpy(dtype=float), 0.5))
    print("rules ", score(frame, truth, frame["rules"].to_numpy(dtype=float), 0.5))
    probability = numpy.zeros(len(frame))
    for fold in sorted(set(folds)):
        model = train(taken[taken_folds != fold], cropped[crop_folds != fold], columns, args.lines)
        held = folds == fold
        probability[held.to_numpy()] = model.predict(frame.loc[held, columns].to_numpy(dtype=numpy.float32))
        if args.folds:
            os.makedirs(args.folds, exist_ok=True)
            write(os.path.join(args.folds, "%s.model" % fold), model, columns, ["fold %s" % fold])
            with open(os.path.join(args.folds, "%s.pages" % fold), "w") as out:
                out.write("\n".join(sorted(set(frame.loc[held, "page"]))) + "\n")
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        result = score(frame, truth, probability, threshold)
        print(threshold, " ".join("%s %.4f" % (k, result[k]) for k in sorted(result)))
    model = train(taken, cropped, columns, args.lines)
    importance = sorted(zip(model.feature_importance("gain"), columns), reverse=True)[:25]
    print("telling:", ", ".join(c for _, c in importance))
    facts = ["trained on %d pages, %d blocks, %d trees of %d leaves, features %d" % (
        len(truth), len(taken) + len(cropped), model.num_trees(), PARAMETERS["num_leaves"], len(columns))]
    write(args.out, model, columns, facts)


if __name__ == "__main__":
    main()
