"""One person of a story: a browser of their own, and how they move in it."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .failure import StoryFailure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

VISITOR = "visitor"
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
LAPTOP = {"width": 1280, "height": 800}
PATIENCE = 8_000
#: Whoever has no account comes from a line of their own: what one sends is not held against the
#: others. (Invented persons can be entered from the machine itself only.)
_LINES = itertools.count(1)
_QUIET = 40
_MOST_TABS = 400
_FOCUSED = (
    "element => element === document.activeElement || element.contains(document.activeElement)"
)
_SHOWN_FOCUS = """element => {
  const style = getComputedStyle(document.activeElement || element);
  const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const box = document.activeElement.getBoundingClientRect();
  return (outline || style.boxShadow !== 'none') && box.width > 0 && box.height > 0;
}"""


@dataclass
class Actor:
    """A person, with or without an account; the browser opens at their first action."""

    name: str
    browser: "Browser"
    address: str
    service: str
    account: dict[str, str] = field(default_factory=dict)
    device: dict[str, int] = field(default_factory=lambda: LAPTOP)
    script: bool = True
    keyboard: bool = False
    language: str = ""
    easy: bool = False
    #: Where they come from, in the range of documentation (RFC 3849).
    line: str = field(default_factory=lambda: f"2001:db8:0:{next(_LINES) % 65_536:x}::1")
    file: bytes = b""
    file_name: str = ""
    _context: "BrowserContext | None" = None
    _page: "Page | None" = None
    _busy: int = 0

    @property
    def page(self) -> "Page":
        """The page this person looks at; opened on the service's home when there is none."""
        if self._page is None:
            self._start()
            self.go(f"/s/{self.service}/")
        return self.opened

    @property
    def opened(self) -> "Page":
        """The page as it is; raises StoryFailure when nothing was opened yet."""
        if self._page is None:
            raise StoryFailure(f"{self.name} has opened nothing yet")
        return self._page

    @property
    def begun(self) -> bool:
        return self._page is not None

    def go(self, path: str) -> int:
        """Open an address of the place and return the status of the answer."""
        if self._page is None:
            self._start()
        answer = self.opened.goto(self.address + path, wait_until="load")
        self.settle()
        return answer.status if answer else 0

    def adapt(self, **conditions: Any) -> None:
        """Change the device or the browser's means, keeping accounts, cookies and the page."""
        for name, value in conditions.items():
            setattr(self, name, value)
        if self._context is None or set(conditions) <= {"keyboard"}:
            return
        state, here = self._context.storage_state(), self.opened.url
        self._context.close()
        self._open_context(storage_state=state)
        if here.startswith(self.address):
            self.go(here.removeprefix(self.address))

    def network(self, *, there: bool) -> None:
        """Cut or restore the network of this person alone."""
        context = self.page.context
        context.set_offline(not there)

    @contextmanager
    def scripted(self) -> Iterator["Page"]:
        """Give the page as it is where scripts may look at it.

        In a browser without scripts, one that looks at the page would wait for ever: its HTML is
        opened anew where they run, its own scripts left out.
        """
        if self.script:
            yield self.page
            return
        html, here = self.page.content(), self.page.url
        context = self.browser.new_context(
            viewport=self.device,  # type: ignore[arg-type]
            storage_state=self.page.context.storage_state(),
        )
        try:
            page = context.new_page()
            page.route("**/*.js", lambda route: route.abort())
            page.route(here, lambda route: route.fulfill(body=html, content_type="text/html"))
            page.goto(here, wait_until="load")
            yield page
        finally:
            context.close()

    def settle(self) -> None:
        """Wait until the page asks nothing more of the server."""
        page = self.opened
        page.wait_for_timeout(_QUIET)
        for _ in range(PATIENCE // _QUIET):
            if self._busy <= 0:
                break
            page.wait_for_timeout(_QUIET)
        page.wait_for_load_state("domcontentloaded")

    def activate(self, target: "Locator") -> None:
        """Press a link or a button: with the mouse, or with the keyboard alone."""
        self.reveal(target)
        if self.keyboard:
            self.reach(target)
            box = target.evaluate("e => e.matches('input[type=checkbox],input[type=radio]')")
            self.opened.keyboard.press("Space" if box else "Enter")
        else:
            target.click(timeout=PATIENCE)
        self.settle()

    def tick(self, target: "Locator", *, on: bool = True) -> None:
        """Tick or untick a box, or choose a radio button."""
        self.reveal(target)
        if target.is_checked() == on:
            return
        if not self.keyboard:
            target.set_checked(on, timeout=PATIENCE)
        elif target.get_attribute("type") == "radio":
            self._choose_radio(target)
        else:
            self.reach(target)
            self.opened.keyboard.press("Space")
        self.settle()

    def write(self, target: "Locator", value: str) -> None:
        """Replace what a field holds."""
        self.reveal(target)
        plain = target.evaluate("e => !['date','time','datetime-local','range'].includes(e.type)")
        if self.keyboard and plain:
            self.reach(target)
            self.opened.keyboard.press("Control+A")
            self.opened.keyboard.press("Delete")
            self.opened.keyboard.type(value)
        else:
            target.fill(value, timeout=PATIENCE)

    def reach(self, target: "Locator") -> None:
        """Move the focus to an element with Tab alone, and see that it shows."""
        for _ in range(_MOST_TABS):
            if target.evaluate(_FOCUSED):
                break
            self.opened.keyboard.press("Tab")
        else:
            raise StoryFailure(f"a way with the Tab key to {_describe(target)}")
        if not target.evaluate(_SHOWN_FOCUS):
            raise StoryFailure(f"a visible focus on {_describe(target)}")

    def reveal(self, target: "Locator") -> None:
        """Unfold what hides an element, as a person would."""
        for _ in range(4):
            if target.is_visible():
                return
            folds = target.locator("xpath=ancestor::details[not(@open)]/summary")
            summary = folds.locator("visible=true").first
            if not summary.count():
                return
            if self.keyboard:
                self.reach(summary)
                self.opened.keyboard.press("Enter")
            else:
                summary.click(timeout=PATIENCE)

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
            self._context = self._page = None

    def _choose_radio(self, target: "Locator") -> None:
        name = target.get_attribute("name") or ""
        group = self.opened.locator(f'input[type=radio][name="{name}"]')
        held = group.and_(self.opened.locator(":checked"))
        self.reach(held.first if held.count() else group.first)
        if target.evaluate(_FOCUSED) and not target.is_checked():
            self.opened.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            self.opened.keyboard.press("ArrowDown")

    def _start(self) -> None:
        self._open_context()
        if self.account:
            self.sign_in()

    def sign_in(self) -> None:
        """Sign in through the place's own screens: the form, or an invented person's button."""
        if not self.account:
            raise StoryFailure(f"an account for {self.name}: name their role first")
        if "persona" in self.account:
            self.go(f"/personas/?next=/s/{self.service}/")
            name = re.escape(self.account["persona"])
            card = self.opened.get_by_role("article").filter(
                has=self.opened.get_by_role("heading", name=re.compile(f"^{name}$"))
            )
            self.activate(card.get_by_role("button").first)
            return
        self.go(f"/sign-in/?next=/s/{self.service}/")
        self.write(self.opened.locator("input[name=username]"), self.account["email"])
        self.activate(self.opened.locator("main summary"))
        self.write(self.opened.locator("input[name=password]"), self.account["password"])
        self.activate(self.opened.locator("main details button"))

    def _open_context(self, **options: Any) -> None:
        self._context = self.browser.new_context(
            locale=self.language or "fr-FR",
            viewport=self.device,  # type: ignore[arg-type]
            java_script_enabled=self.script,
            reduced_motion="reduce",
            accept_downloads=True,
            extra_http_headers={} if self.account else {"X-Forwarded-For": self.line},
            **options,
        )
        self._context.set_default_timeout(PATIENCE)
        if self.easy:
            chosen = {"name": "easy-to-read", "value": "1", "url": self.address}
            self._context.add_cookies([chosen])  # type: ignore[list-item]
        self._page = self._context.new_page()
        self._busy = 0
        self._page.on("request", lambda _: self._count(1))
        self._page.on("requestfinished", lambda _: self._count(-1))
        self._page.on("requestfailed", lambda _: self._count(-1))

    def _count(self, change: int) -> None:
        self._busy += change


def _describe(target: "Locator") -> str:
    text = target.evaluate(
        "e => e.ariaLabel || e.labels?.[0]?.innerText || e.innerText || e.name || ''"
    )
    return f"« {' '.join(str(text).split())[:80]} »"
