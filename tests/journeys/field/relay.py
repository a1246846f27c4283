"""What stands between a device and its place: a network that fails in every way there is."""

import http.client
import re
import socket
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from lieucommun.stories.place import _free_port

#: How long a request is held before it goes whatever happens.
LONGEST_HOLD = 60
_INSTANCE = re.compile(rb"<(?:\w+:)?instanceID>([^<]+)<")
_HOP = {"connection", "transfer-encoding", "keep-alive"}


class Answer(NamedTuple):
    """What a network answers in the place of the service."""

    status: int
    body: bytes = b'{"error": {"code": "trial", "text": "Refus\xc3\xa9 pour essai."}}'
    kind: str = "application/json"


PORTAL = Answer(200, b"<!doctype html><title>Wifi de la gare</title>Payez.", "text/html")
Meddle = Callable[[bytes], bytes | None]


class Relay:
    """Relays to a server what it is not told to answer itself; keeps what was posted."""

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.app = f"{self.address}/s/terrain/_app/"
        #: The answers in the place of the service, by what the path holds; None: no answer at all.
        self.instead: dict[str, Answer | None] = {}
        #: Held submissions wait for this.
        self.gate = threading.Event()
        self.gate.set()
        #: Sent just before a submission, in its name, when it gives something.
        self.before: Meddle | None = None
        #: What the place answers to a submission is lost on the way.
        self.deaf = False
        self.posts: list[str] = []
        self.together = 0
        self.most_together = 0
        self.lock = threading.Lock()
        self._server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        """Let devices reach the place."""
        self._server = _Server(("127.0.0.1", self.port), self)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Let nothing through: the address itself is dead."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def forget(self) -> None:
        """Be again a network that works."""
        self.instead.clear()
        self.gate.set()
        self.before = None
        self.deaf = False
        self.posts.clear()
        self.most_together = 0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, at: tuple[str, int], relay: Relay) -> None:
        self.relay = relay
        super().__init__(at, _Handler)

    def handle_error(self, *_: object) -> None:
        """Devices that hang up are what is tried here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing in the output of tests."""

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        for part, answer in self.server.relay.instead.items():
            if part in self.path and (self.command == "POST" or "submission" not in part):
                self.answer_instead(answer)
                return
        if self.command == "POST" and "/submission" in self.path:
            self.submit(body)
        else:
            self.pass_on(body)

    def submit(self, body: bytes) -> None:
        found = _INSTANCE.search(body)
        with self.server.relay.lock:
            self.server.relay.posts.append(found[1].decode() if found else "")
            self.server.relay.together += 1
            self.server.relay.most_together = max(
                self.server.relay.most_together, self.server.relay.together
            )
        try:
            self.server.relay.gate.wait(LONGEST_HOLD)
            if (
                self.server.relay.before is not None
                and (other := self.server.relay.before(body)) is not None
            ):
                self.ask(other)
            self.pass_on(body)
        finally:
            with self.server.relay.lock:
                self.server.relay.together -= 1

    def answer_instead(self, answer: Answer | None) -> None:
        if answer is None:
            self.hang_up()
            return
        self.say(answer.status, {"Content-Type": answer.kind}, answer.body)

    def pass_on(self, body: bytes) -> None:
        try:
            status, headers, content = self.ask(body)
        except OSError:
            self.hang_up()
            return
        if self.server.relay.deaf and self.command == "POST":
            self.hang_up()
            return
        self.say(status, headers, content)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def ask(self, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
        line = http.client.HTTPConnection(
            "127.0.0.1", self.server.relay.upstream, timeout=LONGEST_HOLD
        )
        kept = {name: text for name, text in self.headers.items() if name.lower() not in _HOP}
        kept["Content-Length"] = str(len(body))
        line.request(self.command, self.path, body or None, kept)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, dict(answer.getheaders()), content

    def say(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.send_response_only(status)
        for name, text in headers.items():
            if name.lower() not in _HOP | {"content-length"}:
                self.send_header(name, text)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = handle_one  # noqa: N815 - names that http.server asks for
