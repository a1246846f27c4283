"""A telephone of the field, driven as someone who holds it would."""

import io
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

#: Only ends what hangs: a busy machine is slow, not wrong.
ALLOWANCE = 60
PHONE: Any = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "fr-FR"}
_CONTROLLED = "!!navigator.serviceWorker.controller"
#: Reads a store of the device that the app is.
_READ = """async ([store, device]) => {
  const all = (await indexedDB.databases()).map(({name}) => name).filter(n => /^lieu-field/.test(n));
  const name = all.find(each => !device || each.includes(device)) ?? '';
  if (!name) return [];
  const base = await new Promise(d => {
    const r = indexedDB.open(name); r.onsuccess = () => d(r.result);
  });
  try {
    return await new Promise((d, f) => {
      const q = base.transaction(store).objectStore(store).getAll();
      q.onsuccess = () => d(q.result); q.onerror = () => f(q.error);
    });
  } finally { base.close(); }
}"""  # noqa: E501
_FILES = f"async asked => (await ({_READ})(asked)).map(({{owner, name}}) => [owner, name])"


def until(found: Callable[[], object], what: str, seconds: float = ALLOWANCE) -> float:
    """Wait until something is so, and return how long it took."""
    begun = time.monotonic()
    while not found():
        assert time.monotonic() - begun < seconds, f"still not: {what}"
        time.sleep(0.05)
    return time.monotonic() - begun


@dataclass
class Device:
    """The app on one device; `page` is the tab in front."""

    context: "BrowserContext"
    app: str
    page: "Page" = field(init=False)
    #: What the browser complained of, when nothing had failed on purpose.
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(ALLOWANCE * 1000)
        self.page = self.tab()

    def tab(self) -> "Page":
        """Open one more tab, empty."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{error} {error.stack}"))
        return page

    def enter(self, key: str) -> None:
        """Open the app with a key, and wait until it can do without a network."""
        self.page.goto(f"{self.app}#key={key}")
        self.page.locator(".thumb a").first.wait_for()
        until(lambda: self.page.evaluate(_CONTROLLED), "kept by a service worker")
        self.settle()

    def settle(self) -> None:
        """Wait until everything that the place gives has come."""
        until(lambda: len(self.store("forms")) >= 2, "the forms on the device")
        until(lambda: self.store("records"), "the records on the device")
        until(lambda: self.pill == "À jour", f"up to date, not {self.pill}")

    def home(self) -> None:
        """Open the app as one taps its picture."""
        self.page.goto("about:blank")
        self.page.goto(self.app)
        self.page.locator(".thumb a").first.wait_for()

    def go(self, to: str) -> None:
        """Go to a screen by its address."""
        self.page.goto(f"{self.app}#/{to}")

    @property
    def pill(self) -> str:
        return self.page.locator(".pill").inner_text().strip()

    def link(self, name: str) -> "Locator":
        return self.page.get_by_role("link", name=name, exact=True)

    def button(self, name: str) -> "Locator":
        return self.page.get_by_role("button", name=name, exact=True)

    def begin(self, name: str, *, photo: bytes | None = None) -> None:
        """Fill in an encounter with someone new, without saving it."""
        self.link("Rencontre").click()
        self.page.get_by_label(re.compile("^Surnom")).fill(name)
        if photo is not None:
            self.photograph(photo)

    def photograph(self, photo: bytes) -> None:
        """Answer the question of the picture."""
        given: Any = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo}
        self.page.set_input_files("[data-kind=image] input[type=file]", given)
        self.page.locator(".taken-picture").wait_for()

    def agree(self) -> None:
        """Say that the person agrees to sharing."""
        asked = self.page.locator("fieldset").filter(has_text="Accord de partage")
        asked.get_by_text("Oui", exact=True).click()

    def save(self) -> None:
        """Save at once, and wait until the device has it."""
        self.button("Enregistrer maintenant").click()
        self.page.locator(".notice-success", has_text="Enregistré sur cet appareil").wait_for()

    def encounter(self, name: str, *, photo: bytes | None = None, shared: bool = False) -> None:
        """Fill in a whole encounter from home, through the screens."""
        self.begin(name, photo=photo)
        if shared:
            self.agree()
        self.save()

    def send(self) -> None:
        """Ask to send now, unless all of it went by itself meanwhile."""
        self.go("outbox")
        self.page.locator("h1", has_text="Envois").wait_for()
        self.page.evaluate("document.querySelector('.thumb .button-main')?.click()")

    def all_sent(self) -> float:
        """Wait until nothing waits."""
        return until(lambda: self.pill == "À jour", "all sent")

    def store(self, name: str, device: str = "") -> list[Any]:
        """Return what the device keeps in one of its stores."""
        found: list[Any] = self.page.evaluate(_READ, [name, device])
        return found

    def files(self) -> set[tuple[str, str]]:
        """Return the files that the device keeps: whose they are, and their names."""
        return {(owner, name) for owner, name in self.page.evaluate(_FILES, ["blobs", ""])}

    def states(self) -> list[str]:
        """Return the states of what was finished here, the first first."""
        return [item["state"] for item in self.store("outbox")]


@lru_cache
def _grain() -> Image.Image:
    drawn = random.Random(1)  # noqa: S311 - a picture, not a secret
    small = Image.frombytes("RGB", (300, 225), drawn.randbytes(300 * 225 * 3))
    return small.resize((2400, 1800), Image.Resampling.BICUBIC)


def photo(number: int) -> bytes:
    """Return a photograph of about a megabyte, 2,400 pixels wide, unlike any other number's."""
    picture = _grain().copy()
    picture.paste((number * 6 % 256, 40, 255 - number * 6 % 256), (0, 0, 1200, 300))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=88)
    return written.getvalue()
