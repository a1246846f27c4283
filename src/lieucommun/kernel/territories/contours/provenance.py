"""Where contours come from: a line for each load that still gives some."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from .shape import ContourLevel

FILE = "provenance.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Load:
    """One file that was loaded: what it was, and the codes that it still gives.

    `vintage` is the year of its geography, as declared (None: not said); `loaded` an ISO date and
    time; `named` the property that holds the code.
    """

    level: ContourLevel
    file: str
    sha256: str
    size: int
    features: int
    loaded: str
    named: str = "code"
    vintage: int | None = None
    licence: str = ""
    source: str = ""
    codes: tuple[str, ...] = ()


def added(loads: Iterable[Load], new: Load) -> tuple[Load, ...]:
    """Return the loads after a new one: the last word on a code is the new one's."""
    taken = set(new.codes)
    left = (
        replace(each, codes=tuple(code for code in each.codes if code not in taken))
        if each.level == new.level
        else each
        for each in loads
    )
    return (*(each for each in left if each.codes), new)


def write(folder: Path, loads: Iterable[Load]) -> None:
    """Write the loads of a folder."""
    told = {"version": VERSION, "loads": [asdict(each) for each in loads]}
    (folder / FILE).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


@lru_cache(maxsize=4)
def read(folder: Path) -> tuple[Load, ...]:
    """Return the loads of a folder, the oldest first."""
    told: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
    return tuple(Load(**{**each, "codes": tuple(each["codes"])}) for each in told["loads"])
