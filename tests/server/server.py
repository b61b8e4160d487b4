"""A web server for tests: it answers by what a path asks for, well or badly, and keeps a log.

Each connection has a thread of its own; answers are written as bytes, for no library would make
the bad ones. Sockets stand on loopback, on a port that the system chose; 127.0.0.1, 127.0.0.2 ...
are as many hosts.
"""
import socket
import threading
import time


def address(host):
    """127.0.0.1 is the first host; hundreds have places."""
    return "127.0.%d.%d" % ((host - 1) // 250, (host - 1) % 250 + 1)


class Request:
    def __init__(self, host, path, headers, connection, begun):
        self.host, self.path, self.headers = host, path, headers
        self.connection, self.begun = connection, begun
        self.answered = None  # when all of the answer was given to the system


class Server:
    """routes: path (or a prefix that ends with '*') -> function(request) that gives bytes, a list
    of bytes and pauses in seconds, or None to close without an answer."""

    def __init__(self, routes, hosts=1, first_host=1, port=0, everywhere=False):
        self.routes, self.log, self.lock = routes, [], threading.Lock()
        self.open_now, self.open_most, self.sockets, self.connections = {}, {}, [], 0
        self.port, self.stopped, self.living = port, False, set()
        for i in range(hosts):
            listener = socket.socket(socket.AF_INET6 if everywhere else socket.AF_INET)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # everywhere: every address of a network namespace that is the test's own
            listener.bind(("::" if everywhere else address(first_host + i), self.port))
            self.port = listener.getsockname()[1]
            listener.listen(512)
            self.sockets.append(listener)
            threading.Thread(target=self.accept, args=(listener,), daemon=True).start()

    def url(self, path, host=1):
        return "http://%s:%d%s" % (address(host), self.port, path)

    def accept(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        name = connection.getsockname()[0].replace("::ffff:", "")
        with self.lock:
            self.connections += 1
            number = self.connections
            self.open_now[name] = self.open_now.get(name, 0) + 1
            self.open_most[name] = max(self.open_most.get(name, 0), self.open_now[name])
            self.living.add(connection)
        try:
            while not self.stopped and self.answer(connection, name, number):
                pass
        except OSError:
            pass
        finally:
            with self.lock:
                self.open_now[name] -= 1
                self.living.discard(connection)
            connection.close()

    def read_head(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return None
            head += more
        return head

    def answer(self, connection, name, number):
        head = self.read_head(connection)
        if head is None:
            return False
        lines = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (l.partition(":") for l in lines[1:] if l)}
        request = Request(name, lines[0].split(" ")[1], headers, number, time.monotonic())
        with self.lock:
            self.log.append(request)
        answer = self.route(request)
        if answer is None:
            return False
        for part in answer if isinstance(answer, (list, tuple)) or hasattr(
                answer, "__next__") else [answer]:
            if isinstance(part, (int, float)):
                time.sleep(part)
            else:
                connection.sendall(part)
        request.answered = time.monotonic()
        return getattr(request, "keep", True)

    def route(self, request):
        path = request.path.split("?")[0]
        if path in self.routes:
            return self.routes[path](request)
        for prefix, function in self.routes.items():
            if prefix.endswith("*") and path.startswith(prefix[:-1]):
                return function(request)
        return answer(b"nothing here", status="404 Not Found")

    def requests(self, prefix=""):
        with self.lock:
            return [r for r in self.log if r.path.startswith(prefix)]

    def close(self):
        self.stopped = True
        for listener in self.sockets:
            listener.shutdown(socket.SHUT_RDWR)  # wakes its thread, which holds it open
            listener.close()
        with self.lock:
            living = list(self.living)
        for connection in living:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def answer(body, status="200 OK", type="text/html; charset=utf-8", length=True, headers=()):
    lines = ["HTTP/1.1 " + status, "Content-Type: " + type]
    if length:
        lines.append("Content-Length: %d" % len(body))
    lines += list(headers)
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8") + body


def closing(request, *parts):
    """The answer ends with the connection."""
    request.keep = False
    return list(parts)


def page(text):
    return ("<!doctype html><html><head><title>%s</title></head><body><article><h1>%s</h1>"
            "<p>%s</p></article></body></html>"
            % (text, text, ("The council of %s met on Tuesday and spoke of the bridge. " % text) * 8)
            ).encode("utf-8")


def rss(urls):
    items = "".join("<item><title>Title %d</title><link>%s</link><pubDate>Mon, 02 Nov 2026 "
                    "10:00:%02d GMT</pubDate></item>" % (i, u, i % 60)
                    for i, u in enumerate(urls))
    return ('<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title><ttl>0</ttl>%s'
            "</channel></rss>" % items).encode()


def pages(request):
    return answer(page(request.path))
