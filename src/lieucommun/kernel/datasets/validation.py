"""Reading the data of a record whole: every problem at once, against the fields of its dataset."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from .errors import DataProblem, InvalidRecord, Refused
from .fields import Json
from .schema import Dataset

#: A key stands in addresses.
KEY = re.compile(r"[\w.-]{1,200}")


def read_data(dataset: Dataset, raw: Mapping[str, object]) -> dict[str, Json]:
    """Return canonical data without empty fields; raises InvalidRecord with every problem."""
    problems = [_unknown(dataset, name) for name in raw if name not in dataset.fields]
    data: dict[str, Json] = {}
    for name, field in dataset.fields.items():
        try:
            value = field.demand(raw.get(name))
        except Refused as refused:
            problems.append(refused.about(name))
            continue
        if value is None:
            continue
        if name == dataset.record_key and not KEY.fullmatch(str(field.spoken(value))):
            problems.append(DataProblem(name, "key"))
        data[name] = value
    if problems:
        raise InvalidRecord(problems)
    return data


def read_changes(
    dataset: Dataset, data: Mapping[str, Json], changes: Mapping[str, object]
) -> dict[str, Json]:
    """Return data with some fields read again; raises InvalidRecord with every problem of those.

    The other fields stay as they are, even those that the manifest of today would refuse or no
    longer has: who changes a name is not asked about a field that they may not even see.
    """
    problems = [_unknown(dataset, name) for name in changes if name not in dataset.fields]
    kept = dict(data)
    for name, field in dataset.fields.items():
        if name not in changes:
            continue
        try:
            value = field.demand(changes[name])
        except Refused as refused:
            problems.append(refused.about(name))
            continue
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    if problems:
        raise InvalidRecord(problems)
    return kept


def with_defaults(dataset: Dataset, raw: Mapping[str, object]) -> dict[str, object]:
    """Return raw data with the defaults of the fields that it does not name."""
    defaults = {
        name: field.default for name, field in dataset.fields.items() if field.default is not None
    }
    return {**defaults, **raw}


def _unknown(dataset: Dataset, name: str) -> DataProblem:
    near = get_close_matches(name, dataset.fields, 1, 0.0)
    return DataProblem(name, "unknown", {"nearest": near[0] if near else ""})
