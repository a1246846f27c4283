"""Lists of people, page by page: one row more is read to know whether there is a next page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SIZE = 50
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Paged:
    """One page, and the addresses of those around it, "" where there is none."""

    items: list[Any]
    previous: str = ""
    next: str = ""


def paged(request: HttpRequest, rows: QuerySet[Any], size: int = SIZE) -> Paged:
    """Return the page that the address asks for (`?page=2`)."""
    asked = request.GET.get("page", "1")
    number = min(int(asked), LAST) if asked.isascii() and asked.isdigit() and asked != "0" else 1
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])

    def address(page: int) -> str:
        query = request.GET.copy()
        query["page"] = str(page)
        return f"?{query.urlencode()}"

    return Paged(
        found[:size],
        address(number - 1) if number > 1 else "",
        address(number + 1) if len(found) > size else "",
    )
