"""A figure to read aloud: what it is, where, when, beside what; and the sentences that do."""

from dataclasses import dataclass

from lieucommun.kernel.documents.numbers import Forms, Value, base

from .places import Named

Place = Named


@dataclass(frozen=True, slots=True)
class Compared:
    """The same figure elsewhere. `where` is words: "dans la Mayenne", "in France"."""

    where: str
    value: Value


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among those that have a figure. `group` is words: "communes de la Mayenne"."""

    rank: int
    among: int
    tied: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure of a territory, and what it is read beside.

    `counted` is what the figure counts, when it counts something; `lacks`, with its article, what
    is not known of a ratio that could not be divided ("la population municipale"). `least`: a part
    of it is missing, it is at least that. `period` and `before` (of the previous figure) are 2018,
    2018-07 or 2018-Q3; other words are said as they are.
    """

    title: str
    value: Value
    place: Place
    unit: str = ""
    places: int | None = None
    counted: Forms | None = None
    lacks: str = ""
    least: bool = False
    period: str = ""
    previous: Value = None
    before: str = ""
    others: tuple[Compared, ...] = ()
    rank: Rank | None = None


def sentences(reading: Reading, language: str) -> list[str]:
    """Return what a figure says, in French, or in English for any other language.

    The figure and its comparisons, then its change and its rank: each only when it is known. Of a
    figure that is missing or secret, nothing else is told.
    """
    from . import english, french  # both read this module

    told = french.told(reading) if base(language) == "fr" else english.told(reading, language)
    return [each.replace("..", ".") for each in told]  # a unit may end as a sentence does: €/hab.


def sentence(reading: Reading, language: str) -> str:
    """Return all of it on one line."""
    return " ".join(sentences(reading, language))
