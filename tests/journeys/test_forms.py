"""A whole form in a browser: without scripts, with the keyboard alone, easy to read, in Arabic."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lieucommun.stories.place import Place
from tests.forms.place import SERVICES
from tests.requirements import require

from .looking import geometry, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FORM = "/s/demarche/demande/"
PICTURE = Path(__file__).resolve().parents[1] / "forms/services/demarche/media/personne.png"
#: What is typed on each screen, by the id of the field; nothing: the screen is passed.
SCREENS: tuple[dict[str, str], ...] = (
    {"f-q1": "Amel B."},
    {"f-q1-day": "3", "f-q1-month": "2", "f-q1-year": "1990"},
    {"f-q1-3": ""},
    {},
    {"f-q1-1": ""},
    {"f-q2": "halle"},
    {"f-q1-1": "", "f-q1-3": ""},
    *({} for _ in range(10)),
)

#: Screens looked at again in another direction of writing.
FEW = 7


@pytest.fixture(scope="module")
def forms() -> Iterator[Place]:
    """A place that serves the trial service of forms."""
    require("chromium")
    with Place(services=SERVICES) as opened:
        yield opened


def _begin(page: "Page", place: Place, query: str = "") -> None:
    page.goto(f"{place.address}{FORM}{query}")
    with page.expect_navigation():
        page.locator("form[action$='/start/'] button").click()


def _go_on(page: "Page") -> None:
    with page.expect_navigation():
        page.locator(".actions button.button-main").click()


def _give(page: "Page", answers: dict[str, str]) -> None:
    for name, text in answers.items():
        field = page.locator(f"[id='{name}']")
        refreshes = field.get_attribute("data-refreshes") is not None
        if not text:
            field.check()
        elif field.evaluate("found => found.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
        if refreshes:
            _refreshed(page)


def _refreshed(page: "Page") -> None:
    """Wait for what an answer changes on its screen."""
    for _ in range(200):
        if page.evaluate("!!history.state?.htmx && !document.querySelector('.htmx-request')"):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.url} was not refreshed")


def test_the_whole_form_without_scripts_on_a_telephone(browser: "Browser", forms: Place) -> None:
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    _begin(page, forms, "?easy=1")
    for answers in SCREENS[:5]:
        for name, text in answers.items():
            field = page.locator(f"[id='{name}']")
            field.fill(text) if text else field.check()
        _go_on(page)
    page.locator("[id='f-q2']").select_option("halle")
    _go_on(page)
    for name in ("f-q1-1", "f-q1-3"):
        page.locator(f"[id='{name}']").check()
    for _ in range(8):
        _go_on(page)
    page.locator("[id='f-q1']").set_input_files(PICTURE)
    for _ in range(3):
        _go_on(page)
    page.get_by_role("link", name="Modifier 1").click()
    for text in ("Lina", "7"):
        page.locator("[id='f-q1']").fill(text)
        _go_on(page)
    _go_on(page)
    page.locator("[id='f-q1']").check()
    _go_on(page)
    page.locator("[id='f-q1.typed']").fill("Amel B.")
    _go_on(page)
    told = page.locator("main").inner_text()
    assert [word for word in ("La Halle", "personne.png", "Lina") if word not in told] == []
    _go_on(page)
    assert page.locator("h1").inner_text().strip() == "Envoyé"
    assert page.locator(".receipt-number").inner_text()[4] == "-"
    context.close()


def _tab(page: "Page", name: str) -> None:
    """Press Tab until the focus is on an element of that id, or on the main button."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            "name => name ? document.activeElement.id === name : (document.activeElement"
            ".matches('.actions button.button-main, form[action$=\"/start/\"] button'))",
            name,
        ):
            return
    raise AssertionError(f"no Tab leads to {name or 'the main button'} of {page.url}")


def test_the_whole_form_with_the_keyboard_alone(screen: "Page", forms: Place) -> None:
    def press(*acts: tuple[str, str]) -> None:
        """Go to each field and type, or press a key in it; then press the main button."""
        for name, typed in acts:
            _tab(screen, name)
            if typed in {"Space", "ArrowDown"}:
                screen.keyboard.press(typed)
            else:
                screen.keyboard.type(typed)
        _tab(screen, "")
        with screen.expect_navigation():
            screen.keyboard.press("Enter")

    screen.goto(f"{forms.address}{FORM}")
    press()
    press(("f-q1", "Amel B."))
    press(("f-q1-day", "3"), ("f-q1-month", "2"), ("f-q1-year", "1990"))
    _tab(screen, "f-q1-1")
    screen.keyboard.press("Space")
    _refreshed(screen)
    screen.locator("[id='f-q2']").wait_for()
    assert screen.evaluate("document.activeElement.id") == "f-q1-1"  # refreshed, focus kept
    press(("f-q2", "amel@example.org"))
    press()
    _tab(screen, "f-q1-1")
    screen.keyboard.press("Space")
    _refreshed(screen)
    screen.locator("[id='f-q2'] option").nth(2).wait_for(state="attached")
    press(("f-q2", "La Halle"))
    press(("f-q1-1", "Space"))
    for _ in range(10):
        press()
    screen.get_by_role("link", name="Modifier 1").focus()
    with screen.expect_navigation():
        screen.keyboard.press("Enter")
    press(("f-q1", "Lina"))
    press(("f-q1", "7"))
    press()
    press(("f-q1", "Space"))
    press(("f-q1.typed", "Amel B."))
    assert "La Halle" in screen.locator("main").inner_text()
    press()
    assert screen.locator("h1").inner_text().strip() == "Envoyé"


@pytest.mark.parametrize(("query", "language"), [("?easy=1", "fr"), ("?lang=ar", "ar")])
def test_every_screen_is_sound(query: str, language: str, screen: "Page", forms: Place) -> None:
    faults: dict[str, list[str]] = {}

    def look() -> None:
        found = violations(screen)
        for width in (1280, 360):
            found += geometry(screen, language, width)
        if found:
            faults[screen.url] = found
        screen.set_viewport_size({"width": 1280, "height": 800})

    def after(act: Callable[[], None]) -> None:
        act()
        look()

    after(lambda: screen.goto(f"{forms.address}{FORM}{query}") and None)
    after(lambda: _begin(screen, forms))
    after(lambda: _go_on(screen))  # what is missing is told
    for rank, answers in enumerate(SCREENS):
        _give(screen, answers)
        _go_on(screen)
        if language == "fr" or rank < FEW:  # every kind of question once
            look()
    with screen.expect_navigation():
        screen.locator(".form-rows a[href*='remove']").click()
    look()
    screen.goto(screen.url.partition("/rows/")[0] + "/check/")
    look()
    after(lambda: _go_on(screen))
    with screen.expect_navigation():
        screen.locator("a[href$='/later/']").click()
    look()
    assert faults == {}


def _come_to(page: "Page", selector: str) -> None:
    """Go through the screens until one holds something."""
    for answers in SCREENS:
        if page.locator(selector).count():
            return
        _give(page, answers)
        _go_on(page)
    assert page.locator(selector).count(), page.url


def test_a_place_is_chosen_on_a_map_with_the_mouse_or_its_button(
    screen: "Page", forms: Place
) -> None:
    require("front")
    _begin(screen, forms)
    _come_to(screen, "[id$='-lat']")
    screen.locator("[data-map-show]").click()
    canvas = screen.locator("[data-map-canvas]")
    canvas.locator(".live-outline").first.wait_for(state="attached")
    latitude, longitude = screen.locator("[id$='-lat']"), screen.locator("[id$='-lon']")
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    clicked = float(latitude.input_value()), float(longitude.input_value())
    assert 41 < clicked[0] < 52
    assert -6 < clicked[1] < 10
    canvas.click(position={"x": box["width"] / 3, "y": box["height"] / 3})
    assert float(latitude.input_value()) > clicked[0]
    screen.locator("[data-map-centre]").press("Enter")
    assert abs(float(latitude.input_value()) - clicked[0]) < 0.2
    assert violations(screen) == []
    _go_on(screen)
    assert not screen.locator("[role=alert]").count()


def test_a_signature_is_drawn_and_erased(screen: "Page", forms: Place) -> None:
    _begin(screen, forms)
    start = screen.url.partition("/q/")[0]
    screen.goto(f"{start}/q/accord/signature/")
    pad = screen.locator("[data-signature] canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None

    def draw() -> None:
        screen.mouse.move(box["x"] + 30, box["y"] + 30)
        screen.mouse.down()
        screen.mouse.move(box["x"] + 200, box["y"] + 90, steps=8)
        screen.mouse.up()

    def files(wanted: int) -> int:
        """Wait for what is drawn to become a file, or none."""
        found = -1
        for _ in range(100):
            found = screen.evaluate("document.querySelector('input[type=file]').files.length")
            if found == wanted:
                break
            screen.wait_for_timeout(20)
        return found

    draw()
    assert files(1) == 1
    screen.locator("[data-clear]").click()
    assert files(0) == 0
    draw()
    assert files(1) == 1
    assert violations(screen) == []
    _go_on(screen)
    assert "signature.png" in screen.locator("main").inner_text()
