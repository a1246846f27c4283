import gzip
import hashlib
import re

import pytest

from lieucommun.design.colours import contrast

from .stylesheet import DARK, DARK_BY_DEVICE, LIGHT, SHEET, STATIC, declarations

GROUNDS = ("paper", "surface")
TEXTS = ("ink", "soft", "accent", "warm", "sun")
#: Text on a ground of its own.
PAIRS = [
    ("on-accent", "accent"),
    ("accent", "accent-soft"),
    ("warm", "warm-soft"),
    ("sun", "sun-soft"),
    ("ink", "accent-soft"),
    ("ink", "warm-soft"),
    ("ink", "sun-soft"),
    ("ink", "sunk"),
    ("soft", "sunk"),
    ("accent", "sunk"),
]
PARTS = ("edge", "focus", "accent", "warm")
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?:left|right|top|bottom|float|clear)\Z"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:min-|max-)?(?:width|height)\Z|overflow-[xy]\Z"
)
#: Scrolling of a wide table or file is along the line in every writing we support.
ALLOWED_PHYSICAL = {"overflow-x"}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize("ground", GROUNDS)
    @pytest.mark.parametrize("text", TEXTS)
    def test_text_is_readable(self, theme: dict[str, str], text: str, ground: str) -> None:
        assert contrast(theme[text], theme[ground]) >= 4.5

    @pytest.mark.parametrize(("text", "ground"), PAIRS)
    def test_text_on_colour_is_readable(
        self, theme: dict[str, str], text: str, ground: str
    ) -> None:
        assert contrast(theme[text], theme[ground]) >= 4.5

    @pytest.mark.parametrize("ground", GROUNDS)
    @pytest.mark.parametrize("part", PARTS)
    def test_edges_and_focus_are_visible(
        self, theme: dict[str, str], part: str, ground: str
    ) -> None:
        assert contrast(theme[part], theme[ground]) >= 3


def test_the_dark_theme_is_the_same_by_choice_and_by_device() -> None:
    assert DARK_BY_DEVICE == DARK
    assert DARK.keys() == LIGHT.keys()


@pytest.mark.parametrize("sheet", ["lieu.css", "reference.css"])
def test_nothing_is_tied_to_the_left_or_the_right(sheet: str) -> None:
    text = (STATIC / sheet).read_text("utf-8")
    names = {name for name, _ in declarations(text)}
    physical = {name for name in names if PHYSICAL.match(name)} - ALLOWED_PHYSICAL
    assert physical == set()
    sided = [value for name, value in declarations(text) if value in {"left", "right"}]
    assert sided == []


def test_letters_follow_the_reader_s_size() -> None:
    sizes = [value for name, value in declarations() if name in {"font-size", "font"}]
    assert [size for size in sizes if "px" in size] == []


def test_the_sheet_asks_for_nothing_else() -> None:
    assert "@import" not in SHEET
    assert "url(" not in SHEET


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        ("lieu.css", 30_000),
        ("reference.css", 2_000),
        ("lieu.js", 3_000),
        ("icon.svg", 1_000),
    ],
)
def test_files_stay_light(name: str, budget: int) -> None:
    assert (STATIC / name).stat().st_size <= budget


def test_htmx_is_the_published_one_and_light() -> None:
    (script,) = (STATIC / "vendor").glob("*.js")
    content = script.read_bytes()
    notice = (STATIC / "vendor" / "THIRD_PARTY.md").read_text("utf-8")
    assert hashlib.sha256(content).hexdigest() in notice
    assert script.name == "htmx-4.0.1.min.js"
    assert len(gzip.compress(content, 9, mtime=0)) <= 15_000
