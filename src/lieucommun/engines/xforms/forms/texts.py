"""The texts of a form in its languages, with the answers put in them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lieucommun.engines.xforms.expressions.conversions import Compiled
from lieucommun.engines.xforms.expressions.nodes import Element

from .places import XFORMS

#: What pyxform writes where a translation is missing.
MISSING = {"", "-"}
_ITEXT = re.compile(r"\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\"|(.+?))\s*\)\s*", re.DOTALL)

Piece = str | Compiled
Make = Callable[[str], Compiled]


@dataclass(slots=True)
class Entry:
    """A text in one language: its pieces, and the files shown or heard with it."""

    pieces: list[Piece] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)
    guidance: list[Piece] = field(default_factory=list)

    @property
    def missing(self) -> bool:
        """Tell whether nobody wrote it."""
        return not any(isinstance(piece, Compiled) for piece in self.pieces) and (
            "".join(map(str, self.pieces)).strip() in MISSING
        )


class Texts:
    """The block itext: entries by language and identifier."""

    def __init__(self) -> None:
        self.languages: list[str] = []
        self.default = ""
        self.entries: dict[tuple[str, str], Entry] = {}

    def entry(self, language: str, name: str) -> Entry | None:
        """Return a text; what a language lacks comes from the default one."""
        found = self.entries.get((language, name))
        other = self.entries.get((self.default, name))
        if found is None or other is None:
            found = found or other
        elif found.missing and not other.missing:
            return Entry(other.pieces, {**other.media, **found.media}, other.guidance)
        return Entry([], found.media, found.guidance) if found and found.missing else found

    def missing(self) -> list[tuple[str, str]]:
        """Return the language and identifier of each text that only the default language has."""
        names = sorted({name for language, name in self.entries if language == self.default})
        return [
            (language, name)
            for language in self.languages
            for name in names
            if not self.entries[self.default, name].missing
            and (self.entries.get((language, name)) or Entry()).missing
        ]


def read_texts(model: Element, make: Callable[[str, str], Compiled]) -> Texts:
    """Read the block itext; `make` compiles an output, given the identifier of its text."""
    found = Texts()
    for translation in model.iterfind(f"{{{XFORMS}}}itext/{{{XFORMS}}}translation"):
        language = translation.get("lang", "")
        found.languages.append(language)
        if translation.get("default") is not None or not found.default:
            found.default = language
        for text in translation.iterfind(f"{{{XFORMS}}}text"):
            name = text.get("id", "")
            entry = found.entries.setdefault((language, name), Entry())
            for value in text.iterfind(f"{{{XFORMS}}}value"):
                _value(entry, value, lambda ref, name=name: make(name, ref))  # type: ignore[misc]
    return found


def _value(entry: Entry, value: Element, make: Make) -> None:
    form = value.get("form")
    if form is None or form == "long":
        entry.pieces = pieces(value, make)
    elif form == "guidance":
        entry.guidance = pieces(value, make)
    else:
        entry.media[form] = (value.text or "").strip()


def pieces(element: Element, make: Make) -> list[Piece]:
    """Return the words of a label, and the expressions of the outputs between them."""
    found: list[Piece] = [element.text or ""]
    for child in element:
        if child.tag == f"{{{XFORMS}}}output":
            found.append(make(child.get("value") or child.get("ref") or ""))
        elif isinstance(child.tag, str):
            found += pieces(child, make)
        found.append(child.tail or "")
    if isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return [piece for piece in found if piece != ""]


def itext_name(reference: str) -> tuple[str, bool] | None:
    """Return what jr:itext(…) holds, and whether it is an identifier or an expression."""
    match = _ITEXT.fullmatch(reference)
    if match is None:
        return None
    literal = match.group(1) if match.group(1) is not None else match.group(2)
    return (literal, True) if literal is not None else (match.group(3), False)
