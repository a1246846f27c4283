"""Colours keep their order for every eye, in light and in dark."""

from itertools import pairwise

import pytest

from lieucommun.kernel.maps.map import Theme
from lieucommun.kernel.maps.palettes import (
    INKS,
    MOST_CLASSES,
    RAMPS,
    _to_lab,
    colours,
    linear,
    positions,
)

#: Machado, Oliveira and Fernandes (2009), severity 1: what each eye makes of linear light.
EYES = {
    "every cone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
THEMES: tuple[Theme, ...] = ("light", "dark")
SEQUENTIAL = [name for name, ramp in RAMPS.items() if not ramp.diverging]
DIVERGING = [name for name, ramp in RAMPS.items() if ramp.diverging]
JUST_SEEN = 0.045  # twice what an eye tells apart side by side, in OKLab


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    """Return what an eye sees of a colour, in OKLab."""
    light = linear(colour)
    mixed = [sum(part * each for part, each in zip(row, light, strict=True)) for row in EYES[eye]]
    levels = [min(max(each, 0.0), 1.0) for each in mixed]
    shown = "#" + "".join(
        f"{round(255 * (12.92 * x if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055)):02x}"
        for x in levels
    )
    return _to_lab(shown)


def apart(one: str, other: str, eye: str) -> float:
    pairs = zip(seen(one, eye), seen(other, eye), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", SEQUENTIAL)
def test_more_is_always_darker_in_light_and_lighter_in_dark(
    name: str, eye: str, theme: Theme
) -> None:
    for count in range(2, MOST_CLASSES + 1):
        lights = [seen(each, eye)[0] for each in colours(name, count, theme)]
        steps = [after - before for before, after in pairwise(lights)]
        assert all((step < 0) == (theme == "light") for step in steps)
        assert min(map(abs, steps)) > JUST_SEEN


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", DIVERGING)
def test_the_two_sides_of_a_middle_are_told_apart(name: str, eye: str, theme: Theme) -> None:
    for count in range(2, MOST_CLASSES + 1):
        found = colours(name, count, theme)
        assert all(apart(a, b, eye) > JUST_SEEN for a, b in pairwise(found))
        assert all(
            apart(found[rank], found[-1 - rank], eye) > JUST_SEEN for rank in range(count // 2)
        )


def test_a_class_far_below_is_as_strong_as_one_far_above() -> None:
    assert list(map(float, positions("balance", 5))) == [0, 0.25, 0.5, 0.75, 1]
    assert list(map(float, positions("balance", 4))) == [0, 0.25, 0.75, 1]
    assert list(map(float, positions("balance", 4, 1))) == pytest.approx([1 / 3, 2 / 3, 5 / 6, 1])
    assert list(map(float, positions("balance", 3, 3))) == pytest.approx([0, 1 / 6, 1 / 3])
    assert colours("balance", 2, "light", 0)[1] == colours("balance", 5, "light")[-1]


def test_one_class_stands_in_the_middle_and_none_is_nothing() -> None:
    assert [len(colours(name, 0, "light")) for name in RAMPS] == [0] * len(RAMPS)
    assert list(map(float, positions("accent", 1))) == [0.5]
    assert colours("accent", 3, "light")[0] == RAMPS["accent"].light[0]
    with pytest.raises(ValueError, match="8 classes"):
        colours("accent", 8, "light")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", RAMPS)
def test_no_class_looks_like_land_without_figures(name: str, theme: Theme) -> None:
    land = INKS[theme].land
    for count in range(1, MOST_CLASSES + 1):
        for each in colours(name, count, theme):
            assert apart(each, land, "every cone") > 0.02, (count, each)


def contrast(one: str, other: str) -> float:
    """Return the ratio of WCAG 2.2."""
    lights = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in map(linear, (one, other))
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_words_lines_and_circles_are_seen_on_the_ground(theme: Theme) -> None:
    inks = INKS[theme]
    assert contrast(inks.ink, inks.surface) > 7
    assert contrast(inks.soft, inks.surface) > 4.5
    for each in (inks.outline, inks.circle, inks.less):
        assert contrast(each, inks.surface) > 3
        assert contrast(each, inks.land) > 3
    assert contrast(inks.hatch, inks.land) > 3
