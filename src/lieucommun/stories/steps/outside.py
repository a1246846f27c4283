"""What a person does in the app of field work: open it on a device, save, see what was sent."""

import re
from typing import TYPE_CHECKING

from lieucommun.stories import finding, names
from lieucommun.stories.actor import Actor
from lieucommun.stories.failure import StoryFailure

if TYPE_CHECKING:
    from playwright.sync_api import Locator

#: Where the app of a service is.
APP = "/_app/"
SAVED = ("Enregistrer maintenant", "Save now", "Enregistrer", "Save")
ONWARDS = ("Continuer", "Continue")
SENT = ("Envois", "Sent and to send")
NOW = ("Envoyer maintenant", "Send now")
UP_TO_DATE = re.compile("À jour|Up to date")
SOON = 500
MOST_SCREENS = 60
#: Milliseconds that the app may take to come to a device, its forms and registers included.
ARRIVES = 30_000
#: Whether the service worker keeps the app, so that it opens without a network.
_KEPT = "() => navigator.serviceWorker.ready.then(() => true)"


def inside(actor: Actor) -> bool:
    """Whether a person is in the app."""
    return actor.begun and APP in actor.opened.url


def open_on_device(actor: Actor) -> None:
    """From the page of field work, open the app on the device, and wait until it can go alone."""
    page = actor.page
    opens = page.locator("main form[action$='/start/'] button").first
    if inside(actor) or not opens.count():
        return
    actor.activate(opens)
    page.locator(".pill").filter(has_text=UP_TO_DATE).first.wait_for(timeout=ARRIVES)
    page.evaluate(_KEPT)
    actor.settle()


def leave(actor: Actor, name: str) -> None:
    """Go back to the pages of the service, unless the app itself has what is opened."""
    if not inside(actor):
        return
    links = actor.page.get_by_role("link", name=names.exact(name))
    if not links.count():
        actor.go(f"/s/{actor.service}/")


def save(actor: Actor) -> None:
    """Save what is filled in, from whatever screen the app allows it."""
    for _ in range(MOST_SCREENS):
        button = finding.first(actor, [_named(actor, each) for each in (*SAVED, *ONWARDS)])
        if button is None:
            raise StoryFailure("a button that saves", finding.pressable(actor))
        actor.activate(button)
        told = actor.page.locator(".notice-success, .summary-errors li, .foot button")
        told.first.wait_for(timeout=ARRIVES)
        if actor.page.locator(".notice-success").count():
            return
        wrong = actor.page.locator(".summary-errors li")
        if wrong.count():
            raise StoryFailure("a form that can be saved", wrong.all_inner_texts())
    raise StoryFailure("the last screen of the form", finding.pressable(actor))


def _named(actor: Actor, name: str) -> "Locator":
    return actor.page.get_by_role("button", name=names.exact(name), disabled=False)


def choose_record(actor: Actor, field: "Locator", label: str) -> bool:
    """Choose a record in the search of a question; False when the field is not one."""
    part = field.locator("xpath=ancestor::*[@data-kind='choice'][1]")
    if field.get_attribute("type") != "search" or not part.count():
        return False
    actor.write(field, label)
    found = part.get_by_role("button", name=names.start(label)).locator("visible=true")
    try:
        found.first.wait_for(timeout=ARRIVES)
    except Exception as late:
        raise StoryFailure(f"« {label} » among the records", part.all_inner_texts()) from late
    actor.activate(found.first)
    return True


def show_sent(actor: Actor) -> None:
    """Open the list of what was sent and what waits, and send what waits."""
    for name in SENT:
        link = actor.page.get_by_role("link", name=names.exact(name)).locator("visible=true")
        if link.count():
            actor.activate(link.first)
            break
    now = finding.first(actor, [_named(actor, each) for each in NOW], SOON)
    if now is not None:
        actor.activate(now)
