"""Find on a screen what a story names: by role and name, as a person or a screen reader would.

Candidates are tried from the strictest to the loosest, until one shows or patience ends.
"""

import re
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import names
from .actor import PATIENCE, Actor
from .failure import StoryFailure

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Scope = Locator | Page

LANDMARKS = {
    "le menu": "navigation",
    "the menu": "navigation",
    "la navigation": "navigation",
    "the navigation": "navigation",
    "l'en-tête": "banner",
    "the header": "banner",
    "le pied de page": "contentinfo",
    "the footer": "contentinfo",
    "le contenu": "main",
    "the content": "main",
}
TRAIL = ("le fil d'Ariane", "the breadcrumb")
REGIONS = (
    "region", "navigation", "search", "complementary", "form", "list", "table", "group",
    "radiogroup", "article", "figure", "dialog", "status", "tabpanel",
)  # fmt: skip
PRESSED = ("link", "button", "tab", "menuitem")
FILLED = ("textbox", "searchbox", "combobox", "spinbutton", "listbox")
TICKED = ("checkbox", "radio", "switch", "option")
_SHORT = 600
_PARTS = "self::article or self::li or self::section"
_OPENS_ITS_PART = """heading => {
  const part = heading.closest('article, li, section');
  return !!part && part.querySelector('h1, h2, h3, h4, h5, h6') === heading;
}"""
SEEN = """parts => parts.map(part => {
  const silent = 'script, style, template, option, select, textarea';
  let text = '', block = null;
  const blockOf = element => {
    while (element.parentElement && getComputedStyle(element).display.startsWith('inline'))
      element = element.parentElement;
    return element;
  };
  const add = (element, words) => {
    const here = blockOf(element);
    text += (here === block ? '' : '\\n') + words;
    block = here;
  };
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    const element = node.nodeType === 3 ? node.parentElement : node;
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    if (node.nodeType === 3) { if (!element.closest(silent)) add(element, node.data); }
    else if (element.localName === 'img') add(element, element.alt);
    else if (element.localName === 'svg') add(element, element.getAttribute('aria-label') || '');
    else if (element.localName === 'select')
      add(element, [...element.selectedOptions].map(o => o.label).join(', '));
    else if (element.matches('input:not([type=hidden],[type=checkbox],[type=radio]), textarea'))
      add(element, element.value);
  }
  return text;
})"""


def by_name(scope: "Scope", roles: Iterable[str], name: str) -> Iterator["Locator"]:
    """Yield candidates of some roles: of exactly that name, starting with it, containing it."""
    roles = tuple(roles)
    for pattern in (names.exact(name), names.start(name), names.anywhere(name)):
        for role in roles:
            yield scope.get_by_role(role, name=pattern)  # type: ignore[arg-type]


def first(
    actor: Actor, candidates: Iterable["Locator"], patience: int = PATIENCE
) -> "Locator | None":
    """Return the first candidate that shows, waiting for one; folds may hide the last resort."""
    tried = list(candidates)
    end = time.monotonic() + patience / 1000
    while True:
        for locator in tried:
            shown = locator.locator("visible=true")
            if shown.count():
                return shown.first
        for locator in tried:
            if locator.count() and _folded(locator.first):
                return locator.first
        if time.monotonic() > end:
            return None
        actor.opened.wait_for_timeout(50)


def pressed(actor: Actor, name: str, scope: "Scope | None" = None) -> "Locator":
    """Return a link, a button or a fold, from the main part of the screen first."""
    found = maybe_pressed(actor, name, scope)
    if found is None:
        raise StoryFailure(f"a link or a button named « {name} »", pressable(actor, scope))
    return found


def maybe_pressed(
    actor: Actor, name: str, scope: "Scope | None" = None, patience: int = PATIENCE
) -> "Locator | None":
    """Return a link, a button or a fold of that name, or None."""
    page = actor.page
    scopes: list[Scope] = [scope] if scope is not None else [page.locator("main"), page]
    candidates = []
    for pattern in (names.exact(name), names.start(name), names.anywhere(name)):
        for part in scopes:
            candidates += [_role(part, role, pattern) for role in PRESSED]
            # What a fold hides has no role yet: found by its text, it is unfolded first.
            candidates.append(part.locator("summary, a[href], button").filter(has_text=pattern))
    return first(actor, candidates, patience)


def pressable(actor: Actor, scope: "Scope | None" = None) -> list[str]:
    """Return the names of what could be pressed instead."""
    part = scope if scope is not None else actor.opened.locator("main")
    texts = part.locator("a[href], button, summary").all_inner_texts()
    return [" ".join(text.split()) for text in texts if text.strip()]


def region(actor: Actor, name: str, patience: int = PATIENCE) -> "Locator | None":
    """Return the part of the screen of that name: a landmark, a list, what a heading heads."""
    page = actor.page
    exactly = names.exact(name)
    headed = page.get_by_role("heading", name=exactly)
    line = page.get_by_role("link", name=exactly)
    candidates = [
        *(_role(page, role, exactly) for role in REGIONS),
        headed,
        page.locator("summary").filter(has_text=exactly).locator("xpath=.."),
        page.locator("dt").filter(has_text=exactly).locator("xpath=following-sibling::dd[1]"),
        *(_role(page, role, names.start(name)) for role in (*REGIONS, "row")),
        line.locator("xpath=ancestor::*[self::li or self::tr or self::article][1]"),
    ]
    found = first(actor, candidates, patience)
    if found is not None and found.evaluate("e => /^h[1-6]$/.test(e.localName)"):
        return _under_heading(found)
    return found


def place(actor: Actor, name: str, landmark: str = "") -> "Scope":
    """Return where « dans X » looks; the page of that name is opened when the screen has no X."""
    page = actor.page
    if landmark in TRAIL:
        return page.locator("nav.trail")
    if landmark:
        return page.get_by_role(LANDMARKS[landmark])  # type: ignore[arg-type]
    if not name:
        return page
    if found := region(actor, name, _SHORT):
        return found
    if page.get_by_role("heading", level=1, name=names.exact(name)).count():
        return page.locator("main")
    link = maybe_pressed(actor, name, patience=_SHORT)
    if link is None:
        headings = page.get_by_role("heading").all_inner_texts()
        raise StoryFailure(f"a part of the screen, or a page, named « {name} »", headings)
    actor.activate(link)
    return region(actor, name, _SHORT) or actor.opened.locator("main")


def field(actor: Actor, name: str, scope: "Scope | None" = None) -> "Locator":
    """Return the field of that label."""
    part = scope if scope is not None else actor.page
    candidates = []
    for pattern in (names.exact(name), names.start(name), names.anywhere(name)):
        candidates += [_role(part, role, pattern) for role in FILLED]
        candidates.append(part.get_by_label(pattern))
    found = first(actor, candidates)
    if found is None:
        labels = actor.opened.locator("label, legend").all_inner_texts()
        raise StoryFailure(f"a field named « {name} »", labels)
    return found


def seen(scope: "Scope") -> str:
    """Return all that shows in a part of the screen: texts, words of images, what fields hold."""
    part = scope.locator("body") if hasattr(scope, "goto") else scope
    return "\n".join(part.evaluate_all(SEEN))


def shown_texts(actor: Actor) -> list[str]:
    """Return the lines of the main part of the screen, to say what was there instead."""
    main = actor.opened.locator("main")
    text = seen(main if main.count() else actor.opened)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _role(scope: "Scope", role: str, pattern: re.Pattern[str]) -> "Locator":
    return scope.get_by_role(role, name=pattern)  # type: ignore[arg-type]


def _folded(locator: "Locator") -> bool:
    return bool(locator.evaluate("e => !!e.closest('details:not([open])')"))


def _under_heading(heading: "Locator") -> "Locator":
    """Return what a heading heads: the section it opens, or what follows until its next equal."""
    if heading.evaluate(_OPENS_ITS_PART):
        return heading.locator(f"xpath=ancestor::*[{_PARTS}][1]")
    rank = str(heading.evaluate("e => e.localName"))
    before = heading.evaluate(
        "e => [...e.parentElement.children].filter(c => c.localName === e.localName).indexOf(e) + 1"
    )
    return heading.locator(f"xpath=following-sibling::*[count(preceding-sibling::{rank})={before}]")
