"""Walk through a manifest: every text it holds, and everything it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from lieucommun.kernel.services.findings import At
from lieucommun.kernel.services.manifest import Refers
from lieucommun.kernel.services.texts import Text


@dataclass(frozen=True, slots=True)
class Mention:
    """A name written somewhere: `kind` says of what (`file`, `role`…), `key` that it is a key.

    `dataset` is the one that is named nearest: beside it, above it, or as its key.
    """

    at: At
    kind: str
    name: str
    key: bool = False
    dataset: str = ""


def mentions(value: Any, at: At = (), dataset: str = "") -> Iterator[Mention]:
    """Yield what a part of a manifest names, wherever its models mark it with Refers."""
    own = getattr(value, "dataset", None)
    near = own if isinstance(own, str) and own else dataset
    for step, annotation, metadata, child in _fields(value):
        yield from _named(annotation, metadata, child, (*at, step), near)


def texts(value: Any, at: At = ()) -> Iterator[tuple[At, Text]]:
    """Yield every text that people read."""
    if isinstance(value, Text):
        yield at, value
    elif isinstance(value, BaseModel):
        for step, _, _, child in _fields(value):
            yield from texts(child, (*at, step))
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from texts(child, (*at, key))
    elif isinstance(value, list | tuple):
        for number, child in enumerate(value):
            yield from texts(child, (*at, number))


def _fields(model: Any) -> Iterator[tuple[str, Any, list[Any], Any]]:
    if not isinstance(model, BaseModel) or isinstance(model, Text):
        return
    for name, info in type(model).model_fields.items():
        step = info.validation_alias or info.alias or name
        yield str(step), info.annotation, info.metadata, getattr(model, name)


def _named(
    annotation: Any, metadata: list[Any], value: Any, at: At, near: str
) -> Iterator[Mention]:
    if value is None:
        return
    if isinstance(value, str):
        kinds = _kinds(annotation, metadata)
        yield from (Mention(at, kind, value, dataset=near) for kind in kinds)
    elif isinstance(value, BaseModel):
        yield from mentions(value, at, near)
    elif isinstance(value, dict):
        yield from _of_map(annotation, value, at, near)
    elif isinstance(value, list | tuple):
        inner = _inner(annotation, (list, tuple), 0)
        for number, child in enumerate(value):
            yield from _named(inner, [], child, (*at, number), near)


def _of_map(annotation: Any, value: dict[str, Any], at: At, near: str) -> Iterator[Mention]:
    keys, values = _inner(annotation, (dict,), 0), _inner(annotation, (dict,), 1)
    kinds = [*_kinds(keys, [])]
    for key, child in value.items():
        for kind in kinds:
            yield Mention((*at, key), kind, key, key=True, dataset=near)
        yield from _named(values, [], child, (*at, key), key if "dataset" in kinds else near)


def _kinds(annotation: Any, metadata: list[Any]) -> Iterator[str]:
    yield from (mark.kind for mark in metadata if isinstance(mark, Refers))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _kinds(arguments[0], list(arguments[1:]))
    elif origin is not None and arguments:
        for argument in arguments:
            if get_origin(argument) is Annotated:
                yield from _kinds(argument, [])


def _inner(annotation: Any, origins: tuple[type, ...], number: int) -> Any:
    """Return an argument of the list or map that an annotation allows, unions and marks off."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in origins and len(arguments) > number:
        return arguments[number]
    if origin is Annotated:
        return _inner(arguments[0], origins, number)
    found = (_inner(argument, origins, number) for argument in arguments)
    return next((inner for inner in found if inner is not None), None)
