"""Territories of today for the codes of a file: each distinct row of codes is looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from lieucommun.kernel.territories import Current, Level, Territory, current
from lieucommun.kernel.territories.atlas import communes_of

from .orders import PlaceFrom

#: Digits of the codes of a level, to put back zeros that a spreadsheet took.
WIDTHS: Mapping[str, int] = {"commune": 5, "iris": 9, "epci": 9, "departement": 2, "region": 2}
#: Codes from the finest level up.
ORDER = ("iris", "commune", "epci", "departement", "region")
COUNTRY = "country"
NONE = "none"
COMMUNE_OF_IRIS = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """What a row of codes means today; fields are those of `schema.BESIDE`, and the key."""

    key: str | None
    published: str | None
    commune: str | None
    epci: str | None
    departement: str | None
    region: str | None
    why: str
    #: Whether the file and the official geography disagree on the département.
    disputed: bool = False


def place(said: str, codes: Mapping[str, str | None], place: PlaceFrom) -> Placed:
    """Return where a row stands, as precisely as its codes tell.

    `said`: what the column of levels says. What the territory of the row does not know (the
    département of an EPCI across two, or of a body that is no territory) comes from other codes.
    """
    given = {level: _written(level, code) for level, code in codes.items() if code}
    level = _level(said, given, place)
    others = {name: _current(name, code) for name, code in given.items()}
    found = others.get(level) if level != COUNTRY else current("FR", "country")
    published = _published(level, given)
    if found is None:
        why = "unknown" if published else "absent"
        return Placed(None, published, *_beside(None, level, others), why=why)
    beside = _beside(found.territory, level, others)
    departement = others.get("departement")
    disputed = bool(departement and departement.territory.code != beside[2])
    return Placed(found.territory.key, published, *beside, why=found.reason, disputed=disputed)


def _level(said: str, given: Mapping[str, str], place: PlaceFrom) -> str:
    """Return which code a row is about; NONE when the file says of none."""
    if place.always:
        wanted = place.always
    elif place.level:
        wanted = place.values.get(said, NONE)
    else:
        wanted = next((level for level in ORDER if level in given), NONE)
    return "iris" if wanted == "commune" and "commune" not in given and "iris" in given else wanted


def _beside(
    territory: Territory | None, level: str, others: Mapping[str, Current | None]
) -> tuple[str | None, str | None, str | None, str | None]:
    """Return the codes of today at each level: the territory's own, then those beside it."""
    found: dict[str, str | None] = dict.fromkeys(("commune", "epci", "departement", "region"))
    if territory is not None:
        found |= _codes(territory)
    if territory is None or territory.level != "commune":  # a commune knows all that holds it
        for name in ORDER:
            other = others.get(name)
            if other is not None and _above(name, level) and _agree(territory, other.territory):
                codes = _codes(other.territory)
                found |= {key: code for key, code in codes.items() if not found[key]}
    return found["commune"], found["epci"], found["departement"], found["region"]


def _above(name: str, level: str) -> bool:
    """Whether a code is no finer than what a row is about: it would place it too precisely."""
    return level not in ORDER or ORDER.index(name) >= ORDER.index(level)


def _agree(territory: Territory | None, other: Territory) -> bool:
    """Whether a code beside that of an EPCI may be true: some commune of it must be there."""
    if territory is None or territory.level != "epci":
        return True
    return f"{other.level}:{other.code}" in _reach(territory.code)


@cache
def _reach(epci: str) -> frozenset[str]:
    """Return the keys of the départements and régions where an EPCI has communes."""
    communes = communes_of("epci").get(epci, ())
    above = {f"departement:{each.departement}" for each in communes}
    return frozenset(above | {f"region:{each.region}" for each in communes})


def _codes(territory: Territory) -> dict[str, str | None]:
    """Return the codes of what holds a territory, itself included."""
    found = {
        "commune": None,
        "epci": territory.epci,
        "departement": territory.departement,
        "region": territory.region,
    }
    return {**found, territory.level: territory.code} if territory.level != COUNTRY else found


def _published(level: str, given: Mapping[str, str]) -> str | None:
    """Return what the file gives, as `level:code`; an IRIS is a part of its commune."""
    if level == COUNTRY:
        return "country:FR"
    if level == "iris" and level in given:
        return f"commune:{given[level][:COMMUNE_OF_IRIS]}"
    return f"{level}:{given[level]}" if level in given else None


def _current(level: str, code: str) -> Current | None:
    if level == "iris":
        return current(code[:COMMUNE_OF_IRIS], "commune")
    return current(code, cast("Level", level))


def _written(level: str, code: str) -> str:
    """Return a code as it is official: capitals, and the zeros that a number lost."""
    bare = code.strip().upper()
    whole, point, zeros = bare.partition(".")
    if point and not zeros.strip("0"):
        bare = whole
    return bare.zfill(WIDTHS[level]) if bare.isdigit() else bare
