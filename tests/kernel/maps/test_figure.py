"""The figure of a page: each territory once, in its class, with its name and value."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel import maps
from lieucommun.kernel.maps.palettes import colours
from lieucommun.kernel.territories import contours

from .drawings import SVG, a_map, classes, grid, parsed, square, styled, titles

FRENCH = maps.Words("{name} : {value}", "Pas de donnée", "{count} km", "\u202f", "…", "fr")


def ids(svg: str) -> list[str]:
    return [each.get("id", "") for each in parsed(svg).iter() if each.get("id")]


def test_a_figure_says_what_it_is() -> None:
    root = parsed(maps.draw(a_map()))
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    named = root.find(f"{SVG}title[@id='{root.get('aria-labelledby')}']")
    told = root.find(f"{SVG}desc[@id='{root.get('aria-describedby')}']")
    assert named is not None
    assert told is not None
    assert (named.text, told.text) == ("Grants per inhabitant", "Grants are larger in the south.")
    assert root.get("viewBox") == "398.8 398.8 32.4 32.4"


def test_each_territory_is_in_the_group_of_its_class() -> None:
    svg = maps.draw(a_map())
    found = {
        group.get("fill"): titles(group)
        for group in parsed(svg).iter(f"{SVG}g")
        if group.get("fill") and group.find(f"{SVG}path/{SVG}title") is not None
    }
    assert found == {
        "url(#grants-missing)": ["Commune 008: No data"],
        colours("accent", 3, "light")[0]: ["Commune 000: 0 €", "Commune 001: 1 €"],
        colours("accent", 3, "light")[1]: ["Commune 002: 2 €", "Commune 003: 3 €"],
        colours("accent", 3, "light")[2]: [f"Commune 00{each}: {each} €" for each in range(4, 8)],
    }


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=60), st.integers(1, 7))
def test_classes_are_those_of_the_engine(values: list[Decimal], count: int) -> None:
    from itertools import pairwise

    from lieucommun.engines.statistics.classes import quantiles

    made = quantiles(values, count)
    drawn = a_map(
        shapes=grid(len(values)),
        values={f"{rank:03d}": value for rank, value in enumerate(values)},
        classes=[
            maps.Class(low, high, "", size)
            for (low, high), size in zip(pairwise(made.bounds), made.counts, strict=True)
        ],
    )
    ranks = [drawn.class_of(f"{rank:03d}") for rank in range(len(values))]
    assert ranks == [made.class_of(value) for value in values]
    counted = Counter(ranks)
    assert [counted[rank] for rank in range(len(made.counts))] == list(made.counts)


def test_what_is_beyond_the_classes_or_hidden_is_missing_and_says_why() -> None:
    drawn = a_map(
        values={"000": Decimal(9), "001": None, "002": Decimal(2)},
        texts={"000": "9 €", "001": "secret"},
    )
    (missing,) = styled(maps.draw(drawn), "map-missing")
    assert titles(missing)[:2] == ["Commune 000: 9 €", "Commune 001: secret"]


def test_ids_are_unique_and_begin_with_the_key() -> None:
    both = a_map(
        patterns=True,
        circles=maps.Circles({"000": Decimal(4)}, {}, "Volume"),
    )
    for drawn in (a_map(), both):
        found = [
            *ids(maps.draw(drawn)),
            *(each for row in maps.rows(drawn) for each in ids(row.swatch)),
        ]
        assert len(found) == len(set(found))
        assert all(each.startswith("grants-") for each in found)
    one, other = ids(maps.draw(both)), ids(maps.draw(replace(both, key="b")))
    assert not set(one) & set(other)


def test_references_are_to_ids_that_exist() -> None:
    for drawn in (a_map(), a_map(patterns=True)):
        for svg in (maps.draw(drawn), maps.sheet(drawn), *(r.swatch for r in maps.rows(drawn))):
            assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids(svg))


def test_territories_with_an_address_are_links_with_a_name() -> None:
    svg = maps.draw(a_map(addresses={"000": "/t/000/?a=1&b=2"}, words=FRENCH))
    root = parsed(svg)
    (link,) = root.iter(f"{SVG}a")
    assert link.attrib == {"href": "/t/000/?a=1&b=2", "aria-label": "Commune 000 : 0 €"}
    assert root.get("role") == "group", "a picture would hide its links"


def test_a_thousand_links_do_not_stop_the_keyboard() -> None:
    shapes = grid(400)
    addresses = {each.code: f"/{each.code}" for each in shapes}
    many = parsed(maps.draw(a_map(shapes=shapes, addresses=addresses)))
    few = parsed(maps.draw(a_map(shapes=shapes[:100], addresses=addresses)))
    assert {each.get("tabindex") for each in many.iter(f"{SVG}a")} == {"-1"}
    assert {each.get("tabindex") for each in few.iter(f"{SVG}a")} == {None}


def test_what_is_out_of_focus_is_pale_and_what_is_out_of_sight_is_not_drawn() -> None:
    svg = maps.draw(a_map(focus=frozenset({"000"})))
    pale = [each for each in parsed(svg).iter(f"{SVG}g") if each.get("fill-opacity")]
    assert sorted(title for each in pale for title in titles(each)) == [
        "Commune 001: 1 €",
        "Commune 003: 3 €",
        "Commune 004: 4 €",
    ]
    assert "Commune 008" not in svg


def test_neighbours_lie_behind_and_parents_over() -> None:
    svg = maps.draw(a_map(around=[square("x", 3)], parents=[square("p", 0, side=30)]))
    order = [each.get("class") for each in parsed(svg) if each.get("class")]
    assert order.index("map-edges") < order.index("map-borders") < order.index("map-outline")
    (outline,) = styled(svg, "map-outline")
    assert (outline.get("fill"), outline.get("pointer-events")) == ("none", "none")


def test_hostile_names_are_words() -> None:
    name = "</title><script>alert(1)</script> \"&'\x00\x0b\ud800"
    drawn = a_map(
        shapes=[square("000", 0, name=name)],
        title=name,
        description=name,
        addresses={"000": '"><script>'},
        labels=frozenset({"000"}),
        legend=name,
        sources=[name],
        classes=[maps.Class(Decimal(0), Decimal(7), name, 1)],
        circles=maps.Circles({"000": Decimal(1)}, {"000": name}, name, ((Decimal(1), name),)),
    )
    for svg in (maps.draw(drawn), maps.sheet(drawn), *(row.swatch for row in maps.rows(drawn))):
        assert not [each for each in parsed(svg).iter() if "script" in each.tag]
        assert "<script" not in svg
    assert titles(parsed(maps.draw(drawn)))[0].startswith("</title><script>alert(1)</script> \"&'")


def test_nothing_is_styled_inline_so_that_policies_may_forbid_it() -> None:
    drawn = a_map(patterns=True, circles=maps.Circles({"000": Decimal(4)}, {}, "V"))
    for svg in (maps.draw(drawn), maps.sheet(drawn), *(row.swatch for row in maps.rows(drawn))):
        assert not re.search(r"<style|style=|<script|\son\w+=|href=\"(?![/#])|@import", svg)


def test_the_country_has_its_frames_named_and_a_region_has_none() -> None:
    country = a_map(shapes=contours.shapes("departement"), values={}, classes=())
    (frames,) = styled(maps.draw(country), "map-frames")
    assert len(frames) == 5
    words = [each.text for each in styled(maps.draw(country), "map-soft")[0]]
    assert words == ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]
    assert styled(maps.draw(a_map()), "map-frames") == []


def test_without_figures_a_map_shows_the_land() -> None:
    svg = maps.draw(a_map(values={}, texts={}, classes=()))
    (land,) = (each for each in styled(svg, "map-land") if each.tag == f"{SVG}g")
    assert len(land) == 9
    assert maps.rows(a_map(values={}, texts={}, classes=())) == ()
    assert parsed(maps.draw(a_map(shapes=[]))).get("viewBox") == "0 0 1000 930"


def test_patterns_tell_classes_apart_without_colours() -> None:
    for count in range(1, 8):
        drawn = a_map(classes=classes(*range(count + 1)), patterns=True)
        root = parsed(maps.draw(drawn))
        drawings = [
            ET.tostring(each, encoding="unicode").partition(">")[2]
            for each in root.iter(f"{SVG}pattern")
        ]
        assert len(drawings) == len(set(drawings)) == count + 1


def test_names_are_written_where_there_is_room() -> None:
    shapes = [
        square("000", 0, name="Indre"),
        square("001", 1, name="Saint-Sébastien-sur-Loire"),
        square("002", 2, name="beaucoup" * 40),
        square("003", 0, side=0.2, name="Le Point"),
    ]
    svg = maps.draw(a_map(shapes=shapes, labels=frozenset({each.code for each in shapes})))
    (words,) = (each for each in styled(svg, "map-word") if each.tag == f"{SVG}g")
    said = " ".join(each.text or "" for each in words)
    assert "Indre" in said
    assert "beaucoup" not in said
    assert "Point" not in said
    assert words.get("aria-hidden") == "true"


def test_a_scale_is_said_in_the_words_given() -> None:
    svg = maps.draw(a_map(words=FRENCH))
    (word,) = (each for each in styled(svg, "map-word") if each.tag == f"{SVG}text")
    assert word.text == "5 km"
    arabic = replace(FRENCH, kilometres="{count} كم", language="ar")
    (word,) = (
        each
        for each in styled(maps.draw(a_map(words=arabic)), "map-word")
        if each.tag == f"{SVG}text"
    )
    assert "".join(word.itertext()) == "\u20675 كم\u2069"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_a_set_of_attributes(theme: maps.Theme) -> None:
    one, other = (
        re.sub(r"#[0-9a-f]{6}", "#", maps.draw(a_map(), each)) for each in ("light", theme)
    )
    assert one == other
    assert colours("accent", 3, theme)[2] in maps.draw(a_map(), theme)


def test_a_long_name_is_parted_between_its_words_only() -> None:
    long = square("44", 0, name="Loire-Atlantique")
    svg = maps.draw(a_map(shapes=[long], values={}, texts={}, labels=frozenset({long.code})))
    (group,) = (each for each in parsed(svg).iter() if each.get("text-anchor") == "middle")
    assert [each.text for each in group] == ["Loire-", "Atlantique"]
