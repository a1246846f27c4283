"""Files: one, or several where the manifest gives a `max` of two or more."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.services.texts import Text

from .base import Cell, Field, Json, clean

SENT = re.compile(r"attachment:([0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12})")
#: What separates files in a cell: no name may hold it.
BETWEEN = "|"


@dataclass(frozen=True, kw_only=True)
class FileField(Field):
    """A file: its path in the folder of the service, or `attachment:<uuid>` in the place.

    `max` of two or more makes it a list, which `min` and `max` count; in a cell, `a|b`. Where
    records are told to people, a file of the place is a map of its `name`, `type` and `size`.
    """

    @property
    def several(self) -> bool:
        """Whether the field holds a list of files."""
        return self.max is not None and int(self.max) > 1 and not self.translated

    def parse(self, raw: object) -> Json:
        if not self.several:
            return _path(raw)
        found = list(dict.fromkeys(_path(each) for each in _parts(raw)))
        if not found:
            return None
        if self.min is not None and len(found) < int(self.min):
            raise Refused("few", least=self.min)
        if len(found) > int(self.max):
            raise Refused("many", most=self.max)
        return found

    def spoken(self, value: Json, language: str = "") -> Json:
        if not self.translated or not isinstance(value, Mapping):
            return value
        tongues = Text(root={tongue: tongue for tongue in value})
        return value[tongues.get(language or self.languages[0])]

    def text(self, value: Json, language: str) -> str:
        return ", ".join(names(self.spoken(value, language)))

    def cell(self, value: Json, language: str) -> Cell:
        return BETWEEN.join(names(self.spoken(value, language)))

    def plain(self, value: Json) -> str:
        return BETWEEN.join(map(str, files_of(value)))


def files_of(value: Json) -> list[Json]:
    """Return the files of a value that holds one or several, however the manifest was then."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def names(value: Json) -> Iterator[str]:
    """Yield what files are called: their name, or their path in the folder; an identifier never."""
    for each in files_of(value):
        if isinstance(each, Mapping):
            yield str(each.get("name", ""))
        elif not SENT.fullmatch(str(each).lower()):
            yield str(each)


def _path(raw: object) -> str:
    path = clean(raw)
    if sent := SENT.fullmatch(path.lower()):
        return f"attachment:{uuid.UUID(sent[1])}"
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or ".." in parts or "" in parts or ":" in path:
        raise Refused("file")
    return path


def _parts(raw: object) -> list[Any]:
    if isinstance(raw, (list, tuple)):
        return [each for each in raw if each not in (None, "")]
    return [part for part in clean(raw).split(BETWEEN) if part.strip()]
