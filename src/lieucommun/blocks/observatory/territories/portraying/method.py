"""Method and sources at the end of a portrait: how each figure is made, of what, and of when."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from lieucommun.blocks.observatory.territories.opening import Shown
from lieucommun.blocks.observatory.territories.sections import (
    ChartOf,
    Figures,
    MapOf,
    PortraitSpec,
    Sentence,
    TableOf,
)
from lieucommun.kernel.documents.numbers import NARROW, base
from lieucommun.kernel.services.texts import Text
from lieucommun.kernel.tables.models import TableLoad

from .subject import Subject

Note = tuple[str, str]


def notes(of: Subject, spec: PortraitSpec, geography: str) -> list[Note]:
    """Return what the figures of a portrait are and where they come from, each under its name."""
    shown = list(_shown(of, spec))
    tables = dict.fromkeys(table for each in shown for table in each.tables)
    stored = [of.looking.stored[name] for name in tables if name in of.looking.stored]
    loads = [load for each in stored for load in each.loads]
    told = [(each.title, _method(each)) for each in shown]
    told += [(_title(of, load), _source(of, load)) for load in loads]
    return [*((term, words) for term, words in told if words), (gettext("Geography"), geography)]


def used(spec: PortraitSpec) -> list[str]:
    """Return the indicators that a portrait shows, each once, in their order."""
    found: list[str] = [*spec.lead]
    for section in spec.sections:
        match section:
            case Figures():
                found += section.figures
            case Sentence():
                found.append(section.sentence)
            case TableOf():
                found += section.indicators
            case ChartOf():
                found.append(section.indicator)
            case MapOf():
                found.append(section.map)
    return list(dict.fromkeys(found))


def _shown(of: Subject, spec: PortraitSpec) -> Iterator[Shown]:
    for name in used(spec):
        if (shown := of.shown(name)) is not None:
            yield shown


def _method(shown: Shown) -> str:
    """Return the note of an indicator, and what is divided by what."""
    of = shown.indicator.of
    sides = [each.get(shown.language) for each in (of.numerator, of.denominator) if each]
    divided = ""
    if len(sides) == 2:  # noqa: PLR2004 - above and below
        divided = gettext("%(above)s divided by %(below)s.") % {
            "above": sides[0], "below": sides[1][:1].lower() + sides[1][1:],
        }  # fmt: skip
    return " ".join(_sentences([shown.note, divided]))


def _title(of: Subject, load: TableLoad) -> str:
    title = _text(of, load.provenance.get("title")) or load.source
    colon = NARROW if base(of.language) == "fr" else ""
    return f"{gettext('Source')}{colon}: {title}"


def _source(of: Subject, load: TableLoad) -> str:
    """Return who published a file, when, under which licence, and when it was loaded."""
    told = load.provenance
    loaded = date_format(localtime(load.at), "DATE_FORMAT")
    parts = [
        _text(of, told.get("publisher")),
        str(told.get("published") or ""),
        str(told.get("licence") or ""),
        gettext("loaded on %(day)s") % {"day": loaded},
        str(told.get("url") or ""),
    ]
    line = ", ".join(part for part in parts if part)
    return " ".join(_sentences([line, _text(of, told.get("note"))]))


def _text(of: Subject, value: Any) -> str:
    return Text(value).get(of.looking.opened.language) if isinstance(value, dict) and value else ""


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for each in texts:
        if each:
            yield each if each.endswith((".", "!", "?")) else f"{each}."
