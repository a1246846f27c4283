"""Seeds: each column is a field, each value one that the field accepts, each reference leads."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field as made
from typing import TYPE_CHECKING, Any

from django.utils import translation

from lieucommun.kernel.services.diagnostics import Diagnostic, nearest
from lieucommun.kernel.services.diagnostics.words import Words
from lieucommun.kernel.services.findings import Draft
from lieucommun.kernel.services.manifest import Dataset
from lieucommun.kernel.services.reading import read_yaml
from lieucommun.kernel.services.vocabularies import Row, column_of, read_rows

if TYPE_CHECKING:
    from lieucommun.kernel.datasets.errors import DataProblem
    from lieucommun.kernel.datasets.schema import Dataset as Compiled

#: Columns about the record itself, not one of its fields.
ABOUT = ("_state", "_organisation")
MOST_PROBLEMS = 50
#: With one of these, reading the values would only repeat the same complaint on every line.
UNREADABLE = frozenset({"LC003", "LC004", "LC011", "LC014", "LC039", "LC072", "LC078", "LC087"})


@dataclass(frozen=True, slots=True)
class Item:
    """A first record: its values, and how to find the line and column of one of them."""

    values: dict[str, object]
    where: Callable[[str], tuple[int, int]]


@dataclass(slots=True)
class Seeded:
    """What the seed of a dataset holds, and what is wrong with its form."""

    name: str
    dataset: Dataset
    path: str
    items: list[Item] = made(default_factory=list)
    problems: list[Diagnostic] = made(default_factory=list)

    def say(self, where: tuple[int, int], code: str, **params: Any) -> None:
        self.problems.append(Diagnostic(self.path, *where, code, params))


def seeds(draft: Draft) -> Iterator[Diagnostic]:
    """Yield what is wrong in the files that bring the first records."""
    read: dict[str, Seeded] = {}
    for name, dataset in draft.manifest.datasets.items():
        if dataset.seed and draft.folder.exists(dataset.seed.file):
            read[name] = _read(draft, Seeded(name, dataset, dataset.seed.file))
    keys = {name: _keys(seeded) for name, seeded in read.items()}
    for seeded in read.values():
        if not UNREADABLE & {found.code for found in seeded.problems}:
            _verify(draft, seeded, keys)
        yield from seeded.problems[:MOST_PROBLEMS]


def _read(draft: Draft, seeded: Seeded) -> Seeded:
    if seeded.path.endswith(".csv"):
        _read_csv(draft, seeded)
    elif seeded.path.endswith(".json"):
        _read_json(draft, seeded)
    else:
        place = draft.place.find(("datasets", seeded.name, "seed", "file"))
        params = {"found": seeded.path, "among": ["data/x.csv", "data/x.json"]}
        seeded.problems.append(Diagnostic(*place, "LC041", params))
    return seeded


def _read_csv(draft: Draft, seeded: Seeded) -> None:
    rows, problems = read_rows(draft.folder, seeded.path)
    seeded.problems.extend(problems)
    if not rows:
        if not problems:
            seeded.say((1, 1), "LC014")
        return
    header = rows[0]
    _check_header(draft, seeded, header)
    for row in rows[1:]:
        if len(row.cells) > len(header.cells):
            where = (row.line, column_of(row.cells, len(header.cells)))
            seeded.say(where, "LC075", found=len(row.cells), most=len(header.cells))
        else:
            seeded.items.append(_item(header, row))


def _check_header(draft: Draft, seeded: Seeded, header: Row) -> None:
    for number, column in enumerate(header.cells):
        where = (header.line, column_of(header.cells, number))
        if column in header.cells[:number]:
            seeded.say(where, "LC073", found=column, line=header.line)
        elif column not in ABOUT:
            _check_column(draft, seeded, column, where)
    named = {column.partition("@")[0] for column in header.cells}
    needed = [
        name
        for name, each in seeded.dataset.fields.items()
        if each.required and each.default is None
    ]
    if seeded.dataset.seed:
        needed.append(seeded.dataset.seed.key)
    for name in dict.fromkeys(needed):
        if name in seeded.dataset.fields and name not in named:
            seeded.say((header.line, 1), "LC128", found=name)


def _check_column(draft: Draft, seeded: Seeded, column: str, where: tuple[int, int]) -> None:
    name, _, language = column.partition("@")
    field = seeded.dataset.fields.get(name)
    if field is None:
        near = nearest(name, seeded.dataset.fields)
        seeded.say(where, "LC078", found=column, dataset=seeded.name, nearest=near)
    elif language and not field.translated:
        seeded.say(where, "LC087", found=column)
    elif language and language not in draft.manifest.languages:
        seeded.say(where, "LC039", found=language, among=draft.manifest.languages)


def _item(header: Row, row: Row) -> Item:
    values: dict[str, Any] = {}
    columns: dict[str, int] = {}
    for number, (column, cell) in enumerate(zip(header.cells, row.cells, strict=False)):
        name, _, language = column.partition("@")
        columns.setdefault(name, column_of(row.cells, number))
        if column in ABOUT or not cell:
            continue
        if language:
            values.setdefault(name, {})[language] = cell
        else:
            values[name] = cell
    return Item(values, lambda name: (row.line, columns.get(name, 1)))


def _read_json(draft: Draft, seeded: Seeded) -> None:
    try:
        read = json.loads(draft.folder.text(seeded.path))
    except json.JSONDecodeError as error:
        seeded.say((error.lineno, error.colno), "LC072", detail=Words("JSON mal formé", error.msg))
        return
    except RecursionError:
        seeded.say((1, 1), "LC011", found="1000")
        return
    wrapped = isinstance(read, dict) and "items" in read
    items = read["items"] if wrapped else read
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        seeded.say((1, 1), "LC072", detail="[{…}, {…}]")
        return
    place = read_yaml(draft.folder.read(seeded.path), seeded.path).place  # JSON is YAML: lines
    place = place.children.get("items", place) if wrapped else place
    for number, item in enumerate(items):
        values = {name: value for name, value in item.items() if name not in ABOUT}
        for name in values:
            if name not in seeded.dataset.fields:
                near = nearest(name, seeded.dataset.fields)
                where = place.find((number, name), key=True)[1:]
                seeded.say(where, "LC078", found=name, dataset=seeded.name, nearest=near)
        seeded.items.append(
            Item(values, lambda name, number=number: place.find((number, name))[1:])  # type: ignore[misc]
        )


def _keys(seeded: Seeded) -> set[str]:
    key = seeded.dataset.seed.key if seeded.dataset.seed else ""
    return {str(item.values.get(key, "")) for item in seeded.items}


def _verify(draft: Draft, seeded: Seeded, keys: dict[str, set[str]]) -> None:
    """Read each item as the dataset will, then look where its references lead."""
    compiled = _compiled(draft, seeded.name)
    key = seeded.dataset.seed.key if seeded.dataset.seed else ""
    references = {
        name: each.target for name, each in seeded.dataset.fields.items() if each.target in keys
    }
    lines: dict[str, int] = {}
    for item in seeded.items:
        for problem in _refused(compiled, item.values):
            said = Words(_said(problem, "fr"), _said(problem, "en"))
            seeded.say(item.where(problem.field), "LC086", field=problem.field, detail=said)
        value = str(item.values.get(key, ""))
        if value and value in lines:
            seeded.say(item.where(key), "LC073", found=value, line=lines[value])
        lines.setdefault(value, item.where(key)[0])
        for name, target in references.items():
            led = item.values.get(name)
            if led and str(led) not in keys[str(target)]:
                near = nearest(led, keys[str(target)])
                seeded.say(item.where(name), "LC088", found=led, dataset=target, nearest=near)
        if len(seeded.problems) >= MOST_PROBLEMS:
            return


def _compiled(draft: Draft, name: str) -> "Compiled | None":
    from lieucommun.kernel.datasets.schema import from_manifest

    with suppress(KeyError, ValueError, OSError):  # mistakes of the manifest, told elsewhere
        return from_manifest(
            draft.manifest, name, service_id=0, version_id=None, read=draft.folder.text
        )
    return None


def _refused(compiled: "Compiled | None", values: dict[str, object]) -> Iterator["DataProblem"]:
    if compiled is None:
        return
    from lieucommun.kernel.datasets.errors import InvalidRecord
    from lieucommun.kernel.datasets.validation import read_data, with_defaults

    try:
        read_data(compiled, with_defaults(compiled, values))
    except InvalidRecord as invalid:
        yield from invalid.problems


def _said(problem: "DataProblem", language: str) -> str:
    with translation.override(language):
        return str(problem.message)
