"""Every screen of the app: accessible, in one hand, at night, in three languages, and light."""

import gzip
import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from . import walk
from .device import Device, photo, until
from .ground import Ground
from .relay import Relay
from .seeing import faults, too_bright, unfocused

if TYPE_CHECKING:
    from playwright.sync_api import Page

Phone = Callable[..., Device]
LOCALES = {"fr": "fr-FR", "en": "en-GB", "ar": "ar"}
MOST_BYTES = 400_000
HERE = {
    "geolocation": {"latitude": 43.12, "longitude": 5.93, "accuracy": 14},
    "permissions": ["geolocation"],
}
#: Screens where the focus stays where it was: nothing new was opened, or the app itself was.
SAME = re.compile(
    "^key$|full|refused|no room|found|chosen|answered|nothing|shown|deleting|forgetting"
    "|install|taken back"
)


@pytest.fixture
def device(phone: Phone, ground: Ground, relay: Relay) -> Device:
    made = phone(relay.app, **HERE)
    made.enter(ground.key("port"))
    return made


def keys(ground: Ground) -> Iterator[str]:
    """A key that reads nothing written yet, then one of the team that has everything."""
    yield ground.key("gare", "benevole")
    yield ground.key("port")


@pytest.mark.parametrize("language", list(LOCALES))
def test_every_screen_by_day(language: str, phone: Phone, relay: Relay, ground: Ground) -> None:
    device = phone(relay.app, locale=LOCALES[language], **HERE)
    found: list[str] = []

    def see(name: str) -> None:
        wrong = [] if SAME.search(name) else unfocused(device.page)
        wrong += faults(device.page, language)
        found.extend(f"{name}: {each}" for each in wrong)

    walk.everywhere(device, relay, keys(ground), see)
    assert not found, "\n".join(found)
    assert device.page.locator("html").get_attribute("lang") == language
    assert device.complaints == []


def test_every_screen_at_night(phone: Phone, relay: Relay, ground: Ground) -> None:
    device = phone(relay.app, color_scheme="dark", **HERE)
    found: list[str] = []

    def see(name: str) -> None:
        found.extend(f"{name}: {each}" for each in too_bright(device.page))

    walk.everywhere(device, relay, keys(ground), see)
    assert not found, "\n".join(found)


def tab_to(page: "Page", selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def test_a_whole_encounter_with_the_keyboard_alone(device: Device, ground: Ground) -> None:
    page = device.page
    device.home()
    tab_to(page, ".thumb .button-main")
    page.keyboard.press("Enter")
    page.locator("[data-kind=text] input").wait_for()
    until(lambda: page.evaluate("document.activeElement.tagName") == "H1", "the heading")
    tab_to(page, "[data-kind=choice] input[type=search]")
    page.keyboard.type("marin")
    tab_to(page, ".tile")
    page.keyboard.press("Enter")
    page.locator(".taken").wait_for()
    tab_to(page, "[data-kind=choices] input")
    page.keyboard.press("Space")
    tab_to(page, "[data-kind=integer] input")
    page.keyboard.type("56")
    tab_to(page, "[data-kind=choice] input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".thumb .button-main")
    page.keyboard.press("Enter")
    page.locator("textarea").wait_for()
    tab_to(page, "textarea")
    page.keyboard.type("Au clavier seul.")
    tab_to(page, ".thumb .button-main")
    page.keyboard.press("Enter")
    page.locator(".notice-success").wait_for()
    device.all_sent()
    (answers,) = ground.rows(
        "select answers from submissions_submission where answers like '%Au clavier seul.%'"
    )[0]
    assert "<besoins>manger</besoins>" in answers
    assert "<age>56</age>" in answers
    assert "<accord>false</accord>" in answers


def test_back_never_loses_an_answer(device: Device) -> None:
    page = device.page
    device.home()
    page.locator(".more a[href*=essai]").click()
    page.locator("[data-kind=text] input").fill("Retour")
    device.button("Continuer").click()
    page.locator("textarea").fill("À moitié dit")
    page.go_back()
    field = page.locator("[data-kind=text] input")
    field.wait_for()
    assert field.input_value() == "Retour"
    page.go_forward()
    page.locator("textarea").wait_for()
    assert page.locator("textarea").input_value() == "À moitié dit"
    page.reload()
    page.locator("textarea").wait_for()
    assert page.locator("textarea").input_value() == "À moitié dit"
    page.get_by_role("link", name="Revenir").click()
    field.wait_for()
    page.get_by_role("link", name="Revenir").click()
    page.locator(".drafts").get_by_role("link", name="Toutes les questions").click()
    field.wait_for()
    assert field.input_value() == "Retour"
    page.goto("about:blank")
    page.go_back()
    field.wait_for()
    assert field.input_value() == "Retour"


def test_what_is_not_sent_can_be_taken_away_in_one_file(device: Device) -> None:
    device.context.set_offline(True)
    device.encounter("Sauvé", photo=photo(5))
    device.begin("Commencé")
    device.button("Finir plus tard").click()
    device.page.locator(".drafts").wait_for()
    device.go("device")
    with device.page.expect_download() as coming:
        device.button("Télécharger ce qui n’est pas envoyé").click()
    kept = json.loads(coming.value.path().read_text("utf-8"))
    assert ["Sauvé" in item["xml"] for item in kept["items"]] == [True]
    assert ["Commencé" in draft["xml"] for draft in kept["drafts"]] == [True]
    assert [each["content"].startswith("data:image/jpeg;base64,") for each in kept["files"]] == [
        True
    ]


def test_a_forgotten_device_keeps_nothing(device: Device) -> None:
    device.go("device")
    device.button("Oublier cet appareil…").click()
    device.button("Tout oublier").click()
    device.page.locator("#key").wait_for()
    names = device.page.evaluate("indexedDB.databases().then(all => all.map(each => each.name))")
    assert names == []


def weight(address: str) -> int:
    """Return what something weighs on the wire, compressed."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - a place of this very machine
        body = answer.read()
        is_small = answer.headers.get("Content-Encoding") == "gzip"
    return len(body if is_small else gzip.compress(body))


def test_a_first_visit_weighs_little(ground: Ground) -> None:
    with urllib.request.urlopen(ground.app) as answer:  # noqa: S310 - a place of this very machine
        shell = answer.read().decode()
    data = re.search(r'id="field-data"[^>]*>(.*?)</script>', shell, re.DOTALL)
    assert data is not None
    told = json.loads(data[1])
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', shell)
    assert len(files) == 3
    weights = {
        path: weight(ground.address + path)
        for path in (*files, told["assets"]["engine"], "/s/terrain/_app/")
    }
    print(f"first visit: {sum(weights.values()):,} bytes, {weights}")  # noqa: T201 - a figure
    assert sum(weights.values()) <= MOST_BYTES
