"""Reads on the geography: by code, up, down, inside, and what an old code has become."""

from collections.abc import Iterable

from .atlas import atlas, communes_of
from .territory import LEVELS, About, Current, Level, Territory

WIDTHS: dict[Level, int] = {"commune": 5, "epci": 9, "departement": 2, "region": 2, "country": 2}
CHILD_LEVELS: dict[Level, Level] = {
    "epci": "commune",
    "departement": "commune",
    "region": "departement",
}


def about() -> About:
    """Return the vintage, the sources and the licence, to print beside any figure."""
    return atlas().about


def every(level: Level) -> tuple[Territory, ...]:
    """Return all the territories of a level, in the order of their codes."""
    return tuple(atlas().levels[level].values())


def find(code: str, level: Level | None = None) -> Territory | None:
    """Return today's territory of a key (``commune:42218``) or of a code.

    Without a level, a code that could be two territories ("84" is the Vaucluse and
    Auvergne-Rhône-Alpes) finds nothing: ask ``readings``. With a level, a code may have lost its
    leading zeros to a spreadsheet, or its capitals.
    """
    found = readings(code, level)
    return found[0] if len(found) == 1 else None


def readings(code: str, level: Level | None = None) -> tuple[Territory, ...]:
    """Return every territory of today that a key or a code may mean, smallest level first."""
    levels, bare = _split(code, level)
    found = (atlas().levels[each].get(bare) for each in levels)
    return tuple(territory for territory in found if territory)


def current(code: str, level: Level | None = None) -> Current | None:
    """Return today's territory for a key or a code of any year, with the reason of the change.

    ``None`` when the code was never known to the source, or is ambiguous without its level.
    """
    territory = find(code, level)
    if territory:
        return Current(territory, "unchanged")
    levels, bare = _split(code, level)
    former_codes = atlas().former
    retired = [(each, former_codes[each][bare]) for each in levels if bare in former_codes[each]]
    if len(retired) != 1 or readings(code, level):
        return None
    where, former = retired[0]
    return Current(atlas().levels[where][former.successor], former.reason, former.name)


def unknown(codes: Iterable[str], level: Level | None = None) -> tuple[str, ...]:
    """Return the codes that mean nothing, today or formerly: each once, in their order."""
    return tuple(code for code in dict.fromkeys(codes) if current(code, level) is None)


def parents(territory: Territory) -> tuple[Territory, ...]:
    """Return the territories that hold this one whole, the smallest first, the country last."""
    above = LEVELS[LEVELS.index(territory.level) + 1 :]
    codes = ((level, _code_at(territory, level)) for level in above)
    return tuple(atlas().levels[level][code] for level, code in codes if code)


def children(territory: Territory, level: Level | None = None) -> tuple[Territory, ...]:
    """Return the territories of a level that lie whole inside this one.

    Without a level, the next ones down: régions and overseas collectivités of the country,
    départements of a région, communes of a département or of an EPCI. Their populations add up to
    their parent's.
    """
    if level is None:
        return _next_down(territory)
    if LEVELS.index(level) >= LEVELS.index(territory.level):
        return ()
    if level == "commune":
        return communes_of(territory.level).get(territory.code, ())
    return tuple(each for each in every(level) if _code_at(each, territory.level) == territory.code)


def contains(outer: Territory | str, inner: Territory | str) -> bool:
    """Say whether a territory is, or holds whole, another; keys of retired codes count as today's.

    A level never holds a wider one, even where they cover the same ground (Paris). An unknown key
    holds nothing and lies nowhere.
    """
    outside, inside = _resolve(outer), _resolve(inner)
    if not outside or not inside:
        return False
    if outside.level == inside.level:
        return outside.code == inside.code
    if LEVELS.index(inside.level) > LEVELS.index(outside.level):
        return False
    return _code_at(inside, outside.level) == outside.code


def _next_down(territory: Territory) -> tuple[Territory, ...]:
    if territory.level == "country":
        outside = (each for each in every("departement") if each.region is None)
        return (*every("region"), *outside)
    level = CHILD_LEVELS.get(territory.level)
    return children(territory, level) if level else ()


def _resolve(territory: Territory | str) -> Territory | None:
    if isinstance(territory, Territory):
        return territory
    known = current(territory)
    return known.territory if known else None


def _code_at(territory: Territory, level: Level) -> str | None:
    if level == "country":
        return "FR"
    code: str | None = getattr(territory, level)
    return code


def _split(code: str, level: Level | None) -> tuple[tuple[Level, ...], str]:
    """Return the levels a text may be about, and its code in capitals and at full width."""
    prefix, colon, bare = code.strip().rpartition(":")
    if colon:
        levels = tuple(each for each in LEVELS if each == prefix and level in {None, each})
    else:
        levels = (level,) if level else LEVELS
    bare = bare.upper()
    if level and bare.isdigit():
        bare = bare.zfill(WIDTHS[level])
    return levels, bare
