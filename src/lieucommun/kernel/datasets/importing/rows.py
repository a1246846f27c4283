"""Rows of a file, and what of them can be told without writing anything."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lieucommun.kernel.datasets.errors import DataProblem, InvalidRecord
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.validation import read_changes, read_data, with_defaults


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: the line where it starts, and its raw values by field."""

    line: int
    values: Mapping[str, object]
    state: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that someone sends: its name, the fields that its columns hold, whom to tell.

    The other fields of a record that is already here stay as they are. `progress` is told how many
    rows are written, out of how many.
    """

    file: str = ""
    fields: Collection[str] = ()
    progress: Callable[[int, int], None] = lambda done, whole: None  # noqa: ARG005


def read_all(
    dataset: Dataset, rows: Sequence[Row], known: Mapping[str, Record], sent: Sent | None
) -> tuple[list[tuple[Row, dict[str, object]]], list[DataProblem]]:
    read: list[tuple[Row, dict[str, object]]] = []
    problems: list[DataProblem] = []
    lines: dict[tuple[str, object], int] = {}
    unique = [name for name, each in dataset.fields.items() if each.unique]
    if dataset.record_key and dataset.record_key not in unique:
        unique.append(dataset.record_key)
    for row in rows:
        try:
            data = _read(dataset, row, known, sent)
        except InvalidRecord as invalid:
            problems += [replace(problem, line=row.line) for problem in invalid.problems]
            continue
        taken = [name for name in unique if (name, repr(data.get(name))) in lines]
        taken = [name for name in taken if data.get(name) is not None]
        for name in taken:
            first = lines[name, repr(data[name])]
            params = {"found": data[name], "line": first}
            problems.append(DataProblem(name, "twice", params, row.line))
        if not taken:
            lines.update({(name, repr(data.get(name))): row.line for name in unique})
            read.append((row, data))
    return read, problems


def _read(
    dataset: Dataset, row: Row, known: Mapping[str, Record], sent: Sent | None
) -> dict[str, object]:
    key = str(row.values.get(dataset.record_key) or "").strip() if sent else ""
    record = known.get(key) if key else None
    if record is None or sent is None:
        return read_data(dataset, with_defaults(dataset, row.values))
    return read_changes(dataset, record.data, {name: row.values.get(name) for name in sent.fields})


def misplaced(
    dataset: Dataset, rows: Iterable[Row], homes: Mapping[str, int]
) -> Iterator[DataProblem]:
    """Yield the states and organisations that do not exist; such rows keep none."""
    states = dataset.workflow.states if dataset.workflow else {}
    for row in rows:
        if row.state and row.state not in states:
            yield DataProblem("_state", "state", {"choices": ", ".join(states)}, row.line)
        if row.organisation and row.organisation not in homes:
            yield DataProblem(
                "_organisation", "organisation", {"found": row.organisation}, row.line
            )
