"""What each question of a form is to a screen: its kind, by its control, type and appearance."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lieucommun.engines.xforms import Form
from lieucommun.engines.xforms.forms.controls import Control

Kind = Literal[
    "text", "longtext", "integer", "decimal", "date", "time", "datetime", "choice", "choices",
    "rank", "range", "point", "file", "image", "audio", "signature", "note", "acknowledge",
]  # fmt: skip

#: Appearances that a screen honours, or may leave aside without losing anything, by kind.
#: Those of choices lay out the same tiles or list; those of numbers are about separators.
APPEARANCES: dict[Kind, frozenset[str]] = {
    "text": frozenset({"multiline", "numbers"}),
    "longtext": frozenset({"multiline"}),
    "integer": frozenset({"thousands-sep", "counter"}),
    "decimal": frozenset({"thousands-sep"}),
    "date": frozenset({"no-calendar"}),
    "choice": frozenset(
        {"minimal", "autocomplete", "quick", "quickcompact", "compact", "likert", "columns",
         "columns-pack", "columns-flex", "horizontal", "horizontal-compact"}
    ) ,
    "choices": frozenset(
        {"minimal", "autocomplete", "compact", "columns", "columns-pack", "columns-flex",
         "horizontal", "horizontal-compact"}
    ),
    "range": frozenset({"no-ticks", "vertical", "picker", "rating", "distress"}),
    "point": frozenset(
        {"placement-map", "maps", "hide-input", "streets", "terrain", "satellite"}
    ),
    "image": frozenset({"new", "new-front", "selfie"}),
    "audio": frozenset({"new", "voice-only", "low", "normal"}),
    "signature": frozenset({"signature"}),
}  # fmt: skip
#: Appearances that the screens of a device honour too.
OFFLINE = frozenset({"draw", "annotate", "signature", "new", "new-front"})
#: Appearances of groups and repeats.
GROUPS = frozenset({"field-list", "no-collapse", "compact", "full"})
_INPUTS: dict[str, Kind] = {
    "string": "text", "int": "integer", "integer": "integer", "long": "integer",
    "decimal": "decimal", "date": "date", "time": "time", "dateTime": "datetime",
    "geopoint": "point", "barcode": "text",
}  # fmt: skip
_PLAIN: dict[str, Kind] = {
    "select1": "choice", "select": "choices", "rank": "rank", "range": "range",
    "trigger": "acknowledge",
}  # fmt: skip
_MEDIA: dict[str, Kind] = {"image": "image", "audio": "audio", "application": "file", "*": "file"}
FILES: frozenset[Kind] = frozenset({"file", "image", "audio", "signature"})


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A question that no screen can ask: its name, and the type or appearance that is unknown."""

    name: str
    found: str
    of_appearance: bool = False


def kind_of(form: Form, control: Control) -> Kind | None:
    """Return what a question is to a screen; None when no screen can ask it."""
    words = control.appearance.split()
    if control.kind == "upload":
        return _upload(control, words)
    if control.kind != "input":
        return _PLAIN.get(control.kind)
    if "query" in control.attributes:  # its choices stand in a sheet apart (select_one_external)
        return None
    if _is_note(form, control):
        return "note"
    kind = _INPUTS.get(form.places[control.names].type)
    return "longtext" if kind == "text" and "multiline" in words else kind


def unsupported(form: Form, *, offline: bool = False) -> Iterator[Unsupported]:
    """Yield the questions whose type or appearance no screen honours.

    `offline`: the screens of a device, which also draw and annotate.
    """
    for control in (each for one in form.body for each in one.all()):
        name = control.names[-1] if control.names else ""
        words = [_without_number(word) for word in control.appearance.split()]
        words = [word for word in words if not _is_width(word)]
        if control.kind in {"group", "repeat"}:
            yield from (
                Unsupported(name, word, of_appearance=True) for word in words if word not in GROUPS
            )
            continue
        kind = kind_of(form, control)
        if kind is None:
            place = form.places[control.names]
            found = control.attributes.get("mediatype", "") or place.type
            apart = "query" in control.attributes
            yield Unsupported(name, "select_one_external" if apart else f"{control.kind} {found}")
            continue
        known = APPEARANCES.get(kind, frozenset()) | (OFFLINE if offline else frozenset())
        yield from (
            Unsupported(name, word, of_appearance=True) for word in words if word not in known
        )


def _upload(control: Control, words: list[str]) -> Kind | None:
    family = control.attributes.get("mediatype", "*").partition("/")[0]
    if family == "image" and "signature" in words:
        return "signature"
    return _MEDIA.get(family)


def _is_note(form: Form, control: Control) -> bool:
    place = form.places[control.names]
    rule = place.rules.get("readonly")
    return rule is not None and place.type == "string" and "calculate" not in place.rules


def _without_number(word: str) -> str:
    """Return `columns` for `columns-3`: a screen lays choices out by its own width."""
    start, dash, number = word.rpartition("-")
    return start if dash and number.isdecimal() and start in {"columns", "compact"} else word


def _is_width(word: str) -> bool:
    """Tell the layout classes of web clients (`w1`…`w10`): a screen has one column."""
    return word[:1] == "w" and word[1:].isdecimal()
