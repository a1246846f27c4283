"""The styles by which maps in a page follow its theme: `python -m lieucommun.kernel.maps`.

Everything that is drawn has its light colour as an attribute; these rules give the dark one where
the page is dark, and leave prints light. A browser without `light-dark()` keeps the attributes.
"""

import re
from fractions import Fraction
from itertools import chain

from .fills import style_of
from .palettes import INKS, MOST_CLASSES, RAMPS, colour, positions

#: For all that is not a class: the tokens of the pages, or an ink by its name.
TOKENS = """\
.drawn-map { display: block; max-inline-size: 100%; max-block-size: 46rem; }
.drawn-map { block-size: auto; font-family: var(--sans); }
.drawn-map.map-swatch { display: inline-block; flex: none; }
.drawn-map .map-land { fill: light-dark(land); }
.drawn-map .map-ground { fill: var(--surface); }
.drawn-map .map-borders { stroke: var(--surface); }
.drawn-map .map-edges, .drawn-map .map-frames { stroke: light-dark(edge); }
.drawn-map .map-outline { stroke: light-dark(outline); }
.drawn-map .map-hatch { stroke: light-dark(hatch); }
.drawn-map .map-ink { stroke: var(--ink); }
.drawn-map .map-ink-line, .drawn-map .map-soft-line { stroke: var(--soft); }
.drawn-map .map-halo, .drawn-map .map-haloed { stroke: var(--surface); }
.drawn-map .map-word { fill: var(--ink); }
.drawn-map .map-soft { fill: var(--soft); }
.drawn-map .map-ring { fill: var(--ink); stroke: var(--ink); }
.drawn-map .map-circle { fill: light-dark(circle); stroke: var(--surface); }
.drawn-map .map-less { fill: var(--surface); stroke: light-dark(less); }
.drawn-map a:is(:hover, :focus-visible) > path { stroke: var(--ink); stroke-width: .2%; }
.drawn-map a:focus-visible { outline: 3px solid var(--focus); }
"""
FORCED = """\
@media (forced-colors: active) {
  .drawn-map { forced-color-adjust: none; background: #fff; color-scheme: light; }
}
"""


def stylesheet() -> str:
    """Return the rules of every palette and of what surrounds it."""
    rules = [
        f".{style_of(name, float(place))} {{ fill: light-dark("
        f"{colour(name, place, 'light')}, {colour(name, place, 'dark')}); }}"
        for name in RAMPS
        for place in _places(name)
    ]
    inks = re.sub(r"light-dark\((\w+)\)", _ink, TOKENS)
    return inks + "\n".join(rules) + "\n" + FORCED


def _ink(named: re.Match[str]) -> str:
    light, dark = (getattr(INKS[theme], named[1]) for theme in ("light", "dark"))
    return f"light-dark({light}, {dark})"


def _places(name: str) -> list[Fraction]:
    """Return everywhere that a class may stand along a ramp."""
    counts = range(1, MOST_CLASSES + 1)
    asked = [positions(name, count) for count in counts]
    if RAMPS[name].diverging:
        asked += [positions(name, count, below) for count in counts for below in range(count + 1)]
    return sorted(set(chain.from_iterable(asked)))
