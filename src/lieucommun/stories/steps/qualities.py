"""What a page is, whatever it says: readable from right to left, accessible, narrow enough."""

from importlib import import_module

from lieucommun.stories.failure import StoryFailure
from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said

from .conditions import code
from .known import Table, does

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
GEOMETRY = """() => {
  const faults = [];
  if (getComputedStyle(document.documentElement).direction !== 'rtl')
    faults.push('the direction of the document is not right to left');
  const box = selector => {
    const found = [...document.querySelectorAll(selector)].find(e => e.checkVisibility());
    return found ? found.getBoundingClientRect() : null;
  };
  const logo = box('header .brand, header a');
  if (logo && logo.left + logo.width / 2 < innerWidth / 2)
    faults.push('the logo is not on the right');
  const steps = [...document.querySelectorAll('nav.trail li')]
    .map(e => e.getBoundingClientRect());
  steps.slice(1).forEach((step, index) => {
    if (step.top === steps[index].top && step.left >= steps[index].left)
      faults.push('the breadcrumb does not run from right to left');
  });
  for (const input of document.querySelectorAll('input[type=checkbox], input[type=radio]')) {
    const words = input.labels[0]?.querySelector('span');
    if (!words || !input.checkVisibility()) continue;
    if (input.getBoundingClientRect().left < words.getBoundingClientRect().left)
      faults.push(`the box of « ${words.innerText} » is on the left of its label`);
  }
  return faults;
}"""


@does("right-to-left")
def right_to_left(scene: Scene, _: Said, __: Table) -> None:
    """Direction and geometry: axe sees nothing wrong in a page that is only half mirrored."""
    faults = scene.latest.page.evaluate(GEOMETRY)
    if faults:
        raise StoryFailure("a page that reads from right to left", faults)


@does("fits")
def fits(scene: Scene, _: Said, __: Table) -> None:
    beyond = scene.latest.page.evaluate(OVERFLOW)
    if beyond > 0:
        raise StoryFailure(f"a page as wide as the screen; it is {beyond} px wider")


@does("in-language")
def in_language(scene: Scene, said: Said, _: Table) -> None:
    wanted = code(said.text("language"))
    found = str(scene.latest.page.locator("html").get_attribute("lang"))
    if found.partition("-")[0] != wanted:
        raise StoryFailure(f"a page in {said.text('language')} (`{wanted}`); it says `{found}`")


@does("accessible")
def accessible(scene: Scene, _: Said, __: Table) -> None:
    """No violation found by axe; needs the package axe-playwright-python."""
    try:
        axe = import_module("axe_playwright_python.sync_playwright").Axe()
    except ImportError as missing:
        raise StoryFailure("the package axe-playwright-python, to look for faults") from missing
    with scene.latest.scripted() as page:
        found = axe.run(page)
    faults = [
        f"{fault['id']}: {fault['help']} ({fault['nodes'][0]['html'][:160]})"
        for fault in found.response["violations"]
    ]
    if faults:
        raise StoryFailure("a page without accessibility fault", faults)
