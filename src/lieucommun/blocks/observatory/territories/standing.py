"""The figures of one territory, beside those of what holds it and of those of its size."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from lieucommun.engines.statistics.rates import quotient
from lieucommun.engines.statistics.strata import Stratum, stratum
from lieucommun.kernel.indicators.queries import Ask, Figure
from lieucommun.kernel.territories import Territory, find, parents

from .opening import Looking, Shown
from .sections import Compared


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure to compare with: of whom (None: those of the same size), and how much."""

    territory: Territory | None
    value: Decimal | None


@dataclass(frozen=True)
class Standing:
    """What is known of a territory on a page."""

    looking: Looking
    territory: Territory

    @cached_property
    def figures(self) -> dict[str, list[Figure]]:
        """Every figure of the territory, by indicator, in the order of periods."""
        return self._of(self.territory)

    @cached_property
    def above(self) -> dict[str, tuple[Territory, dict[str, list[Figure]]]]:
        """What holds the territory, by level, with its figures."""
        read, levels = self.looking.read, self.looking.levels
        found = [each for each in parents(self.territory) if each.level in levels]
        for each in found:
            if each.key not in read:
                read[each.key] = self._of(each)
        return {each.level: (each, read[each.key]) for each in found}

    @property
    def size(self) -> Stratum | None:
        """The demographic stratum of a commune, by the inhabitants of the official geography."""
        if self.territory.level != "commune":
            return None
        return stratum(self.territory.population)

    def latest(self, shown: Shown, part: str | None = None) -> Figure | None:
        """Return the last figure that is known of the territory."""
        return _last(self.figures.get(shown.name, ()), shown.part(part))

    def before(self, figure: Figure) -> Figure | None:
        """Return the figure of the period before one, of the same part."""
        found = [
            each
            for each in self.figures.get(figure.indicator, ())
            if each.part == figure.part and each.period < figure.period and each.value is not None
        ]
        return found[-1] if found else None

    def series(self, shown: Shown, part: str | None = None) -> list[Figure]:
        """Return the figures of the territory over time."""
        wanted = shown.part(part)
        return [each for each in self.figures.get(shown.name, ()) if each.part == wanted]

    def beside(self, figure: Figure, shown: Shown, compared: Sequence[Compared]) -> list[Beside]:
        """Return the figures to compare one with, of the same period: those that are known.

        What cannot be compared is left out: an amount with that of what holds the territory, an
        index with one that ranks another level.
        """
        found = []
        for each in compared if _comparable(shown) else ():
            if each == "stratum":
                found.append(Beside(None, self._of_size(figure, shown)))
            elif each in self.above and shown.indicator.index is None:
                territory, figures = self.above[each]
                same = (f for f in figures.get(figure.indicator, ()) if _same(f, figure))
                found.append(Beside(territory, next((f.value for f in same), None)))
        return [each for each in found if each.value is not None]

    def _of_size(self, figure: Figure, shown: Shown) -> Decimal | None:
        """Return the figure of all the communes of the same stratum together."""
        made = self.looking.figures
        if self.size is None or made is None:
            return None
        ask = Ask(figure.indicator, "commune", figure.period, figure.part, stratum=self.size.number)
        return quotient(*made.sums(ask), shown.places)

    def _of(self, territory: Territory) -> dict[str, list[Figure]]:
        made = self.looking.figures
        found: dict[str, list[Figure]] = {}
        if made is not None:
            names = list(self.looking.indicators)
            for each in made.of(territory.level, [territory.code], names):
                found.setdefault(each.indicator, []).append(each)
        return found


def _comparable(shown: Shown) -> bool:
    """Say whether a figure means the same for others: a ratio does, an index at its own level."""
    return "/" in (shown.indicator.formula or "") or shown.indicator.index is not None


def _same(one: Figure, other: Figure) -> bool:
    return one.period == other.period and one.part == other.part


def _last(figures: Sequence[Figure], part: str | None) -> Figure | None:
    found = [each for each in figures if each.part == part]
    known = [each for each in found if each.value is not None or each.secret]
    return next(reversed(known or found), None)


def named(level: str, code: str) -> Territory | None:
    """Return the territory of an address; None for what is none of today's."""
    found = find(f"{level}:{code}")
    return found if found is not None and found.level == level else None
