"""Files open, and show as many colours as classes."""

import io
from collections import Counter

import pikepdf
import pytest
from PIL import Image

from benchmarks.maps import SAMPLE, drawn_of, published
from lieucommun.kernel import maps
from lieucommun.kernel.maps.exporting import UnexportableMap, export
from lieucommun.kernel.maps.palettes import RAMPS, colours
from lieucommun.kernel.territories import contours
from lieucommun.kernel.territories.contours.shape import Shape
from lieucommun.settings import environment
from tests.requirements import require

from .drawings import a_map
from .test_circles import CIRCLES

DAY = "2026-11-27"


@pytest.fixture(scope="module")
def communes() -> tuple[Shape, ...]:
    require("samples")
    return published(environment.SAMPLES.path() / SAMPLE)


def pixels(png: bytes) -> Counter[str]:
    """Return how many pixels have each colour."""
    with Image.open(io.BytesIO(png)) as image:
        found = image.convert("RGB").getcolors(image.width * image.height)
    assert found
    return Counter({f"#{red:02x}{green:02x}{blue:02x}": n for n, (red, green, blue) in found})


@pytest.mark.parametrize("count", [3, 5, 7])
def test_pixels_show_as_many_colours_as_classes(communes: tuple[Shape, ...], count: int) -> None:
    """Of every palette's colours, those of the classes are there, widely, and no other."""
    drawn = drawn_of(communes, count=count)
    assert len(drawn.classes) == count
    found = pixels(export(drawn, "png"))
    wanted = set(colours("accent", count, "light"))
    every = {paint for name in RAMPS for n in range(2, 8) for paint in colours(name, n, "light")}
    shown = {paint for paint in every if found[paint] > 5_000}
    assert shown == wanted


def test_a_picture_is_printed_at_300_dots_per_inch(communes: tuple[Shape, ...]) -> None:
    with Image.open(io.BytesIO(export(drawn_of(communes), "png"))) as image:
        assert image.format == "PNG"
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.width == 2362, "20 cm"
        assert 1500 < image.height < 3000


def test_the_communes_of_a_region_are_light_and_all_there(communes: tuple[Shape, ...]) -> None:
    import gzip

    svg = maps.draw(drawn_of(communes))
    assert len(communes) == 1272
    assert svg.count("<path d=") == 1272
    assert len(gzip.compress(svg.encode())) < 120_000


def test_a_svg_is_the_sheet() -> None:
    assert export(a_map(), "svg").decode() == maps.sheet(a_map())


@pytest.mark.parametrize("patterns", [False, True])
def test_a_pdf_tells_its_title_and_describes_its_picture(*, patterns: bool) -> None:
    content = export(a_map(circles=CIRCLES, patterns=patterns), "pdf", day=DAY)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == "Grants per inhabitant"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        metadata = pdf.Root.Metadata.read_bytes().decode()
        alts = [
            str(each.get("/Alt"))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert sorted(alts) == [
        "Grants are larger in the south.",
        "Grants, in millions of euros : 100 M€ ; 25 M€ ; 5 M€",
    ]


def test_the_same_map_is_the_same_file() -> None:
    country = a_map(shapes=contours.shapes("region"))
    assert export(country, "pdf", day=DAY) == export(country, "pdf", day=DAY)
    assert export(country, "png") == export(country, "png")


def test_a_language_that_runs_left_is_printed() -> None:
    words = maps.Words(missing="لا بيانات", kilometres="{count} كم", language="ar")
    drawn = a_map(title="الإعانات لكل ساكن", description="خريطة", words=words)
    with pikepdf.open(io.BytesIO(export(drawn, "pdf", day=DAY))) as pdf:
        assert str(pdf.Root.Lang) == "ar"
    assert export(drawn, "png").startswith(b"\x89PNG")


def test_a_pdf_without_a_description_or_a_day_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="a day, and a description"):
        export(a_map(), "pdf")
    with pytest.raises(ValueError, match="a day, and a description"):
        export(a_map(description=" "), "pdf", day=DAY)


def test_words_are_never_read_as_a_program() -> None:
    hostile = '#panic("run") \\ $x$ *a* _b_ @c <d> ` "'
    drawn = a_map(title=hostile, description=hostile, legend=hostile, sources=[hostile])
    with pikepdf.open(io.BytesIO(export(drawn, "pdf", day=DAY))) as pdf:
        assert str(pdf.docinfo["/Title"]) == hostile


def test_what_cannot_be_drawn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lieucommun.kernel.maps.exporting.WALL", 0.01)
    with pytest.raises(UnexportableMap, match="Grants per inhabitant"):
        export(a_map(), "png")
