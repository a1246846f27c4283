"""Parts of an answer, as RFC 9110 has them asked for: one range of bytes, if nothing changed."""

import re
from dataclasses import dataclass

from django.http import HttpRequest

ONE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")


class Unsatisfiable(ValueError):  # noqa: N818 - what was asked, not an accident
    """A part that the content does not have."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a byte to before another."""

    start: int
    end: int


def fresh(request: HttpRequest, tag: str) -> bool:
    """Say whether the visitor has this content already."""
    known = request.headers.get("If-None-Match", "")
    return known.strip() == "*" or tag in _tags(known)


def wanted(request: HttpRequest, tag: str, size: int) -> Span | None:
    """Return the part that is asked for; None for the whole.

    Several parts at once, or what cannot be read, is given whole. Raises Unsatisfiable.
    """
    asked = request.headers.get("Range", "")
    condition = request.headers.get("If-Range", "").strip()
    if not asked or (condition and condition != tag):
        return None  # a date tells less than a tag: it is no match
    found = ONE.fullmatch(asked.strip())
    if found is None or found[1] == found[2] == "":
        return None
    start, end = _bounds(found[1], found[2], size)
    if found[1] and found[2] and int(found[1]) > int(found[2]):
        return None
    if start >= size or start == end:
        raise Unsatisfiable(asked)
    return Span(start, end)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _tags(header: str) -> set[str]:
    return {each.strip().removeprefix("W/") for each in header.split(",")}
