"""The theme in a real browser: accessibility, both directions, phones, keyboard, no scripts."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LINE_APART = 12
PAGES = ["/design/", "/projects/", "/"]


@pytest.fixture
def address() -> Iterator[str]:
    """The reduced place behind a socket; no database is involved."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={}, port=0)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.mark.parametrize(
    ("theme", "language"), [("light", "fr"), ("light", "en"), ("light", "ar"), ("dark", "fr")]
)
def test_axe_finds_nothing(browser: "Browser", address: str, theme: str, language: str) -> None:
    page = browser.new_page(color_scheme=theme, viewport={"width": 1280, "height": 800})  # type: ignore[arg-type]
    found = {}
    for path in PAGES:
        page.goto(f"{address}{path}?lang={language}")
        problems = Axe().run(page).response["violations"]
        found[path] = [(one["id"], one["nodes"][0]["target"]) for one in problems]
    page.close()
    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_overflows_a_small_phone(screen: "Page", address: str, language: str) -> None:
    screen.set_viewport_size({"width": 360, "height": 740})
    wider = {}
    for path in PAGES:
        screen.goto(f"{address}{path}?lang={language}")
        wider[path] = screen.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        tools = screen.locator(".site-tools").evaluate(
            "tools => tools.scrollWidth - tools.clientWidth"
        )
        assert tools == 0
    assert wider == dict.fromkeys(PAGES, 0)


def test_the_header_is_two_lines_on_a_phone(screen: "Page", address: str) -> None:
    screen.set_viewport_size({"width": 360, "height": 740})
    screen.goto(f"{address}/?lang=fr")
    tops = screen.evaluate(
        """[...document.querySelectorAll(".brand, .site-nav summary, .site-tools > *")]
           .map(part => part.getBoundingClientRect())
           .map(box => Math.round((box.top + box.bottom) / 2))"""
    )
    lines = sorted(set(tops))
    breaks = [below - above for above, below in pairwise(lines) if below - above > LINE_APART]
    assert len(breaks) == 1


@pytest.mark.parametrize(("language", "start"), [("fr", "left"), ("ar", "right")])
def test_the_page_starts_where_the_writing_starts(
    screen: "Page", address: str, language: str, start: str
) -> None:
    screen.goto(f"{address}/projects/?lang={language}")
    middles = {
        name: screen.locator(selector).first.evaluate(
            "part => part.getBoundingClientRect().left + part.getBoundingClientRect().right"
        )
        for name, selector in {
            "brand": ".brand",
            "tools": ".site-tools",
            "facets": ".facets",
            "results": ".rows",
        }.items()
    }
    sign = 1 if start == "left" else -1
    assert sign * (middles["tools"] - middles["brand"]) > 0
    assert sign * (middles["results"] - middles["facets"]) > 0


def test_a_facet_refreshes_the_list_and_keeps_the_focus(screen: "Page", address: str) -> None:
    screen.goto(f"{address}/projects/?lang=fr")
    screen.get_by_label("Inclusion").focus()
    screen.keyboard.press("Space")
    screen.wait_for_url("**/projects/?theme=t1")
    screen.get_by_text("1 · t1").first.wait_for()
    assert screen.evaluate("document.activeElement.id") == "facet-theme-t1"
    assert screen.locator("#announce").text_content() == "1 · t1"


def test_facets_and_menu_work_without_scripts(browser: "Browser", address: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="fr-FR"
    )
    page = context.new_page()
    page.goto(f"{address}/projects/")
    page.locator(".site-nav summary").click()
    assert page.get_by_role("link", name="Laboratoires").is_visible()
    page.locator(".facets > summary").click()
    page.get_by_label("Inclusion").check()
    page.locator("#filters button").click()
    page.wait_for_url("**/projects/?theme=t1")
    context.close()


def test_the_keyboard_opens_and_closes_a_menu(screen: "Page", address: str) -> None:
    screen.goto(f"{address}/")
    menu = screen.locator(".site-tools .menu").first
    menu.locator("summary").focus()
    screen.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    screen.keyboard.press("Tab")
    screen.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert screen.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_skip_link_is_first_and_seen(screen: "Page", address: str) -> None:
    screen.goto(f"{address}/")
    screen.keyboard.press("Tab")
    assert screen.evaluate("document.activeElement.className") == "skip"
    screen.keyboard.press("Enter")
    assert screen.evaluate("document.activeElement.id") == "content"


def test_a_printed_list_leaves_out_what_cannot_be_used(screen: "Page", address: str) -> None:
    screen.goto(f"{address}/projects/")
    screen.emulate_media(media="print")
    for selector in (".facets", ".site-nav", ".site-tools", ".pages"):
        assert not screen.locator(selector).is_visible()
    assert screen.locator(".rows").is_visible()
