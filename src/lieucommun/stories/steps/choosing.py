"""How a person chooses: a box, a radio button, an option of a list, a link that filters."""

import re
from typing import TYPE_CHECKING

from lieucommun.stories import finding, names
from lieucommun.stories.actor import Actor
from lieucommun.stories.failure import StoryFailure

from . import outside

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def answer_group(actor: Actor, group: "Locator", value: str) -> None:
    """Answer a question made of several boxes: a record, a date, choices."""
    searched = group.locator("input[type=search]")
    if searched.count() and outside.choose_record(actor, searched.first, value):
        return
    if group.locator("[id$='-day']").count():
        parts = re.split(r"[^0-9:]+", value)
        for box, part in zip(group.locator("input").all(), parts, strict=False):
            actor.write(box, part)
        return
    for option in value.split(","):
        _tick(actor, option.strip(), group, on=True)


def choose(actor: Actor, option: str, group: str = "", *, on: bool = True) -> "Locator":
    """Choose an option: of a list, a box, a radio button, or a link; return what was chosen."""
    if not group:
        return _tick(actor, option, None, on=on)
    page = actor.page
    menus = finding.by_name(page, ("combobox", "listbox"), group)
    menu = finding.first(actor, [*groups(actor, group, None), *menus, *_folds(actor, group)])
    if menu is None:
        legends = page.locator("legend, main summary, label").all_inner_texts()
        raise StoryFailure(f"a group of choices named « {group} »", legends)
    if menu.evaluate("e => e.localName") == "select":
        select(menu, option)
        actor.settle()
        return menu
    return _tick(actor, option, menu, on=on)


def _tick(actor: Actor, option: str, group: "Locator | None", *, on: bool) -> "Locator":
    scope = group if group is not None else actor.page
    candidates = list(finding.by_name(scope, ("checkbox", "radio", "switch"), option))
    others = [
        candidate
        for pattern in (names.exact(option), names.start(option))
        for candidate in (
            scope.get_by_label(pattern).and_(scope.locator("input")),
            scope.get_by_role("link", name=pattern),
            scope.get_by_role("button", name=pattern),
            scope.locator("option").filter(has_text=pattern),
        )
    ]
    found = finding.first(actor, candidates + others)
    if found is None:
        labels = scope.locator("label, a, option").all_inner_texts()
        raise StoryFailure(f"a choice named « {option} »", labels)
    kind = found.evaluate("e => e.localName === 'input' ? e.type : e.localName")
    if kind == "option":
        select(found.locator("xpath=ancestor::select"), option)
        actor.settle()
    elif kind in {"checkbox", "radio"}:
        actor.tick(found, on=on)
    else:
        actor.activate(found)
    return found


def select(menu: "Locator", option: str) -> None:
    labels = [" ".join(text.split()) for text in menu.locator("option").all_inner_texts()]
    for pattern in (names.exact(option), names.start(option), names.anywhere(option)):
        for index, label in enumerate(labels):
            if pattern.search(label):
                menu.select_option(index=index)
                return
    raise StoryFailure(f"an option named « {option} »", labels)


def groups(actor: Actor, name: str, scope: "finding.Scope | None") -> list["Locator"]:
    """Return what may be the question of that name: boxes under one legend."""
    part = scope if scope is not None else actor.page
    return list(finding.by_name(part, ("group", "radiogroup"), name))


def _folds(actor: Actor, name: str) -> list["Locator"]:
    page = actor.page
    summary = page.locator("summary").filter(has_text=names.exact(name))
    # What a fold hides has no role yet.
    legend = page.locator("legend").filter(has_text=names.exact(name))
    return [
        summary.locator("xpath=.."),
        *finding.by_name(page, ("navigation", "list"), name),
        legend.locator("xpath=.."),
    ]


def boxes(part: "Locator") -> "Locator":
    # What a fold hides has no role yet.
    return part.get_by_role("searchbox").or_(part.locator("input[type=search]"))
