"""What the programs in this folder share: inputs of known records, runs of newsmill with the shim in
front of it, and a reader of archives that knows nothing of newsmill's own (docs/archive.md)."""
import concurrent.futures
import gzip
import json
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from built import built_with  # noqa: E402

SHARE = pathlib.Path(__file__).resolve().parents[2] / "share" / "newsmill"
COMMITS = ("commit", "commit.other")  # by turns
SECONDS = 60  # a run that takes longer hangs
MESSAGE_LINES = 1  # of a run that cannot go on

WORDS = ("quay lamp tide mill council winter harbour gas oil bill port town evening ferry gull "
         "bridge cable warehouse ledger baker market signal tram river boat storm roof school").split()


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


class Program:
    """newsmill as it was built: without libtool's wrapper, which would meet the shim too."""

    def __init__(self, path=None):
        build = pathlib.Path(os.environ.get("builddir", ".")).resolve()
        path = pathlib.Path(path or os.environ.get("NEWSMILL", build / "newsmill")).resolve()
        bare = path.parent / ".libs" / path.name
        self.path = str(bare if bare.exists() else path)
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C",
                            "LD_LIBRARY_PATH": str(build / ".libs")}
        self.shim = str(build / ".libs" / "libshim.so")

    def has(self, feature):
        """Is it built in?"""
        return feature in built_with(self.path, self.environment)

    def run(self, args, out=None, inputs=None, fail=None, log=None, count=None, folder=None):
        """folder: where it works. Gives the exit code, negative for a signal, and the lines of standard error."""
        environment = dict(self.environment)
        if out:
            environment |= {"LD_PRELOAD": self.shim, "SHIM_OUT": str(out),
                            "SHIM_IN": str(inputs or "/nowhere")}
            for name, value in (("FAIL", fail), ("LOG", log), ("COUNT", count)):
                if value:
                    environment["SHIM_" + name] = str(value)
        done = subprocess.run([self.path, *map(str, args)], env=environment, timeout=SECONDS,
                              cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
        return done.returncode, done.stderr.decode("utf-8", "replace").splitlines()


def sentence(choose):
    text = " ".join(choose.choice(WORDS) for _ in range(choose.randint(9, 24)))
    return text.capitalize() + "."


def make_inputs(folder, files, records, beside=(2500, 10000), copies=0.0, seed=1):
    """JSON lines of `records` texts in each of `files` files: short ones, for they are cleaned often,
    and with so much beside them (bytes, from and to) that a member is soon full. No two are alike but
    for such a share of copies."""
    choose, told = random.Random(seed), []
    folder.mkdir(parents=True)
    for number in range(files):
        with open(folder / f"part-{number:03}.jsonl", "w") as out:
            for i in range(records):
                text = "\n".join(sentence(choose) for _ in range(choose.randint(2, 6)))
                if told and choose.random() < copies:
                    text = choose.choice(told)
                told.append(text)
                url = f"https://quay.example/{number}/{i}"
                filler = choose.randbytes(choose.randint(*beside)).hex()
                out.write(json.dumps({"id": f"{number:03}-{i:05}", "url": url, "text": text,
                                      "description": filler}) + "\n")
    return sorted(folder.iterdir())


class Scenario:
    """One archive, made of the same inputs again and again."""
    name, records, copies, filler, shard_bytes = "archive", 12, 0.0, (2500, 10000), 150000

    def __init__(self, program, work, files=3):
        self.program, self.work = program, pathlib.Path(work) / self.name
        self.inputs = self.work / "inputs"
        self.files = make_inputs(self.inputs, files, self.records, self.filler, self.copies)
        self.reference = None

    def args(self, out, more=()):
        return ["clean", "--quiet", "--jobs", 1, "--date", "2026-11-22", "--commit-ms", 0,
                "--share", SHARE, "--shard-bytes", self.shard_bytes, *more,
                "-o", f"{out}/", *self.files]

    def run(self, to, more=(), folder=None, **shim):
        """more: other options; shim: as Program.run() has it; nothing: the shim is not there."""
        if shim:
            shim |= {"out": to, "inputs": self.inputs}
        return self.program.run(self.args(to, more), folder=folder, **shim)

    def make_reference(self):
        out = self.work / "reference"
        code, lines = self.run(out)
        if code:
            raise SystemExit(f"the scenario itself ends with {code}: {lines}")
        self.reference = records_of(out)
        expected = sum(len(path.read_bytes().splitlines()) for path in self.files)
        if not self.are_enough(len(self.reference), expected):
            raise SystemExit(f"{len(self.reference)} records of {expected} in the archive")
        return out

    def are_enough(self, records, documents):
        return records == documents

    def codes(self, codes, failed):
        """The exit codes that are right when a call for that file failed."""
        return codes

    def start(self, out):
        """What a run finds: nothing."""
        out.mkdir()
        return out

    def killed_halfway(self):
        """What a kill in the middle of a write leaves."""
        base, log = self.work / "killed", self.work / "log"
        self.run(base, log=log)
        writes = [entry[1] for entry in read_log(log) if entry[0] == WRITE]
        for n, path in list(enumerate(writes, 1))[len(writes) // 3:]:
            if path.endswith(".gz.part"):
                fresh(base)
                self.run(base, fail=f"write out {n} kill")
                if any(map(is_torn, self.torn_ones(base))):
                    return base
        raise SystemExit("no kill left a torn file: the harness is blind")

    def torn_ones(self, out):
        """Files that a kill in a write may have torn."""
        return shards_of(out) if commit_of(out) else []

    def compare(self, out, in_order=True):
        """What is wrong with a finished archive; "" when nothing is. Not in order: an input that could
        not be read came later."""
        try:
            found = records_of(out)
        except (OSError, ValueError, zlib.error, EOFError) as error:
            return f"the archive cannot be read: {error}"
        if found == self.reference or (not in_order and sorted(found) == sorted(self.reference)):
            return ""
        ids, wanted = [ident(r) for r in found], [ident(r) for r in self.reference]
        lost = len(set(wanted) - set(ids))
        doubled = len(ids) - len(set(ids))
        return f"{lost} lost, {doubled} doubled, {len(found)} records of {len(wanted)}"


def ident(line):
    return json.loads(line)["id"]


def shards_of(out):
    """Paths of the shards, finished and growing, in the order in which they were written."""
    found = [p for p in pathlib.Path(out).glob("[0-9]*/*/*/newsmill-*")
             if p.name.endswith((".jsonl.gz", ".jsonl.gz.part"))]
    return sorted(found)


def members_of(data):
    """The members of a shard: (offset, bytes) of each; EOFError when the last is cut off."""
    at = 0
    while at < len(data):
        one = zlib.decompressobj(31)
        plain = one.decompress(data[at:])
        if not one.eof:
            raise EOFError(f"the member at byte {at} is cut off")
        yield at, plain
        at = len(data) - len(one.unused_data)


def is_torn(path):
    try:
        list(members_of(path.read_bytes()))
    except EOFError:
        return True
    return False


def records_of(out):
    """The records of all finished shards, each a line."""
    lines = []
    for path in shards_of(out):
        if path.suffix == ".part":
            raise ValueError(f"{path.name}: not finished")
        with gzip.open(path) as shard:
            lines += shard.read().splitlines()
    return lines


def commit_of(out):
    """The rows of the last commit; {} when there is none."""
    paths = [pathlib.Path(out) / ".newsmill" / name for name in COMMITS]
    return later_of(path.read_bytes() for path in paths if path.exists())


def later_of(commits):
    """Of what stands in the files of a commit, the rows of the later one that is not half written."""
    both = [rows for rows in map(rows_of, commits)
            if "commit" in rows and rows["commit"] == rows.get("committed")]
    return max(both, key=lambda rows: int(rows["commit"]), default={})


def rows_of(data):
    rows = {}
    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        key, _, value = line.partition(" ")
        rows[key] = value
    return rows


# What the shim writes down: struct entry of shim.c.
ENTRY = struct.Struct("<IIIIQQ")  # struct entry of shim.c
CREATE, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR = range(1, 8)


def read_log(path):
    data, at = path.read_bytes(), 0
    while at < len(data):
        op, length, length2, size, inode, offset = ENTRY.unpack_from(data, at)
        at += ENTRY.size
        name, name2 = data[at:at + length].decode(), data[at + length:at + length + length2].decode()
        at += length + length2
        name, name2 = (os.path.normpath(path) if path else "" for path in (name, name2))
        yield op, name, name2, inode, offset, data[at:at + size]
        at += size


def work_folder():
    """In memory where there is such a place: syncs of the harness's own prove nothing."""
    room = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="newsmill-torture-", dir=room)


def in_parallel(tasks, do):
    """do(task) for each, two at a time, in order; what it gives is bad unless it is empty."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        yield from zip(tasks, pool.map(do, tasks))


def fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    return path


def say_end(what, tried, bad):
    for line in bad[:20]:
        print(f"--- {line}")
    print(f"{what}: {tried - len(bad)} passed, {len(bad)} failed")
    return 1 if bad or not tried else 0


def signal_name(code):
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
