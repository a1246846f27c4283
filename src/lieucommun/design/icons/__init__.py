"""Icons drawn inline: Tabler for the interface, healthicons for people; see THIRD_PARTY.md."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent
#: Icons that point along the line of reading: mirrored when it runs right to left.
TURNING = frozenset({"arrow-left", "arrow-right", "chevron-left", "chevron-right", "external-link"})
_BODY = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)
_EMPTY_SQUARE = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


class UnknownIconError(LookupError):
    """A name that no file of the set has."""


@cache
def names() -> tuple[str, ...]:
    """Return the names of all icons, interface first; people's are `people/…`."""
    interface = sorted(path.stem for path in (FOLDER / "tabler").glob("*.svg"))
    people = sorted(f"people/{path.stem}" for path in (FOLDER / "healthicons").glob("*.svg"))
    return (*interface, *people)


@cache
def draw(name: str, size: str = "") -> SafeString:
    """Return an icon as inline SVG, silent to screen readers: a word always goes with it."""
    people = name.startswith("people/")
    path = FOLDER / ("healthicons" if people else "tabler") / f"{name.removeprefix('people/')}.svg"
    if name not in names():
        raise UnknownIconError(f"no icon {name!r}; known: {', '.join(names())}")
    match = _BODY.search(path.read_text("utf-8"))
    if match is None:
        raise UnknownIconError(f"icon {name!r} is not an SVG drawing")
    body = _EMPTY_SQUARE.sub("", match[1]).strip()
    css = " ".join(
        filter(None, ["icon", size and f"icon-{size}", "icon-turns" if name in TURNING else ""])
    )
    stroke = (
        'viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width=".7"'
        if people
        else 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round"'
    )
    return format_html(
        '<svg class="{}" width="24" height="24" {} aria-hidden="true" focusable="false">{}</svg>',
        css,
        mark_safe(stroke),  # noqa: S308 -- constants of this module
        mark_safe(body),  # noqa: S308 -- files of this package
    )
