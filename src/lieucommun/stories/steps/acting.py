"""What a person does on a screen: open, press, fill, choose, search."""

import re

from lieucommun.stories import finding, names
from lieucommun.stories.actor import Actor
from lieucommun.stories.failure import StoryFailure
from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said

from . import outside
from .choosing import answer_group, boxes, choose, groups, select
from .known import Table, does

_SOON = 1_000
_YES = {"oui", "yes", "x", "vrai", "true"}
_NO = {"non", "no", "", "faux", "false"}


@does("opens", "opens-from-home")
def opens(scene: Scene, said: Said, _: Table) -> None:
    """Open a page, a sheet, a service by its name: here, or from the home of the place."""
    actor = scene.actor(said.who)
    name = said.text("name")
    if said.sentence == "opens-from-home":
        actor.go("/")
    outside.leave(actor, name)
    fresh = not actor.begun
    scope = _scope(actor, said)
    found = finding.maybe_pressed(actor, name, scope, _SOON if fresh or scope is None else 5_000)
    if found is None and not fresh and scope is None:
        found = finding.maybe_pressed(actor, name)
    if found is None and _is_here(actor, name):
        return
    if found is None and scope is None:
        seen = finding.pressable(actor)
        actor.go("/")
        found = finding.maybe_pressed(actor, name, patience=_SOON)
        if found is None:
            raise StoryFailure(f"a link named « {name} », here or on the home page", seen)
    if found is None:
        raise StoryFailure(f"a link named « {name} »", finding.pressable(actor, scope))
    actor.activate(found)


@does("opens-home")
def opens_home(scene: Scene, said: Said, _: Table) -> None:
    scene.actor(said.who).go("/")


@does("opens-service")
def opens_service(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    actor.go(f"/s/{actor.service}/")


@does("opens-address")
def opens_address(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    status = actor.go(said.text("address"))
    if status >= 400:  # noqa: PLR2004 - HTTP
        raise StoryFailure(f"a page at « {said.text('address')} »; the answer is {status}")


@does("follows-mail")
def follows_mail(scene: Scene, said: Said, _: Table) -> None:
    """Open the link of the last letter that left to an address."""
    actor = scene.actor(said.who)
    address = said.text("address")
    link = scene.stage.link(address)
    if not link.startswith(actor.address):
        raise StoryFailure(f"a letter to « {address} » with a link to this place")
    status = actor.go(link.removeprefix(actor.address))
    if status >= 400:  # noqa: PLR2004 - HTTP
        raise StoryFailure(f"a page at the link sent to « {address} »; the answer is {status}")


@does("follows", "presses")
def presses(scene: Scene, said: Said, _: Table) -> None:
    """Press a link, a button or a fold."""
    actor = scene.actor(said.who)
    actor.activate(finding.pressed(actor, said.text("name"), _scope(actor, said)))


@does("fills")
def fills(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    answer(actor, said.text("field"), said.text("value"))


@does("empties")
def empties(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    actor.write(finding.field(actor, said.text("field")), "")


@does("attaches")
def attaches(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    file = scene.folder / said.text("file")
    if not file.is_file():
        raise StoryFailure(f"the file « {said.text('file')} » in the folder of the service")
    finding.field(actor, said.text("field")).set_input_files(file)


@does("loads")
def loads(scene: Scene, said: Said, _: Table) -> None:
    """Load a file of the folder as one of its sources, as whoever runs the place does."""
    scene.actor(said.who)
    file = scene.folder / said.text("file")
    if not file.is_file():
        raise StoryFailure(f"the file « {said.text('file')} » in the folder of the service")
    scene.stage.load(scene.service, said.text("source"), file)


@does("chooses")
def chooses(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    for option in said.texts("options"):
        choose(actor, option, said.text("group"))


@does("unchooses")
def unchooses(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    for option in said.texts("options"):
        choose(actor, option, said.text("group"), on=False)


@does("filters")
def filters(scene: Scene, said: Said, _: Table) -> None:
    """Choose among filters, and apply them when the page does not by itself."""
    actor = scene.actor(said.who)
    before = actor.page.url
    chosen = choose(actor, said.text("option"), said.text("group"))
    if actor.opened.url != before or not chosen.count():
        return
    send = chosen.locator("xpath=ancestor::form").locator("button[type=submit]")
    if send.count():
        actor.activate(send.first)


@does("sorts")
def sorts(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    before = actor.page.url
    name = said.text("name")
    option = actor.page.locator("select option").filter(has_text=names.anywhere(name))
    if option.count():
        menu = option.first.locator("xpath=ancestor::select")
        actor.reveal(menu)
        menu.select_option(option.first.get_attribute("value"))
        actor.settle()
        send = menu.locator("xpath=ancestor::form").locator("button[type=submit]")
        if actor.opened.url == before and send.count():
            actor.activate(send.first)
        return
    actor.activate(finding.pressed(actor, name))


@does("searches")
def searches(scene: Scene, said: Said, _: Table) -> None:
    """Search the list of the screen, or the whole place when the screen has none of its own."""
    actor = scene.actor(said.who)
    page = actor.page
    wanted = names.anywhere(said.text("place")) if said.text("place") else None
    main = page.locator("main")
    if said.text("everywhere") or not (wanted or boxes(main).count()):
        actor.go("/")
    box = page.get_by_role("searchbox", name=wanted) if wanted else boxes(main)
    found = finding.first(actor, [box, boxes(page.locator("body"))])
    if found is None:
        raise StoryFailure("a search box")
    before = page.url
    actor.write(found, said.text("text"))
    found.press("Enter")
    actor.settle()
    if page.url == before:
        actor.opened.wait_for_timeout(400)  # searches while typing wait a little
        actor.settle()


@does("back")
def back(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    actor.page.go_back()
    actor.settle()


@does("reloads")
def reloads(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    actor.page.reload()
    actor.settle()


def answer(actor: Actor, name: str, value: str, scope: "finding.Scope | None" = None) -> None:
    """Give a field or a question its value: text, choice, choices, yes or no, a date."""
    group = finding.first(actor, list(groups(actor, name, scope)), 0)
    if group is not None:
        answer_group(actor, group, value)
        return
    field = finding.field(actor, name, scope)
    kind = field.evaluate("e => e.localName === 'select' ? 'select' : e.type")
    if kind == "select":
        select(field, value)
    elif kind in {"checkbox", "radio"}:
        if value.casefold() not in _YES | _NO:
            raise StoryFailure(f"yes or no for « {name} », not « {value} »")
        actor.tick(field, on=value.casefold() in _YES)
    elif not outside.choose_record(actor, field, value):
        actor.write(field, _as_day(value) if kind == "date" else value)


def _as_day(value: str) -> str:
    """Return `15/12/2026` as a calendar of the browser takes it."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else value


def _scope(actor: Actor, said: Said) -> "finding.Scope | None":
    if said.text("place") or said.text("landmark"):
        return finding.place(actor, said.text("place"), said.text("landmark"))
    return None


def _is_here(actor: Actor, name: str) -> bool:
    return actor.page.get_by_role("heading", level=1, name=names.exact(name)).count() > 0
