"""Look at every page of the network of labs, in three languages: `python -m tools.crawl`.

Every address that a page links to under /s/reseau/ and the place's own screens is opened; axe,
the width of a phone, the Nu validator, the weight and the answers are written in one table.
Other addresses are only asked whether they answer. Ends with 1 when something is at fault.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import click
from playwright.sync_api import sync_playwright

from lieucommun.stories.place import Place
from lieucommun.stories.running import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.journeys.looking import geometry, validated, violations
from tests.journeys.pages import LANGUAGES, in_language

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
STARTS = ("/", "/services/", "/design/", "/s/reseau/", "/s/utilo/", "/s/utilo/_folder/")
OPENED = ("/s/reseau/", "/about/", "/design/", "/search/", "/s/utilo/")
#: Links that change the visit, not the page.
_SWITCHES = ("lang=", "easy=")


@dataclass
class Crawl:
    """What one language showed: faults by page, bytes by page, addresses that did not answer."""

    language: str
    pages: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def heaviest(self) -> tuple[int, str]:
        return max(((size, path) for path, size in self.pages.items()), default=(0, ""))


def crawl(context: "BrowserContext", address: str, language: str) -> Crawl:
    """Open every page that can be reached, and ask every other link whether it answers."""
    found, page = Crawl(language), context.new_page()
    waiting, known = list(STARTS), set(STARTS)
    while waiting:
        path = waiting.pop(0)
        click.echo(
            f"\r{language}: {len(found.pages)} pages, {len(waiting)} to go ", nl=False, err=True
        )
        links = list(_look(page, address, path, found))
        for link in links:
            if link in known:
                continue
            known.add(link)
            if _is_page(link):
                waiting.append(link)
            else:
                status = context.request.get(address + link).status
                if status >= 400:  # noqa: PLR2004 - HTTP
                    found.broken[link] = f"{status}, linked from {path}"
    page.close()
    click.echo("", err=True)
    return found


def _look(page: "Page", address: str, path: str, found: Crawl) -> Iterator[str]:
    page.set_viewport_size({"width": 1280, "height": 800})
    answer = page.goto(address + in_language(path, found.language), wait_until="load")
    if answer is None or not answer.ok:
        found.broken[path] = str(answer.status if answer else "no answer")
        return
    text = answer.text()
    found.texts[path] = text
    found.pages[path] = _weight(page)
    faults = violations(page)
    for width in (1280, 360):
        faults += geometry(page, found.language, width)
    if faults:
        found.faults[path] = faults
    for link in page.locator("a[href]").evaluate_all("links => links.map(a => a.href)"):
        whole = urldefrag(urljoin(address, link))[0]
        parts = urlsplit(whole)
        if whole.startswith(address) and not any(name in parts.query for name in _SWITCHES):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _weight(page: "Page") -> int:
    """Bytes of a page with all it loaded, compressed, from the browser's own timings."""
    return int(
        page.evaluate(
            "() => [...performance.getEntriesByType('navigation'),"
            " ...performance.getEntriesByType('resource')]"
            ".reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0)"
        )
    )


def _is_page(link: str) -> bool:
    return "?" not in link and link.startswith(OPENED) and not link.endswith("/feed/")


def _validate(crawls: list[Crawl]) -> None:
    with tempfile.TemporaryDirectory(prefix="lieu-crawl-") as folder:
        names: dict[str, tuple[Crawl, str]] = {}
        for one in crawls:
            for index, (path, text) in enumerate(one.texts.items()):
                name = f"{one.language}-{index}.html"
                names[name] = (one, path)
                (Path(folder) / name).write_text(text, "utf-8")
        for line in validated(Path(folder)):
            name, _, fault = line.partition(":")
            one, path = names[name]
            one.faults.setdefault(path, []).append(f"html {fault}")


def _table(crawls: list[Crawl]) -> str:
    lines = ["language  pages  pages at fault  faults  broken links  heaviest page"]
    for one in crawls:
        size, path = one.heaviest
        faults = sum(map(len, one.faults.values()))
        lines.append(
            f"{one.language:<8}  {len(one.pages):>5}  {len(one.faults):>14}  {faults:>6}  "
            f"{len(one.broken):>12}  {size / 1000:.0f} kB {path}"
        )
    return "\n".join(lines)


@click.command()
@click.option("--address", default="", help="A place already open; without it, one is opened.")
@click.option("--language", "languages", multiple=True, default=LANGUAGES, show_default=True)
def main(address: str, languages: tuple[str, ...]) -> None:
    """Look at every page of the network of labs; exit with 1 when something is at fault."""
    if address:
        crawls = _crawled(address.rstrip("/"), languages)
    else:
        with Place(services=ROOT / "services") as place:
            crawls = _crawled(place.address, languages)
    _validate(crawls)
    for one in crawls:
        told: Counter[str] = Counter()
        for path, faults in one.faults.items():
            for fault in faults:
                told[fault] += 1
                if told[fault] == 1:
                    click.echo(f"{one.language} {path}: {fault}")
        for path, reason in one.broken.items():
            click.echo(f"{one.language} {path}: broken, {reason}")
    click.echo(_table(crawls))
    sys.exit(1 if any(one.faults or one.broken for one in crawls) else 0)


def _crawled(address: str, languages: tuple[str, ...]) -> list[Crawl]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS)
        )
        found = []
        for language in languages:
            context = browser.new_context(reduced_motion="reduce")
            found.append(crawl(context, address, language))
            context.close()
        browser.close()
    return found


if __name__ == "__main__":
    main()
