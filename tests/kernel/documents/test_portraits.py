"""Portraits on paper: what the screen says, tagged, archived, and data whatever it is."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from lieucommun.kernel.documents.charts import draw
from lieucommun.kernel.documents.printing import LIMITS, UnprintablePaper, printed
from lieucommun.kernel.documents.printing.coverage import UNPRINTABLE, broken, covered, printable
from lieucommun.kernel.documents.printing.portraits import (
    Figures,
    Grid,
    Heading,
    Key,
    KeyFigure,
    Notes,
    Picture,
    Portrait,
    Sentences,
    printed_portrait,
    told,
)

from .chart_samples import BARS
from .pdf_text import flat, words_of
from .portrait_samples import BOOKLET, HOSTILE, MAP, PORTRAIT, SVG, TABLE
from .test_documents import DAY as PAPER_DAY
from .test_documents import Paper


def opened(portrait: Portrait) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(printed_portrait(portrait)))


def tags(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    return [each for each in found if each.get("/Type") == "/StructElem"]


def said(value: object) -> Iterator[str]:
    """Yield every text of a portrait."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from said(each)


def test_paper_says_every_figure_of_the_screen() -> None:
    text = flat(words_of(opened(PORTRAIT)))
    shown = [PORTRAIT.title, PORTRAIT.lead, PORTRAIT.over, PORTRAIT.service, PORTRAIT.date]
    for section in PORTRAIT.sections:
        match section:
            case Figures(figures=figures):
                shown += [getattr(each, name) for each in figures for name in KeyFigure.__slots__]
            case Grid():
                shown += said((section.heads, section.rows, section.title, section.source))
            case Sentences():
                shown += section.paragraphs
            case Notes():
                shown += said(section.terms)
            case Picture():
                shown += [section.title, section.source, "Légende 12,5 %"]
                shown += [section.legend_title, *(each.words for each in section.legend)]
    assert [each for each in shown if flat(each) not in text] == []
    assert "1/1" in text


def test_a_portrait_is_tagged_named_and_archived() -> None:
    pdf = opened(PORTRAIT)
    kinds = [str(each.S) for each in tags(pdf)]
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("fr", True)
    assert str(pdf.docinfo["/Title"]) == "Mayenne Communauté"
    with pdf.open_metadata() as metadata:
        assert (metadata.pdfa_status, metadata["pdfuaid:part"]) == ("2A", "1")
    assert {"/Document", "/H1", "/H2", "/Table", "/THead", "/TH", "/TD", "/Figure"} <= set(kinds)
    (figure,) = [each for each in tags(pdf) if each.S == "/Figure"]
    assert str(figure.Alt) == MAP.words
    assert (kinds.count("/TH"), kinds.count("/TD")) == (3, 9)


def test_the_same_portrait_gives_the_same_bytes() -> None:
    assert printed_portrait(PORTRAIT) == printed_portrait(PORTRAIT)


@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_picture_without_words_is_not_printed(words: str) -> None:
    with pytest.raises(UnprintablePaper):
        printed_portrait(replace(PORTRAIT, sections=(replace(MAP, words=words),)))


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg",
        "<svg viewBox='0 0 1 1'/>",
        SVG.replace("400 200", "0 200"),
        SVG.removesuffix("</svg>"),
        SVG.replace("<rect", '<image href="/etc/passwd"/><rect'),
        SVG.replace("<rect", '<image href="portrait.json"/><rect'),
    ],
)
def test_what_is_no_drawing_is_refused(svg: str) -> None:
    with pytest.raises(UnprintablePaper):
        printed_portrait(replace(PORTRAIT, sections=(replace(MAP, svg=svg),)))


def test_a_booklet_has_a_cover_contents_and_chapters() -> None:
    pdf = opened(BOOKLET)
    assert len(pdf.pages) == 4
    kinds = [str(each.S) for each in tags(pdf)]
    assert (kinds.count("/H2"), "/TOC" in kinds) == (2, True)
    text = words_of(pdf)
    assert text.count("Les subventions") == 2
    assert "4 / 4" in text
    assert [str(each.title) for each in pdf.open_outline().root] != []


def test_a_chart_is_printed_with_its_sentence_and_its_words() -> None:
    chart = draw(BARS, "en", size="half", prefix="a")
    pdf = opened(replace(PORTRAIT, sections=(Picture(chart.title, chart.svg, chart.description),)))
    (figure,) = [each for each in tags(pdf) if each.S == "/Figure"]
    assert str(figure.Alt) == chart.description
    assert flat("€612,400") in flat(words_of(pdf))


def test_whatever_is_written_is_data() -> None:
    sections = (
        Heading(HOSTILE),
        Figures((KeyFigure(HOSTILE, HOSTILE, HOSTILE, HOSTILE),) * 5, title=HOSTILE),
        Sentences((HOSTILE, ""), title=HOSTILE),
        Grid(HOSTILE, (HOSTILE, ""), ((HOSTILE, HOSTILE), ("", ""))),
        Picture(HOSTILE, SVG.replace("Légende", "&lt;😀"), HOSTILE, HOSTILE, "full", HOSTILE,
                (Key("<svg viewBox='0 0 1 1'/>", HOSTILE),)),
        Notes(HOSTILE, ((HOSTILE, HOSTILE), ("", ""))),
    )  # fmt: skip
    fields = dict.fromkeys(("title", "place", "service", "date", "over", "lead"), HOSTILE)
    for layout in ("page", "booklet"):
        pdf = opened(replace(PORTRAIT, sections=sections, layout=layout, **fields))
        assert flat('#panic("x")$\\`]{}<a>@b"q"//*/#include("/etc/passwd")*b*_i_=t') in flat(
            words_of(pdf)
        )


def test_empty_sections_are_printed() -> None:
    sections = (Figures(()), Sentences(()), Grid("T", ("a", "b"), ()), Notes("N", ()), Heading(""))
    assert len(opened(replace(PORTRAIT, sections=sections)).pages) == 1
    assert len(opened(replace(PORTRAIT, sections=())).pages) == 1


def test_from_right_to_left() -> None:
    arabic = replace(PORTRAIT, language="ar", title="بلدية 12")
    assert str(opened(arabic).Root.Lang) == "ar"
    assert told(arabic)["leftward"] is True


def test_words_longer_than_a_line_are_cut() -> None:
    long = "x" * 5000
    pdf = opened(
        replace(
            PORTRAIT,
            title=long,
            sections=(Sentences((long,)), replace(TABLE, rows=((long, "1", "2"),))),
        )
    )
    assert flat(words_of(pdf)).count("x") >= 15_000


def test_ten_thousand_rows_are_printed_under_their_heads() -> None:
    rows = tuple((f"Commune {n}", str(n), "12,5") for n in range(10_000))
    pdf = opened(replace(PORTRAIT, sections=(replace(TABLE, rows=rows, total=False),)))
    text = words_of(pdf)
    assert text.count("Projets") == len(pdf.pages) > 150
    assert "Commune 9999" in text


def test_a_table_that_is_not_one_is_refused() -> None:
    for grid in (Grid("T", (), ()), Grid("T", ("a",), (("b", "c"),)), Grid("T", ("a",) * 21, ())):
        with pytest.raises(UnprintablePaper):
            printed_portrait(replace(PORTRAIT, sections=(grid,)))


def test_halves_stand_side_by_side_and_titles_follow_one_another() -> None:
    half, full = replace(TABLE, width="half"), replace(TABLE, width="full")
    long = replace(half, rows=half.rows * 20)
    sections = (half, MAP, Heading("H"), half, full, MAP, long, MAP)
    bands = told(replace(PORTRAIT, sections=sections))["bands"]
    assert [[part["kind"] for part in band] for band in bands] == [
        ["grid", "picture"], ["heading"], ["grid"], ["grid"], ["picture"], ["grid"], ["picture"],
    ]  # fmt: skip
    assert [part["level"] for band in bands for part in band] == [2, 2, 2, 3, 3, 3, 3, 3]


def test_signs_without_a_shape_are_said_to_be_so() -> None:
    assert printable("a😀b\x00中") == f"a{UNPRINTABLE}b{UNPRINTABLE}{UNPRINTABLE}"
    assert printable("Œting – 63,60\u202f€ مرحبا") == "Œting – 63,60\u202f€ مرحبا"
    assert {ord(sign) for sign in "éœŒ€’«»…–\u202f\u00a0م"} <= covered()
    assert broken("x" * 45) == "\u200b".join(["x" * 20, "x" * 20, "x" * 5])


def test_the_printer_may_have_threads() -> None:
    """Typst stops without them, and an account that is not root's has no more than its limit."""
    assert LIMITS["nproc"] >= 16


def test_other_papers_are_still_printed() -> None:
    assert printed(Paper("T", "fr", PAPER_DAY)).startswith(b"%PDF-")


def test_long_heads_leave_their_room_to_names() -> None:
    heads = ("Intercommunalité", *(f"Part des foyers sans accès fixe, {n}" for n in range(5)))
    wide = Grid("Table", heads, (("CC du Pays de Château-Gontier", *["12,5"] * 5),))
    found = told(replace(PORTRAIT, sections=(wide, TABLE)))["bands"]
    assert [part["shared"] for band in found for part in band] == [True, False]
