"""Who is on stage, and in which conditions: device, keyboard, network, language."""

import re
from typing import TYPE_CHECKING

from lieucommun.stories import finding, names
from lieucommun.stories.actor import PHONE, TABLET, VISITOR, Actor
from lieucommun.stories.failure import StoryFailure
from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said
from lieucommun.stories.sentences.people import MEMBER
from lieucommun.stories.wording import unquote

from . import outside
from .known import Table, does

if TYPE_CHECKING:
    from playwright.sync_api import Locator

CODES = {
    "français": "fr", "french": "fr", "anglais": "en", "english": "en", "arabe": "ar",
    "arabic": "ar", "ukrainien": "uk", "ukrainian": "uk", "espagnol": "es", "spanish": "es",
    "allemand": "de", "german": "de",
}  # fmt: skip
EASY = re.compile(r"^\s*(?:facile à lire|easy to read)", re.IGNORECASE)


@does("visitor")
def visitor(scene: Scene, said: Said, _: Table) -> None:
    """A person without an account, perhaps on a phone, at the keyboard, without JavaScript."""
    actor = scene.enter(VISITOR)
    device, language = said.text("device"), said.text("language")
    if "téléphone" in device or "phone" in device:
        actor.device = PHONE
    elif device.endswith(("tablette", "tablet")):
        actor.device = TABLET
    elif "JavaScript" in device:
        actor.script = False
    elif device:
        actor.keyboard = True
    if language:
        actor.language = code(language)


@does("cast")
def cast(scene: Scene, said: Said, _: Table) -> None:
    """One or several named persons, each of a role, perhaps of an organisation."""
    for found in MEMBER.finditer(said.text("cast")):
        name, role = unquote(found["name"]), unquote(found["role"])
        anonymous = role in {"visiteur", "visiteuse", "visitor"}
        scene.enter(name, "" if anonymous else role, unquote(found["of"] or ""))


@does("signs-in")
def signs_in(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    if actor.begun:
        actor.sign_in()
    else:
        actor.go(f"/s/{actor.service}/")


@does("signs-out")
def signs_out(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    for name in ("Se déconnecter", "Sign out"):
        if found := finding.maybe_pressed(actor, name, patience=500):
            actor.activate(found)
            return
    raise StoryFailure("a way to sign out", finding.pressable(actor, actor.page))


@does("phone")
def phone(scene: Scene, said: Said, _: Table) -> None:
    scene.actor(said.who).adapt(device=PHONE)


@does("keyboard")
def keyboard(scene: Scene, said: Said, _: Table) -> None:
    scene.actor(said.who).adapt(keyboard=True)


@does("no-script")
def no_script(scene: Scene, said: Said, _: Table) -> None:
    scene.actor(said.who).adapt(script=False)


@does("offline")
def offline(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    outside.open_on_device(actor)
    actor.network(there=False)


@does("online")
def online(scene: Scene, said: Said, _: Table) -> None:
    scene.actor(said.who).network(there=True)


@does("language")
def language(scene: Scene, said: Said, _: Table) -> None:
    """Choose a language by the name it gives itself, where the screen offers languages."""
    actor = scene.actor(said.who)
    wanted = said.text("language")
    exactly = names.exact(wanted)
    banner = actor.page.get_by_role("banner")
    found = finding.first(
        actor,
        [
            *(part.get_by_role("link", name=exactly) for part in (banner, actor.page)),
            *(part.get_by_role("button", name=exactly) for part in (banner, actor.page)),
            *(part.locator("a[lang]").filter(has_text=exactly) for part in (banner, actor.page)),
        ],
    )
    if found is None:
        raise StoryFailure(f"the language « {wanted} »", finding.pressable(actor, banner))
    actor.activate(found)


@does("easy")
def easy(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    switch = _easy_switch(actor)
    if not _is_on(actor, switch):
        actor.activate(finding.first(actor, [switch]) or switch)


@does("not-easy")
def not_easy(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    switch = _easy_switch(actor)
    if _is_on(actor, switch):
        actor.activate(finding.first(actor, [switch]) or switch)


def code(language: str) -> str:
    """Return the code of a language named in French or English."""
    try:
        return CODES[language.casefold()]
    except KeyError as unknown:
        raise StoryFailure(f"a language named « {language} »", sorted(CODES)) from unknown


def _easy_switch(actor: Actor) -> "Locator":
    banner = actor.page.get_by_role("banner")
    switch = banner.locator("a, button").filter(has_text=EASY).first
    if not switch.count():
        raise StoryFailure("a switch to easy-to-read texts", finding.pressable(actor, banner))
    return switch


def _is_on(actor: Actor, switch: "Locator") -> bool:
    actor.reveal(switch)
    return bool(
        switch.evaluate(
            "e => ['aria-current', 'aria-pressed', 'aria-checked']"
            ".some(name => e.getAttribute(name) === 'true')"
        )
    )
