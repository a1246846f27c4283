"""The styles of pages name everything that is drawn, and stay light."""

import gzip
import re
import subprocess
import sys
from dataclasses import replace

from lieucommun.kernel import maps
from lieucommun.kernel.maps.fills import style_of
from lieucommun.kernel.maps.palettes import MOST_CLASSES, RAMPS, positions
from lieucommun.kernel.maps.styling import stylesheet
from lieucommun.kernel.territories import contours

from .drawings import a_map, square
from .test_circles import CIRCLES

#: Groups that are there for who writes styles, or filled by what they hold.
UNSTYLED = {"map-pattern", "map-missing", "map-circle-key", "map-title"}


def test_whatever_is_drawn_has_its_style() -> None:
    styles = set(re.findall(r"\.(map-[\w-]+|drawn-map)", stylesheet()))
    full = a_map(circles=CIRCLES, around=[square("x", 3)], parents=[square("p", 0, side=30)])
    country = replace(full, shapes=contours.shapes("region"))
    for drawn in (full, replace(full, patterns=True), replace(full, classes=()), country):
        svg = (
            maps.draw(drawn) + maps.circle_key(drawn) + "".join(r.swatch for r in maps.rows(drawn))
        )
        used = {name for each in re.findall(r'class="([^"]+)"', svg) for name in each.split()}
        assert used - styles - UNSTYLED == set()


def test_every_class_of_every_palette_has_its_colour() -> None:
    styles = set(re.findall(r"\.(map-[\w-]+)", stylesheet()))
    for name, ramp in RAMPS.items():
        for count in range(1, MOST_CLASSES + 1):
            sides = [None, *(range(count + 1) if ramp.diverging else ())]
            for below in sides:
                named = {style_of(name, float(at)) for at in positions(name, count, below)}
                assert named <= styles


def test_styles_are_printed_for_the_pages_and_light() -> None:
    command = [sys.executable, "-m", "lieucommun.kernel.maps"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed == stylesheet()
    assert len(gzip.compress(printed.encode())) < 2_500
