"""What every type of field does: read a raw value, sort, count, search and export it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.search.folding import fold
from lieucommun.kernel.services.texts import Text

Json: TypeAlias = Any
#: What a cell of an export may hold: text, numbers, booleans, dates, or nothing.
Cell: TypeAlias = Any

SHOWN = 60
SPACES = re.compile(r"[ \t\n]+")
#: What can stand neither in a database, nor in XML, nor in a line of text.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LONGEST_KEY = 200


@dataclass(frozen=True)
class Choice:
    """One value that may be chosen, with its title and, at times, a pictogram."""

    value: str
    title: Text
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a dataset. Subclasses say what a value of their type is.

    Values are JSON in one canonical form each; None is "no answer" for every type.
    """

    name: str
    type: str
    title: Text
    help: Text | None = None
    required: bool = False
    unique: bool = False
    min: Any = None
    max: Any = None
    unit: str = ""
    choices: Mapping[str, Choice] = field(default_factory=dict)
    target: str = ""
    translated: bool = False
    personal: str = ""
    search: bool = False
    sort: bool = False
    facet: bool = False
    default: Any = None
    grants: str = ""
    level: str = ""
    role: str = ""
    of: Mapping[str, "Field"] = field(default_factory=dict)
    languages: tuple[str, ...] = ("fr",)

    #: Whether values become RecordTerm rows even when the field is not marked `facet: true`.
    counted: ClassVar[bool] = False

    def read(self, raw: object) -> Json:
        """Return the canonical value of a raw one (form, CSV, JSON); raises Refused."""
        if _empty(raw):
            return None
        if not self.translated:
            return self.parse(raw)
        given = raw if isinstance(raw, Mapping) else {self.languages[0]: raw}
        texts: dict[str, Json] = {}
        for language, text in given.items():
            if language not in self.languages:
                raise Refused("translated", found=shown(language))
            if not _empty(text):
                texts[language] = self.parse(text)
        return {key: texts[key] for key in self.languages if key in texts} or None

    def demand(self, raw: object) -> Json:
        """Read a value that must be there when the field is required; raises Refused."""
        value = self.read(raw)
        if value is None and self.required:
            raise Refused("required")
        return value

    def parse(self, raw: object) -> Json:
        """Return the canonical value of a raw one that is not empty; raises Refused."""
        raise NotImplementedError

    def sort_key(self, value: Json) -> str:
        """Return a text that sorts as the value does, in code-point order."""
        return fold(str(self.spoken(value)))[:LONGEST_KEY]

    def terms(self, value: Json) -> tuple[str, ...]:
        """Return the values under which a record is counted and filtered."""
        return (str(self.spoken(value)),)

    def words(self, value: Json) -> Iterator[str]:
        """Yield the texts to be searched, in every language they are written in."""
        if self.translated:
            yield from (str(text) for text in value.values())
        else:
            yield self.text(value, self.languages[0])

    def spoken(self, value: Json, language: str = "") -> Json:
        """Return a translated value in a language (the first that is written by default)."""
        if not self.translated or not isinstance(value, Mapping):
            return value
        return Text(root=dict(value)).get(language or self.languages[0])

    def text(self, value: Json, language: str) -> str:
        """Return the value as a person reads it."""
        return str(self.spoken(value, language))

    def cell(self, value: Json, language: str) -> Cell:
        """Return the value as a cell of a spreadsheet."""
        return self.text(value, language)

    def plain(self, value: Json) -> str:
        """Return the value as a cell of a CSV that can be read back."""
        return str(value)


def shown(raw: object) -> str:
    """Return a found value short enough for a sentence."""
    text = " ".join(str(raw).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def clean(raw: object, *, lines: bool = False) -> str:
    """Return a text in NFC without outer spaces; raises Refused on anything that is no text."""
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        raise Refused("text", found=shown(raw))
    text = unicodedata.normalize("NFC", str(raw)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not lines:
        text = SPACES.sub(" ", text)  # no-break spaces are typography: they stay
    if UNFIT.search(text):
        raise Refused("control")
    return text


def _empty(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip()) or raw in ([], {}, ())
