"""A place served by a process of its own, and someone who visits it over the network."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from lieucommun.settings import environment
from tests.forms.place import SERVICES

LIEU = Path(sys.executable).with_name("lieu")
PATIENCE = 180
FORM = "/s/demarche/demande/"


@contextmanager
def serving(data: Path, services: Path = SERVICES) -> Iterator[str]:
    """A place on a port of its own; killed at the end, as a machine that fails is."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = environment.child(
        LIEU_SERVICES=str(services), LIEU_FILES_LARGEST="60", LIEU_LARGEST_REQUEST="120"
    )
    command = [str(LIEU), "run", "--data", str(data), "--port", str(port), "--no-authoring"]
    with subprocess.Popen(
        command, env=told, stdout=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGKILL)  # its worker too


def _wait(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server never answered")


class Visitor:
    """Someone at a form of a real server, with their cookies."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[str, str]:
        with self.opener.open(self.home + path, timeout=PATIENCE) as answer:
            return urlsplit(answer.url).path, answer.read().decode()

    def post(self, path: str, body: bytes, kind: str) -> tuple[str, str]:
        request = urllib.request.Request(  # noqa: S310 - a place of this very machine
            self.home + path, body, {"Content-Type": kind, "Referer": self.home + path}
        )
        with self.opener.open(request, timeout=PATIENCE) as answer:
            return urlsplit(answer.url).path, answer.read().decode()

    def cookies(self) -> str:
        return "; ".join(f"{each.name}={each.value}" for each in self.jar)


def hidden(html: str) -> dict[str, str]:
    """Return the hidden fields of the form of a screen."""
    main = html.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return dict(found)


def begun(visitor: Visitor) -> str:
    """Begin a draft, and return its uuid."""
    _path, page = visitor.get(FORM)
    sent = urlencode(hidden(page)).encode()
    path, _page = visitor.post(f"{FORM}start/", sent, "application/x-www-form-urlencoded")
    return path.removeprefix(FORM).partition("/")[0]
