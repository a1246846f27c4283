"""The description of the API: OpenAPI 3.1, exact, and true of every answer."""

from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, meta

from lieucommun.kernel.services.registry import published

from .calling import Caller
from .test_reading import site

pytestmark = pytest.mark.django_db
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def test_the_place_is_described_in_openapi_3_1() -> None:
    found = Caller().get("/api/openapi.json?lang=fr")
    assert found["openapi"] == "3.1.0"
    listed = found["paths"]["/api/services/{slug}/datasets/{name}/records"]
    assert set(listed) == {"get", "post"}
    assert listed["get"]["summary"] == "Lister les fiches que vous pouvez lire, page par page"
    assert all(
        operation["summary"] for path in found["paths"].values() for operation in path.values()
    )


def test_every_service_is_described_and_every_reference_leads_somewhere() -> None:
    caller = Caller()
    for service in published():
        found = caller.get(f"/api/services/{service.slug}/openapi.json")
        assert found["info"]["version"] == service.manifest.version
        assert not [path for path in found["paths"] if "{slug}" in path or "{name}" in path]
        references = set(_references(found))
        schemas = {f"#/components/schemas/{name}" for name in found["components"]["schemas"]}
        assert references <= schemas | {"#/components/responses/Problem"}
        for schema in found["components"]["schemas"].values():
            meta.validate({"$schema": DIALECT, **schema})


def test_a_dataset_is_described_field_by_field() -> None:
    found = Caller().get("/api/services/epreuve/openapi.json?lang=en")
    base = "/api/services/epreuve/datasets/lieux"
    listed = found["paths"][f"{base}/records"]["get"]
    parameters = {each["name"]: each["schema"] for each in listed["parameters"]}
    assert parameters["sort"]["enum"][:2] == ["nom", "-nom"]
    assert parameters["state"]["items"] == {"enum": ["propose", "publie", "retire"]}
    assert parameters["ouvert"]["items"] == {"enum": ["true", "false"]}
    shapes = found["components"]["schemas"]
    new = shapes["lieux-NewRecord"]["properties"]["data"]
    assert new["required"] == ["code", "nom"]
    kind = new["properties"]["genre"]["anyOf"][0]
    assert (kind["enum"], kind["title"]) == (["cafe", "musee"], "Kind")
    assert shapes["lieux-Record"]["properties"]["data"]["properties"]["taux"]["x-unit"] == "%"


def test_answers_are_what_is_described() -> None:
    site(
        "a1",
        rang=3,
        position="45.43,4.39",
        genre="cafe",
        publics="jeunes",
        instant="2026-01-01T10:00",
    )
    caller = Caller()
    for slug in ("epreuve", "reseau"):
        document = caller.get(f"/api/services/{slug}/openapi.json")
        for path, methods in document["paths"].items():
            if "{" in path or path.endswith("openapi.json") or "get" not in methods:
                continue
            answer = caller.client.get(path + ("?by=genre" if "aggregates" in path else ""))
            if answer.status_code == 200:
                schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
                _validate(document, schema, answer.json())


def _validate(document: dict[str, Any], schema: dict[str, Any], found: object) -> None:
    whole = {**schema, "components": document["components"]}
    faults = list(Draft202012Validator(whole).iter_errors(found))
    assert [fault.message for fault in faults] == []


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [each for value in node.values() for each in _references(value)]
    if isinstance(node, list):
        return [each for value in node for each in _references(value)]
    return []
