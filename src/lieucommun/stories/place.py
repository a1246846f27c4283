"""A temporary place to try stories in: a server of its own on invented data, and its keeper."""

import email
import email.policy
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lieucommun.settings import environment

LONGEST_START_SECONDS = 120
LONGEST_LETTER_SECONDS = 20
_LIEU = "from lieucommun.cli import main; main()"


class PlaceError(RuntimeError):
    """The temporary place did not open; the message says why."""


class Place:
    """A place that lives as long as a `with` block.

    `folders` are services given by path: they are copied, and win over those of the folder
    `services`, and those found otherwise.
    """

    def __init__(self, folders: Iterable[Path] = (), *, services: Path | None = None) -> None:
        self.folders = tuple(folders)
        self.services = services
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.data = Path(tempfile.mkdtemp(prefix="lieu-stories-"))
        self._log = self.data / "server.log"
        self._server: subprocess.Popen[bytes] | None = None
        self._keeper: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def restore(self) -> None:
        """Make the place as it was before the first story; its letters are gone, too."""
        shutil.rmtree(self.data / "mail", ignore_errors=True)
        self._ask("restore")

    def person(self, name: str, service: str, role: str, organisation: str) -> dict[str, str]:
        """Return how a person of a role signs in, adding them when the demonstration has none."""
        answer: dict[str, str] = self._ask(
            "person", name=name, service=service, role=role, organisation=organisation
        )
        return answer

    def link(self, address: str) -> str:
        """Return the first link of the last letter that left to an address; "" when none did."""
        end = time.monotonic() + LONGEST_LETTER_SECONDS
        while time.monotonic() < end:
            if found := link_in(self.data / "mail", address):
                return found
            time.sleep(0.2)
        return ""

    def load(self, service: str, source: str, file: Path) -> int:
        """Load a file as a source of a service, as `lieu load` does; return its rows."""
        return int(self._ask("load", service=service, source=source, file=str(file.resolve())))

    def close(self) -> None:
        """Stop what was started and remove the data."""
        for process in (self._keeper, self._server):
            if process is None:
                continue
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        shutil.rmtree(self.data, ignore_errors=True)

    def _open(self) -> None:
        for folder in self.folders:
            shutil.copytree(folder, self.data / "services" / folder.name)
        values = {"LIEU_DATA": str(self.data), "LIEU_DEMO": "1", "LIEU_SIZE": "embedded"}
        values["LIEU_PROXIES"] = "1"  # persons say by what line they come
        if self.services:
            values["LIEU_SERVICES"] = str(self.services)
        command = ["--data", str(self.data), "--port", str(self.port), "--demo", "--no-authoring"]
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-c", _LIEU, "run", *command],
                env=environment.child(**values),
                stdout=log,
                stderr=log,
            )
        self._wait_until_ready()
        self._keeper = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "lieucommun.stories.keeper", str(self._server.pid)],
            env=environment.child(**values, DJANGO_SETTINGS_MODULE="lieucommun.settings.embedded"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ask("keep")

    def _wait_until_ready(self) -> None:
        server = self._server
        end = time.monotonic() + LONGEST_START_SECONDS
        while server is not None and server.poll() is None and time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):  # noqa: S310
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        last = self._log.read_text("utf-8", "replace").strip().splitlines()[-8:]
        raise PlaceError("The temporary place did not open:\n" + "\n".join(last))

    def _ask(self, do: str, **values: str) -> Any:
        keeper = self._keeper
        if keeper is None or keeper.stdin is None or keeper.stdout is None:
            raise PlaceError("The temporary place is closed.")
        keeper.stdin.write(json.dumps({"do": do, **values}) + "\n")
        keeper.stdin.flush()
        line = keeper.stdout.readline()
        answer = json.loads(line) if line else {"error": "the keeper of the place stopped"}
        if "error" in answer:
            raise PlaceError(str(answer["error"]))
        return answer["answer"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def link_in(folder: Path, address: str) -> str:
    """Return the first link of the latest letter to an address that a folder of letters holds."""
    for path in sorted(folder.glob("*.log"), key=lambda each: each.stat().st_mtime, reverse=True):
        for letter in reversed(path.read_bytes().split(b"-" * 79)):
            read = email.message_from_bytes(letter.lstrip(), policy=email.policy.default)
            if address.casefold() not in str(read["To"] or "").casefold():
                continue
            body = read.get_body(("plain",))
            found = re.search(r"https?://\S+", body.get_content() if body else "")
            if found:
                return found[0]
    return ""
