"""Many portraits printed one after the other, in one bounded process that keeps its compiler.

What is printed leaves at once for a folder or a ZIP. One that fails, or that takes the process with
it, is reported, and the others are printed by a new process.
"""

import select
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

from lieucommun.kernel.apart.running import LAUNCH
from lieucommun.kernel.search.folding import fold

from . import LIMITS, MB, WALL, UnprintablePaper
from .portraits import PRESS, Portrait, write

#: A process prints so many, then leaves its place: what it may take is bounded for all of them.
SHIFT, SHIFT_SECONDS = 250, 600
SHIFT_LIMITS = LIMITS | {"data": 1536 * MB}

Why = Literal["refused", "costly"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A portrait that was not printed: `refused` by the printer, or too `costly` for it."""

    name: str
    title: str
    why: Why


@dataclass(frozen=True, slots=True)
class Printed:
    """One more portrait was dealt with: how many so far, its name, how long, whether it failed."""

    count: int
    name: str
    seconds: float
    failure: Failure | None = None


@dataclass(slots=True)
class Batch:
    """What was printed, by the names of the files, and what was not."""

    names: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def printed_batch(
    portraits: Iterable[Portrait],
    out: Path,
    told: Callable[[Printed], object] = lambda _: None,
) -> Batch:
    """Print portraits, as they come, into a folder, or a ZIP when `out` ends with .zip.

    Files are called by the names of the portraits, made safe and each its own. The ZIP appears when
    it is whole; in a folder, each file does. `told` is called after each portrait. What it raises,
    or what making a portrait raises, ends the batch, and no ZIP is left.
    """
    batch = Batch()
    taken: set[str] = set()
    with tempfile.TemporaryDirectory() as made, _shelf(out) as shelf, _Press(Path(made)) as press:
        for portrait in portraits:
            started = time.perf_counter()
            name = _file_name(portrait.name, taken)
            result = press.print(portrait)
            seconds = time.perf_counter() - started
            failure = None
            if isinstance(result, Path):
                shelf.keep(result, name)
                batch.names.append(name)
                batch.seconds.append(seconds)
            else:
                failure = Failure(portrait.name, portrait.title, result)
                batch.failures.append(failure)
            told(Printed(len(batch.names) + len(batch.failures), name, seconds, failure))
    return batch


class _Press:
    """A process that prints, started when first asked, and again after it was lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def print(self, portrait: Portrait) -> Path | Why:
        """Return the PDF of a portrait, until the next one is asked, or why there is none."""
        name = "portrait.json"
        pdf = self._folder / f"{name}.pdf"
        pdf.unlink(missing_ok=True)
        try:
            write(portrait, self._folder, name)
        except (UnprintablePaper, RecursionError):
            return "refused"
        answer = self._asked(name)
        if answer == b"+":
            return pdf
        return "refused" if answer == b"-" else "costly"

    def _asked(self, name: str) -> bytes:
        """Return what the process answers; nothing when it was lost, or too long."""
        if self._count >= SHIFT:
            self._stop()
        process = self._process or self._start()
        self._count += 1
        answer = b""
        with suppress(OSError):
            stdin, stdout = _pipes(process)
            stdin.write(f"{name}\n".encode())
            stdin.flush()
            waiting = select.poll()
            waiting.register(stdout, select.POLLIN | select.POLLHUP)
            if waiting.poll(WALL * 1000):
                answer = stdout.readline().strip()
        if not answer:
            self._stop()
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        bounds = {"CPU": SHIFT_SECONDS}
        bounds |= {name.upper(): most for name, most in SHIFT_LIMITS.items()}
        said = ",".join(f"{name}={most}" for name, most in bounds.items())
        self._process = subprocess.Popen(  # noqa: S603 - our own module, on a folder of ours
            [sys.executable, "-I", str(LAUNCH), said, PRESS, str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._count = 0
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in _pipes(process):
            with suppress(OSError):
                pipe.close()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise OSError("no pipe")
    return process.stdin, process.stdout


class _Folder(AbstractContextManager["_Folder"]):
    """A folder: each file appears whole."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def __enter__(self) -> Self:
        self._out.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave what is there."""

    def keep(self, pdf: Path, name: str) -> None:
        part = self._out / f".{name}.part"
        shutil.copyfile(pdf, part)
        part.replace(self._out / name)


class _Zip(AbstractContextManager["_Zip"]):
    """A ZIP, that appears when it is whole. PDF is compressed already: it is stored as it is."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._part = out.with_name(f".{out.name}.part")

    def __enter__(self) -> Self:
        self._zip = zipfile.ZipFile(self._part, "w", zipfile.ZIP_STORED)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        if kind is None:
            self._part.replace(self._out)
        else:
            self._part.unlink(missing_ok=True)

    def keep(self, pdf: Path, name: str) -> None:
        self._zip.writestr(zipfile.ZipInfo(name), pdf.read_bytes())


def _shelf(out: Path) -> _Folder | _Zip:
    return _Zip(out) if out.suffix.lower() == ".zip" else _Folder(out)


def _file_name(name: str, taken: set[str]) -> str:
    """Return a name for a file, of letters, digits and dashes, that no other has."""
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(name)[:120])
    stem = "-".join(words.split()) or "portrait"
    found, rank = stem, 1
    while found in taken:
        rank += 1
        found = f"{stem}-{rank}"
    taken.add(found)
    return f"{found}.pdf"
