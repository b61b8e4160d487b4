#!/usr/bin/env python3
"""newsmill fetch beside wget2, from one nginx over 64 host names on loopback.

    NEWSMILL=./newsmill fetch_peer.py [PAIRS]

4,000 pages of 29 KB, --delay 0 --parallel 64 against --max-threads=64, one after the other, PAIRS
times (5). newsmill reads robots.txt, packs what it gets into WARC files and keeps its state; wget2
writes plain files. Says of each pair pages a second and seconds of processor time, then the medians
of the ratios.
"""
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

NEWSMILL = os.path.abspath(os.environ.get("NEWSMILL", "./newsmill"))
URLS, PAGES, HOSTS, PORT = 4000, 200, 64, 8123


def write_site(folder):
    dice = random.Random(1)
    words = ["%x" % dice.getrandbits(28) for _ in range(3000)]
    os.mkdir(folder + "/www")
    for i in range(PAGES):
        text = "".join("<p>%s</p>" % " ".join(dice.choice(words) for _ in range(60))
                       for _ in range(60))
        with open("%s/www/%d.html" % (folder, i), "w", encoding="utf-8") as file:
            file.write("<html><head><title>Page %d</title></head><body>%s</body></html>"
                       % (i, text))
    with open(folder + "/urls", "w", encoding="utf-8") as file:
        file.writelines("http://127.0.0.%d:%d/%d/%d.html\n" % (1 + i % HOSTS, PORT, i, i % PAGES)
                        for i in range(URLS))
    temporary = "".join("%s_temp_path %s/%s; " % (kind, folder, kind) for kind in (
        "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(folder + "/nginx.conf", "w", encoding="utf-8") as file:
        file.write("worker_processes 1; pid %s/pid; error_log /dev/null; daemon off;\n"
                   "events { worker_connections 1024; }\n"
                   "http { access_log off; %s default_type text/html; keepalive_requests 100000;\n"
                   "server { listen %d; root %s/www; location /robots.txt { return 404; }\n"
                   "location / { rewrite ^/[0-9]+/(.*)$ /$1 break; } } }\n"
                   % (folder, temporary, PORT, folder))
    os.chmod(folder, 0o755)


def timed(command):
    """Seconds, and seconds of processor time, of a command."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def newsmill(folder):
    shutil.rmtree(folder + "/warc", ignore_errors=True)
    return timed([NEWSMILL, "fetch", "--warc", folder + "/warc", "--delay", "0", "--parallel",
                  "64", "--allow-net", "127.0.0.0/8", "--quiet", folder + "/urls"])


def wget2(folder):
    shutil.rmtree(folder + "/files", ignore_errors=True)
    took = timed(["wget2", "-q", "--max-threads=64", "-i", folder + "/urls", "-x", "-P",
                  folder + "/files"])
    found = sum(len(names) for _, _, names in os.walk(folder + "/files"))
    assert found == URLS, found
    return took


def main():
    absent = [name for name in ("nginx", "wget2") if not shutil.which(name)]
    if absent:
        print("skipped: there is no", " and no ".join(absent))
        return 77
    folder = tempfile.mkdtemp()
    write_site(folder)
    nginx = subprocess.Popen(["nginx", "-p", folder, "-c", folder + "/nginx.conf"],
                             stderr=subprocess.DEVNULL)
    time.sleep(0.7)
    walls, processors = [], []
    try:
        for _ in range(int(sys.argv[1]) if sys.argv[1:] else 5):
            ours, theirs = newsmill(folder), wget2(folder)
            walls.append(theirs[0] / ours[0])
            processors.append(theirs[1] / ours[1])
            print("newsmill %.0f/s, %.2f s of processor; wget2 %.0f/s, %.2f s of processor" % (
                URLS / ours[0], ours[1], URLS / theirs[0], theirs[1]), flush=True)
    finally:
        nginx.terminate()
        nginx.wait()
        shutil.rmtree(folder)
    for what, ratios in (("wall", walls), ("processor", processors)):
        print("newsmill is %.2f x wget2 by %s time (%.2f-%.2f, %d pairs)" % (
            statistics.median(ratios), what, min(ratios), max(ratios), len(ratios)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
