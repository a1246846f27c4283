"""Loads contours: from a file of an operator to drawings, areas and tiles."""

import datetime as dt
import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lieucommun.kernel.apart.running import TooCostly, run_apart

from . import provenance
from .keeping import Place, replacing
from .provenance import Load
from .refusals import RefusedContours
from .shape import ContourLevel
from .tiling import Outcome, make_tiles

MB = 1024 * 1024
MOST_BYTES = 512 * MB
MOST_MEMORY = 4_000 * MB
MOST_WRITTEN = 2_000 * MB
#: Processor time: to start, and by megabyte of the file and of what was loaded before.
SECONDS, SECONDS_PER_MB = 60, 6
#: Not none, as elsewhere: numpy starts threads, and the bound counts all that the account runs.
MOST_THREADS = 4096


@dataclass(frozen=True, slots=True)
class Origin:
    """What an operator says of a file: the property that holds the code, year, licence, source."""

    named: str = "code"
    vintage: int | None = None
    licence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a load found. Codes are those of the file in the first five, today's in the others.

    `changed`: code of the file, today's code, reason; `unknown`: rank of the feature, code;
    `rejected`: rank, code, reason; `off_map`: loaded, but beyond the drawing; `absent`: communes
    of today without contour in départements that are loaded; `levels`: how many outlines each
    level has, `derived` how many of them come from its children, `lacking` which parents do
    without some child; `fits`: neighbours have their borders in common.
    """

    level: ContourLevel
    features: int
    codes: tuple[str, ...]
    changed: list[list[str]]
    unknown: list[list[Any]]
    rejected: list[list[Any]]
    repaired: list[str]
    off_map: list[str]
    absent: list[str]
    fits: bool
    levels: dict[str, int]
    derived: dict[str, int]
    lacking: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    tiles: Outcome = "made"

    def as_json(self) -> dict[str, Any]:
        """Return what stands in the fields, for programs."""
        return asdict(self)


def load(level: ContourLevel, file: Path, origin: Origin | None = None) -> Report:
    """Load the contours of a level; what other loads gave for other codes stays.

    The file is read apart, in bounds of memory and time. Raises RefusedContours when it gives
    nothing, and leaves all as it was then.
    """
    origin = origin or Origin()
    _check(file)
    with replacing() as place:
        found = _made(level, file, origin, place)
        tiles = make_tiles(place.folder)
        report = Report(level=level, tiles=tiles, **{**found, "codes": tuple(found["codes"])})
        before = provenance.read(place.previous) if place.previous else ()
        loads = provenance.added(before, _told(file, origin, report))
        provenance.write(place.folder, loads)
    return report


def _check(file: Path) -> None:
    if not file.is_file():
        raise RefusedContours("absent", found=file.name)
    if file.stat().st_size > MOST_BYTES:
        raise RefusedContours("heavy", most=MOST_BYTES // MB)


def _made(level: ContourLevel, file: Path, origin: Origin, place: Place) -> dict[str, Any]:
    """Have the contours made apart, and return what was found; raises RefusedContours."""
    order = {
        "file": str(file.absolute()),
        "level": level,
        "property": origin.named,
        "folder": str(place.folder),
        "previous": str(place.previous or ""),
    }
    before = sum(path.stat().st_size for path in (place.previous or Path()).glob("sources/*.zip"))
    seconds = SECONDS + SECONDS_PER_MB * (file.stat().st_size + 2 * before) // MB
    with tempfile.TemporaryFile() as out, tempfile.NamedTemporaryFile("w", suffix=".json") as told:
        json.dump(order, told)
        told.flush()
        try:
            run_apart(
                "lieucommun.kernel.territories.contours.making",
                [told.name],
                out=out,
                seconds=seconds,
                wall=2 * seconds,
                data=MOST_MEMORY,
                fsize=MOST_WRITTEN,
                nproc=MOST_THREADS,
            )
            found: dict[str, Any] = json.loads(out.read())
        except (TooCostly, ValueError):
            raise RefusedContours("costly") from None
    if code := found.pop("refused", ""):
        raise RefusedContours(code, **found)
    if len(found["off_map"]) == len(found["codes"]):
        raise RefusedContours("off the map")
    return found


def _told(file: Path, origin: Origin, report: Report) -> Load:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Load(
        level=report.level,
        file=file.name,
        sha256=digest,
        size=file.stat().st_size,
        features=report.features,
        loaded=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        **asdict(origin),
        codes=report.codes,
    )
