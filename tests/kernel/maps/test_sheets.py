"""A map that stands alone tells everything: title, legend, scale, sources, date."""

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

from lieucommun.kernel import maps
from lieucommun.kernel.territories import contours

from .drawings import SVG, a_map, parsed, square
from .test_circles import CIRCLES


def words(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in parsed(svg).iter(f"{SVG}text")]


def boxes(svg: str) -> list[tuple[float, float]]:
    """Return where the words of the sheet itself begin (those of the drawing have their own)."""
    inner = {id(each) for drawing in parsed(svg).findall(f"{SVG}svg") for each in drawing.iter()}
    return [
        (float(each.get("x", 0)), float(each.get("y", 0)))
        for each in parsed(svg).iter(f"{SVG}text")
        if id(each) not in inner
    ]


def test_everything_is_told() -> None:
    svg = maps.sheet(a_map(circles=CIRCLES))
    assert svg.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert words(svg) == [
        "Grants per inhabitant",
        "5 km",
        "Euros per inhabitant",
        "4 to 7 (4)",
        "2 to 4 (2)",
        "0 to 2 (2)",
        "No data (1)",
        "Grants, in millions of euros",
        "100 M€",
        "25 M€",
        "5 M€",
        "Fall",
        "Source: a ministry, 2018",
        "27 November 2026",
    ]


def test_overseas_frames_are_said_to_have_their_scale() -> None:
    country = a_map(shapes=contours.shapes("departement"))
    assert "Overseas: each at its own scale" in words(maps.sheet(country))
    assert "Overseas: each at its own scale" not in words(maps.sheet(a_map()))


def test_a_long_title_and_a_wide_map_stay_on_the_sheet() -> None:
    long = " ".join(["Dotations"] * 40) + "é" * 200
    wide = a_map(shapes=[square(f"{each:03d}", each) for each in range(8)], title=long)
    for svg in (maps.sheet(wide), maps.sheet(a_map(title=long, sources=[long] * 3))):
        root = parsed(svg)
        height = float(root.get("viewBox", "").split()[3])
        assert all(0 < x < 1000 and 0 < y < height for x, y in boxes(svg))
        assert len(words(svg)) > 8


def test_counts_have_their_thousands_apart() -> None:
    one = maps.Class(Decimal(0), Decimal(7), "0 to 7", 34935)
    drawn = a_map(classes=[one], words=maps.Words(thousands="\u202f"))
    assert "0 to 7 (34\u202f935)" in words(maps.sheet(drawn))


def test_a_language_that_runs_left_begins_at_the_right() -> None:
    arabic = maps.Words(missing="لا بيانات", kilometres="{count} كم", language="ar")
    svg = maps.sheet(a_map(title="الإعانات لكل ساكن", words=arabic))
    root = parsed(svg)
    title = next(root.iter(f"{SVG}text"))
    assert (title.get("x"), title.get("text-anchor")) == ("964", "end")
    assert "".join(title.itertext()) == "\u2067الإعانات لكل ساكن\u2069"
    drawing = root.find(f"{SVG}svg")
    assert drawing is not None
    assert float(drawing.get("x", 0)) > 250
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


def test_the_rows_of_a_page_say_the_same_as_the_sheet() -> None:
    drawn = a_map()
    rows = [f"{row.label} ({row.count})" for row in maps.rows(drawn)]
    assert [each for each in words(maps.sheet(drawn)) if each in rows] == rows
    for row in maps.rows(replace(drawn, patterns=True)):
        swatch = ET.fromstring(row.swatch)  # noqa: S314 - ours
        assert swatch.get("aria-hidden") == "true"
