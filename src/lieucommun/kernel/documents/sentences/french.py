"""Figures read in French."""

from collections.abc import Iterator
from decimal import Decimal

from lieucommun.kernel.documents.numbers import (
    NARROW,
    NO_BREAK,
    Known,
    amount,
    counted,
    known,
    listed,
    number,
    ordinal,
)

from .gaps import Gap, gap, least
from .periods import when
from .places import at
from .reading import Reading

FRENCH = "fr"
_TIMES = {
    2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf",
    10: "dix",
}  # fmt: skip
_HEDGES = {"nearly": "près de ", "times": "", "around": "environ ", "over": "plus de "}


def told(reading: Reading) -> list[str]:
    """Return the sentences of a figure."""
    value = known(reading.value)
    if value is None:
        return [f"{_head(reading)}{NARROW}: {_absent(reading)}."]
    return [_first(reading, value), *_change(reading, value), *_rank(reading)]


def _absent(reading: Reading) -> str:
    if reading.value == "secret":
        return "ce chiffre est gardé secret"
    if reading.lacks:
        return f"ce chiffre ne peut pas être calculé, faute de connaître {reading.lacks}"
    return "ce chiffre n’est pas connu"


def _head(reading: Reading) -> str:
    """Return what the figure is: its title, when, where."""
    title = reading.title[:1].upper() + reading.title[1:]
    period = when(reading.period, FRENCH)
    return f"{title}{period and ' '}{period}, {at(reading.place, FRENCH)}"


def _first(reading: Reading, value: Known) -> str:
    compared = "".join(f", {each}" for each in [_comparisons(reading, value)] if each)
    hedge = "au moins " if reading.least else ""
    if not reading.counted:
        return f"{_head(reading)}{NARROW}: {hedge}{_amount(reading, value)}{compared}."
    told_of = f"on compte {hedge}{counted(value, reading.counted, FRENCH, reading.places)}"
    period = when(reading.period, FRENCH)
    line = f"{period}, {told_of}" if period else told_of
    return f"{line[:1].upper()}{line[1:]} {at(reading.place, FRENCH)}{compared}."


def _amount(reading: Reading, value: Known) -> str:
    return amount(value, "" if reading.counted else reading.unit, FRENCH, reading.places)


def _comparisons(reading: Reading, value: Known) -> str:
    said = []
    for other in reading.others:
        theirs = known(other.value)
        if theirs is None:
            continue
        beside = f"({_amount(reading, theirs)})"
        found = _gap(reading, value, theirs)
        if found is None:
            said.append(f"contre {_amount(reading, theirs)} {other.where}")
        elif found.kind == "same":
            said.append(f"{_than(found)}{_that(other.where)}")
        else:
            said.append(f"{_than(found, reading)}{_that(other.where)} {beside}")
    return listed(said, FRENCH) if said else ""


def _gap(reading: Reading, value: Known, other: Known) -> Gap | None:
    measured = least if reading.least else gap
    return measured(value, other, reading.unit, reading.places)


def _than(found: Gap, reading: Reading | None = None) -> str:
    """Return a comparison up to its "que": "près de deux fois plus ", "autant "."""
    side = "plus" if found.more else "moins"
    surely = "au moins " if reading and reading.least else ""
    match found.kind:
        case "same":
            return "autant "
        case "about":
            return "à peu près autant "
        case "slightly":
            return f"un peu {side} "
        case "per cent":
            return f"{surely}{number(found.size, FRENCH)}{NARROW}% de {side} "
        case "points":
            return f"{surely}{counted(found.size, ('point', 'points'), FRENCH)} de {side} "
    return f"{surely}{_HEDGES[found.kind]}{_count_of(found.size)} fois {side} "


def _count_of(size: Decimal) -> str:
    return _TIMES.get(int(size)) or number(size, FRENCH)


def _that(words: str) -> str:
    return f"qu’{words}" if words[:1].lower() in "aàâeéèêiîoôu" else f"que {words}"


def _change(reading: Reading, value: Known) -> Iterator[str]:
    previous, period = known(reading.previous), when(reading.before, FRENCH)
    if previous is None or not period:
        return
    found = _gap(reading, value, previous)
    if found is None:
        yield f"{period[:1].upper()}{period[1:]}{NARROW}: {_amount(reading, previous)}."
    elif found.kind == "same":
        yield f"C’est {_than(found)}{_that(period)}."
    else:
        yield f"C’est {_than(found, reading)}{_that(period)} ({_amount(reading, previous)})."


def _rank(reading: Reading) -> Iterator[str]:
    rank = reading.rank
    if rank is None or rank.among < 2 or reading.least:  # noqa: PLR2004 - one has no rank
        return
    among = number(rank.among, FRENCH)
    group = f"parmi {among}{NO_BREAK}{rank.group}" if rank.group else f"sur {among}"
    tied = f", ex æquo avec {counted(rank.tied, ('autre', 'autres'), FRENCH)}" if rank.tied else ""
    yield f"C’est le {ordinal(rank.rank, FRENCH)} rang {group}{tied}."
