"""Values picked among known ones: choices, territories, records, organisations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.search.folding import fold
from lieucommun.kernel.territories import queries as territories

from .base import Cell, Field, Json, clean, shown

KEY = re.compile(r"[\w.-]{1,200}")
TOLD = 8


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of the choices, by its value; its exact title is understood too."""

    counted: ClassVar[bool] = True

    def parse(self, raw: object) -> Json:
        return self._known(clean(raw))

    def _known(self, found: str) -> str:
        if found in self.choices:
            return found
        folded = fold(found)
        for choice in self.choices.values():
            if folded and any(fold(title) == folded for _, title in choice.title.items()):
                return choice.value
        told = ", ".join(list(self.choices)[:TOLD]) + ("…" if len(self.choices) > TOLD else "")
        raise Refused("choice", found=shown(found), choices=told)

    def sort_key(self, value: Json) -> str:
        ranks = list(self.choices)
        return f"{ranks.index(value):05d}" if value in ranks else fold(str(value))

    def terms(self, value: Json) -> tuple[str, ...]:
        return (str(value),)

    def words(self, value: Json) -> Iterator[str]:
        known = self.choices.get(value)
        yield from (title for _, title in known.title.items()) if known else [str(value)]

    def text(self, value: Json, language: str) -> str:
        known = self.choices.get(value)
        return known.title.get(language) if known else str(value)


@dataclass(frozen=True, kw_only=True)
class ChoicesField(ChoiceField):
    """Several of the choices, each once; `min` and `max` count them. In a cell, `a|b`."""

    def parse(self, raw: object) -> Json:
        found = list(dict.fromkeys(self._known(clean(each)) for each in self._parts(raw)))
        if self.min is not None and len(found) < int(self.min):
            raise Refused("few", least=self.min)
        if self.max is not None and len(found) > int(self.max):
            raise Refused("many", most=self.max)
        return found

    def _parts(self, raw: object) -> list[Any]:
        if isinstance(raw, (list, tuple)):
            return list(raw)
        text = clean(raw)
        if "|" in text:
            return [part for part in text.split("|") if part.strip()]
        words = text.split()
        return words if all(word in self.choices for word in words) else [text]

    def sort_key(self, value: Json) -> str:
        return " ".join(ChoiceField.sort_key(self, each) for each in value)

    def terms(self, value: Json) -> tuple[str, ...]:
        return tuple(value)

    def words(self, value: Json) -> Iterator[str]:
        for each in value:
            yield from ChoiceField.words(self, each)

    def text(self, value: Json, language: str) -> str:
        return ", ".join(ChoiceField.text(self, each, language) for each in value)

    def plain(self, value: Json) -> str:
        return "|".join(value)


@dataclass(frozen=True, kw_only=True)
class TerritoryField(Field):
    """An official territory, kept by its key (commune:42218); retired codes become today's."""

    counted: ClassVar[bool] = True

    def parse(self, raw: object) -> Json:
        code = clean(raw)
        known = territories.current(code, cast("Any", self.level or None))
        if known is None:
            raise Refused("territory", found=shown(code))
        return known.territory.key

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        known = territories.find(value)
        return known.name if known else str(value)

    def sort_key(self, value: Json) -> str:
        return fold(self.text(value, ""))

    def terms(self, value: Json) -> tuple[str, ...]:
        return (str(value),)


@dataclass(frozen=True, kw_only=True)
class ReferenceField(Field):
    """Another record, by its key; whether it exists is asked when the record is written."""

    counted: ClassVar[bool] = True

    def parse(self, raw: object) -> Json:
        key = clean(raw)
        if not KEY.fullmatch(key):
            raise Refused("reference")
        return key

    def cell(self, value: Json, language: str) -> Cell:
        return self.text(value, language)


@dataclass(frozen=True, kw_only=True)
class OrganisationField(ReferenceField):
    """An organisation of the place, by its short name."""

    def parse(self, raw: object) -> Json:
        name = clean(raw)
        if not KEY.fullmatch(name):
            raise Refused("organisation", found=shown(name))
        return name
