"""What the tests of fetching share: a folder of their own, a run of newsmill, checks that count."""
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from built import built_with

NEWSMILL = os.path.abspath(os.environ.get("NEWSMILL", "./newsmill"))
LOOPBACK = ["--allow-net", "127.0.0.0/8", "--delay", "0"]


class Run:
    """One newsmill fetch: exit code, rows of its ledger, seconds, largest memory in KiB."""

    def __init__(self, folder, urls, options=(), loopback=True, env=None, before=()):
        self.ledger_path = os.path.join(folder, "ledger.jsonl")
        self.warc = os.path.join(folder, "warc")
        listed = os.path.join(folder, "urls.txt")
        with open(listed, "w", encoding="utf-8") as file:
            file.write("".join(u + "\n" for u in urls))
        self.command = list(before) + [NEWSMILL, "fetch", "--warc", self.warc, "--ledger",
                                       self.ledger_path, "--verbose"]
        self.command += (LOOPBACK if loopback else []) + list(options) + [listed]
        self.env, self.rows = env, []

    def start(self):
        self.begun = time.monotonic()
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE, env=self.env)
        return self

    def watch(self):
        """Until its end; what getrusage() says of a child counts its parent in."""
        self.peak = 0
        while self.process.poll() is None:
            with open("/proc/%d/status" % self.process.pid, encoding="utf-8") as file:
                peaks = [int(line.split()[1]) for line in file if line.startswith("VmHWM")]
            self.peak = max([self.peak] + peaks)
            time.sleep(0.005)
        return self

    def wait(self):
        _, self.stderr = self.process.communicate()
        self.seconds = time.monotonic() - self.begun
        self.code = self.process.returncode
        if os.path.exists(self.ledger_path):
            with open(self.ledger_path, encoding="utf-8") as file:
                self.rows = [json.loads(line) for line in file]
        self.why = {row["url"]: row["reason"] for row in self.rows}
        return self

    def count(self, reason):
        return sum(row["reason"] == reason for row in self.rows)


def fetch(*args, **named):
    return Run(*args, **named).start().wait()


def memory_of(command):
    """Largest resident memory of a command in KiB."""
    pid = os.spawnvp(os.P_NOWAIT, command[0], command)
    _, _, usage = os.wait4(pid, 0)
    return usage.ru_maxrss


def records(folder):
    """(type, uri, http head, body) of each record, read without any WARC library."""
    import zlib
    found = []
    for name in sorted(os.listdir(folder)):
        if ".warc.gz" not in name:
            continue
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        while data:
            member = zlib.decompressobj(31)
            text = member.decompress(data)
            data = member.unused_data
            head, _, block = text.partition(b"\r\n\r\n")
            fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
            http, _, body = block[:-4].partition(b"\r\n\r\n")
            found.append((fields[b"WARC-Type"].decode(),
                          fields.get(b"WARC-Target-URI", b"").decode(), fields, http, body))
    return found


class Checks:
    def __init__(self):
        self.made = self.failed = 0
        self.name = ""

    def that(self, holds, *what):
        self.made += 1
        if not holds:
            self.failed += 1
            print("%s: FAILED:" % self.name, *what, flush=True)

    def equal(self, got, wanted, what):
        self.that(got == wanted, "%s: got %r, wanted %r" % (what, got, wanted))


def main(tests):
    """Runs each test(checks, folder), or those that are named."""
    checks = Checks()
    chosen = [t for t in tests if not sys.argv[1:] or t.__name__[5:] in sys.argv[1:]]
    if "fetch" not in built_with(NEWSMILL):
        print("skipped: built without fetching")
        sys.exit(77)
    for test in chosen:
        folder = tempfile.mkdtemp(prefix="newsmill-fetch-")
        checks.name, begun = test.__name__[5:], time.monotonic()
        try:
            test(checks, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print("%-12s %6.1f s" % (checks.name, time.monotonic() - begun), flush=True)
    print("%d checks, %d failed" % (checks.made, checks.failed))
    sys.exit(checks.failed > 0 or not checks.made)
