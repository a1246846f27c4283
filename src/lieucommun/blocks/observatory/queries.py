"""Count the records of a dataset for charts; never a record, never a small group."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import Cell
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.services.opening import OpenPage

from .specs import ChartSpec, chart_specs

SMALLEST = 5
#: Types whose values are few and named; to list the values of others would be to read records.
COUNTED = frozenset(
    {"choice", "choices", "boolean", "territory", "year", "reference", "organisation"}
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart: `count` is None when too few records have it to be said."""

    title: str
    count: int | None
    share: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart made ready: its title, its bars, the number of values kept secret."""

    title: str
    kind: str
    bars: tuple[Bar, ...]
    secret: int


def charts(opened: OpenPage) -> list[Chart]:
    """Return the charts of the page, as the viewer may read them."""
    return [
        chart
        for spec in chart_specs(opened.service, opened.page)
        if (chart := _chart(opened, spec))
    ]


def _chart(opened: OpenPage, spec: ChartSpec) -> Chart | None:
    dataset = opened.service.dataset(str(opened.settings.dataset))
    if spec.by not in dataset.fields or dataset.fields[spec.by].type not in COUNTED:
        return None
    cells = query(dataset, opened.viewer).aggregate([spec.by], SMALLEST)
    codes = [cell.values[0] for cell in cells if cell.values[0]]
    titles = titles_of(dataset.fields[spec.by], codes, opened)
    most = max((cell.count or 0 for cell in cells), default=0) or 1
    bars = tuple(_bar(cell, titles, most) for cell in cells)
    secret = sum(cell.count is None for cell in cells)
    return Chart(spec.title.get(opened.language), spec.kind, bars, secret)


def _bar(cell: Cell, titles: dict[str, str], most: int) -> Bar:
    code = cell.values[0]
    return Bar(
        titles.get(code, code) or _("Not stated"), cell.count, round(100 * (cell.count or 0) / most)
    )
