"""Which keys may stand at a place of the manifest, for “did you mean”."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from lieucommun.kernel.services.manifest import PageSettings
from lieucommun.kernel.services.manifest.pages import model_for


def keys_at(root: type[BaseModel], at: tuple[str | int, ...], data: Any) -> list[str]:
    """Return the keys of the model that stands at a place; an empty list when it is unknown."""
    kinds: list[Any] = [root]
    for step in at:
        data = _inside(data, step)
        kinds = [kind for above in kinds for kind in _step(above, step)]
        kinds = [_page(kind, data) for kind in kinds]
    models = [kind for kind in kinds if _is_model(kind)]
    return list(dict.fromkeys(key for model in models for key in _keys(model)))


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return data


def _page(kind: Any, data: Any) -> Any:
    if kind is not PageSettings or not isinstance(data, dict):
        return kind
    block = data.get("block")
    return (model_for(block) if isinstance(block, str) else None) or PageSettings


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield info.alias or name


def _step(kind: Any, step: str | int) -> list[Any]:
    """Return what may stand under one step of a model, a map or a list."""
    if _is_model(kind):
        for name, info in kind.model_fields.items():
            if step in (name, info.alias):
                return _plain(info.annotation)
        return [kind]  # a step that pydantic adds, such as the name of a member of a union
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is dict and len(arguments) == 2:  # noqa: PLR2004 - a key and a value
        return _plain(arguments[1])
    if origin in (list, tuple) and arguments:
        return _plain(arguments[0])
    return []


def _plain(annotation: Any) -> list[Any]:
    """Take off Annotated and unions."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _plain(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [kind for part in get_args(annotation) for kind in _plain(part)]
    return [annotation]
