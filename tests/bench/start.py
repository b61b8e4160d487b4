#!/usr/bin/env python3
"""What the first record costs: `clean` of a small page less `version`, which only links.

tests/bench/start.py ROUNDS PROGRAM...: processor time of each program, in turn, so that what else
the machine does meets all alike. Least and median, in milliseconds.
"""
import os
import statistics
import subprocess
import sys
import tempfile

PAGE = b"""<!DOCTYPE html><title>The start of a thing</title><article><p>The start of a long
story is here, said the man, and it goes on for a while in the morning.</p></article>"""


def milliseconds(arguments):
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("%s ended with %d" % (arguments[0], process.returncode))
    return (used.ru_utime + used.ru_stime) * 1000


def main():
    rounds, programs = int(sys.argv[1]), sys.argv[2:]
    with tempfile.NamedTemporaryFile(suffix=".html") as page:
        page.write(PAGE)
        page.flush()
        kinds = {"version": ["version"], "clean": ["clean", "-q", "-j1", page.name]}
        times = {(p, k): [] for p in programs for k in kinds}
        for _ in range(rounds):
            for program, kind in times:
                times[program, kind].append(milliseconds([program] + kinds[kind]))
    for program in programs:
        link, clean = times[program, "version"], times[program, "clean"]
        print("%s: %.2f least, %.2f median over what only links, %.2f" % (
            program, min(clean) - min(link), statistics.median(clean) - statistics.median(link),
            statistics.median(link)))


main()
