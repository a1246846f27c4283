"""What a machine can see wrong in a screen held in one hand, at night, with cold fingers."""

from typing import TYPE_CHECKING

from tests.journeys.looking import geometry, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE, DESK = 360, 1280
HAND = {"width": PHONE, "height": 740}
FINGER = 44
_SMALL = """least => [...document.querySelectorAll(
    'a, button, select, textarea, summary, input, .choices label, .leaflet-bar a')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.classList.contains('hidden'))
  .filter(e => !['checkbox', 'radio'].includes(e.type))
  .filter(e => !e.closest('.leaflet-marker-pane, .leaflet-overlay-pane'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < least - .5 || box.width < least - .5))
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} is ${box.width} by ${box.height}`)"""
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_FAR = """() => [...document.querySelectorAll('.thumb .button-main, .search-foot input')]
  .filter(e => e.checkVisibility())
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.top < innerHeight / 2 || box.bottom > innerHeight + .5)
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} stands at ${box.top}`)"""
_LUMINANCE = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const of = colour => {
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return parts[0] * .2126 + parts[1] * .7152 + parts[2] * .0722;
  };
  const style = getComputedStyle(document.body);
  const page = style.backgroundColor === 'rgba(0, 0, 0, 0)'
    ? getComputedStyle(document.documentElement).backgroundColor : style.backgroundColor;
  const bright = [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && !e.closest('.pad, .leaflet-container, img'))
    .filter(e => !e.matches('.button-main, .button-main *'))
    .map(e => [e, e.getBoundingClientRect(), getComputedStyle(e).backgroundColor])
    .filter(([, box, colour]) => box.width * box.height > 40000 && !/, 0\\)$/.test(colour))
    .filter(([, , colour]) => of(colour) > .1)
    .map(([e, , colour]) => `${e.outerHTML.slice(0, 90)} is ${colour}`);
  return {page: of(page), text: of(style.color), bright};
}"""


def faults(page: "Page", language: str) -> list[str]:
    """Return what is wrong: axe, what does not fit or mirror, what a finger misses, what is far."""
    found = violations(page)
    found += geometry(page, language, DESK)
    found += geometry(page, language, PHONE)
    page.set_viewport_size(HAND)  # type: ignore[arg-type]
    found += [f"too small: {each}" for each in page.evaluate(_SMALL, FINGER)]
    found += [f"out of the thumb's reach: {each}" for each in page.evaluate(_FAR)]
    found += enlarged(page)
    return found


def enlarged(page: "Page") -> list[str]:
    """Return what goes past the edge of the screen when its text is twice as large."""
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    beyond = page.evaluate(_WIDER)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return [f"at 200 %: {beyond} px wider than the screen"] if beyond > 0 else []


def too_bright(page: "Page") -> list[str]:
    """Return what dazzles at night."""
    seen = page.evaluate(_LUMINANCE)
    found = [f"at night: {each}" for each in seen["bright"]]
    if seen["page"] > 0.05 or seen["text"] < 0.5:
        found.append(f"at night: page {seen['page']:.3f}, text {seen['text']:.3f}")
    return found


def unfocused(page: "Page") -> list[str]:
    """Return where the focus is, when a new screen did not give it to its heading."""
    inside = "document.activeElement.closest('h1, .summary-errors') !== null"
    if page.evaluate(inside):
        return []
    return [f"the focus is on {page.evaluate('document.activeElement.outerHTML.slice(0, 90)')}"]
