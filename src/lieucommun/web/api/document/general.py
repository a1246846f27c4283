"""The description of the whole API: what django-ninja tells of it, completed."""

import copy
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from lieucommun.kernel.datasets.exchange.writers import WRITERS
from lieucommun.web.api.asking import FURTHEST_KM, KM, LONGEST, LONGEST_CURSOR, MOST, SIZE
from lieucommun.web.api.problems import MEDIA_TYPE

from . import words

Document = dict[str, Any]
METHODS = ("get", "post", "patch", "delete")
_TEXT = {"type": "string", "maxLength": LONGEST}
_MANY = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": LONGEST}}
SCHEMAS: dict[str, Document] = {
    "q": _TEXT,
    "near": {"type": "string", "pattern": r"^-?[0-9]{1,2}(\.[0-9]+)?,-?[0-9]{1,2}(\.[0-9]+)?$"},
    "km": {"type": "number", "exclusiveMinimum": 0, "maximum": FURTHEST_KM, "default": KM},
    "within": _TEXT,
    "state": _MANY,
    "sort": _TEXT,
    "size": {"type": "integer", "minimum": 1, "maximum": MOST, "default": SIZE},
    "cursor": {"type": "string", "maxLength": LONGEST_CURSOR},
    "field": _MANY,
    "by": {**_MANY, "minItems": 1, "maxItems": 3},
}
ASKED: dict[str, tuple[str, ...]] = {
    "records": ("q", "near", "km", "within", "state", "sort", "size", "cursor"),
    "export": ("q", "near", "km", "within", "state", "sort"),
    "facets": ("field", "q", "near", "km", "within", "state"),
    "aggregates": ("by", "within", "state"),
}
#: The parts of what is read and written that are exact for each dataset.
WRITTEN = ("create", "update", "delete", "move")
TAKEN = {"create": "NewRecord", "update": "Changes"}
VERSIONED = ("update", "delete", "move")
SCHEMES: Document = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
}


def of_place() -> Document:
    """Return the description of every address, whatever the service."""
    return copy.deepcopy(_of_place(get_language()))


@lru_cache(maxsize=8)
def _of_place(language: str) -> Document:
    del language  # gettext knows it; it only tells one description from another
    from lieucommun.web.api.site import api

    found: Document = api.get_openapi_schema(path_prefix="api/")
    found["info"] = {"title": settings.PLACE_NAME, "version": api.version}
    found["servers"] = [{"url": "/"}]
    for operation in operations(found):
        _complete(operation)
    components = found["components"]
    components["securitySchemes"] = SCHEMES
    components["responses"] = {"Problem": _problem()}
    components["schemas"].update(_shapes())
    return found


def operations(document: Document) -> list[Document]:
    """Return the operations of a description."""
    paths = document["paths"].values()
    return [path[method] for path in paths for method in METHODS if method in path]


def parameter(name: str, schema: Document, where: str = "query", **more: Any) -> Document:
    """Return a parameter with its words."""
    described = gettext(words.PARAMETERS.get(name, words.FILTER))
    return {"in": where, "name": name, "schema": schema, "description": described, **more}


def _complete(operation: Document) -> None:
    name = operation["operationId"]
    operation["summary"] = gettext(words.SUMMARIES[name])
    operation.pop("description", None)
    for given in operation["parameters"]:
        given["description"] = gettext(words.PARAMETERS[given["name"]])
        given["schema"].pop("title", None)
    for each in ASKED.get(name, ()):
        operation["parameters"].append(parameter(each, SCHEMAS[each], required=each == "by"))
    responses = operation["responses"]
    responses["default"] = {"$ref": "#/components/responses/Problem"}
    if name in WRITTEN:
        operation["security"] = [{"token": []}]
        _complete_writing(name, operation)
    else:
        operation["security"] = [{}, {"token": []}, {"session": []}]
        tag = {"type": "string"}
        operation["parameters"].append(parameter("If-None-Match", tag, "header"))
        responses["304"] = {"description": "Not Modified"}
    if name == "export":
        kinds: Document = {each.content_type: {"schema": {}} for each in WRITERS.values()}
        responses["200"] = {"description": "OK", "content": kinds}
        formats = [each for each in operation["parameters"] if each["name"] == "format"]
        formats[0]["schema"]["enum"] = list(WRITERS)


def _complete_writing(name: str, operation: Document) -> None:
    tag, key = {"type": "string"}, {"type": "string", "minLength": 1, "maxLength": 200}
    if name in TAKEN:
        schema = {"$ref": f"#/components/schemas/{TAKEN[name]}"}
        content = {"application/json": {"schema": schema}}
        operation["requestBody"] = {"required": True, "content": content}
    if name in VERSIONED:
        operation["parameters"].append(parameter("If-Match", tag, "header", required=True))
    if name in {"create", "move"}:
        operation["parameters"].append(parameter("Idempotency-Key", key, "header"))


def _problem() -> Document:
    reference = {"$ref": "#/components/schemas/ProblemDetails"}
    described = gettext(words.PROBLEM)
    return {"description": described, "content": {MEDIA_TYPE: {"schema": reference}}}


def _shapes() -> Document:
    """Return the schemas that no operation of django-ninja names."""
    from lieucommun.web.api import shapes

    template = "#/components/schemas/{model}"
    found: Document = {}
    for shape in (shapes.ProblemDetails, shapes.NewRecord, shapes.Changes):
        schema = shape.model_json_schema(ref_template=template)
        found |= schema.pop("$defs", {})
        found[shape.__name__] = schema
    for name in ("Fault", "ProblemDetails"):
        for each in found[name]["properties"].values():
            each.pop("default", None)
    return found
