"""How what is shown is shared: its permanent address, and a frame for another site."""

from dataclasses import dataclass

from django.utils.html import escape

from lieucommun.kernel.services.opening import PageRequest

from .asked import Asked
from .opening import Looking, Shown

#: The height of a frame, in CSS pixels: a map and its legend, on most sites.
HEIGHT = 640


@dataclass(frozen=True, slots=True)
class Share:
    """An address to copy, and the code of a frame; no code where the page is not for anyone."""

    address: str
    code: str


def share(request: PageRequest, looking: Looking, shown: Shown, asked: Asked) -> Share:
    """Return what is copied to share the state of a screen."""
    whole = address(request, shown, asked)
    if not framable(looking):
        return Share(whole, "")
    framed = address(request, shown, asked, "indicator-frame")
    code = (
        f'<iframe src="{escape(framed)}" title="{escape(shown.title)}" '
        f'width="100%" height="{HEIGHT}" loading="lazy"></iframe>'
    )
    return Share(whole, code)


def framable(looking: Looking) -> bool:
    """Say whether anyone may open the page: only then may another site show it."""
    return "anyone" in looking.opened.page.for_


def address(request: PageRequest, shown: Shown, asked: Asked, view: str = "indicator") -> str:
    """Return the permanent address of a state of the screen, whole."""
    path = request.opened.url(view, indicator=shown.name)
    query = asked.query(page=asked.page).removesuffix("?")
    return request.build_absolute_uri(f"{path}{query}")
