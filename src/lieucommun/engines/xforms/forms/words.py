"""What a person reads: labels, hints and choices, in a language, about one element."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lieucommun.engines.xforms.expressions.conversions import Compiled
from lieucommun.engines.xforms.expressions.nodes import Element
from lieucommun.engines.xforms.expressions.values import string

from .controls import Control, Label

if TYPE_CHECKING:
    from .live import Live
    from .texts import Piece


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice offered: what is kept, what is shown, and the files that go with it."""

    value: str
    label: str
    media: dict[str, str] = field(default_factory=dict)


def joined(live: "Live", pieces: "list[Piece] | tuple[Piece, ...]", element: Element) -> str:
    """Return words with the values of their outputs."""
    found = []
    for piece in pieces:
        if isinstance(piece, Compiled):
            found.append(string(live.tried(piece, element, "label", "")))  # type: ignore[arg-type]
        else:
            found.append(piece)
    return "".join(found)


def text_of(live: "Live", name: str, element: Element) -> str:
    """Return a text of itext in the language of the moment."""
    entry = live.form.texts.entry(live.language, name)
    return joined(live, entry.pieces, element) if entry else ""


def media_of(live: "Live", name: str) -> dict[str, str]:
    """Return the files of a text: image, audio, video, big-image, by their form."""
    entry = live.form.texts.entry(live.language, name)
    return {} if entry is None else dict(entry.media)


def label_name(live: "Live", label: Label, element: Element) -> str:
    """Return the identifier of the text of a label; "" for words written in place."""
    if label.name or label.computed is None:
        return label.name
    return string(live.tried(label.computed, element, "label", ""))  # type: ignore[arg-type]


def label_of(live: "Live", label: Label, element: Element) -> str:
    """Return the words of a label."""
    if label.pieces:
        return joined(live, label.pieces, element)
    name = label_name(live, label, element)
    return text_of(live, name, element) if name else ""


def _rows(live: "Live", control: Control, element: Element) -> list[Element]:
    if control.itemset is None:
        return []
    found = live.run(control.itemset.rows, element)
    return found if isinstance(found, list) else []


def values_of(live: "Live", control: Control, element: Element) -> set[str]:
    """Return the values that a question offers."""
    found = {item.value for item in control.items}
    if control.itemset is not None:
        rule = control.itemset.value
        rows = _rows(live, control, element)
        found |= {string(rule.run(live.env, row)) for row in rows}
    return found


def choices_of(live: "Live", control: Control, element: Element) -> list[Choice]:
    """Return the choices that a question offers."""
    found = [
        Choice(item.value, label_of(live, item.label, element), media_of(live, item.label.name))
        for item in control.items
    ]
    itemset = control.itemset
    for row in _rows(live, control, element):
        assert itemset is not None  # noqa: S101  # rows come from it
        value = string(itemset.value.run(live.env, row))
        name, media = itemset.label.name, {}
        words = ""
        if itemset.label.computed is not None:
            words = string(itemset.label.computed.run(live.env, row))
        if itemset.translated:
            name = name or words
            words, media = text_of(live, name, element), media_of(live, name)
        found.append(Choice(value, words, media))
    return found
