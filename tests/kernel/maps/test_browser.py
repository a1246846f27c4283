"""Maps in a real browser: nothing wrong for axe, colours of the page's theme, keyboard."""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from lieucommun.kernel import maps
from lieucommun.kernel.maps.palettes import colours
from lieucommun.kernel.maps.styling import stylesheet

from .drawings import a_map
from .test_circles import CIRCLES

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOKENS = """
:root { color-scheme: light dark; --surface: light-dark(#fff, #1c2229); --sans: sans-serif;
  --ink: light-dark(#1d2430, #eceae4); --soft: light-dark(#545c68, #a9b0ba); --focus: #1f4fd8; }
body { background: var(--surface); color: var(--ink); }
"""


def page_of(*drawn: maps.Map) -> str:
    """Return a page that holds maps with their legends."""
    figures = "".join(
        f"<figure>{maps.draw(each)}<figcaption><ul>"
        + "".join(f"<li>{row.swatch} {row.label} ({row.count})</li>" for row in maps.rows(each))
        + f"</ul>{maps.circle_key(each)}</figcaption></figure>"
        for each in drawn
    )
    return (
        f"<!doctype html><html lang=en><title>Maps</title><style>{TOKENS}{stylesheet()}</style>"
        f"<main><h1>Maps</h1>{figures}</main></html>"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(screen: "Page", theme: str) -> None:
    screen.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    addresses = {f"00{each}": f"#{each}" for each in range(9)}
    screen.set_content(
        page_of(
            a_map(circles=CIRCLES, patterns=True),
            a_map(key="links", title="Grants again", addresses=addresses, circles=CIRCLES),
            a_map(key="land", title="The land", values={}, classes=()),
        )
    )
    found = Axe().run(screen).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_are_those_of_the_theme_of_the_page(screen: "Page", theme: maps.Theme) -> None:
    screen.emulate_media(color_scheme=theme)
    screen.set_content(page_of(a_map()))
    fill = "each => getComputedStyle(each).fill"
    shown = [
        screen.locator("figure > svg g[class^=map-accent]").nth(rank).evaluate(fill)
        for rank in range(3)
    ]
    wanted = [
        f"rgb({int(each[1:3], 16)}, {int(each[3:5], 16)}, {int(each[5:], 16)})"
        for each in colours("accent", 3, theme)
    ]
    assert shown == wanted


def test_each_linked_territory_is_reached_by_its_name(screen: "Page") -> None:
    screen.set_content(page_of(a_map(addresses={"000": "#first"})))
    link = screen.get_by_role("link", name="Commune 000: 0 €")
    link.focus()
    screen.keyboard.press("Enter")
    assert screen.url.endswith("#first")
