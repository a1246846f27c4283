"""The versions of a record as `engines.entities` compares them, and what a change says as well."""

import uuid as uuids
from collections.abc import Mapping
from typing import Any

from lieucommun.engines import entities as engine
from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.datasets.models import RecordVersion
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.forms.models import SubmissionRecord


def history_of(identifier: uuids.UUID) -> list[engine.Version]:
    """Return the versions of a record with the lines of changes that wrote them."""
    rows = SubmissionRecord.objects.filter(record=identifier, version__isnull=False)
    lines = {row.version: row for row in rows}
    found: list[engine.Version] = []
    before: dict[str, Any] = {}  # of a version that no device wrote, what changed is what it held
    for version in RecordVersion.objects.filter(record=identifier).order_by("version"):
        data = _plain(version.data)
        line = lines.get(version.version)
        found.append(
            engine.Version(
                number=version.version,
                data=data,
                received={
                    name: data.get(name, "")
                    for name in (line.held if line else _differing(before, data))
                },
                branch=line.branch if line else "",
                branch_base=line.base if line and line.branch and not line.created else None,
                created=bool(line and line.created),
            )
        )
        before = data
    return found


def said(dataset: Dataset, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return raw values as records keep them, so that one value written twice is no conflict."""
    found: dict[str, Any] = {}
    for name, value in raw.items():
        try:
            read = dataset.fields[name].parse(value) if value != "" else ""
        except Refused:
            read = value
        found[name] = _frozen(read)
    return found


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record so that they compare; none is empty."""
    return {name: _frozen(value) for name, value in data.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return tuple(sorted((name, _frozen(each)) for name, each in value.items()))
    return str(value)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name in {*before, *after} if before.get(name) != after.get(name)]
