"""Which field each column of a file fills: by name, by title, or as the sender says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from lieucommun.kernel.datasets.errors import DataProblem
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.search.folding import fold

from .columns import CODED, FORMULA
from .refusals import RefusedFile
from .tables import Line, Table

REASON = "reason"
#: Columns about the record itself: understood, or known to be of no use here.
ABOUT = ("_state", "_organisation")
IGNORED = "-"


@dataclass(frozen=True, slots=True)
class Mapped:
    """The target of each column: a field (`titre`, `titre@fr`, `lieu.lat`), or IGNORED."""

    targets: Mapping[str, str]

    @property
    def fields(self) -> tuple[str, ...]:
        names = (_field(each) for each in self.targets.values() if each != IGNORED)
        return tuple(dict.fromkeys(name for name in names if not name.startswith("_")))

    def columns(self, name: str) -> list[str]:
        """Return the columns that fill a field."""
        return [column for column, each in self.targets.items() if _field(each) == name]


def map_columns(dataset: Dataset, table: Table, given: Mapping[str, str]) -> Mapped:
    """Return the target of each column of a table; raises RefusedFile on those that have none.

    `given` maps columns to fields, or to "" those to leave out.
    """
    for column, target in given.items():
        if column not in table.columns:
            raise RefusedFile("mapping", found=column, choices=", ".join(table.columns))
        if target and not _is_target(dataset, target):
            near = get_close_matches(target, dataset.fields, 1, 0.0)
            raise RefusedFile("field", found=target, nearest=near[0])
    titles = _titles(dataset, table)
    targets: dict[str, str] = {}
    lost: list[str] = []
    said: dict[str, str | None] = {**given}
    for column in table.columns:
        known: str | None = column if _is_target(dataset, column) else titles.get(fold(column))
        wanted = said.get(column, known)
        if wanted is None:
            lost.append(_asked(dataset, column))
        else:
            targets[column] = wanted or IGNORED
    if lost:
        raise RefusedFile("unknown columns", found=" ; ".join(lost))
    return _checked(dataset, Mapped(_without_titles_of_codes(dataset, targets)))


def suggested(dataset: Dataset, table: Table) -> dict[str, str]:
    """Return a target for each column that names one; "" for the others, and for what is left."""
    titles = _titles(dataset, table)
    found: dict[str, str] = {}
    for column in table.columns:
        named = column if _is_target(dataset, column) else titles.get(fold(column), IGNORED)
        found[column] = IGNORED if named in found.values() else named
    kept = _without_titles_of_codes(dataset, found)
    return {column: "" if target == IGNORED else target for column, target in kept.items()}


def targets_of(dataset: Dataset) -> list[tuple[str, str]]:
    """Return everything that a column may fill, each with the name of its field."""
    found: list[tuple[str, str]] = []
    for name, field in dataset.fields.items():
        if field.type == "point":
            found += [(name, ""), (f"{name}.lat", "lat"), (f"{name}.lon", "lon")]
        elif field.translated:
            found += [(f"{name}@{tongue}", tongue) for tongue in dataset.languages]
        else:
            found.append((name, ""))
    return [*found, *((each, "") for each in ABOUT)]


def rows(dataset: Dataset, table: Table, mapped: Mapped) -> Iterable[Row]:
    """Yield the rows of a table as the fields of a dataset read them."""
    for line in table.lines:
        yield _row(dataset, line, mapped)


def _row(dataset: Dataset, line: Line, mapped: Mapped) -> Row:
    values: dict[str, object] = {}
    about: dict[str, str] = {}
    for column, cell in line.cells.items():
        target = mapped.targets[column]
        name, part, language = _field(target), _part(target), target.partition("@")[2]
        if target == IGNORED or cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        if name in ABOUT:
            about[name] = str(cell)
        elif part:
            half = values.setdefault(name, {})
            if isinstance(half, dict):
                half[part] = str(cell).replace(",", ".")
        elif dataset.fields[name].translated and not isinstance(cell, Mapping):
            texts = values.setdefault(name, {})
            if isinstance(texts, dict):
                texts[language or dataset.languages[0]] = _plain(cell)
        else:
            values[name] = _plain(cell)
    return Row(line.number, values, about.get("_state", ""), about.get("_organisation", ""))


def _plain(cell: object) -> object:
    """Return a cell without the quote that exports put before what looks like a formula."""
    if isinstance(cell, str) and cell.startswith("'") and cell[1:].lstrip().startswith(FORMULA):
        return cell[1:]
    return cell


def _field(target: str) -> str:
    return target.partition("@")[0].partition(".")[0]


def _part(target: str) -> str:
    return target.partition(".")[2]


def _is_target(dataset: Dataset, target: str) -> bool:
    if target in ABOUT:
        return True
    field = dataset.fields.get(_field(target))
    language, part = target.partition("@")[2], _part(target)
    if field is None or (language and not (field.translated and language in dataset.languages)):
        return False
    return not part or (field.type == "point" and part in {"lat", "lon"})


def _titles(dataset: Dataset, table: Table) -> dict[str, str]:
    """Return targets by folded title, in every language; a title of two fields is of none."""
    found: dict[str, set[str]] = {}

    def add(title: str, target: str) -> None:
        found.setdefault(fold(title), set()).add(target)

    for tongue in {*dict(settings.LANGUAGES), *dataset.languages}:
        with translation.override(tongue):
            for ignored in (gettext("State"), gettext("Updated"), "uuid", REASON):
                add(ignored, IGNORED)
            for name, field in dataset.fields.items():
                title = field.title.get(tongue)
                add(title, name)
                add(f"{title} · {gettext('code')}", name)
                add(f"{title} ({tongue})", f"{name}@{tongue}" if field.translated else name)
                if field.type == "point":
                    add(f"{title} · {gettext('latitude')}", f"{name}.lat")
                    add(f"{title} · {gettext('longitude')}", f"{name}.lon")
    outline = next((each for each in dataset.fields.values() if each.type == "area"), None)
    if table.kind == "geojson" and (place := dataset.position or outline):
        found["geometry"] = {place.name}
    return {title: next(iter(targets)) for title, targets in found.items() if len(targets) == 1}


def _asked(dataset: Dataset, column: str) -> str:
    known = {fold(name): name for name in dataset.fields}
    for field in dataset.fields.values():
        known.update({fold(title): field.name for title in field.title.root.values()})
    near = get_close_matches(fold(column), known, 1, 0.5)
    shown = f"“{column[:60]}”"
    if not near:
        return shown
    return gettext("%(column)s (did you mean “%(field)s”?)") % {
        "column": shown,
        "field": known[near[0]],
    }


def _without_titles_of_codes(dataset: Dataset, targets: Mapping[str, str]) -> dict[str, str]:
    """Ignore the column of a choice's titles where another one holds its codes."""
    coded = {
        target
        for column, target in targets.items()
        if " · " in column and target in dataset.fields and dataset.fields[target].type in CODED
    }
    return {
        column: IGNORED if target in coded and " · " not in column else target
        for column, target in targets.items()
    }


def _checked(dataset: Dataset, mapped: Mapped) -> Mapped:
    seen: dict[str, str] = {}
    for column, target in mapped.targets.items():
        if target != IGNORED and target in seen:
            raise RefusedFile("both", one=seen[target], other=column, field=target)
        seen[target] = column
    key = dataset.record_key
    if key and key not in mapped.fields:
        raise RefusedFile("no key", field=key)
    return mapped


def reasons(problems: Iterable[DataProblem], mapped: Mapped) -> dict[int, list[tuple[str, str]]]:
    """Return, line by line, the column and the sentence of each problem."""
    found: dict[int, list[tuple[str, str]]] = {}
    for problem in problems:
        columns = mapped.columns(problem.field) or [problem.field]
        found.setdefault(problem.line or 0, []).append((columns[0], problem.message))
    return found
