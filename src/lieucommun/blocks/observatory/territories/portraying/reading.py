"""Sentences of a portrait: a figure, what it is compared with, how it changed, its rank."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import override

from lieucommun.blocks.observatory.territories.opening import Shown
from lieucommun.blocks.observatory.territories.sections import Compared as With
from lieucommun.blocks.observatory.territories.standing import Beside
from lieucommun.blocks.observatory.territories.words import LARGE, level_word
from lieucommun.kernel.documents.numbers import base
from lieucommun.kernel.documents.sentences import (
    Compared,
    Rank,
    Reading,
    at,
    of,
    same_stratum,
    sentence,
)
from lieucommun.kernel.indicators.queries import Figure

from .pieces import Sentences
from .subject import Subject


def sentences(subject: Subject, asked: Sequence[tuple[str, Sequence[With]]]) -> Sentences | None:
    """Return the paragraphs of some indicators, each with whom it is compared; None for none."""
    told = [_told(subject, name, compared) for name, compared in asked]
    paragraphs = tuple(each for each in told if each)
    if not paragraphs:
        return None
    language = subject.read_in
    return Sentences(paragraphs, "" if language == base(subject.language) else language)


def _told(subject: Subject, name: str, compared: Sequence[With]) -> str:
    """Return what an indicator says of a territory; "" where it says nothing."""
    shown = subject.shown(name)
    figure = subject.standing.latest(shown) if shown else None
    if shown is None or figure is None:
        return ""
    language = subject.read_in
    before = subject.standing.before(figure)
    beside = subject.standing.beside(figure, shown, compared)
    reading = Reading(
        title=shown.title,
        value="secret" if figure.secret else figure.value,
        place=subject.territory,
        unit=shown.unit,
        places=_places(shown, figure.value),
        period=figure.period,
        previous=before.value if before else None,
        before=before.period if before else "",
        others=tuple(_compared(subject, each, language) for each in beside),
        rank=_rank(shown, figure, language),
    )
    return sentence(reading, language)


def _compared(subject: Subject, beside: Beside, language: str) -> Compared:
    if beside.territory is None:
        return Compared(same_stratum(subject.territory.population, language), beside.value)
    return Compared(at(beside.territory, language), beside.value)


def _rank(shown: Shown, figure: Figure, language: str) -> Rank | None:
    if figure.rank is None:
        return None
    with override(language):
        group = level_word(figure.level, plural=True).lower()
    whole = shown.whole
    where = f" {of(whole, language)}" if whole and whole.level != "country" else ""
    return Rank(figure.rank, figure.among, group=f"{group}{where}")


def _places(shown: Shown, value: Decimal | None) -> int:
    """Return how many decimals are read: none where they say nothing."""
    return 0 if value is not None and abs(value) >= LARGE else shown.places
