"""The JSON Schema of a manifest, for editors; our own reader is what speaks to people."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from .blocks import installed
from .manifest import Manifest
from .manifest.pages import PlannedPage, known_blocks

DIALECT = "https://json-schema.org/draft/2020-12/schema"


#: Parts that may stand in a file of their own.
PARTS = (
    "privacy", "roles", "datasets", "forms", "documents", "messages", "measures", "tables",
    "sources", "indicators", "portraits", "migrations", "pages",
)  # fmt: skip


@lru_cache(maxsize=1)
def digest() -> str:
    """Return a digest of the way manifests are read: it changes with the models and the blocks."""
    return hashlib.sha256(json.dumps(service_schema()).encode()).hexdigest()


def service_schema() -> dict[str, Any]:
    """Return the schema of `service.yaml`, composed from the blocks that are installed."""
    schema = Manifest.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    definitions.pop("PageSettings", None)
    branches = []
    for name, block in installed().items():
        part = block.settings_model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(part.pop("$defs", {}))
        definitions[f"page-{name}"] = part
        branches.append(_when(name, f"page-{name}"))
    part = PlannedPage.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions.update(part.pop("$defs", {}))
    definitions["page-planned"] = part
    planned = [name for name in known_blocks() if name not in installed()]
    branches += [_when(name, "page-planned") for name in planned]
    page = {
        "type": "object",
        "required": ["path", "block", "title"],
        "properties": {"block": {"enum": list(known_blocks())}},
        "allOf": branches,
    }
    schema["properties"]["pages"]["items"] = page
    _allow_files(schema)
    return {"$schema": DIALECT, **schema}


def _allow_files(schema: dict[str, Any]) -> None:
    """Let a large part be a file: `datasets: {file: datasets.yaml}`."""
    part = {
        "type": "object",
        "properties": {"file": {"type": "string", "pattern": r"\.ya?ml$"}},
        "required": ["file"],
        "additionalProperties": False,
    }
    for name in PARTS:
        whole = schema["properties"][name]
        words = {key: whole.pop(key) for key in ("description", "x-fr", "x-en") if key in whole}
        schema["properties"][name] = {**words, "anyOf": [whole, part]}
    datasets = schema["properties"]["datasets"]["anyOf"][0]
    datasets["additionalProperties"] = {"anyOf": [datasets["additionalProperties"], part]}


def _when(block: str, definition: str) -> dict[str, Any]:
    return {
        "if": {"properties": {"block": {"const": block}}},
        "then": {"$ref": f"#/$defs/{definition}"},
    }


def schema_text() -> str:
    """Return the schema as the file that editors read."""
    return json.dumps(service_schema(), ensure_ascii=False, indent=1) + "\n"
