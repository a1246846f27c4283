"""Papers made PDF by Typst, in a process that is bounded: PDF/UA-1 and PDF/A-2a, fonts embedded.

What is printed is data (JSON) read by one template of ours: no text of an author or of a person is
ever part of a program.
"""

import datetime as dt
import json
import resource
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath

from lieucommun.kernel.apart.running import TooCostly, run_apart
from lieucommun.kernel.documents.blocks import Block

MB = 1024 * 1024
SECONDS, WALL = 30, 40.0
#: Typst works with threads, which count as processes of the whole account; no more than it may
#: have already.
MOST_THREADS = 4096
_HARD = resource.getrlimit(resource.RLIMIT_NPROC)[1]
#: Typst reserves much more than it uses: `data` bounds what it writes to.
LIMITS = {
    "data": 1024 * MB,
    "fsize": 64 * MB,
    "nproc": MOST_THREADS if _HARD == resource.RLIM_INFINITY else min(MOST_THREADS, _HARD),
}
TEMPLATE = Path(__file__).with_name("paper.typ")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
#: Written from right to left.
LEFTWARD = frozenset({"ar", "fa", "he", "ps", "ur"})


class UnprintablePaper(Exception):  # noqa: N818 - an answer to a document, not an accident
    """A paper that could not be printed: too long, or beyond what the printer knows."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to print: blocks under a title. `language`: as in BCP 47, without a variant.

    `day` is that of the document, which archives require (PDF/A-2, 6.6.3).
    `over` stands above the title (who speaks), `across` on every page from corner to corner,
    `foot` at the bottom of every page. `pictures`: the content of each that a block shows, by its
    source; PNG, JPEG, GIF or WebP. A block whose picture is not there is its words.
    """

    title: str
    language: str
    day: dt.date
    blocks: list[Block] = field(default_factory=list)
    over: str = ""
    across: str = ""
    foot: str = ""
    page_words: str = "{page} / {pages}"
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def printed(paper: Paper) -> bytes:
    """Return a paper as PDF, the same bytes for the same paper; raises UnprintablePaper."""
    told = {each.name: getattr(paper, each.name) for each in fields(paper)}
    files = {source: f"{rank}{_suffix(source)}" for rank, source in enumerate(told["pictures"])}
    told["pictures"] = files
    told |= {"day": paper.day.isoformat(), "leftward": paper.language in LEFTWARD}
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryFile() as out:
        here = Path(made)
        (here / "paper.typ").write_bytes(TEMPLATE.read_bytes())
        for source, name in files.items():
            (here / name).write_bytes(paper.pictures[source])
        try:
            (here / "paper.json").write_text(json.dumps(told), encoding="utf-8")
            run_apart(__name__, [made], out=out, seconds=SECONDS, wall=WALL, **LIMITS)
        except (TooCostly, RecursionError):
            raise UnprintablePaper(paper.title) from None
        return out.read()


def _suffix(source: str) -> str:
    """Return how the name of a picture ends, which tells its format; never a part of a path."""
    suffix = PurePosixPath(source).suffix.lower()
    return suffix if suffix in PICTURES else ".png"
