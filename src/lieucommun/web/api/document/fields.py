"""A field of a manifest as JSON Schema: what it gives, and what it takes."""

from collections.abc import Callable, Mapping
from typing import Any

from lieucommun.kernel.datasets.fields import Field, FileField
from lieucommun.kernel.datasets.schema import Dataset

Schema = dict[str, Any]
LONGEST = {"text": 2_000, "longtext": 200_000}
POINT: Schema = {
    "type": "object",
    "properties": {
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "lon": {"type": "number", "minimum": -180, "maximum": 180},
    },
    "required": ["lat", "lon"],
    "additionalProperties": False,
}
_PAIR: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
AREA: Schema = {
    "type": "object",
    "properties": {
        "type": {"const": "Polygon"},
        "coordinates": {
            "type": "array",
            "items": {"type": "array", "items": _PAIR, "minItems": 4},
            "minItems": 1,
        },
    },
    "required": ["type", "coordinates"],
    "additionalProperties": False,
}
EXACT = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
PLAIN: Mapping[str, Schema] = {
    "integer": {"type": "integer"},
    "year": {"type": "integer", "minimum": 0, "maximum": 9999},
    "decimal": EXACT,
    "money": EXACT,
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "email": {"type": "string", "format": "email"},
    "url": {"type": "string", "format": "uri"},
    "siren": {"type": "string", "pattern": "^[0-9]{9}$"},
    "siret": {"type": "string", "pattern": "^[0-9]{14}$"},
    "point": POINT,
    "area": AREA,
}


def given(dataset: Dataset, language: str) -> Schema:
    """Return what the data of a record may hold when it is read: any field may be absent."""
    return _object({name: _told(each, language) for name, each in dataset.fields.items()})


def taken(dataset: Dataset, language: str, *, whole: bool) -> Schema:
    """Return what a record is created from (`whole`), or changed by."""
    fields = {
        name: {"anyOf": [_told(each, language, taken=True), {"type": "null"}]}
        if not (whole and _needed(each))
        else _told(each, language, taken=True)
        for name, each in dataset.fields.items()
    }
    found = _object(fields)
    if whole and (needed := [name for name, each in dataset.fields.items() if _needed(each)]):
        found["required"] = needed
    return found


def values(field: Field) -> Schema:
    """Return what a filter on a field takes."""
    if field.type == "boolean":
        return {"enum": ["true", "false"]}
    if field.choices:
        return {"type": "string", "examples": list(field.choices)[:8]}
    return {"type": "string", "minLength": 1, "maxLength": 200}


def _needed(field: Field) -> bool:
    return field.required and field.default is None


def _told(field: Field, language: str, *, taken: bool = False) -> Schema:
    schema = _of(field, language, taken=taken)
    if field.translated:
        schema = _object(dict.fromkeys(field.languages, schema))
    schema = {**schema, "title": field.title.get(language)}
    if field.help:
        schema["description"] = field.help.get(language)
    if field.unit:
        schema["x-unit"] = field.unit
    return schema


def _of(field: Field, language: str, *, taken: bool) -> Schema:
    own: dict[str, Callable[[], Schema]] = {
        "choice": lambda: _choice(field, taken=taken),
        "choices": lambda: {"type": "array", "items": _choice(field, taken=taken)},
        "list": lambda: _list(field, language, taken=taken),
    }
    if field.type in own:
        return own[field.type]()
    if isinstance(field, FileField) and field.several:
        return {"type": "array", "items": {"type": "string"}, "maxItems": int(field.max)}
    schema = dict(PLAIN.get(field.type, {"type": "string"}))
    if taken and field.type in LONGEST:
        most = LONGEST[field.type]
        schema["maxLength"] = min(int(field.max), most) if field.max is not None else most
    if taken and field.type == "integer":
        bounds = {"minimum": field.min, "maximum": field.max}
        schema |= {name: int(bound) for name, bound in bounds.items() if bound is not None}
    return schema


def _choice(field: Field, *, taken: bool) -> Schema:
    """A record may still hold a choice that was taken away: only what is sent is closed."""
    known = list(field.choices)
    return {"enum": known} if taken and known else {"type": "string", "examples": known[:8]}


def _list(field: Field, language: str, *, taken: bool) -> Schema:
    parts = {name: _told(part, language, taken=taken) for name, part in field.of.items()}
    item = _object(parts)
    if needed := [name for name, part in field.of.items() if part.required]:
        item["required"] = needed
    return {"type": "array", "items": item}


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}
