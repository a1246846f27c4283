"""A portrait: the sections that a service declares, filled with the figures of a territory.

The screen and the printed page are made from the same pieces, so that their figures are equal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext, ngettext
from pydantic import ValidationError

from lieucommun.design.tags.shown import number
from lieucommun.kernel.indicators.queries import Figure
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.reading import read_yaml
from lieucommun.kernel.territories import Territory, children

from .opening import Looking, Shown
from .portraying.charts import chart
from .portraying.maps import mapped
from .portraying.method import Note, notes
from .portraying.pieces import KeyFigure, KeyFigures, Piece, Title
from .portraying.pieces import Words as Written
from .portraying.reading import sentences
from .portraying.subject import Subject
from .portraying.tables import table
from .portraying.words import words
from .sections import (
    ChartOf,
    Figures,
    Heading,
    MapOf,
    PortraitSpec,
    Section,
    Sentence,
    TableOf,
    Words,
)
from .standing import Beside
from .words import level_word, period_word, rank_word, short_word, value_word


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

    @cached_property
    def subject(self) -> Subject:
        """The territory, with its figures."""
        return Subject(self.looking, self.territory)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The sections that have something to say; none where no figure is known."""
        lead = [(name, ("departement",)) for name in self.spec.lead]
        opening = sentences(self.subject, lead)  # type: ignore[arg-type]
        found = [*([opening] if opening else []), *_headed(self._sections())]
        return found if any(not isinstance(each, Title | Written) for each in found) else []

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

    def notes(self, geography: str) -> list[Note]:
        """Return how the figures are made, and from which sources."""
        return notes(self.subject, self.spec, geography)

    def _sections(self) -> Iterator[Piece]:
        """Yield sections; sentences that follow one another are read together."""
        told = groupby(enumerate(self.spec.sections, 1), lambda each: isinstance(each[1], Sentence))
        for reads, group in told:
            if reads:
                yield from self._sentences(section for _, section in group)
                continue
            for rank, section in group:
                piece = self._piece(section, f"part{rank}")
                if piece is not None:
                    yield piece

    def _sentences(self, sections: Iterable[Section]) -> Iterator[Piece]:
        asked = [(s.sentence, s.compare) for s in sections if isinstance(s, Sentence)]
        found = sentences(self.subject, asked)
        if found is not None:
            yield found

    def _piece(self, section: Section, key: str) -> Piece | None:
        found: Piece | None = None
        match section:
            case Heading():
                found = Title(self.subject.text(section.heading))
            case Figures():
                figures = tuple(self._key_figures(section))
                found = KeyFigures(figures) if figures else None
            case TableOf():
                found = table(self.subject, section)
            case ChartOf():
                found = chart(self.subject, section, key)
            case MapOf():
                found = mapped(self.subject, section, key)
            case Words():
                found = words(self.subject, section)
        return found

    def _key_figures(self, section: Figures) -> Iterator[KeyFigure]:
        standing = self.subject.standing
        for name in section.figures:
            if name == "population":
                yield KeyFigure(gettext("Inhabitants"), number(self.territory.population))
                continue
            shown = self.looking.indicators.get(name)
            figure = standing.latest(shown) if shown else None
            if shown is None or figure is None:
                continue
            yield self._key_figure(shown, figure, standing.beside(figure, shown, section.compare))

    def _key_figure(self, shown: Shown, figure: Figure, beside: list[Beside]) -> KeyFigure:
        period = period_word(figure.period) if figure.period else ""
        label = f"{shown.title}, {period}" if period else shown.title
        value = (
            gettext("kept secret")
            if figure.secret
            else short_word(figure.value, shown.unit, shown.places)
        )
        rank = rank_word(figure.rank, figure.among) if figure.among > 1 else ""
        if rank:
            rank = gettext("%(rank)s %(level)s") % {
                "rank": rank, "level": level_word(figure.level, plural=True).lower(),
            }  # fmt: skip
        url = self.looking.opened.url("indicator", indicator=shown.name)
        compared = " · ".join(_beside(each, shown) for each in beside)
        return KeyFigure(label, value, compared, rank, f"{url}?level={figure.level}")


def _headed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces without the titles that nothing follows."""
    title: Title | None = None
    for piece in pieces:
        if isinstance(piece, Title):
            title = piece
            continue
        if title is not None:
            yield title
            title = None
        yield piece


def _beside(beside: Beside, shown: Shown) -> str:
    value = value_word(beside.value, shown.unit, shown.places)
    if beside.territory is None:
        return gettext("municipalities of the same size %(value)s") % {"value": value}
    return f"{beside.territory.name} {value}"
