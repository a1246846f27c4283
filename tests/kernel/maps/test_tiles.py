"""The style of vector tiles colours what the drawing colours."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lieucommun.kernel import maps
from lieucommun.kernel.maps.palettes import INKS, colours

from .drawings import a_map


def layers(style: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in style["layers"]}


def test_each_code_has_the_colour_of_its_class() -> None:
    style = maps.tiles_style(a_map(), "commune", address="https://place.example/tiles.pmtiles")
    fill = layers(style)["fill"]
    assert fill["source-layer"] == "commune"
    match = fill["paint"]["fill-color"]
    assert match[:2] == ["match", ["get", "code"]]
    arms = dict(zip(match[3:-1:2], match[2:-1:2], strict=True))
    assert arms == {
        colours("accent", 3, "light")[0]: ["000", "001"],
        colours("accent", 3, "light")[1]: ["002", "003"],
        colours("accent", 3, "light")[2]: ["004", "005", "006", "007"],
    }
    assert match[-1] == INKS["light"].land
    assert layers(style)["missing"]["filter"][2] == ["literal", ["008"]]


def test_a_style_is_json_that_asks_nothing_elsewhere() -> None:
    style = maps.tiles_style(
        replace(a_map(), values={}),
        "epci",
        address="/tiles.pmtiles",
        theme="dark",
        parents="region",
    )
    assert (style["version"], "glyphs" in style, "sprite" in style) == (8, False, False)
    (source,) = style["sources"].values()
    assert source == {
        "type": "vector",
        "url": "pmtiles:///tiles.pmtiles",
        "attribution": "Source: a ministry, 2018",
    }
    assert layers(style)["fill"]["paint"]["fill-color"] == INKS["dark"].land
    assert layers(style)["parents"]["source-layer"] == "region"
    assert json.loads(json.dumps(style)) == style


def test_values_beyond_the_classes_have_none() -> None:
    style = maps.tiles_style(a_map(values={"000": Decimal(99)}), "commune", address="x")
    assert layers(style)["fill"]["paint"]["fill-color"] == INKS["light"].land
