"""Figures read in English."""

from collections.abc import Iterator

from lieucommun.kernel.documents.numbers import (
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

_TIMES = {
    2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times",
    7: "seven times", 8: "eight times", 9: "nine times", 10: "ten times",
}  # fmt: skip
_PARTS = {
    2: "half", 3: "a third", 4: "a quarter", 5: "a fifth", 6: "a sixth", 7: "a seventh",
    8: "an eighth", 9: "a ninth", 10: "a tenth",
}  # fmt: skip
_MORE = {"nearly": "nearly ", "times": "", "around": "about ", "over": "more than "}
#: A little under three times more is a little over a third as much, seen from the other side.
_LESS = {"nearly": "just over ", "times": "", "around": "about ", "over": "less than "}


def told(reading: Reading, language: str) -> list[str]:
    """Return the sentences of a figure; numbers and names as the language writes them."""
    value = known(reading.value)
    if value is None:
        return [f"{_head(reading, language)}: {_absent(reading)}."]
    return [
        _first(reading, value, language),
        *_change(reading, value, language),
        *_rank(reading, language),
    ]


def _absent(reading: Reading) -> str:
    if reading.value == "secret":
        return "this figure is kept secret"
    if reading.lacks:
        return f"this figure cannot be computed without knowing {reading.lacks}"
    return "this figure is not known"


def _head(reading: Reading, language: str) -> str:
    title = reading.title[:1].upper() + reading.title[1:]
    period = when(reading.period, language)
    return f"{title}{period and ' '}{period}, {at(reading.place, language)}"


def _first(reading: Reading, value: Known, language: str) -> str:
    compared = "".join(f", {each}" for each in [_comparisons(reading, value, language)] if each)
    hedge = "at least " if reading.least else ""
    if not reading.counted:
        told_as = _amount(reading, value, language)
        return f"{_head(reading, language)}: {hedge}{told_as}{compared}."
    things = counted(value, reading.counted, language, reading.places)
    verb = "was" if things.endswith(f"{NO_BREAK}{reading.counted[0]}") else "were"
    period = when(reading.period, language)
    line = f"{period}, there {verb} {hedge}{things}" if period else f"there {verb} {hedge}{things}"
    return f"{line[:1].upper()}{line[1:]} {at(reading.place, language)}{compared}."


def _amount(reading: Reading, value: Known, language: str) -> str:
    return amount(value, "" if reading.counted else reading.unit, language, reading.places)


def _comparisons(reading: Reading, value: Known, language: str) -> str:
    said = []
    for other in reading.others:
        theirs = known(other.value)
        if theirs is None:
            continue
        told_as = _amount(reading, theirs, language)
        found = _gap(reading, value, theirs)
        if found is None:
            said.append(f"compared with {told_as} {other.where}")
        elif found.kind == "same":
            said.append(f"{_than(reading, found, language)} {other.where}")
        else:
            said.append(f"{_than(reading, found, language)} {other.where} ({told_as})")
    return listed(said, language) if said else ""


def _gap(reading: Reading, value: Known, other: Known) -> Gap | None:
    measured = least if reading.least else gap
    return measured(value, other, reading.unit, reading.places)


def _than(reading: Reading, found: Gap, language: str) -> str:
    """Return a comparison up to where: "nearly twice as much as", "5% more than"."""
    much = "many" if reading.counted else "much"
    less = "fewer" if reading.counted else "less"
    side = "more than" if found.more else f"{less} than"
    surely = "at least " if reading.least else ""
    match found.kind:
        case "same":
            return f"as {much} as"
        case "about":
            return f"about as {much} as"
        case "slightly":
            return f"slightly {side}"
        case "per cent":
            return f"{surely}{number(found.size, language)}% {side}"
        case "points":
            forms = ("percentage point", "percentage points")
            return f"{surely}{counted(found.size, forms, language)} {side}"
    return surely + _times(found, f"as {much} as", side, language)


def _times(found: Gap, as_much: str, side: str, language: str) -> str:
    words = (_TIMES if found.more else _PARTS).get(int(found.size))
    if words:
        hedges = _MORE if found.more else _LESS
        return f"{hedges[found.kind]}{words} {as_much}"
    times = f"{_MORE[found.kind]}{number(found.size, language)} times"
    return f"{times} {as_much}" if found.more else f"{times} {side}"


def _change(reading: Reading, value: Known, language: str) -> Iterator[str]:
    previous, period = known(reading.previous), when(reading.before, language)
    if previous is None or not period:
        return
    found = _gap(reading, value, previous)
    told_as = _amount(reading, previous, language)
    if found is None:
        yield f"{period[:1].upper()}{period[1:]}: {told_as}."
    elif found.kind == "same":
        yield f"This is {_than(reading, found, language)} {period}."
    else:
        yield f"This is {_than(reading, found, language)} {period} ({told_as})."


def _rank(reading: Reading, language: str) -> Iterator[str]:
    rank = reading.rank
    if rank is None or rank.among < 2 or reading.least:  # noqa: PLR2004 - one has no rank
        return
    among = number(rank.among, language)
    group = f"among {among} {rank.group}" if rank.group else f"of {among}"
    others = counted(rank.tied, ("other", "others"), language)
    tied = f", level with {others}" if rank.tied else ""
    yield f"It ranks {ordinal(rank.rank, language)} {group}{tied}."
