"""Reads the committed register once, on first use, and keeps it for the life of the process."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from .territory import LEVELS, About, Kind, Level, Reason, Territory

REGISTER = Path(__file__).parent / "data" / "territories.tsv.gz"


class Former(NamedTuple):
    """A code that is no longer a territory of its own, or a part that kept its chief's code."""

    code: str
    name: str
    successor: str
    reason: Reason


@dataclass(slots=True)
class Atlas:
    """Everything known, by level then code; ``former`` holds the retired codes of each level.

    ``parts`` are the former communes whose code lives on as their successor's: known by name only.
    """

    about: About
    levels: dict[Level, dict[str, Territory]] = field(
        default_factory=lambda: {level: {} for level in LEVELS}
    )
    former: dict[Level, dict[str, Former]] = field(
        default_factory=lambda: {level: {} for level in LEVELS}
    )
    parts: list[Former] = field(default_factory=list)

    def add(self, territory: Territory) -> None:
        """Keep a territory under its level and code."""
        self.levels[territory.level][territory.code] = territory


@cache
def atlas() -> Atlas:
    """Return the register of the whole country."""
    with gzip.open(REGISTER, "rt", encoding="utf-8", newline="\n") as lines:
        atlas = Atlas(About(**json.loads(next(lines))))
        _read(atlas, lines)
    return atlas


@cache
def communes_of(level: Level) -> dict[str, tuple[Territory, ...]]:
    """Return the communes of each territory of a level, by its code."""
    groups: dict[str, list[Territory]] = defaultdict(list)
    for commune in atlas().levels["commune"].values():
        code = getattr(commune, level) if level != "country" else "FR"
        if code:
            groups[code].append(commune)
    return {code: tuple(communes) for code, communes in groups.items()}


def _read(atlas: Atlas, lines: Iterator[str]) -> None:
    """Read rows: country, régions, départements, EPCI, communes, then former codes.

    Each row begins with its level, or ``former LEVEL``; the builder writes the same columns.
    """
    regions: dict[str, str | None] = {}
    communes = atlas.levels["commune"]
    for line in lines:
        level, *row = line[:-1].split("\t")
        if level == "commune":
            code, name, people, departement, epci, postcodes = row
            communes[code] = Territory(
                "commune",
                code,
                name,
                int(people),
                "commune",
                departement,
                regions[departement],
                epci or None,
                tuple(postcodes.split()),
            )
        elif level.startswith("former "):
            _read_former(atlas, cast("Level", level.removeprefix("former ")), row)
        else:
            code, name, people, kind, departement, region = row
            if level == "departement":
                regions[code] = region or None
            atlas.add(
                Territory(
                    cast("Level", level),
                    code,
                    name,
                    int(people),
                    cast("Kind", kind),
                    departement or None,
                    region or None,
                )
            )


def _read_former(atlas: Atlas, level: Level, row: list[str]) -> None:
    code, name, successor, reason = row
    former = Former(code, name, successor, cast("Reason", reason))
    if code in atlas.levels[level]:
        atlas.parts.append(former)
    else:
        atlas.former[level][code] = former
