from pathlib import Path
from typing import Any

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import mark_safe

import lieucommun.design
from lieucommun.design import icons
from lieucommun.design.context import Link
from lieucommun.design.shapes import Column, Event, FacetChoice, FacetGroup, Problem, Term
from lieucommun.design.tags import content, data

from .drawing import draw, tree, words

TEMPLATES = Path(lieucommun.design.__file__).parent / "templates"
NASTY = '<script>alert("1")</script>'


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_template_compiles(path: Path) -> None:
    get_template(str(path.relative_to(TEMPLATES)))


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_in_silence(name: str) -> None:
    (svg,) = tree(draw(f'{{% icon "{name}" %}}'))
    assert svg.get("aria-hidden") == "true"
    assert "24 24" in svg.get("viewBox", "") or "48 48" in svg.get("viewBox", "")
    assert len(svg) > 0


def test_an_icon_that_points_turns_with_the_writing() -> None:
    assert "icon-turns" in draw('{% icon "arrow-right" %}')
    assert "icon-turns" not in draw('{% icon "search" %}')


@pytest.mark.parametrize("name", ["nothing", "../tabler/search", "people/nobody"])
def test_an_unknown_icon_names_the_known_ones(name: str) -> None:
    with pytest.raises(icons.UnknownIconError, match="known: alert-triangle"):
        icons.draw(name)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% tag "x" %}', '<span class="tag">x</span>'),
        ('{% tag "x" url="/a" %}', '<a class="tag" href="/a">x</a>'),
        ('{% title_line "Page" "" None "Place" %}', "Page – Place"),
        ('{% title_line "Place" "Place" %}', "Place"),
        ('{% button "Go" %}', '<button class="button" type="submit">Go</button>'),
        (
            '{% button "Go" "/a" kind="main big" %}',
            '<a class="button button-main button-big" href="/a">Go</a>',
        ),
        (
            '{% button "Go" name="n" value="v" disabled=True %}',
            '<button class="button" type="submit" name="n" value="v" disabled>Go</button>',
        ),
        ("{% pagination %}", ""),
        ("{% error_summary %}", ""),
    ],
)
def test_small_components(source: str, expected: str) -> None:
    assert draw(source).strip() == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("runs", "●Runs"), ("partly", "◐Partly runs"), ("planned", "○Planned")],
)
def test_a_state_is_a_sign_and_a_word(name: str, expected: str) -> None:
    with translation.override("en"):
        html = draw(f'{{% state "{name}" %}}')
    assert words(tree(html)) == expected
    assert 'aria-hidden="true"' in html


def test_an_unknown_state_or_notice_is_refused() -> None:
    with pytest.raises(KeyError):
        content.state("broken")
    with pytest.raises(KeyError):
        draw('{% notice "loud" %}{% endnotice %}')


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_a_notice_frames_its_words(kind: str) -> None:
    html = draw(f'{{% notice "{kind}" title="T" role="status" %}}<p>words</p>{{% endnotice %}}')
    assert f'class="notice notice-{kind}" role="status"' in html
    assert "<p>words</p>" in html


def test_a_warning_is_said_as_well_as_coloured() -> None:
    with translation.override("en"):
        html = draw('{% notice "warning" title="Old" %}{% endnotice %}')
    assert words(tree(html)) == "Warning: Old"


@pytest.mark.parametrize(
    "source",
    [
        '{% card text "/a" %}<p>x</p>{% endcard %}',
        "{% notice title=text %}x{% endnotice %}",
        "{% fold text %}x{% endfold %}",
        "{% empty text %}x{% endempty %}",
        "{% tag text %}",
        "{% button text %}",
        '{% search "/" label=text value=text hint=text %}',
        "{% breadcrumb links here=text %}",
        "{% code text %}",
        '{% file_link "/" text %}',
        "{% count text note=text %}",
        "{% timeline events %}",
        "{% table columns rows text %}",
        "{% terms terms %}",
        '{% figure text text source=text %}{% show "text" text %}{% show "longtext" text %}',
        "{% problems problems %}",
        "{% facets groups search_label=text search_value=text %}",
        '{% input "text" "f" text value=text help=text error=text %}',
        '{% input "longtext" "f" text value=text %}',
    ],
)
def test_words_of_authors_never_become_tags(source: str) -> None:
    html = draw(
        source,
        text=NASTY,
        links=[Link("/", NASTY)],
        events=[Event(NASTY, "", NASTY, NASTY)],
        columns=[Column(NASTY)],
        rows=[[NASTY], [Link("/", NASTY)]],
        terms=[Term(NASTY, NASTY)],
        problems=[Problem(NASTY, 1, 1, NASTY, NASTY, NASTY)],
        groups=[FacetGroup("g", NASTY, (FacetChoice("v", NASTY, 1),))],
    )
    assert tree(html).find(".//script") is None
    assert "alert" in html


def test_json_cannot_close_its_script() -> None:
    html = draw('<script type="application/ld+json">{{ value|json_ld }}</script>', value=[NASTY])
    assert html.count("</script>") == 1


def test_a_card_s_title_leads_to_it() -> None:
    html = draw('{% card "Title" "/a" level=2 language="fr" %}<p>x</p>{% endcard %}')
    heading = tree(html).find(".//h2")
    assert heading is not None
    assert heading.get("lang") == "fr"
    assert [link.get("href") for link in tree(html).iter("a")] == ["/a"]


def test_a_table_names_itself_its_columns_and_its_rows() -> None:
    columns = [
        Column("Town", sort="?sort=town"),
        Column("Amount", numeric=True, places=2, sorted="descending"),
    ]
    rows = [[Link("/a", "A"), 1234.5], ["B", None]]
    with translation.override("fr"):
        root = tree(
            draw('{% table c r "Caption" id="t" total=f %}', c=columns, r=rows, f=["All", 1])
        )
    region = root.find(".//*[@role='region']")
    assert region is not None
    assert (region.get("tabindex"), region.get("aria-labelledby")) == ("0", "t-caption")
    assert [words(cell) for cell in root.iter("th") if cell.get("scope") == "row"] == [
        "A",
        "B",
        "All",
    ]
    assert [words(cell) for cell in root.iter("td")] == ["1 234,50", "–", "1,00"]
    heads = [cell for cell in root.iter("th") if cell.get("scope") == "col"]
    assert [cell.get("aria-sort") for cell in heads] == [None, "descending"]


def test_a_row_with_a_cell_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        data.table([Column("a"), Column("b")], [["one"]], "Caption")


GROUP = FacetGroup(
    "theme",
    "Theme",
    tuple(FacetChoice(f"v{at}", f"V{at}", at, checked=at == 5) for at in range(7)),
    shown=3,
)


def test_facets_are_a_form_that_works_alone() -> None:
    html = draw('{% facets g action="/list/" hidden=h %}', g=[GROUP], h=[("sort", "name")])
    form = tree(html).find(".//form")
    assert form is not None
    assert (form.get("method"), form.get("action")) == ("get", "/list/")
    assert form.find(".//button[@type='submit']") is not None
    kept = [one for one in form.iter("input") if one.get("type") == "hidden"]
    assert [(one.get("name"), one.get("value")) for one in kept] == [("sort", "name")]


def test_a_checked_choice_is_never_folded_away() -> None:
    assert [choice.value for choice in GROUP.first] == ["v0", "v1", "v2", "v5"]
    assert [choice.value for choice in GROUP.rest] == ["v3", "v4", "v6"]
    boxes = tree(draw("{% facets g %}", g=[GROUP])).iter("input")
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == ["v5"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "Label not evaluated Source: S"),
        (0, "Label 0 € Source: S"),
        (63.6, "Label 63.60 € Source: S"),
        (2000, "Label 2,000 € Source: S"),
    ],
)
def test_a_figure_says_its_unit_and_source(value: Any, expected: str) -> None:
    with translation.override("en-gb"):
        html = draw('{% figure "Label" v unit="€" source="S" %}', v=value)
    assert words(tree(html)) == expected


def test_code_numbers_its_lines_from_one() -> None:
    root = tree(draw("{% code t marked=m %}", t="a\n\n<b>", m=[3]))
    lines = [
        (row.get("id"), row.get("class"), words(row)) for row in root.iter("tr") if row.get("id")
    ]
    assert lines == [("L1", None, "1a"), ("L2", None, "2"), ("L3", "marked", "3<b>")]


def test_terms_leave_out_what_is_empty() -> None:
    items = [
        ("a", ""),
        ("b", mark_safe("<em>x</em>")),
        Term("c", (Link("/1", "1"), Link("/2", "2"))),
    ]
    root = tree(draw("{% terms items %}", items=items))
    assert [words(term) for term in root.iter("dt")] == ["b", "c"]
    assert root.find(".//em") is not None


def test_an_unknown_field_type_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="no field type 'colour'"):
        draw('{% input "colour" "f" "F" %}')
