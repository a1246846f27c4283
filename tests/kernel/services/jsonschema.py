"""The part of JSON Schema 2020-12 that our schema uses, read as an editor reads it."""

import re
from collections.abc import Iterator
from typing import Any

KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
WORDS = {"title", "description", "default", "format", "x-fr", "x-en", "$schema", "$defs"}


def complaints(value: Any, schema: Any, root: Any, at: str = "") -> Iterator[str]:
    """Yield what an editor would underline."""
    if isinstance(schema, bool):
        return
    for word, rule in schema.items():
        if word in WORDS:
            continue
        if word == "$ref":
            name = rule.removeprefix("#/$defs/")
            yield from complaints(value, root["$defs"][name], root, at)
        else:
            yield from _RULES[word](value, rule, schema, root, at)


def fits(value: Any, schema: Any, root: Any) -> bool:
    return not list(complaints(value, schema, root))


def _type(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    del schema, root
    right = isinstance(value, KINDS[rule])
    if not right or (isinstance(value, bool) and rule in {"integer", "number"}):
        yield f"{at}: not {rule}"


def _properties(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    del schema
    for key, part in rule.items():
        if isinstance(value, dict) and key in value:
            yield from complaints(value[key], part, root, f"{at}/{key}")


def _additional(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for key in value if isinstance(value, dict) else ():
        if key not in known and rule is False:
            yield f"{at}/{key}: unknown"
        elif key not in known:
            yield from complaints(value[key], rule, root, f"{at}/{key}")


def _names(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    del schema
    if isinstance(value, dict):
        for name in value:
            yield from complaints(name, rule, root, f"{at}/{name}")


def _items(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    first = len(schema.get("prefixItems", ()))
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if number >= first:
            yield from complaints(item, rule, root, f"{at}/{number}")


def _prefix(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    del schema
    for item, part in zip(value if isinstance(value, list) else (), rule, strict=False):
        yield from complaints(item, part, root, at)


def _all(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    del schema
    for part in rule:
        yield from complaints(value, part, root, at)


def _any(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    del schema
    if not any(fits(value, part, root) for part in rule):
        found = [said for part in rule for said in complaints(value, part, root, at)]
        yield f"{at}: none of {len(rule)} ({'; '.join(found[:6])})"


def _then(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if fits(value, rule, root):
        yield from complaints(value, schema["then"], root, at)


def _said(holds: Any) -> Any:
    def check(value: Any, rule: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
        del schema, root
        if not holds(value, rule):
            yield f"{at}: {value!r} against {rule!r}"

    return check


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


_RULES: dict[str, Any] = {
    "type": _type,
    "properties": _properties,
    "propertyNames": _names,
    "additionalProperties": _additional,
    "items": _items,
    "prefixItems": _prefix,
    "allOf": _all,
    "anyOf": _any,
    "if": _then,
    "then": lambda *_: (),
    "enum": _said(lambda value, rule: value in rule),
    "const": _said(lambda value, rule: value == rule),
    "pattern": _said(lambda value, rule: not isinstance(value, str) or re.search(rule, value)),
    "required": _said(lambda value, rule: not isinstance(value, dict) or set(rule) <= set(value)),
    "minItems": _said(lambda value, rule: not isinstance(value, list) or _count(value) >= rule),
    "maxItems": _said(lambda value, rule: _count(value) <= rule),
    "minimum": _said(lambda value, rule: value >= rule),
    "maximum": _said(lambda value, rule: value <= rule),
    "exclusiveMinimum": _said(lambda value, rule: value > rule),
}
