"""What charts.yaml declares: charts, drawn at once, and tables, published under secrecy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError

from lieucommun.kernel.datasets.cubes import Side
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Closed, PageSettings
from lieucommun.kernel.services.reading import read_yaml
from lieucommun.kernel.services.texts import Text

from .settings import ObservatorySettings

Spec = TypeVar("Spec", bound=Closed)
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class ChartSpec(Closed):
    """A chart of charts.yaml: what is counted, by which field."""

    name: str
    title: Text
    kind: str = "bars"
    by: str
    measure: str = "count"


class MonthSpec(Closed):
    """The months of a date field, under their years."""

    month: str


class TableSpec(Closed):
    """A table of charts.yaml: records by one or two fields, and the parts of them with a value.

    `inside`: the départements whose communes are told apart. `since`: the first month that is
    counted, January of the year before the first edition unless it is said.
    """

    name: str
    title: Text
    by: Annotated[tuple[str | MonthSpec, ...], Field(min_length=1, max_length=2)]
    each: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    since: Annotated[str, Field(pattern=f"^{MONTH.pattern}$")] | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        return tuple(
            Side(each) if isinstance(each, str) else Side(each.month, month=True)
            for each in self.by
        )

    @property
    def fields(self) -> frozenset[str]:
        return frozenset([side.field for side in self.sides]) | frozenset(self.each)


@dataclass(frozen=True, slots=True)
class Declared:
    """All the tables of a dataset: they count the same records, so they are published at once."""

    tables: tuple[TableSpec, ...]

    @property
    def by(self) -> tuple[Side, ...]:
        return tuple(dict.fromkeys(side for table in self.tables for side in table.sides))

    @property
    def each(self) -> tuple[str, ...]:
        named = dict.fromkeys(name for table in self.tables for name in table.each)
        return tuple(name for name in named if Side(name) not in self.by)

    @property
    def inside(self) -> tuple[str, ...]:
        return tuple(sorted({code for table in self.tables for code in table.inside}))

    @property
    def since(self) -> str | None:
        return min((table.since for table in self.tables if table.since), default=None)


def chart_specs(service: LoadedService, page: PageSettings) -> list[ChartSpec]:
    """Return the charts that a page declares; one that cannot be read is left to the checker."""
    return list(_read(service, page, "charts", ChartSpec))


def declared(service: LoadedService, dataset: str) -> Declared | None:
    """Return the tables of a dataset, of every page; None when there is none."""
    found: dict[str, TableSpec] = {}
    for page in _pages(service.manifest.pages):
        if page.dataset == dataset:
            for spec in _read(service, page, "tables", TableSpec):
                found.setdefault(spec.name, spec)
    return Declared(tuple(found.values())) if found else None


def datasets(service: LoadedService) -> list[str]:
    """Return the datasets that the pages of a service count."""
    named = (page.dataset for page in _pages(service.manifest.pages))
    return list(dict.fromkeys(name for name in named if name in service.manifest.datasets))


def parts(folder: Folder, file: str | None, key: str) -> list[Any]:
    """Return the items under a key of a file of charts, whatever they are."""
    if not file or not folder.exists(file):
        return []
    data = read_yaml(folder.read(file), file).data
    listed = data.get(key) if isinstance(data, dict) else None
    return listed if isinstance(listed, list) else []


def _pages(pages: Sequence[PageSettings]) -> Iterator[ObservatorySettings]:
    return (page for page in pages if isinstance(page, ObservatorySettings))


def _read(
    service: LoadedService, page: PageSettings, key: str, model: type[Spec]
) -> Iterator[Spec]:
    language = service.manifest.languages[0]
    for part in parts(service.folder, getattr(page, "charts", None), key):
        try:
            yield model.model_validate(part, context={"language": language})
        except ValidationError:
            continue
