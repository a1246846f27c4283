"""How a person fills in a form: all on one screen, or screen after screen."""

from lieucommun.stories import finding
from lieucommun.stories.actor import Actor
from lieucommun.stories.failure import StoryFailure
from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said

from . import outside
from .acting import answer
from .choosing import groups
from .known import Table, does

#: What leads to the next screen of a form.
ONWARDS = ("Continuer", "Continue", "Commencer", "Begin")
MOST_SCREENS = 200
_SOON = 600


@does("fills-form")
def fills_form(scene: Scene, said: Said, table: Table) -> None:
    """Fill a form, a row of the table for each field: its name, its value.

    What the screen does not ask is looked for on the next ones, and questions without a row are
    passed. It stops on the screen of the last answer; in the app of field work, it is saved.
    """
    actor = scene.actor(said.who)
    scope = _form(actor, said.text("form"), table[0][0] if table else "")
    for name, value, *_rest in table:
        if not _asked(actor, name, scope):
            scope = None
            _reach(actor, name)
        answer(actor, name, value, scope)
    if outside.inside(actor):
        outside.save(actor)


def _form(actor: Actor, name: str, first: str) -> "finding.Scope | None":
    """Return where the form is: its part of the screen, the screen that asks, or its own page."""
    if outside.inside(actor):
        if not _asked(actor, first, None):
            actor.activate(finding.pressed(actor, name))
        return None
    part = finding.region(actor, name, _SOON)
    if part is None and _asked(actor, first, None):
        return None
    return part or finding.place(actor, name)


def _reach(actor: Actor, name: str) -> None:
    """Go on to the screen that asks a question; stay where nothing leads further."""
    for _ in range(MOST_SCREENS):
        if _asked(actor, name, None):
            return
        onwards = (finding.maybe_pressed(actor, each, patience=0) for each in ONWARDS)
        button = next((each for each in onwards if each is not None), None)
        if button is None:
            return
        actor.activate(button)
        alert = actor.opened.locator("main [role=alert] li")
        if alert.count() and not _asked(actor, name, None):
            raise StoryFailure(f"a screen that asks « {name} »", alert.all_inner_texts())


def _asked(actor: Actor, name: str, scope: "finding.Scope | None") -> bool:
    part = scope if scope is not None else actor.page
    fields = finding.by_name(part, (*finding.FILLED, "checkbox"), name)
    found = [*groups(actor, name, scope), *fields]
    return finding.first(actor, found, 0) is not None
