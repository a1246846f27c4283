"""First pass over the rows of a file: what each would write, what is wrong; nothing is written.

Rows are read some at a time, and only what later rows need is kept: keys, taken values, problems.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from lieucommun.kernel.datasets.errors import DataProblem, InvalidRecord, Refused
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.naming import as_held
from lieucommun.kernel.datasets.predicates import in_dataset
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.validation import read_changes, read_data, with_defaults
from lieucommun.kernel.people.models import Organisation

from .links import Links
from .rows import Entry, Row, Sent, Spool

CHUNK = 500
Read = tuple[Row, str, dict[str, object]]


@dataclass(slots=True)
class Reading:
    """What a first pass found. `keys`: those of the file, read or not, for `replace_all`.

    `refused` are the lines that are not written; `closed`: none is.
    """

    spool: Spool = field(default_factory=Spool)
    problems: list[DataProblem] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=lambda: {"created": 0, "updated": 0, "same": 0})
    keys: set[str] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    closed: bool = False

    def entries(self) -> Iterator[Entry]:
        """Yield what is to be written."""
        if not self.closed:
            yield from (each for each in self.spool if each.line not in self.refused)


class Reader:
    """Reads the rows of a file against the records that are here."""

    def __init__(self, dataset: Dataset, sent: Sent | None) -> None:
        self.dataset = dataset
        self.sent = sent
        self.here = Record.objects.filter(in_dataset(dataset.service_id, dataset.name))
        self.any = self.here.exists()
        self.links = Links(dataset)
        self.homes = dict(Organisation.objects.values_list("slug", "pk"))
        unique = [name for name, each in dataset.fields.items() if each.unique]
        named = [dataset.record_key] if dataset.record_key else []
        self.lines: dict[str, dict[str, int]] = {name: {} for name in (*unique, *named)}
        self.kinds: dict[int, str] = {}
        self.found = Reading()

    def read(self, rows: Iterable[Row]) -> Reading:
        """Return what all the rows say."""
        waiting = iter(rows)
        done = 0
        while some := list(islice(waiting, CHUNK)):
            self._chunk(some)
            done += len(some)
            if self.sent:
                self.sent.reading(done)
        for problem in self.links.never_came():
            self._refuse(problem)
        self.found.problems.sort(key=lambda each: each.line or 0)
        return self.found

    def _chunk(self, rows: Sequence[Row]) -> None:
        keys = [_key(self.dataset, row) for row in rows]
        self.found.keys.update(keys)
        known = self._known(keys)
        rows = self._as_held(rows, [known.get(key) for key in keys])
        read: list[Read] = []
        for row, key in zip(rows, keys, strict=True):
            wrong = list(self._misplaced(row))
            self.found.problems += wrong
            data = self._data(row, known.get(key))
            if data is not None and not (wrong and self.sent):
                read.append((row, key, data))
        if self.sent:
            for problem in self.links.wrong(read):
                self._refuse(problem)
        for row, key, data in read:
            if row.line not in self.found.refused:
                self._keep(row, key, data, known.get(key))

    def _as_held(self, rows: Sequence[Row], records: Sequence[Record | None]) -> Sequence[Row]:
        """Return the rows of a person, where the names of files stand for those of the record."""
        if not self.sent:
            return rows
        raws = as_held(
            self.dataset, [(row.values, one) for row, one in zip(rows, records, strict=True)]
        )
        return [replace(row, values=raw) for row, raw in zip(rows, raws, strict=True)]

    def _refuse(self, problem: DataProblem) -> None:
        self.found.problems.append(problem)
        line = problem.line or 0
        self.found.refused.add(line)
        if kind := self.kinds.pop(line, ""):
            self.found.kinds[kind] -= 1

    def _known(self, keys: Iterable[str]) -> dict[str, Record]:
        named = {key for key in keys if key}
        if not named or not self.any:
            return {}
        wanted = ("pk", "uuid", "key", "version", "data", "organisation")
        return {each.key: each for each in self.here.filter(key__in=named).only(*wanted)}

    def _data(self, row: Row, record: Record | None) -> dict[str, object] | None:
        try:
            data = self._values(row, record)
        except InvalidRecord as invalid:
            self.found.problems += [replace(each, line=row.line) for each in invalid.problems]
            return None
        twice = [
            (name, lines[repr(data[name])])
            for name, lines in self.lines.items()
            if name in data and repr(data[name]) in lines
        ]
        for name, first in twice:
            params = {"found": data[name], "line": first}
            self.found.problems.append(DataProblem(name, "twice", params, row.line))
        if twice:
            return None
        for name, lines in self.lines.items():
            if name in data:
                lines[repr(data[name])] = row.line
        return data

    def _values(self, row: Row, record: Record | None) -> dict[str, object]:
        if record is None or self.sent is None:
            return read_data(self.dataset, with_defaults(self.dataset, row.values))
        said = {name: row.values.get(name) for name in self.sent.fields}
        return read_changes(self.dataset, record.data, said)

    def _misplaced(self, row: Row) -> Iterator[DataProblem]:
        """Yield the state and the organisation that do not exist."""
        states = self.dataset.workflow.states if self.dataset.workflow else {}
        if row.state and row.state not in states:
            yield DataProblem("_state", "state", {"choices": ", ".join(states)}, row.line)
        if row.organisation and row.organisation not in self.homes:
            params = {"found": row.organisation}
            yield DataProblem("_organisation", "organisation", params, row.line)

    def _keep(self, row: Row, key: str, data: dict[str, object], record: Record | None) -> None:
        home = self.homes.get(row.organisation)
        kind = "created"
        if record is not None:
            moved = home and record.organisation_id != home
            kind = "updated" if moved or record.data != data else "same"
        self.found.kinds[kind] += 1
        if self.links.awaited(row.line):
            self.kinds[row.line] = kind
        if kind == "same":
            return
        workflow = self.dataset.workflow
        known = workflow and row.state in workflow.states
        state = row.state if known else self.dataset.initial_state
        pk, version = (record.pk, record.version) if record else (0, 0)
        self.found.spool.add(Entry(row.line, key, data, pk, version, state, home))


def _key(dataset: Dataset, row: Row) -> str:
    """Return the key that a row holds, as its field reads it; "" for none."""
    raw = row.values.get(dataset.record_key) if dataset.record_key else None
    if raw is None:
        return ""
    field_ = dataset.fields[dataset.record_key]
    try:
        value = field_.demand(raw)
    except Refused:
        return str(raw).strip()
    return "" if value is None else str(field_.spoken(value))
