"""What a person finds on a screen, and what they must not find."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from lieucommun.stories import finding, names
from lieucommun.stories.actor import PATIENCE, Actor
from lieucommun.stories.failure import StoryFailure
from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said

from . import outside
from .known import Table, does

if TYPE_CHECKING:
    from playwright.sync_api import Locator

_ROLES = {
    "lien": ("link",), "link": ("link",),
    "bouton": ("button",), "button": ("button",),
    "champ": finding.FILLED, "field": finding.FILLED,
    "image": ("img", "figure"),
    "case": ("checkbox",), "box": ("checkbox",), "option": ("option", "radio", "checkbox"),
    "message": ("status", "alert"), "erreur": ("alert",), "error": ("alert",),
    "section": ("heading", "region"), "intertitre": ("heading",), "heading": ("heading",),
    "liste": ("list",), "list": ("list",), "tableau": ("table",), "table": ("table",),
    "carte": ("article",), "card": ("article",),
    "filtre": ("checkbox", "radio", "group"), "filter": ("checkbox", "radio", "group"),
}  # fmt: skip
_HELD = {"message", "erreur", "error", "carte", "card"}
_COUNTED = (
    ({"carte", "card"}, "article"),
    ({"ligne", "row"}, "tbody tr"),
    ({"élément", "item"}, "li"),
)
#: Where a list says how many results it has, whatever it calls them.
_ANNOUNCED = "[data-announce]"


@does("sees-title")
def sees_title(scene: Scene, said: Said, _: Table) -> None:
    """The page's title is its heading of the first rank."""
    actor = scene.actor(said.who)
    heading = actor.page.get_by_role("heading", level=1)
    wanted = names.exact(said.text("title"))
    if not wait(lambda: any(wanted.search(text) for text in heading.all_inner_texts()), actor):
        raise StoryFailure(f"the title « {said.text('title')} »", heading.all_inner_texts())


@does("sees")
def sees(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    scope, where = _where(actor, said)
    for text in said.texts("texts"):
        if not wait(lambda text=text: _shows(scope, text, said), actor):  # type: ignore[misc]
            raise StoryFailure(f"{_what(said)}« {text} »{where}", finding.shown_texts(actor))


@does("sees-not")
def sees_not(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    scope, where = _where(actor, said)
    for text in said.texts("texts"):
        if not wait(lambda text=text: not _shows(scope, text, said), actor):  # type: ignore[misc]
            raise StoryFailure(f"no {_what(said)}« {text} »{where}, but it is there")


@does("sees-number")
def sees_number(scene: Scene, said: Said, _: Table) -> None:
    """A number of things: as the screen says it, or as many cards, rows or items as told."""
    actor = scene.actor(said.who)
    scope, where = _where(actor, said)
    count, noun = said.number("count"), said.text("noun")
    if not wait(lambda: _amounts_to(scope, count, noun), actor):
        raise StoryFailure(f"{count} {noun}{where}", finding.shown_texts(actor))


@does("sees-before")
def sees_before(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    scope, where = _where(actor, said)
    first, second = (names.anywhere(said.text(name)) for name in ("first", "second"))

    def ordered() -> bool:
        text = finding.seen(scope)
        one, other = first.search(text), second.search(text)
        return bool(one and other and one.start() < other.start())

    if not wait(ordered, actor):
        told = f"« {said.text('first')} » before « {said.text('second')} »{where}"
        raise StoryFailure(told, finding.shown_texts(actor))


@does("sees-rows")
def sees_rows(scene: Scene, said: Said, table: Table) -> None:
    """Each row of the story's table stands in one row, item or card of the screen."""
    actor = scene.actor(said.who)
    scope, where = _where(actor, said)
    lines = scope.locator("tr, li, article, dl > div, dd")

    def together(cells: list[str]) -> bool:
        patterns = [names.anywhere(cell) for cell in cells if cell]
        texts: list[str] = lines.evaluate_all(finding.SEEN)
        return any(all(pattern.search(text) for pattern in patterns) for text in texts)

    for cells in table:
        if not wait(lambda cells=cells: together(cells), actor):  # type: ignore[misc]
            told = f"{' and '.join(f'« {cell} »' for cell in cells)} in one row{where}"
            raise StoryFailure(told, finding.shown_texts(actor))


@does("sees-pair")
def sees_pair(scene: Scene, said: Said, _: Table) -> None:
    """A value beside its label: in a row, a definition, a figure, or right under a heading."""
    actor = scene.actor(said.who)
    scope, where = _where(actor, said)
    label, value = said.text("label"), said.text("value")
    body = scope.locator("body") if hasattr(scope, "goto") else scope

    def paired() -> bool:
        near: list[str] = body.evaluate_all(_NEAR, label)
        return any(names.anywhere(value).search(text) for text in near)

    if not wait(paired, actor):
        told = f"« {value} » for « {label} »{where}"
        raise StoryFailure(told, finding.shown_texts(actor))


@does("holds")
def holds(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.latest
    field = finding.field(actor, said.text("field"))
    value = field.evaluate("e => e.localName === 'select' ? e.selectedOptions[0]?.label : e.value")
    if str(value).strip() != said.text("value"):
        raise StoryFailure(
            f"« {said.text('value')} » in the field « {said.text('field')} »", [value]
        )


@does("chosen", "not-chosen")
def chosen(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.latest
    scope = finding.place(actor, said.text("group"))
    boxes = list(finding.by_name(scope, ("checkbox", "radio", "switch"), said.text("option")))
    box = finding.first(actor, boxes)
    if box is None:
        raise StoryFailure(f"a choice named « {said.text('option')} »")
    wanted = said.sentence == "chosen"
    if not wait(lambda: box.is_checked() == wanted, actor):
        state = "chosen" if wanted else "not chosen"
        raise StoryFailure(f"« {said.text('option')} » {state}, but it is the contrary")


@does("marked")
def marked(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.latest
    text = names.anywhere(said.text("text"))
    if outside.inside(actor):
        outside.show_sent(actor)
    if not wait(lambda: bool(text.search(finding.seen(actor.page))), actor):
        raise StoryFailure(f"the mark « {said.text('text')} »", finding.shown_texts(actor))


@does("refused")
def refused(scene: Scene, said: Said, _: Table) -> None:
    """An address is refused when the place answers 403 or 404, or asks to sign in."""
    actor = scene.actor(said.who)
    address = said.text("address")
    status = actor.go(address)
    asked = "/sign-in/" in actor.opened.url and not address.startswith("/sign-in/")
    if status not in {403, 404} and not asked:
        raise StoryFailure(f"a refusal at « {address} », but the page opened ({status})")


def wait(condition: Callable[[], bool], actor: Actor) -> bool:
    """Whether something comes true before patience ends."""
    end = time.monotonic() + PATIENCE / 1000
    while not condition():
        if time.monotonic() > end:
            return False
        actor.opened.wait_for_timeout(60)
    return True


def _where(actor: Actor, said: Said) -> tuple["finding.Scope", str]:
    place, landmark = said.text("place"), said.text("landmark")
    where = f" in « {place or landmark} »" if place or landmark else ""
    return finding.place(actor, place, landmark), where


def _what(said: Said) -> str:
    kind = said.text("kind").split(" ")[-1].split("'")[-1]
    return f"{kind} " if kind else ""


def _shows(scope: "finding.Scope", text: str, said: Said) -> bool:
    kind = _what(said).strip()
    if kind not in _ROLES:
        return bool(names.anywhere(text).search(finding.seen(scope)))
    if kind in _HELD:
        parts = [scope.get_by_role(role) for role in _ROLES[kind]]  # type: ignore[arg-type]
        return any(names.anywhere(text).search(finding.seen(part)) for part in parts)
    return any(_visible(found) for found in finding.by_name(scope, _ROLES[kind], text))


def _visible(locator: "Locator") -> bool:
    return locator.locator("visible=true").count() > 0


def _amounts_to(scope: "finding.Scope", count: int, noun: str) -> bool:
    text = finding.seen(scope)
    if names.quantity(count, noun).search(text):
        return True
    kind = noun.removesuffix("s").casefold()
    main = scope.locator("main") if hasattr(scope, "goto") else scope
    for nouns, parts in _COUNTED:
        if kind in nouns:
            return main.locator(parts).locator("visible=true").count() == count
    announced = main.locator(_ANNOUNCED).all_inner_texts()
    if announced:
        return any(names.amount(count).match(words) for words in announced)
    return count == 0 and not names.anywhere(noun).search(text)


_NEAR = """(parts, label) => parts.flatMap(part => {
  const flat = text => (text || '').replace(/[\\s\\u00a0\\u202f]+/g, ' ').replace(/’/g, "'").trim();
  const wanted = flat(label);
  const near = [];
  const labels = 'dt, th, h2, h3, h4, h5, label, p, span, strong, div';
  for (const element of part.querySelectorAll(labels)) {
    if (flat(element.innerText) !== wanted || !element.checkVisibility()) continue;
    const holder = element.closest('tr, li, dl > div, figure') || element.parentElement;
    near.push(element.matches('dt') ? flat(element.nextElementSibling?.innerText) : '');
    near.push(flat(holder.innerText).replace(wanted, ' '));
  }
  return near;
})"""
