"""The territory that a portrait is of, on a page of figures, and what every section asks of it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from lieucommun.blocks.observatory.territories.opening import Looking, Shown
from lieucommun.blocks.observatory.territories.standing import Standing
from lieucommun.blocks.observatory.territories.words import period_word
from lieucommun.design.context import Link
from lieucommun.kernel.documents.numbers import base
from lieucommun.kernel.services.texts import Text
from lieucommun.kernel.territories import Level, Territory, find

READ = ("fr", "en")


@dataclass(frozen=True)
class Subject:
    """A territory, looked at from a page."""

    looking: Looking
    territory: Territory

    @cached_property
    def standing(self) -> Standing:
        """The figures of the territory, read once."""
        return Standing(self.looking, self.territory)

    def shown(self, name: str) -> Shown | None:
        """Return an indicator of the page that has figures."""
        return self.looking.indicators.get(name)

    def text(self, text: Text | None) -> str:
        """Return a text of the author; "" without one."""
        return text.get(self.looking.opened.language) if text else ""

    @property
    def language(self) -> str:
        """The language of the page around."""
        return get_language() or "fr"

    @property
    def read_in(self) -> str:
        """The language that sentences are in: that of the texts around, as far as they are made.

        Sentences are made in French and in English only.
        """
        spoken = base(self.looking.opened.foreign or self.language)
        return spoken if spoken in READ else READ[1]

    def link(self, level: Level, code: str, name: str) -> Link | str:
        """Return the name of a territory, leading to its portrait where there is one."""
        territory = find(code, level)
        address = self.looking.portrait_of(territory) if territory else ""
        return Link(address, name) if address else name


def below(territory: Territory) -> Level | None:
    """Return the level of what a territory holds: the next one down that makes a readable table."""
    return {
        "country": "region", "region": "departement", "departement": "epci", "epci": "commune",
    }.get(territory.level)  # type: ignore[return-value]  # fmt: skip


def periods_told(periods: list[str]) -> str:
    """Return of when figures are, in words; "" where they have no period."""
    return ", ".join(period_word(each) for each in dict.fromkeys(periods) if each)
