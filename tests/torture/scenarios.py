"""What the faults and the losses of power happen to: beside an archive alone (harness.py) one with
ledger and index, the same by a configuration, and pages that are fetched."""
import json
import pathlib
import shutil
import sys
import zlib

import harness

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "server"))
from server import Server, answer, page, pages  # noqa: E402

SEGMENT = 8  # documents: segments are cut, and merged
FETCHED = 8  # pages, of two hosts


class Inside(harness.Scenario):
    """The program works in the folder of what it makes: a commit knows other outputs by their names."""

    def run(self, to, more=(), **shim):
        pathlib.Path(to).mkdir(exist_ok=True)
        return super().run(to, more, folder=to, **shim)


class Indexed(Inside):
    """An archive with a ledger, and with an index that knows copies."""
    name, records, copies = "indexed", 24, 0.2
    merges = True
    beside = ["--index", "index", "--segment-documents", SEGMENT, "--ledger", "ledger"]

    def args(self, out, more=()):
        return super().args(out, [*self.beside, *more])

    def make_reference(self):
        out = super().make_reference()
        self.ledger, self.index = (out / "ledger").read_bytes(), index_of(out)
        if self.merges and not any(map(is_merged, self.index)):
            raise SystemExit("no segments were merged")
        return out

    def are_enough(self, records, documents):
        return documents / 2 < records < documents

    def compare(self, out, in_order=True):
        ledger = (out / "ledger").read_bytes()
        if in_order:
            wrong = super().compare(out)
            if not wrong and ledger != self.ledger:
                wrong = "the ledger is another one"
            differ = [n for n, data in self.index.items() if index_of(out).get(n) != data]
            return wrong or (f"the index differs: {differ}" if differ else "")
        try:
            rows = [json.loads(line) for line in ledger.splitlines()]
            rows = [row for row in rows if row["outcome"] != "failed"]  # they are tried again
            found = [harness.ident(line) for line in harness.records_of(out)]
        except (OSError, ValueError, zlib.error, EOFError) as error:
            return f"the archive cannot be read: {error}"
        places = {(row["source"], row["line"]) for row in rows}
        kept = [row["id"] for row in rows if row["outcome"] == "kept"]
        if len(places) != len(rows) or len(rows) != len(self.ledger.splitlines()):
            return f"{len(rows)} rows of the ledger for {len(places)} documents"
        return "" if kept == found else f"{len(found)} records, {len(kept)} kept by the ledger"


def is_merged(name):
    """Of a file of the index, "exact-0000000000-0000000032": more than what was cut from the log?"""
    kind, *ends = name.split("-")
    return kind in ("near", "tokens", "exact") and int(ends[1]) - int(ends[0]) > SEGMENT


def index_of(out):
    return {path.name: path.read_bytes() for path in (pathlib.Path(out) / "index").iterdir()
            if path.name != "lock"}


class Cron(Indexed):
    """The same as cron starts it."""
    name = "cron"

    def named(self):
        return [f"{self.inputs}/*"]

    def args(self, out, more=()):
        conf = self.work / "conf"
        if not conf.exists():
            conf.write_text(f"quiet = yes\njobs = 1\ndate = 2026-11-22\ncommit-ms = 0\n"
                            f"share = {harness.SHARE}\nshard-bytes = {self.shard_bytes}\n"
                            + "".join(f"input = {file}\n" for file in self.named()))
        return ["run", conf, "-o", f"{out}/", "--metrics", "metrics",
                *self.beside, *more]


class Fetched(Inside):
    """WARC files of a server's pages, and the state of fetching beside them."""
    name = "fetched"

    def __init__(self, program, work):
        super().__init__(program, work)
        self.server = Server({"/robots.txt": lambda _: answer(b"", type="text/plain"),
                              "/p/*": pages}, hosts=2)
        self.urls = [self.server.url("/p/%d" % n, 1 + n % 2) for n in range(FETCHED)]
        (self.inputs / "urls").write_text("".join(url + "\n" for url in self.urls))

    def args(self, out, more=()):
        return ["fetch", "--quiet", "--delay", 0, "--allow-net", "127.0.0.0/8", "--commit-ms", 0,
                "--warc-bytes", 2500, "--warc", "warc", "--ledger", "ledger", *more,
                self.inputs / "urls"]

    def make_reference(self):
        out = self.work / "reference"
        code, lines = self.run(out)
        wrong = lines if code else self.compare(out)
        if code or wrong:
            raise SystemExit(f"the scenario itself ends with {code}: {wrong}")
        return out

    def codes(self, codes, failed):
        """Without its list nobody is asked. What SQLite's log holds need not be in its file."""
        if failed.startswith(str(self.inputs)):
            return codes | {3} if 1 in codes else codes
        return codes | {0} if ".newsmill" in failed else codes

    def torn_ones(self, out):
        return sorted((pathlib.Path(out) / "warc").glob("*.warc.gz.part"))

    def compare(self, out, in_order=True):
        """Each URL was stored once, and stands in the ledger once."""
        stored = []
        for path in sorted((pathlib.Path(out) / "warc").glob("*.warc.gz*")):
            if path.suffix == ".part":
                return f"{path.name}: not finished"
            try:
                members = list(harness.members_of(path.read_bytes()))
            except (EOFError, zlib.error) as error:
                return f"{path.name}: {error}"
            for _, member in members:
                fields = dict(line.partition(": ")[::2] for line in
                              member.partition(b"\r\n\r\n")[0].decode().split("\r\n"))
                if fields["WARC-Type"] == "response":
                    stored.append(fields["WARC-Target-URI"])
        rows = [json.loads(line)["url"] for line in (out / "ledger").read_text().splitlines()]
        wanted = sorted(self.urls)
        if sorted(stored) != wanted:
            return f"{len(stored)} responses, {len(set(stored))} URLs of {len(wanted)}"
        return "" if sorted(rows) == wanted else f"{len(rows)} rows of {len(wanted)} URLs"


# Those of tests/torture/refused are small: each of their allocations is a run.


class Small(harness.Scenario):
    records, filler, shard_bytes = 4, (400, 800), 4000


class Grown(Small):
    name = "grow"


class Resumed(Small):
    """Goes on with what was killed in the middle of a write."""
    name = "resume"

    def make_reference(self):
        self.base = self.killed_halfway()
        return super().make_reference()

    def start(self, out):
        return shutil.copytree(self.base, out)


class Once(Small):
    """Leaves nothing that a second run could go on with."""

    def make_reference(self):
        code, lines = self.run(self.start(self.work / "reference"))
        if code:
            raise SystemExit(f"the scenario itself ends with {code}: {lines}")

    def compare(self, out, in_order=True):
        return ""


class Cleaned(Once):
    """Pages, lines and a scrape, to standard output."""
    name = "clean"

    def args(self, out, more=()):
        (self.inputs / "page.html").write_bytes(page("quay"))
        (self.inputs / "scrape.txt").write_text("Home\nNews\nThe mill opens on Monday\nIt was "
                                                "closed for two winters, the owners said.\n")
        return ["clean", "--quiet", "--jobs", 2, "--share", harness.SHARE, self.inputs]


class Read(Once):
    """An archive is read back."""
    form = []

    def make_reference(self):
        self.archive = self.work / "archive"
        code, lines = self.program.run(Small.args(self, self.archive, self.form))
        if code:
            raise SystemExit(f"the archive is not made: {lines}")
        super().make_reference()

    def args(self, out, more=()):
        return [self.name.split("-")[0], self.archive]


class Shown(Read):
    name = "cat"


class ShownWarc(Read):
    name, form = "cat-warc", ["--to", "warc", "--compress", "zstd"]


class Verified(Read):
    name = "verify"


class VerifiedWarc(Read):
    name, form = "verify-warc", ["--to", "warc", "--compress", "zstd"]


class SmallCron(Small, Cron):
    name, merges = "run", False


class Deduped(Small, Indexed):
    """Its records tell what they are duplicates of."""
    name, merges = "dedup", False

    def are_enough(self, records, documents):
        return records == documents

    def args(self, out, more=()):
        return ["dedup", *super().args(out, more)[1:]]


REFUSED = (Cleaned, Grown, Resumed, SmallCron, Deduped, Shown, ShownWarc, Verified,
           VerifiedWarc)
