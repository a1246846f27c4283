"""From pydantic's errors to diagnostics: sentences of ours, by type of error."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lieucommun.kernel.services.diagnostics import Diagnostic, nearest
from lieucommun.kernel.services.diagnostics.words import KINDS
from lieucommun.kernel.services.manifest import Manifest
from lieucommun.kernel.services.reading import Place

from .known import keys_at

_KINDS = {
    "string_type": "text",
    "bool_type": "boolean",
    "bool_parsing": "boolean",
    "int_type": "integer",
    "int_parsing": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "dict_type": "map",
    "mapping_type": "map",
    "model_type": "map",
    "model_attributes_type": "map",
    "list_type": "list",
    "tuple_type": "list",
    "iterable_type": "list",
}


Part = TypeVar("Part", bound=BaseModel)


def read_manifest(data: Any, place: Place) -> tuple[Manifest | None, list[Diagnostic]]:
    """Return the manifest, or every mistake of shape."""
    return read_part(Manifest, data, place, first_language(data))


def read_part(
    model: type[Part], data: Any, place: Place, language: str
) -> tuple[Part | None, list[Diagnostic]]:
    """Return what a file or a part of one says, as a model, or every mistake of shape."""
    try:
        return model.model_validate(data, context={"language": language}), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        diagnostics = [_diagnostic(model, detail, data, place) for detail in found]
        return None, list(dict.fromkeys(_once(diagnostics)))


def first_language(data: Any) -> str:
    """Return the first language that a manifest, sound or not, announces."""
    languages = data.get("languages") if isinstance(data, dict) else None
    first = languages[0] if isinstance(languages, list) and languages else "fr"
    return first if isinstance(first, str) else "fr"


def _once(diagnostics: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Keep one diagnostic per place and code: members of a union each complain."""
    seen = set()
    for diagnostic in diagnostics:
        missing = diagnostic.params.get("found") if diagnostic.code == "LC030" else ""
        where = (diagnostic.position, diagnostic.code, missing)
        if where not in seen:
            seen.add(where)
            yield diagnostic


def _diagnostic(
    model: type[BaseModel], detail: ErrorDetails, data: Any, place: Place
) -> Diagnostic:
    at = tuple(step for step in detail["loc"] if step != "[key]")
    kind = detail["type"]
    context = dict(detail.get("ctx") or {})
    on_key = "[key]" in detail["loc"]
    if kind.startswith("LC"):
        return _own(kind, at, context, place, on_key=on_key)
    if kind == "extra_forbidden":
        known = keys_at(model, at[:-1], data)
        params = {"found": at[-1], "among": known, "nearest": nearest(at[-1], known)}
        return Diagnostic(*place.find(at, key=True), "LC031", params)
    if kind == "missing" and isinstance(at[-1], int):
        return Diagnostic(*place.find(at[:-1]), "LC038")
    if kind == "missing":
        return Diagnostic(*_parent_key(place, at[:-1]), "LC030", {"found": at[-1]})
    code, params = _sentence(kind, detail["input"], context)
    return Diagnostic(*place.find(at, key=on_key), code, params)


def _parent_key(place: Place, at: tuple[str | int, ...]) -> tuple[str, int, int]:
    """Return where the key that misses something stands; an item of a list has no key."""
    return place.find(at, key=bool(at) and isinstance(at[-1], str))


def _own(
    code: str, at: tuple[str | int, ...], context: dict[str, Any], place: Place, *, on_key: bool
) -> Diagnostic:
    """Place a mistake that one of our validators found; `at` in its context is one step below."""
    deeper = context.pop("at", None)
    if deeper is not None:
        at = (*at, deeper)
    if code == "LC032" and isinstance(context.get("found"), int | float | None):
        code = "LC042"
    elif code == "LC032":
        context["expected"] = KINDS[context["expected"]]
    if code == "LC039":
        on_key = True
    return Diagnostic(*place.find(at, key=on_key), code, context)


def _sentence(kind: str, given: Any, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if kind == "string_type" and isinstance(given, int | float | None):
        return "LC042", {"found": given}
    if kind in _KINDS:
        return "LC032", {"found": given, "expected": KINDS[_KINDS[kind]]}
    if kind == "literal_error":
        among = _literals(str(context.get("expected", "")))
        return "LC033", {"found": given, "among": among, "nearest": nearest(given, among)}
    if kind in {"too_short", "string_too_short"}:
        return "LC038", {"found": given}
    if kind in {"greater_than_equal", "less_than_equal", "greater_than", "less_than", "too_long"}:
        return "LC037", {"found": given, "bounds": _bounds(context)}
    return "LC041", {"found": given}


def _bounds(context: dict[str, Any]) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "max_length": "≤"}
    return ", ".join(f"{signs[key]} {value}" for key, value in context.items() if key in signs)


def _literals(expected: str) -> list[str]:
    """Read pydantic's `'a', 'b' or 'c'`, the only place where it tells the values."""
    return expected.replace("' or '", "', '").strip("'").split("', '")
