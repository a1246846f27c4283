"""With the keyboard alone: the skip link, a visible focus everywhere, and no trap."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .pages import TEMPLATES

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

Go = Callable[[str], "Response"]
TABBED = ("home", "projects", "labs-map", "project", "sign-in", "file")
_STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  element.dataset.stop ||= String(document.querySelectorAll('[data-stop]').length + 1);
  return {
    stop: element.dataset.stop,
    html: element.outerHTML.slice(0, 140),
    shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== 'none',
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""
_REACHABLE = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0)
  .filter(e => e.type !== 'radio').length"""


def test_the_first_tab_offers_to_skip_to_the_content(go: Go, screen: "Page") -> None:
    go("/")
    screen.keyboard.press("Tab")
    skip = screen.locator("a.skip")
    assert skip.evaluate("e => e === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    screen.keyboard.press("Enter")
    assert screen.evaluate("document.activeElement.closest('main') !== null")


def tabbed(screen: "Page") -> list[str]:
    """Return where the Tab key is trapped, lost or unseen, going through a whole page."""
    expected = screen.evaluate(_REACHABLE)
    stops: dict[str, str] = {}
    faults = []
    for _ in range(expected + 30):
        screen.keyboard.press("Tab")
        here = screen.evaluate(_STOP)
        if here is None or (here["stop"] == "1" and len(stops) > 1):
            break
        if here["stop"] in stops:
            faults.append(f"trapped at {here['html']}")
            break
        stops[here["stop"]] = here["html"]
        if not (here["shown"] and here["seen"]):
            faults.append(f"no visible focus on {here['html']}")
    if len(stops) < expected:
        faults.append(f"{len(stops)} places reached, of {expected}")
    return faults


@pytest.mark.parametrize("name", TABBED)
def test_tab_goes_everywhere_and_shows_where(name: str, go: Go, screen: "Page") -> None:
    go(TEMPLATES[name])
    assert tabbed(screen) == []


def test_a_menu_opens_with_enter_and_closes(go: Go, screen: "Page") -> None:
    go("/")
    menu = screen.get_by_role("banner").locator("summary").filter(has_text="Langues")
    menu.focus()
    screen.keyboard.press("Enter")
    english = screen.get_by_role("link", name="English")
    assert english.is_visible()
    screen.keyboard.press("Enter")
    assert not english.is_visible()
