"""Texts that authors write, in one or several languages."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from pydantic import (
    ConfigDict,
    GetJsonSchemaHandler,
    RootModel,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
DEFAULT = "fr"


def active_language() -> str:
    """Return the language of the visit, or French outside a place."""
    try:
        return translation.get_language() or DEFAULT
    except ImproperlyConfigured:
        return DEFAULT


def also(schema: JsonSchemaValue, other: JsonSchemaValue) -> JsonSchemaValue:
    """Add to a JSON Schema, in place, another way of writing the same value."""
    first = dict(schema)
    schema.clear()
    schema["anyOf"] = [first, other]
    return schema


class Text(RootModel[dict[str, str]]):
    """A text by language; written as a map, or as a plain text in the service's first language."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Let editors accept a plain text as well as a map of languages."""
        schema = handler.resolve_ref_schema(handler(core))
        return also(schema, {"type": "string"})

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, Text):
            return value.root
        if isinstance(value, str):
            value = {_first_language(info.context): value}
        if not isinstance(value, Mapping):
            raise PydanticCustomError("LC032", "text", {"expected": "text", "found": value})
        if not value:
            raise PydanticCustomError("LC038", "empty", {})
        for language, text in value.items():
            _refuse_unusable(str(language), text)
        return dict(value)

    @classmethod
    def of(cls, **texts: str) -> Self:
        """Make a text from keywords, one per language."""
        return cls(texts)

    def get(self, language: str) -> str:
        """Return the text in a language, or in the nearest one.

        `fr-x-falc` falls back to `fr`, and any language to the first one written.
        """
        while language:
            if found := self.root.get(language, "").strip():
                return found
            language = language.rpartition("-")[0].removesuffix("-x")
        return next((text.strip() for text in self.root.values() if text.strip()), "")

    def has(self, language: str) -> bool:
        """Say whether the text is written in exactly this language."""
        return bool(self.root.get(language, "").strip())

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.root)

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield each language with its text."""
        yield from self.root.items()

    def __str__(self) -> str:
        return self.get(active_language())

    def __hash__(self) -> int:
        return hash(tuple(self.root.items()))


def _first_language(context: Any) -> str:
    return str(context.get("language", DEFAULT)) if isinstance(context, Mapping) else DEFAULT


def _refuse_unusable(language: str, text: Any) -> None:
    if not LANGUAGE.fullmatch(language):
        raise PydanticCustomError("LC039", "language", {"found": language, "at": language})
    if not isinstance(text, str):
        context = {"expected": "text", "found": text, "at": language}
        raise PydanticCustomError("LC032", "text", context)
    if not text.strip():
        raise PydanticCustomError("LC038", "empty", {"at": language})
