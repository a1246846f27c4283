"""Charts: what is drawn, what is said of it, and its table, in any direction and size."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import ImageFont

from lieucommun.kernel.documents.charts import Bar, Bars, Distribution, Drawn, Line, Lines, draw
from lieucommun.kernel.documents.charts.canvas import WIDTHS, Canvas, Size
from lieucommun.kernel.documents.charts.drawing import FONTS

from .chart_samples import BARS, CHARTS, DOTS, EMPTY, GROUPED, LINES, SPREAD, STACKED, STANDING

SVG = "{http://www.w3.org/2000/svg}"
SIZES: tuple[Size, ...] = ("small", "wide", "print", "half")
_SHIFT = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)")
PAINT = re.compile(r"none|var\(--(?:ink|soft|line|edge|accent|warm|surface), #[0-9a-f]{6}\)")


@cache
def drawn(name: str, size: Size = "small", language: str = "en") -> Drawn:
    return draw({**CHARTS, **{f"no-{key}": each for key, each in EMPTY.items()}}[name],
                language, size=size, prefix=f"c-{name}")  # fmt: skip


def root(chart: Drawn) -> etree._Element:
    return etree.fromstring(chart.svg)


def words(chart: Drawn) -> list[str]:
    return ["".join(each.itertext()) for each in root(chart).iter(f"{SVG}text")]


def places(
    element: etree._Element, x: float = 0, y: float = 0
) -> Iterator[tuple[float, float, etree._Element]]:
    """Yield each text with where it stands in the drawing."""
    if found := _SHIFT.match(element.get("transform") or ""):
        x, y = x + float(found[1]), y + float(found[2])
    if element.tag == f"{SVG}text":
        yield x, y, element
    for child in element:
        yield from places(child, x, y)


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf", size)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_word_is_whole_and_large_enough(name: str, size: Size, language: str) -> None:
    picture = root(drawn(name, size, language))
    width, height = (float(picture.get(each) or 0) for each in ("width", "height"))
    assert width == WIDTHS[size]
    for x, y, element in places(picture):
        letters = float((element.get("font-size") or "0px").removesuffix("px"))
        assert letters >= 11
        lines = [each.text or "" for each in element.iter(f"{SVG}tspan")] or [element.text or ""]
        long = max(
            _font(letters, bold=element.get("font-weight") == "bold").getlength(line)
            for line in lines
        )
        anchor = element.get("text-anchor") or "start"
        left = x - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
        assert -2 <= left <= left + long <= width + 2, lines
        assert 0 <= y <= height, lines


@pytest.mark.parametrize("name", [*CHARTS, *(f"no-{each}" for each in EMPTY)])
@pytest.mark.parametrize("size", SIZES)
def test_a_drawing_is_one_image_with_a_name_and_a_sentence(name: str, size: Size) -> None:
    chart = drawn(name, size)
    picture = root(chart)
    ids = [each.get("id") for each in picture.iter() if each.get("id")]
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"c-{name}-title c-{name}-words"
    assert len(ids) == len(set(ids))
    assert all(each.startswith(f"c-{name}-") for each in ids)
    assert [each.text for each in picture[:2]] == [chart.title, chart.description]
    assert chart.description.endswith(".")
    assert not {"class", "style"} & {key for each in picture.iter() for key in each.attrib}
    assert not [key for each in picture.iter() for key in each.attrib if "href" in key]
    assert re.findall(r"https?://(?!www\.w3\.org/)", chart.svg) == []
    vl_convert.svg_to_png(chart.svg)


@pytest.mark.parametrize("name", CHARTS)
def test_a_page_gives_its_colours_and_its_font(name: str) -> None:
    for size in ("small", "wide"):
        picture = root(drawn(name, size))
        paints = {each.get(key) for each in picture.iter() for key in ("fill", "stroke")} - {None}
        assert [paint for paint in paints if not PAINT.fullmatch(str(paint))] == []
        assert "font-family" not in {key for each in picture.iter() for key in each.attrib}


@pytest.mark.parametrize("name", CHARTS)
def test_paper_has_its_own(name: str) -> None:
    chart = drawn(name, "print")
    assert "var(" not in chart.svg
    assert chart.svg.count("font-family") == 1


@pytest.mark.parametrize("name", CHARTS)
def test_a_specification_holds_its_data_and_fetches_nothing(name: str) -> None:
    spec = json.loads(json.dumps(drawn(name).spec))
    assert spec["$schema"].endswith("/vega-lite/v6.json")
    assert '"url"' not in json.dumps(spec)
    assert vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]).startswith("<svg")


@pytest.mark.parametrize("name", EMPTY)
def test_a_chart_of_nothing_says_so(name: str) -> None:
    assert words(drawn(f"no-{name}")) == ["No figure is known."]


def test_the_table_holds_every_figure() -> None:
    table = drawn("bars").table
    assert table.heads == ("Town", "Grants")
    assert [row[1] for row in table.rows] == [
        "€2,045,001", "€612,400", "€0", "-€1,200", "not known", "kept secret",
    ]  # fmt: skip
    assert drawn("lines").table.rows[2] == (
        "2016",
        "not known",
        "€44.00",
        "not known",
        "€65.00",
        "€46.00",
    )
    assert drawn("dots").table.rows[0] == ("Aron", "€63.60")
    assert drawn("spread").table.rows[-2:] == (("not known", "2"), ("kept secret", "1"))
    counts = [int(row[1]) for row in drawn("spread").table.rows]
    assert sum(counts) == len(SPREAD.values)
    assert len(drawn("cloud").table.rows) == 302
    assert [len(row) for row in drawn("stacked").table.rows] == [4] * len(STACKED.bars)


def test_sentences_read_the_chart() -> None:
    long = BARS.bars[2].name
    assert drawn("bars").description == (
        f"6 bars. Highest: {long}, €2,045,001. Lowest: Jublains, -€1,200. Aron: kept secret. "
        "1 is not known. 1 is kept secret."
    )
    assert (
        draw(STANDING, "en").description
        == "8 bars. Highest: 2020, 9. Lowest: 2019, 0. 1 is not known."
    )
    assert drawn("lines").description.startswith(
        "Aron: From €40.00 (2014) to €60.00 (2021). Highest: 2021, €60.00. Lowest: 2018, €39.50."
    )
    assert "Aron: €63.60." in drawn("spread").description
    assert "Grants: Aron €63.60; Mayenne €47.80;" in drawn("dots").description


def _shapes(chart: Drawn, fill: str) -> list[str]:
    return [
        str(each.get("d"))
        for each in root(chart).iter(f"{SVG}path")
        if fill in (each.get("fill") or "")
    ]


def test_missing_is_not_zero() -> None:
    chart = drawn("standing")
    assert len(_shapes(chart, "accent")) == 6
    assert (words(chart).count("0"), words(chart).count("not known")) == (1, 1)
    runs = [
        each
        for each in root(drawn("lines")).iter(f"{SVG}path")
        if each.get("stroke-width") == "2.5"
    ]
    assert len(runs) == 3


def test_a_sum_with_a_missing_part_is_not_told() -> None:
    said = words(drawn("stacked"))
    assert said.count("partly not known") == 1
    assert "€43" not in said
    assert "€71" in said


def test_series_are_told_apart_without_colour() -> None:
    grouped = root(drawn("grouped")).iter(f"{SVG}path")
    squares = {
        (each.get("fill"), each.get("fill-opacity"))
        for each in grouped
        if "accent" in (each.get("fill") or "")
    }
    assert len(squares) == len(GROUPED.series)
    dashes = [each.get("stroke-dasharray") for each in root(drawn("lines")).iter(f"{SVG}path")
              if each.get("stroke-width") in {"2.5", "1.75"}]  # fmt: skip
    assert len(set(dashes)) == len(LINES.lines)


def test_a_drawing_from_right_to_left_is_the_mirror_of_the_other() -> None:
    left, right = (
        next(
            x
            for x, _, each in places(root(drawn("bars", "wide", language)))
            if each.text == "Commer"
        )
        for language in ("en", "ar")
    )
    assert left + right == pytest.approx(WIDTHS["wide"], abs=1)
    assert root(drawn("bars", "wide", "ar")).get("direction") == "ltr"
    assert Canvas("wide", "ar").words("-12 ساكن") == "\u2067\u200e-12 ساكن\u2069"
    assert Canvas("wide", "ar").words("-12 €") == "-12 €"


def test_ten_thousand_bars_stay_a_chart() -> None:
    many = Bars(title="T", head="Town", ranked=True,
                bars=tuple(Bar(f"Town {n}", (n,), n == 5) for n in range(10_000)))  # fmt: skip
    chart = draw(many, "en", size="small")
    assert len(chart.table.rows) == 10_000
    assert len(chart.svg) < 40_000
    assert "Town 5" in words(chart)
    assert chart.description.endswith("Only 40 are drawn; the table holds all.")


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=30))
def test_any_name_can_be_drawn(name: str) -> None:
    chart = draw(Bars(title=name, head=name, bars=(Bar(name, (1,)), Bar("Aron", (2,)))), "en")
    assert "Aron" in words(chart)
    assert len(chart.table.rows) == 2


def test_numbers_are_those_of_the_language() -> None:
    assert "1\u202f000\u202f000,5" in "".join(
        row[1]
        for row in draw(
            Bars(title="T", head="a", bars=(Bar("a", (Decimal("1000000.5"),)),)), "fr"
        ).table.rows
    )


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Bars(title="T", head="a", series=tuple("abcdef"), bars=()),
        lambda: Bars(title="T", head="a", bars=(Bar("a", (1, 2)),)),
        lambda: Lines(title="T", head="a", periods=("1",), lines=(Line("a", ()),)),
        lambda: Lines(title="T", head="a", periods=(), lines=(Line("a", ()),) * 7),
        lambda: Distribution(title="T", head="a", values=(), bounds=(2, 1)),
        lambda: Distribution(title="T", head="a", values=(), bounds=(2,)),
        lambda: type(DOTS)(title="T", head="a", who=(), rows=()),
    ],
)
def test_what_cannot_be_told_apart_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]
