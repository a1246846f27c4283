"""A portrait: the sections that a service declares, filled with the figures of a territory.

The screen and the printed page are made from the same pieces, so that their figures are equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext
from pydantic import ValidationError

from lieucommun.design.context import Link
from lieucommun.design.shapes import Column, Row
from lieucommun.design.tags.shown import number
from lieucommun.engines.statistics.exact import rounded
from lieucommun.engines.statistics.rates import share
from lieucommun.kernel.indicators.queries import Ask, Figure
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.reading import read_yaml
from lieucommun.kernel.territories import Level, Territory, children, find

from .opening import Looking, Shown
from .sections import Figures, Heading, PortraitSpec, Section, TableOf
from .standing import Beside, Standing
from .words import level_word, part_word, period_word, rank_word, short_word, value_word


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of a portrait, with what it is compared with."""

    label: str
    value: str
    note: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Numbers side by side."""

    figures: tuple[KeyFigure, ...]
    kind: str = "figures"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a portrait."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str
    more: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Title:
    """The title of what follows."""

    text: str
    kind: str = "heading"


Piece = KeyFigures | Table | Title


def spec_of(service: LoadedService, name: str) -> PortraitSpec | None:
    """Return what a portrait declares; None when its file cannot be read."""
    file = service.manifest.portraits[name].file
    if not service.folder.exists(file):
        return None
    try:
        return PortraitSpec.model_validate(
            read_yaml(service.folder.read(file), file).data,
            context={"language": service.manifest.languages[0]},
        )
    except ValidationError:
        return None


@dataclass(frozen=True)
class Portrait:
    """The portrait of a territory, ready to show."""

    looking: Looking
    territory: Territory
    spec: PortraitSpec

    @property
    def standing(self) -> Standing:
        return Standing(self.looking, self.territory)

    def pieces(self) -> list[Piece]:
        """Return the sections that have something to say."""
        standing = self.standing
        return [piece for each in self.spec.sections for piece in self._piece(each, standing)]

    def lead(self) -> str:
        """Return who lives there: communes and inhabitants."""
        held = len(children(self.territory, "commune"))
        people = self.territory.population
        told = [
            ngettext("%(count)s municipality", "%(count)s municipalities", held)
            % {"count": number(held)}
            if held
            else "",
            ngettext("%(count)s inhabitant", "%(count)s inhabitants", people)
            % {"count": number(people)},
        ]
        return ", ".join(part for part in told if part)

    def _piece(self, section: Section, standing: Standing) -> Iterator[Piece]:
        if isinstance(section, Heading):
            yield Title(section.heading.get(self.looking.opened.language))
        elif isinstance(section, Figures):
            found = tuple(self._key_figures(section, standing))
            if found:
                yield KeyFigures(found)
        elif isinstance(section, TableOf):
            yield from self._table(section, standing)

    def _key_figures(self, section: Figures, standing: Standing) -> Iterator[KeyFigure]:
        for name in section.figures:
            if name == "population":
                yield KeyFigure(gettext("Inhabitants"), number(self.territory.population), "")
                continue
            shown = self.looking.indicators.get(name)
            figure = standing.latest(shown) if shown else None
            if shown is None or figure is None:
                continue
            yield self._key_figure(shown, figure, standing.beside(figure, shown, section.compare))

    def _key_figure(self, shown: Shown, figure: Figure, beside: list[Beside]) -> KeyFigure:
        period = period_word(figure.period) if figure.period else ""
        label = f"{shown.title}, {period}" if period else shown.title
        value = gettext("kept secret") if figure.secret else _value(shown, figure.value)
        told = [_beside(each, shown) for each in beside]
        rank = rank_word(figure.rank, figure.among)
        if rank:
            told.append(
                gettext("%(rank)s %(level)s")
                % {"rank": rank, "level": level_word(figure.level, plural=True).lower()}
            )
        url = self.looking.opened.url("indicator", indicator=shown.name)
        return KeyFigure(label, value, " · ".join(told), f"{url}?level={figure.level}")

    def _table(self, section: TableOf, standing: Standing) -> Iterator[Table]:
        shown = [
            self.looking.indicators[n] for n in section.indicators if n in self.looking.indicators
        ]
        if not shown:
            return
        make = {"below": self._below, "periods": self._periods, "parts": self._parts}
        found = make[section.table](section, shown, standing)
        if found is not None and found.rows:
            yield found

    def _below(self, section: TableOf, shown: list[Shown], _: Standing) -> Table | None:
        """Return the territories below, the highest first by the first indicator."""
        level = section.level or below(self.territory)
        made = self.looking.figures
        if level is None or made is None or level not in shown[0].levels:
            return None
        asked = [
            Ask(each.name, level, each.period(""), each.part(None), within=self.territory)
            for each in shown
        ]
        page = made.page(asked[0], limit=section.most)
        values = [made.values(ask) for ask in asked[1:]]
        rows = []
        for figure in page.figures:
            others = [
                found[figure.code].value if figure.code in found else None for found in values
            ]
            cells = [figure.value, *others]
            rows.append((self._link(level, figure), *map(_plain, shown, cells)))
        columns = (Column(level_word(level)), *(_column(each) for each in shown))
        more = ""
        if page.count > len(rows):
            url = self.looking.opened.url("indicator", indicator=shown[0].name)
            more = f"{url}?level={level}&in={self.territory.key}"
        title = section.title.get(self.looking.opened.language) if section.title else ""
        fallback = gettext("%(level)s of %(territory)s") % {
            "level": level_word(level, plural=True), "territory": self.territory.name,
        }  # fmt: skip
        return Table(title or fallback, columns, tuple(rows), _source(shown), more)

    def _periods(self, section: TableOf, shown: list[Shown], standing: Standing) -> Table | None:
        series = {each.name: {f.period: f.value for f in standing.series(each)} for each in shown}
        periods = sorted({period for found in series.values() for period in found if period})
        rows = tuple(
            (period_word(period), *(_plain(each, series[each.name].get(period)) for each in shown))
            for period in reversed(periods)
        )[: section.most]
        columns = (Column(gettext("Period")), *(_column(each) for each in shown))
        title = section.title.get(self.looking.opened.language) if section.title else ""
        return Table(title or gettext("Year by year"), columns, rows, _source(shown))

    def _parts(self, section: TableOf, shown: list[Shown], standing: Standing) -> Table | None:
        first, made = shown[0], self.looking.figures
        figure = standing.latest(first)
        if figure is None or made is None:
            return None
        ask = Ask(first.name, figure.level, figure.period)
        found = [each for each in made.parts(ask, figure.code) if each.value or each.secret]
        whole = figure.value
        rows = tuple(
            (
                part_word(each.part, (), first.language),
                _plain(first, each.value),
                _percent(each.value, whole),
            )
            for each in found[: section.most]
        )
        columns = (
            Column(gettext("Part")),
            _column(first),
            Column(gettext("Share (%)"), numeric=True, places=0),
        )
        title = section.title.get(self.looking.opened.language) if section.title else ""
        return Table(title or first.title, columns, rows, _source(shown))

    def _link(self, level: Level, figure: Figure) -> Link | str:
        territory = find(figure.code, level)
        address = self.looking.portrait_of(territory) if territory else ""
        return Link(address, figure.name) if address else figure.name


def below(territory: Territory) -> Level | None:
    """Return the level of what a territory holds: the next one down that makes a readable table."""
    return {
        "country": "region", "region": "departement", "departement": "epci", "epci": "commune",
    }.get(territory.level)  # type: ignore[return-value]  # fmt: skip


def _value(shown: Shown, value: Decimal | None) -> str:
    return short_word(value, shown.unit, shown.places)


def _plain(shown: Shown, value: Decimal | None) -> Any:
    return None if value is None else rounded(value, shown.places)


def _percent(value: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return share(value, whole, 0)


def _column(shown: Shown) -> Column:
    unit = f" ({shown.unit})" if shown.unit else ""
    return Column(f"{shown.title}{unit}", numeric=True, places=shown.places)


def _beside(beside: Beside, shown: Shown) -> str:
    value = value_word(beside.value, shown.unit, shown.places)
    if beside.territory is None:
        return gettext("municipalities of the same size %(value)s") % {"value": value}
    return f"{beside.territory.name} {value}"


def _source(shown: list[Shown]) -> str:
    periods = sorted({each.period("") for each in shown if each.period("")})
    return (
        gettext("Figures of %(periods)s") % {"periods": ", ".join(map(period_word, periods))}
        if periods
        else ""
    )
