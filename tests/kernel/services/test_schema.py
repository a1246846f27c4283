import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lieucommun.kernel.services.reading import read_yaml
from lieucommun.kernel.services.schema import DIALECT, schema_text, service_schema
from tests.kernel.services.jsonschema import complaints, fits

ROOT = Path(__file__).resolve().parents[3]
SERVICES = sorted(path.parent.name for path in (ROOT / "services").glob("*/service.yaml"))


def every(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from every(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from every(inner)


def test_the_schema_in_the_repository_is_fresh() -> None:
    written = (ROOT / "schema" / "service.schema.json").read_text("utf-8")
    assert written == schema_text(), "run `lieu schema`"


def test_the_schema_says_its_dialect_and_is_closed() -> None:
    schema = json.loads(schema_text())
    assert schema["$schema"] == DIALECT
    assert schema["additionalProperties"] is False
    assert {"service", "version", "title"} <= set(schema["required"])


def test_every_reference_leads_somewhere() -> None:
    schema = service_schema()
    for part in every(schema):
        if "$ref" in part:
            name = part["$ref"].removeprefix("#/$defs/")
            assert name in schema["$defs"], name


def test_every_key_of_the_manifest_has_words_to_hover() -> None:
    schema = service_schema()
    for name, part in schema["properties"].items():
        assert "\n" in part.get("description", ""), name


def test_python_names_do_not_show() -> None:
    for part in every(service_schema()):
        for name in part.get("properties", {}):
            assert not str(name).endswith("_"), name


def test_keys_that_the_gallery_uses_are_in_the_schema() -> None:
    known = set(service_schema()["properties"])
    for path in (ROOT / "services").glob("*/service.yaml"):
        assert set(yaml.safe_load(path.read_text("utf-8"))) <= known


@pytest.mark.parametrize("slug", SERVICES)
def test_editors_underline_nothing_in_the_gallery(slug: str) -> None:
    schema = json.loads(schema_text())
    document = read_yaml((ROOT / "services" / slug / "service.yaml").read_bytes())
    assert list(complaints(document.data, schema, schema)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"titel": "x"},
        {"state": "running"},
        {"roles": {"agent": {"titel": "x"}}},
        {"pages": [{"path": "", "block": "pages", "title": "x", "fil": "a.md"}]},
        {"datasets": {"a": {"fields": {"b": {"type": "texte"}}}}},
        {"privacy": "some"},
    ],
    ids=str,
)
def test_editors_underline_mistakes(more: dict[str, Any]) -> None:
    schema = json.loads(schema_text())
    manifest = {"service": "essai", "version": "0.1.0", "title": "Essai"}
    assert fits(manifest, schema, schema)
    assert not fits({**manifest, **more}, schema, schema)
