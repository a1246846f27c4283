"""Exports of these screens: any table, in the formats of the exports of records."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.exchange.plain import FORMATS, write_plain
from lieucommun.kernel.datasets.exchange.streaming import spoken

from .access import Scope


def export_links(address: str) -> list[Link]:
    """Return the links to the same list as files."""
    return [Link(f"{address}&format={kind}", kind.upper()) for kind in FORMATS]


def exported(
    kind: str, name: str, titles: list[str], rows: Iterable[list[Any]], scope: Scope
) -> StreamingHttpResponse:
    """Answer with a table as a file; raises Http404 for a format that is none."""
    if kind not in FORMATS:
        raise Http404(kind)
    content_type, blocks = write_plain(kind, name, titles, rows)
    parts = (scope.slug or "", slugify(name), timezone.localdate().isoformat())
    answer = StreamingHttpResponse(spoken(blocks), content_type=content_type)
    stem = "-".join(filter(None, parts))
    answer["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return answer
