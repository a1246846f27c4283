import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from lieucommun.kernel.services.schema import DIALECT, schema_text, service_schema

ROOT = Path(__file__).resolve().parents[3]


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
