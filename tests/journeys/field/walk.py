"""A walk through every screen of the app, in any language: by address and by structure."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .device import Device, photo, until
from .kinds import KINDS
from .relay import Answer, Relay

if TYPE_CHECKING:
    from playwright.sync_api import Page

See = Callable[[str], None]
_FULL = """on => {
  const store = IDBObjectStore.prototype;
  if (on) {
    store.kept ??= store.put;
    store.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
  } else store.put = store.kept;
}"""


def shown(device: Device, to: str, selector: str) -> None:
    """Go to a screen and wait for something of it."""
    device.go(to)
    device.page.locator(selector).first.wait_for()
    device.page.evaluate("document.fonts.ready.then(() => 0)")


def entrance(device: Device, key: str, see: See) -> None:
    """The screens before a key was accepted, and the first home."""
    page = device.page
    page.goto(device.app)
    page.locator("#key").wait_for()
    see("key")
    page.locator("#key").fill("rien")
    page.locator("form .button-main").click()
    page.locator(".error").wait_for()
    see("key refused")
    page.locator("#key").fill(f"{device.app}#key={key}")
    page.locator("form .button-main").click()
    page.locator(".empty").wait_for()
    page.evaluate("dispatchEvent(new Event('beforeinstallprompt', {cancelable: true}))")
    page.locator(".notice-info button").wait_for()
    see("home, empty, with an offer to install")
    shown(device, "outbox", ".empty")
    see("outbox, empty")


def form(device: Device, see: See) -> None:
    """The form of an encounter: several questions on a screen, a record chosen, errors, no room."""
    page = device.page
    device.home()
    page.locator(".thumb .button-main").click()
    page.locator(".questions .field").first.wait_for()
    see("form")
    page.locator(".thumb .button-main").click()
    page.locator(".summary-errors").wait_for()
    see("form, errors")
    page.evaluate(_FULL, True)  # noqa: FBT003 - an argument of a script
    page.locator("[data-kind=text] input").fill("Nom très long " * 6)
    page.locator(".notice-error").wait_for()
    see("form, no room")
    page.evaluate(_FULL, False)  # noqa: FBT003 - an argument of a script
    page.locator("[data-kind=choice] input[type=search]").fill("le")
    page.locator(".tile").first.wait_for()
    see("form, records found")
    page.locator(".tile").first.click()
    page.locator(".taken").wait_for()
    see("form, record chosen")
    page.locator(".thumb .foot-links button").click()
    page.locator(".drafts").wait_for()
    see("home, draft kept")


def every_kind(device: Device, see: See) -> None:
    """A form with a question of each kind; each is answered where it changes what is shown."""
    page = device.page
    device.home()
    page.locator(".more a[href*=essai]").click()
    page.locator(".questions .field").first.wait_for()
    for index, (kind, _asked, _appearance) in enumerate(KINDS, 1):
        field = page.locator(f"[data-kind={kind}]")
        until(lambda index=index: f"{index}" in page.locator("h1").inner_text(), f"q{index}")  # type: ignore[misc]
        see(f"question {index}, {kind}")
        answer(page, kind)
        if kind in {"image", "drawing", "point"}:
            see(f"question {index}, {kind}, answered")
        assert field.count() == 1
        page.locator(".thumb .button-main").click()
    until(lambda: not page.locator(f"[data-kind={KINDS[-1][0]}]").count(), "the repeat")
    see("repeat")


def answer(page: "Page", kind: str) -> None:
    """Answer a question, where the answer shows."""
    if kind == "text":
        page.locator(".questions input").fill("Bonjour")
    elif kind == "image":
        given = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo(7)}
        page.set_input_files("input[type=file]", given)  # type: ignore[arg-type]
        page.locator(".taken-picture").wait_for()
    elif kind == "drawing":
        draw(page)
    elif kind == "point":
        page.locator("[data-kind=point] button").click()
        until(page.locator("[data-kind=point] input").first.input_value, "a position")


def draw(page: "Page") -> None:
    """Sign with the finger."""
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)


def records(device: Device, see: See) -> None:
    """Searching, a record, its absence, the map."""
    page = device.page
    shown(device, "search", "#search")
    see("search")
    page.locator("#search").fill("zzzz")
    page.locator(".empty").wait_for()
    see("search, nothing")
    page.locator("#search").fill("marin")
    page.locator(".found").first.click()
    page.locator(".terms").wait_for()
    see("record")
    shown(device, "record/personnes/nobody", "h1")
    see("record, missing")
    shown(device, "map", ".rows")
    see("map")
    page.locator("#field button").first.click()
    page.locator(".leaflet-container").wait_for()
    see("map, shown")


def outbox(device: Device, relay: Relay, see: See) -> None:
    """What is to look at, waits, is begun, was received; and the home that says so."""
    page = device.page
    relay.instead["/_openrosa/submission"] = Answer(413)
    save(device, "Trop lourd")
    until(lambda: "refused" in device.states(), "to look at")
    relay.instead["/_openrosa/submission"] = Answer(500)
    save(device, "En attente")
    until(lambda: device.states().count("finished") == 1, "waiting")
    shown(device, "outbox", "h3")
    see("outbox, to look at, waiting, begun")
    page.get_by_role("button", name=re.compile("…")).first.click()
    page.locator("[role=alert]").wait_for()
    see("outbox, deleting")
    page.locator("[role=alert] + p button").nth(1).click()
    relay.forget()
    page.locator(".thumb .button-main").click()
    until(lambda: "received" in device.states(), "received")
    shown(device, "outbox", "h3")
    see("outbox, received")
    device.home()
    page.locator(".latest").wait_for()
    see("home, full")


def save(device: Device, name: str) -> None:
    """Save an encounter, whatever the language."""
    page = device.page
    device.home()
    page.locator(".thumb .button-main").click()
    page.locator("[data-kind=text] input").fill(name)
    page.locator(".pair .button:not(.button-main)").click()
    page.locator(".notice-success").wait_for()


def itself(device: Device, relay: Relay, see: See) -> None:
    """The device, leaving it, a form that is not there, a key taken back."""
    page = device.page
    shown(device, "device", ".terms")
    see("device")
    page.locator(".button-danger").click()
    page.locator(".notice-error").wait_for()
    see("device, forgetting")
    shown(device, "form/nothing/abc/-", "#field p > a.button")
    see("form, missing")
    relay.instead["/_openrosa/"] = Answer(401)
    page.goto("about:blank")
    page.goto(device.app)
    page.locator(".notice-error").wait_for()
    see("home, key taken back")
    relay.forget()


def everywhere(device: Device, relay: Relay, keys: Iterator[str], see: See) -> None:
    """Walk through all of it."""
    entrance(device, next(keys), see)
    device.page.goto("about:blank")
    device.page.goto(f"{device.app}#key={next(keys)}")
    until(lambda: device.page.locator(".thumb a").count(), "the app")
    until(lambda: device.page.evaluate("!!navigator.serviceWorker.controller"), "kept")
    until(lambda: len(device.store("forms")) >= 3 and device.store("records"), "all of it")
    form(device, see)
    every_kind(device, see)
    records(device, see)
    outbox(device, relay, see)
    itself(device, relay, see)
