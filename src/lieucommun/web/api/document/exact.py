"""The exact description of a service: its own datasets, fields, choices and states."""

import copy
from typing import Any

from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.registry import LoadedService
from lieucommun.web.api.asking import NARROWING, PAGING

from . import fields
from .general import METHODS, Document, of_place, parameter

#: Which shape each operation gives or takes, and where the data of a record stands in it.
SHAPES = ("Record", "Version", "NewRecord", "Changes")
LISTS = {"Records": "Record", "History": "Version"}
FILTERED = frozenset({"records", "export", "facets", "aggregates"})


def of_service(service: LoadedService, language: str) -> Document:
    """Return the description of the addresses of one service, without anything left to guess."""
    general = of_place()
    manifest = service.manifest
    document: Document = {**general, "paths": {}}
    document["info"] = {"title": manifest.title.get(language), "version": manifest.version}
    for path, found in general["paths"].items():
        if "{name}" in path:
            for name in manifest.datasets:
                dataset = service.dataset(name)
                own = path.replace("{slug}", service.slug).replace("{name}", name)
                document["paths"][own] = _exact(found, dataset)
        elif "{slug}" in path:
            own = path.replace("{slug}", service.slug)
            document["paths"][own] = _without(copy.deepcopy(found), {"slug"})
    for name in manifest.datasets:
        document["components"]["schemas"] |= _schemas(general, service.dataset(name), language)
    return document


def _exact(found: Document, dataset: Dataset) -> Document:
    """Return an address of one dataset: what it asks, takes and gives."""
    path = _without(copy.deepcopy(found), {"slug", "name"})
    for method in METHODS:
        if method not in path:
            continue
        operation = path[method] = _renamed(path[method], dataset.name)
        name = operation["operationId"]
        operation["operationId"] = f"{dataset.name}-{name}"
        if name in FILTERED:
            operation["parameters"] += _filters(dataset)
            _narrow(operation["parameters"], dataset)
        if name == "move":
            known = list(dataset.workflow.transitions) if dataset.workflow else []
            for each in operation["parameters"]:
                if each["name"] == "transition" and known:
                    each["schema"] = {"enum": known}
    return path


def _filters(dataset: Dataset) -> list[Document]:
    return [
        parameter(name, {"type": "array", "items": fields.values(field)})
        for name, field in _counted(dataset).items()
    ]


def _narrow(parameters: list[Document], dataset: Dataset) -> None:
    """Close the parameters of which the values are known, and drop those that have none."""
    sorts = [name for name, each in dataset.fields.items() if each.sort]
    states = list(dataset.workflow.states) if dataset.workflow else []
    counted = list(_counted(dataset))
    closed: dict[str, tuple[list[str], bool]] = {
        "sort": ([each for name in sorts for each in (name, f"-{name}")], False),
        "state": (states, True),
        "field": (counted, True),
        "by": (counted, True),
    }
    for each in list(parameters):
        if each["name"] not in closed or each["in"] != "query":
            continue
        known, many = closed[each["name"]]
        if not known:
            parameters.remove(each)
        elif many:
            each["schema"] = {**each["schema"], "items": {"enum": known}}
        else:
            each["schema"] = {"enum": known}


def _counted(dataset: Dataset) -> dict[str, Any]:
    reserved = {*NARROWING, *PAGING}
    return {
        name: each
        for name, each in dataset.fields.items()
        if (each.counted or each.facet) and name not in reserved
    }


def _schemas(general: Document, dataset: Dataset, language: str) -> Document:
    known = general["components"]["schemas"]
    name = dataset.name
    data = {
        "Record": fields.given(dataset, language),
        "Version": fields.given(dataset, language),
        "NewRecord": fields.taken(dataset, language, whole=True),
        "Changes": fields.taken(dataset, language, whole=False),
    }
    found: Document = {}
    for shape in SHAPES:
        if shape in known:
            exact = copy.deepcopy(known[shape])
            exact["properties"]["data"] = data[shape]
            found[f"{name}-{shape}"] = exact
    for shape, item in LISTS.items():
        exact = copy.deepcopy(known[shape])
        exact["properties"]["items"]["items"] = _to(f"{name}-{item}")
        found[f"{name}-{shape}"] = exact
    return found


def _renamed(node: Any, name: str) -> Any:
    """Return a part of a description where shapes are those of a dataset."""
    if isinstance(node, dict):
        reference = str(node.get("$ref", "")).rpartition("/")[2]
        if reference in {*SHAPES, *LISTS}:
            return _to(f"{name}-{reference}")
        return {key: _renamed(value, name) for key, value in node.items()}
    if isinstance(node, list):
        return [_renamed(each, name) for each in node]
    return node


def _without(path: Document, names: set[str]) -> Document:
    for method in METHODS:
        if method in path:
            given = path[method]["parameters"]
            path[method]["parameters"] = [each for each in given if each["name"] not in names]
    return path


def _to(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}
