"""The reference of `service.yaml`, from the models that check it."""

import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lieucommun.kernel.services import blocks
from lieucommun.kernel.services.manifest import Manifest, PageSettings, Refers

HEAD = """\
# The manifest: `service.yaml`

Every key, from the models that check it. Keys are English and closed: an unknown one is a mistake,
said with the nearest known. A *text* is a map of languages (`{fr: …, en: …}`) or a plain string in
the service's first language. A part that is a map may stand in a file of its own
(`datasets: {file: datasets.yaml}`); mistakes are then told in that file. The YAML is version 1.2:
`no`, `on` and `oui` are words; aliases and tags are refused.
A named part without `title` takes its name.
"""

_PLAIN = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "`true` or `false`",
    types.NoneType: "",
    dict: "map",
}
#: Classes whose shape in the file is simpler than their fields.
_SHAPES = {
    "Text": "text by language",
    "Scope": "scope",
    "date": "date",
    "Choices": "CSV file or map",
}


class Reference:
    """Walks the models once, in the order in which they are met."""

    def __init__(self) -> None:
        self.waiting: list[type[BaseModel]] = []
        self.met: set[type[BaseModel]] = set()

    def pages(self) -> Iterator[str]:
        """Yield the sections: the manifest, its parts, then the page of each block."""
        self._meet(Manifest)
        while self.waiting:
            yield self._section(self.waiting.pop(0), 2)
        yield "## Pages\n\nEvery page has these keys, then those of its block.\n\n" + self._table(
            PageSettings
        )
        for name, block in sorted(blocks.installed().items()):
            model = block.settings_model
            yield f"### `block: {name}`\n\n{_docstring(model)}\n\n" + self._table(
                model, PageSettings
            )
            while self.waiting:
                yield self._section(self.waiting.pop(0), 4)

    def _meet(self, model: type[BaseModel]) -> None:
        if model not in self.met and not issubclass(model, PageSettings):
            self.met.add(model)
            self.waiting.append(model)

    def _section(self, model: type[BaseModel], level: int) -> str:
        head = "" if model is Manifest else f"{'#' * level} {_words(model)}\n\n"
        return f"{head}{_docstring(model)}\n\n{self._table(model)}"

    def _table(self, model: type[BaseModel], base: type[BaseModel] | None = None) -> str:
        known = base.model_fields if base else {}
        rows = [
            self._row(name, field)
            for name, field in model.model_fields.items()
            if name not in known
        ]
        if not rows:
            return "No key of its own.\n"
        return "| key | value | what |\n|---|---|---|\n" + "\n".join(rows) + "\n"

    def _row(self, name: str, field: FieldInfo) -> str:
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        what = str(extra.get("x-en", "")) or (field.description or "").splitlines()[-1:] or ""
        named = next((part for part in field.metadata if isinstance(part, Refers)), None)
        value = _article(named.kind) if named else self._value(field.annotation)
        needed = " **Required.**" if field.is_required() else ""
        return f"| `{field.alias or name}` | {value} | {what}{needed} |".replace("\n", " ")

    def _value(self, kind: Any) -> str:
        origin, arguments = get_origin(kind), get_args(kind)
        if named := next((part for part in arguments if isinstance(part, Refers)), None):
            return _article(named.kind)
        if isinstance(kind, type) and origin is None:
            return self._class(kind)
        if origin is Literal:
            return ", ".join(f"`{choice}`" for choice in arguments)
        return self._composed(origin, arguments)

    def _composed(self, origin: Any, arguments: tuple[Any, ...]) -> str:
        if origin in {Union, types.UnionType}:
            return " or ".join(dict.fromkeys(filter(None, map(self._value, arguments))))
        if origin in {tuple, list}:
            return f"list of {self._value(arguments[0])}"
        if origin is dict:
            return f"map: name → {self._value(arguments[1])}"
        return self._value(arguments[0]) if arguments else "anything"

    def _class(self, kind: type) -> str:
        if kind.__name__ in _SHAPES:
            return _SHAPES[kind.__name__]
        if issubclass(kind, PageSettings):
            return "[page](#pages)"
        if issubclass(kind, BaseModel):
            self._meet(kind)
            return f"[{_words(kind).lower()}](#{_words(kind).lower().replace(' ', '-')})"
        return _PLAIN.get(kind, kind.__name__.lower())


def _words(model: type) -> str:
    parts = "".join(f" {letter}" if letter.isupper() else letter for letter in model.__name__)
    return parts.strip().capitalize()


def _docstring(model: type) -> str:
    return (model.__doc__ or "").strip().replace("\n    ", "\n")


def _article(kind: str) -> str:
    return f"name of a {kind}" if kind != "file" else "path of a file of the folder"


def page() -> str:
    """Return docs/reference/manifest.md."""
    return HEAD + "\n" + "\n".join(Reference().pages())
