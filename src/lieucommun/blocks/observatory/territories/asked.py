"""What a reader asks to see, as an address tells it: every state has a permanent link."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import urlencode

from lieucommun.kernel.territories import LEVELS, Level, Territory, find

View = Literal["table", "map", "chart"]
VIEWS: tuple[View, ...] = get_args(View)
Chart = Literal["bars", "lines", "distribution", "scatter"]
CHARTS: tuple[Chart, ...] = get_args(Chart)
ROWS = (25, 50, 100, 250)
LONGEST = 80
METHODS = ("quantiles", "equal", "natural", "manual")
_SORT = re.compile(r"-?(name|value|rank|numerator|denominator)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A state of the screen of an indicator; what is empty takes its usual value.

    `within`: only the territories that one holds. `against`: another period or indicator, beside
    which it is drawn. `circles`: an indicator drawn as circles over the map.
    """

    view: View = "table"
    level: Level | None = None
    period: str = ""
    part: str | None = None
    within: Territory | None = None
    words: str = ""
    sort: str = ""
    page: int = 1
    rows: int = ROWS[1]
    method: str = ""
    classes: int = 0
    against: str = ""
    circles: str = ""
    chart: Chart | None = None

    def query(self, **changes: object) -> str:
        """Return the query string of this state, or of this state changed; "" for the usual one.

        A change of anything but the page leads to the first page.
        """
        if changes and "page" not in changes:
            changes["page"] = 1
        told = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [
            ("view", told.view if told.view != "table" else ""),
            ("level", told.level or ""),
            ("period", told.period),
            ("part", told.part),
            ("in", told.within.key if told.within else ""),
            ("q", told.words),
            ("sort", told.sort),
            ("rows", str(told.rows) if told.rows != ROWS[1] else ""),
            ("method", told.method),
            ("classes", str(told.classes or "")),
            ("with", told.against),
            ("circles", told.circles),
            ("chart", told.chart),
            ("page", str(told.page) if told.page > 1 else ""),
        ]
        written = urlencode([(key, value) for key, value in pairs if value])
        return f"?{written}" if written else "?"


def read(asked: Mapping[str, str]) -> Asked:
    """Return what a query string asks; what cannot be read is left to its usual value."""
    view = asked.get("view", "")
    level = asked.get("level", "")
    rows = _whole(asked.get("rows"), ROWS[-1])
    sort = asked.get("sort", "")
    method = asked.get("method", "")
    return Asked(
        view=next((each for each in VIEWS if each == view), "table"),
        level=next((each for each in LEVELS if each == level), None),
        period=asked.get("period", "")[:10],
        part=asked.get("part", "")[:LONGEST] or None,
        within=find(asked.get("in", "")[:40]) if asked.get("in") else None,
        words=asked.get("q", "").strip()[:LONGEST],
        sort=sort if _SORT.fullmatch(sort) else "",
        page=max(_whole(asked.get("page"), 100_000), 1),
        rows=rows if rows in ROWS else ROWS[1],
        method=method if method in METHODS else "",
        classes=_whole(asked.get("classes"), 7),
        against=asked.get("with", "")[:LONGEST],
        circles=asked.get("circles", "")[:LONGEST],
        chart=next((each for each in CHARTS if each == asked.get("chart")), None),
    )


def _whole(text: str | None, most: int) -> int:
    """Return a whole number within bounds; 0 for anything else."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() else 0
