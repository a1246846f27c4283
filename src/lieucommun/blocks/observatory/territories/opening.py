"""The figures that a page shows: its indicators, in its language, with what was made of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lieucommun.kernel.indicators.actions import figures_of
from lieucommun.kernel.indicators.queries import Ask, Figure, Figures, Known
from lieucommun.kernel.services.manifest import Indicator
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.vocabularies import Choice, read_vocabulary
from lieucommun.kernel.tables.queries import Stored, tables_of
from lieucommun.kernel.territories import LEVELS, Level, Territory, find

from .asked import Asked

#: How a formula that reads names a table: before a column, a filter, or alone in a count.
TABLES = re.compile(r"\b(?:sum|count|distinct|min|max)\s*\(\s*([a-z][a-z0-9_-]*)")
#: The level that a page opens on, when an indicator has it: few enough to read, and drawn at once.
FIRST: tuple[Level, ...] = ("departement", "epci", "region", "commune", "country")


def tables_in(indicator: Indicator, others: Mapping[str, Indicator]) -> tuple[str, ...]:
    """Return the tables that an indicator is computed from; an index, those of its components."""
    formulas = [indicator.formula or ""]
    if indicator.index:
        components = (others[name] for name in indicator.index.components if name in others)
        formulas += [each.formula or "" for each in components]
    return tuple(dict.fromkeys(name for each in formulas for name in TABLES.findall(each)))


@dataclass(frozen=True)
class Shown:
    """One indicator of a page."""

    name: str
    indicator: Indicator
    known: Known
    language: str
    tables: tuple[str, ...] = ()  # that it is computed from
    choices: tuple[Choice, ...] = ()  # titles of its parts

    @property
    def title(self) -> str:
        return self.indicator.title.get(self.language)

    @property
    def unit(self) -> str:
        return self.indicator.unit or ""

    @property
    def note(self) -> str:
        return self.indicator.note.get(self.language) if self.indicator.note else ""

    @property
    def places(self) -> int:
        return self.indicator.decimals

    @property
    def levels(self) -> tuple[Level, ...]:
        return self.known.levels

    @property
    def whole(self) -> Territory | None:
        """What the figures are of, all together: the country, or the only territory covered."""
        keys = self.known.covered or ("country:FR",)
        return find(keys[0]) if len(keys) == 1 else None

    def level(self, asked: Level | None) -> Level:
        """Return the level that is shown: the one asked, if there are figures of it."""
        if asked in self.levels:
            return asked
        return next((each for each in FIRST if each in self.levels), "country")

    def period(self, asked: str) -> str:
        return asked if asked in self.known.periods else self.known.latest

    def part(self, asked: str | None) -> str | None:
        """Return the part that is shown; the first one where the whole means nothing."""
        if asked in self.known.parts:
            return asked
        if self.indicator.by and not self.indicator.whole and self.known.parts:
            return self.known.parts[0]
        return None

    def ask(self, asked: Asked) -> Ask:
        """Return what to read for a state of the screen."""
        return Ask(
            self.name,
            self.level(asked.level),
            self.period(asked.period),
            self.part(asked.part),
            within=asked.within,
            words=asked.words,
        )


@dataclass(frozen=True)
class Looking:
    """A page of figures that someone opened."""

    opened: OpenPage

    @cached_property
    def figures(self) -> Figures | None:
        """The figures of the service; None while none were made."""
        return figures_of(self.opened.service)

    @cached_property
    def stored(self) -> dict[str, Stored]:
        """What the tables of the service hold."""
        return tables_of(self.opened.service.slug)

    def example(self, *shown: Shown) -> bool:
        """Say whether figures come from examples, which must be told wherever they are shown."""
        named = {table for each in shown or self.indicators.values() for table in each.tables}
        return any(self.stored[name].example for name in named if name in self.stored)

    @cached_property
    def indicators(self) -> dict[str, Shown]:
        """The indicators of the page that have figures, in the order of the manifest."""
        manifest, made = self.opened.service.manifest, self.figures
        named = self.opened.settings.indicators
        names = manifest.indicators if named == "all" else named
        known = made.known if made else {}
        return {
            name: self._shown(name, declared, known[name])
            for name in names
            if name in known
            and (declared := manifest.indicators.get(name))
            and not known[name].failure
        }

    def _shown(self, name: str, indicator: Indicator, known: Known) -> Shown:
        tables = tables_in(indicator, self.opened.service.manifest.indicators)
        choices = self._choices(indicator, tables)
        return Shown(name, indicator, known, self.opened.language, tables, choices)

    def _choices(self, indicator: Indicator, tables: Iterable[str]) -> tuple[Choice, ...]:
        """Return the titles of what an indicator is parted by; () where the codes say it."""
        service = self.opened.service
        for name in tables if indicator.by else ():
            column = service.manifest.tables[name].columns.get(indicator.by or "")
            if column and column.choices and service.folder.exists(column.choices):
                language = service.manifest.languages[0]
                return read_vocabulary(service.folder, column.choices, language).choices
        return ()

    @cached_property
    def read(self) -> dict[str, dict[str, list[Figure]]]:
        """Figures of what holds the territories shown, by key and indicator: read once."""
        return {}

    @property
    def levels(self) -> tuple[Level, ...]:
        found = {level for each in self.indicators.values() for level in each.levels}
        return tuple(level for level in LEVELS if level in found)

    def portraits_at(self, level: Level) -> bool:
        """Say whether the page offers portraits of a level."""
        declared = self.opened.service.manifest.portraits
        levels = [declared[name].levels for name in self.opened.settings.portraits]
        return any(not each or level in each for each in levels)

    def portrait_of(self, territory: Territory) -> str:
        """Return the address of the portrait of a territory; "" when the page offers none."""
        if not self.portraits_at(territory.level):
            return ""
        return self.opened.url("territory", level=territory.level, code=territory.code)
