"""Sources of tables: their files read, their columns exist, and each gets what its type needs."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lieucommun.kernel.services.diagnostics import Diagnostic, nearest
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.folder import OutsideFolderError
from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.services.reading import Document
from lieucommun.kernel.tables.ingest.reconciling import LEVELS
from lieucommun.kernel.tables.mapping.layouts import PLACES, layouts
from lieucommun.kernel.tables.mapping.model import Filled, Layout, SourceFile
from lieucommun.kernel.tables.mapping.reading import source_of
from lieucommun.kernel.territories import find

#: Types of columns that a table keeps.
KEPT = frozenset(
    {
        "text", "longtext", "integer", "decimal", "money", "date", "datetime", "year", "boolean",
        "choice", "territory", "phone", "email", "url", "siren", "siret",
    }
)  # fmt: skip
NUMBERS, MOMENTS = (
    frozenset({"integer", "decimal", "money", "year"}),
    frozenset({"date", "datetime"}),
)
#: Keys of a column and the types for which they mean something; the others suit every type.
ONLY: Mapping[str, frozenset[str]] = {
    "decimal": NUMBERS,
    "thousands": NUMBERS,
    "unit": NUMBERS,
    "scale": NUMBERS,
    "times": NUMBERS,
    "format": MOMENTS,
    **dict.fromkeys(("level", *PLACES), frozenset({"territory"})),
}
#: What follows the name of a territory column in the columns that are stored beside it.
BESIDE = "__"
_YES = frozenset({"true", "false", "oui", "non", "vrai", "faux", "yes", "no", "1", "0"})


@dataclass(frozen=True, slots=True)
class _Read:
    """A source that reads, with the table that it fills."""

    document: Document
    source: SourceFile
    table: Table

    def says(
        self, at: At, code: str, params: Mapping[str, object], *, key: bool = False
    ) -> Diagnostic:
        return Diagnostic(*self.document.place.find(at, key=key), code, params)


def tables(draft: Draft) -> Iterator[Finding]:
    """Yield columns of tables that cannot be kept."""
    for name, table in draft.manifest.tables.items():
        for column, spec in table.columns.items():
            at: At = ("tables", name, "columns", column)
            if spec.type not in KEPT or BESIDE in column:
                yield Finding(at, "LC149", {"found": column, "type": spec.type}, key=True)


def sources(draft: Draft) -> Iterator[Diagnostic]:
    """Yield what is wrong in the descriptions of sources."""
    for declared in draft.manifest.sources.values():
        table = draft.manifest.tables.get(declared.into)
        if table is None or not draft.folder.exists(declared.file):
            continue
        document = draft.document(declared.file)
        source, problems = source_of(document, draft.manifest.languages[0])
        # What does not read as YAML is told for every file of the folder already.
        yield from (each for each in problems if each not in document.problems)
        if source is None:
            yield from _names(document, table)
            continue
        read = _Read(document, source, table)
        yield from _filled(read)
        yield from _layouts(read)
        yield from _whole(read, draft)


def _names(document: Document, table: Table) -> Iterator[Diagnostic]:
    """Yield columns that the table has not, of a source whose shape is wrong elsewhere."""
    columns = document.data.get("columns") if isinstance(document.data, dict) else None
    for column in columns if isinstance(columns, dict) else ():
        if column not in table.columns:
            yield _unknown(document, ("columns", column), column, table)


def _unknown(document: Document, at: At, found: str, table: Table) -> Diagnostic:
    params = {"found": found, "among": list(table.columns)[:20]}
    params["nearest"] = nearest(found, table.columns)
    return Diagnostic(*document.place.find(at, key=True), "LC071", params)


def _filled(read: _Read) -> Iterator[Diagnostic]:
    """Yield, once whatever the year, what columns say that they ought not."""
    parts: list[tuple[At, Layout]] = [((), read.source)]
    parts += [(("years", year), layout) for year, layout in read.source.years.items()]
    for above, layout in parts:
        for name, filled in layout.columns.items():
            at: At = (*above, "columns", name)
            if name not in read.table.columns:
                yield _unknown(read.document, at, name, read.table)
            else:
                yield from _column(read, at, name, filled)
        if layout.unpivot:
            for name in (layout.unpivot.column, *layout.unpivot.values):
                if name not in read.table.columns:
                    yield _unknown(read.document, (*above, "unpivot"), name, read.table)


def _column(read: _Read, at: At, name: str, filled: Filled) -> Iterator[Diagnostic]:
    type_ = read.table.columns[name].type
    for key in filled.model_fields_set:
        if type_ not in ONLY.get(key, {type_}):
            yield read.says(
                (*at, key), "LC138", {"found": name, "type": type_, "key": key}, key=True
            )
    if type_ == "territory" and (filled.column or filled.value is not None):
        key = "column" if filled.column else "value"
        yield read.says((*at, key), "LC139", {"found": name})
    elif filled.value is not None and not _has_type(filled.value, type_):
        params = {"found": filled.value, "column": name, "type": type_}
        yield read.says((*at, "value"), "LC146", params)


def _layouts(read: _Read) -> Iterator[Diagnostic]:
    """Yield what a layout lacks once its year has said what changes."""
    seen = set()
    for year, layout in layouts(read.source).items():
        wide = {layout.unpivot.column, *layout.unpivot.values} if layout.unpivot else set()
        for name in read.table.grain:
            if name in read.table.columns and name not in {*layout.columns, *wide}:
                seen.add(("LC137", name, ("years", year) if year else ()))
        for name, filled in layout.columns.items():
            if _is_lost(read, name, filled):
                seen.add(("LC139", name, ("columns", name)))
    for code, name, at in sorted(seen):
        yield read.says(at, code, {"found": name}, key=bool(at))


def _is_lost(read: _Read, name: str, filled: Filled) -> bool:
    """Whether a territory column has neither a code nor a level that needs none."""
    column = read.table.columns.get(name)
    if column is None or column.type != "territory" or filled.column or filled.value is not None:
        return False
    always = filled.level.always if filled.level else None
    return always != "country" and not any(getattr(filled, level) for level in PLACES)


def _whole(read: _Read, draft: Draft) -> Iterator[Diagnostic]:
    """Yield territories that do not exist, and totals by columns that the table has not."""
    for rank, key in enumerate(read.source.covers):
        if find(key) is None:
            yield read.says(("covers", rank), "LC147", {"found": key})
    for rank, name in enumerate(read.source.totals):
        if name not in read.table.columns:
            yield _unknown(read.document, ("totals", rank), name, read.table)
    yield from _published(read)
    for at, path in _files(read.source):
        yield from _file(read, draft, at, path)


def _published(read: _Read) -> Iterator[Diagnostic]:
    reconcile = read.source.reconcile
    for rank, published in enumerate(reconcile.published if reconcile else ()):
        for part, names in (("where", published.where), ("sums", published.sums)):
            for name in names:
                if name not in read.table.columns:
                    at: At = ("reconcile", "published", rank, part, name)
                    yield _unknown(read.document, at, name, read.table)


def _files(source: SourceFile) -> Iterator[tuple[At, str]]:
    if source.data:
        yield ("data",), source.data
    if source.reconcile and source.reconcile.file:
        yield ("reconcile", "file"), source.reconcile.file


def _file(read: _Read, draft: Draft, at: At, path: str) -> Iterator[Diagnostic]:
    text = ""
    try:
        text = draft.folder.text(path)
    except OutsideFolderError:
        yield read.says(at, "LC061", {"found": path})
        return
    except FileNotFoundError:
        near = nearest(path, draft.folder.files())
        yield read.says(at, "LC060", {"found": path, "nearest": near})
        return
    if at[0] != "reconcile":
        return
    first = text.split("\n", 1)[0]
    header = [each.strip() for each in first.split(max(",;\t", key=first.count))]
    known = ["level", "code", "rows", *read.table.columns]
    for name in header:
        if name not in known:
            params = {"found": name, "among": known[:20], "nearest": nearest(name, known)}
            yield Diagnostic(path, 1, 1, "LC148", params)
    for name in ("level", "code"):
        if name not in header:
            yield Diagnostic(path, 1, 1, "LC148", {"found": name, "among": list(LEVELS)})


def _has_type(value: str, type_: str) -> bool:
    """Say whether a constant has the type of its column; one that names the year has."""
    if "{year}" in value:
        return True
    if type_ in NUMBERS:
        with suppress(InvalidOperation):
            number = Decimal(value)
            return type_ not in {"integer", "year"} or number == number.to_integral_value()
        return False
    if type_ in MOMENTS:
        with suppress(ValueError):
            return bool(dt.datetime.fromisoformat(value))
        return False
    return type_ != "boolean" or value.casefold() in _YES
