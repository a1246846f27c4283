"""Contrast between colours, and the palette that a place's accent colour gives.

Contrast is the WCAG 2.2 ratio of relative luminances (1 to 21).
"""

import re
from dataclasses import dataclass

TEXT_RATIO = 4.5
PARTS_RATIO = 3.0
HEX = re.compile(r"#?([0-9a-fA-F]{6})\Z")
LIGHT_GROUNDS = ("#faf8f3", "#ffffff", "#f1ede4")
DARK_GROUNDS = ("#14181d", "#1c2229", "#11151a")
Colour = tuple[float, float, float]


class UnreadableAccentError(ValueError):
    """An accent that would make text too pale to be read."""


@dataclass(frozen=True, slots=True)
class Accent:
    """Three colours for one ground: the accent, what is written on it, its pale version."""

    accent: str
    on_accent: str
    soft: str


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two "#rrggbb" colours."""
    lighter, darker = sorted((_luminance(_read(first)), _luminance(_read(second))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def accents(colour: str) -> tuple[Accent, Accent]:
    """Return the light and dark accents of a place, or raise UnreadableAccentError.

    The light one is the colour as given; the dark one is whitened until it can be read.
    """
    given = _read(colour)
    soft = _mix(given, (1, 1, 1), 0.86)
    light = Accent(_write(given), "#ffffff", _write(soft))
    worst = min(contrast(light.accent, ground) for ground in (*LIGHT_GROUNDS, light.soft))
    if worst < TEXT_RATIO:
        raise UnreadableAccentError(
            f"{light.accent}: contrast {worst:.1f}, expected at least {TEXT_RATIO}; darken it"
        )
    return light, _dark(given)


def _dark(given: Colour) -> Accent:
    soft = _write(_mix(given, _read(DARK_GROUNDS[0]), 0.72))
    share = 0.0
    while True:
        accent = _write(_mix(given, (1, 1, 1), share))
        if all(contrast(accent, ground) >= TEXT_RATIO for ground in (*DARK_GROUNDS, soft)):
            return Accent(accent, _write(_mix(given, (0, 0, 0), 0.75)), soft)
        share += 0.05


def _read(colour: str) -> Colour:
    match = HEX.match(colour)
    if match is None:
        raise UnreadableAccentError(
            f"{colour!r} is not a colour; expected six digits such as #0d5c4b"
        )
    digits = match[1]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _write(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _mix(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (a + (b - a) * share for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    threshold = 0.04045  # of sRGB (IEC 61966-2-1)
    return part / 12.92 if part <= threshold else ((part + 0.055) / 1.055) ** 2.4
