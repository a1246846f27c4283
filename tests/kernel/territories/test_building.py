"""The builder's parts, on small worlds made for them."""

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.territories import INSETS, every
from lieucommun.kernel.territories.building.drawing import CORRECTIONS, draw
from lieucommun.kernel.territories.building.register import register_rows, write_register
from lieucommun.kernel.territories.building.shaping import pole, simplify
from lieucommun.kernel.territories.building.topology import (
    Line,
    Ring,
    area,
    decode_arcs,
    dissolve,
    rings_of,
    trace,
)

SIDE = 5


def edge(start: tuple[int, int], end: tuple[int, int], arcs: dict[frozenset[Any], int]) -> int:
    """Number an edge of the grid, each once, drawn from its smaller end."""
    index = arcs.setdefault(frozenset((start, end)), len(arcs))
    return index if start < end else ~index


def grid() -> tuple[dict[tuple[int, int], Ring], list[Line]]:
    """Build a chessboard whose squares share their sides."""
    numbers: dict[frozenset[Any], int] = {}
    squares: dict[tuple[int, int], Ring] = {}
    for x in range(SIDE):
        for y in range(SIDE):
            corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            squares[x, y] = [edge(start, end, numbers) for start, end in pairwise(corners)]
    return squares, [[(float(x), float(y)) for x, y in sorted(ends)] for ends in numbers]


SQUARES, ARCS = grid()


@given(st.sets(st.sampled_from(sorted(SQUARES))))
def test_dissolving_keeps_the_area_and_no_inner_border(chosen: set[tuple[int, int]]) -> None:
    rings = dissolve([SQUARES[each] for each in sorted(chosen)], ARCS)
    assert sum(area(trace(ring, ARCS)) for ring in rings) == pytest.approx(len(chosen))
    kept = [reference for ring in rings for reference in ring]
    assert len(set(kept)) == len(kept)
    assert not {~reference for reference in kept} & set(kept)


def test_dissolving_everything_leaves_the_frame_and_a_ring_leaves_a_hole() -> None:
    (frame,) = dissolve(SQUARES.values(), ARCS)
    assert len(frame) == 4 * SIDE
    around = [ring for place, ring in SQUARES.items() if place != (2, 2)]
    areas = sorted(area(trace(ring, ARCS)) for ring in dissolve(around, ARCS))
    assert areas == [-1, SIDE * SIDE]


def test_arcs_are_decoded_and_both_shapes_are_read() -> None:
    topology = {
        "transform": {"scale": [0.5, 2], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 1], [-1, 0]]],
    }
    assert decode_arcs(topology) == [[(10, 20), (11, 22), (10.5, 22)]]
    assert rings_of({"type": "Polygon", "arcs": [[0], [1]]}) == [[0], [1]]
    assert rings_of({"type": "MultiPolygon", "arcs": [[[0], [1]], [[2]]]}) == [[0], [1], [2]]


def test_simplifying_drops_the_smallest_corners_first_and_keeps_both_ends() -> None:
    line: Line = [(0, 0), (1, 0.01), (2, 0), (3, 3), (4, 0)]
    assert simplify(line, 0.5) == [0, 2, 3, 4]
    assert simplify(line, 100) == [0, 4]
    assert simplify(line[:2], 100) == [0, 1]
    assert simplify(line, 0) == [0, 1, 2, 3, 4]


def test_a_closed_line_never_falls_below_a_triangle() -> None:
    ring: Line = [(0, 0), (1, 0), (1, 1), (0.5, 1.1), (0, 1), (0, 0)]
    assert len(simplify(ring, 100)) == 4


points = st.tuples(st.floats(-100, 100), st.floats(-100, 100))


@given(st.lists(points, min_size=2, max_size=40), st.floats(0, 1000))
def test_simplifying_keeps_ends_and_order(line: Line, smallest: float) -> None:
    kept = simplify(line, smallest)
    assert (kept[0], kept[-1]) == (0, len(line) - 1)
    assert kept == sorted(set(kept))


def test_the_pole_avoids_holes_and_thin_arms() -> None:
    square: Line = [(0, 0), (100, 0), (100, 100), (0, 100)]
    hole: Line = [(40, 40), (40, 60), (60, 60), (60, 40)]
    arm: Line = [(0, 0), (100, 0), (100, 100), (200, 49), (200, 51), (100, 100), (0, 100)]
    assert pole([square]) == pytest.approx((50, 50), abs=2)
    x, y = pole([square, hole])
    assert not (35 < x < 65 and 35 < y < 65)
    assert pole([arm]) == pytest.approx((50, 50), abs=2)


def commune(code: str, kind: str = "commune-actuelle", **rest: object) -> dict[str, Any]:
    return {"code": code, "nom": f"Nom {code}", "type": kind, "departement": "01", "region": "84",
            **rest}  # fmt: skip


SOURCES: dict[str, list[dict[str, Any]]] = {
    "communes": [
        commune("01002", population=5, codesPostaux=["01640"], anciensCodes=["01003", "38001"]),
        commune("01001", population=7, anciensCodes=["01009"]),
        commune("01009", "commune-deleguee", chefLieu="01002"),
        commune("01002", "commune-deleguee", chefLieu="01002"),
        commune("01201", "arrondissement-municipal", commune="01001"),
        commune("98901") | {"departement": "989", "region": "989"},
    ],
    "epci": [{"code": "200000001", "nom": "CC X", "type": "CC", "membres": [{"code": "01001"}]}],
    "departements": [
        {"code": "989", "nom": "Clipperton", "region": "989", "zone": "com"},
        {"code": "01", "nom": "Ain", "region": "84", "zone": "metro"},
    ],
    "regions": [
        {"code": "989", "nom": "Clipperton", "zone": "com"},
        {"code": "84", "nom": "AURA", "zone": "metro"},
    ],
}


def test_rows_roll_up_and_old_codes_follow_the_part_itself() -> None:
    rows = [row for row in register_rows(SOURCES) if row[0] != "former region"]
    assert rows == [
        ("country", "FR", "France", 12, "country", "", ""),
        ("region", "84", "AURA", 12, "region", "", ""),
        ("departement", "01", "Ain", 12, "departement", "", "84"),
        ("departement", "989", "Clipperton", 0, "collectivite", "", ""),
        ("epci", "200000001", "CC X", 7, "communaute-de-communes", "01", "84"),
        ("commune", "01001", "Nom 01001", 7, "01", "200000001", ""),
        ("commune", "01002", "Nom 01002", 5, "01", "", "01640"),
        ("commune", "98901", "Nom 98901", 0, "989", "", ""),
        ("former commune", "01002", "Nom 01002", "01002", "delegated"),
        ("former commune", "01003", "", "01002", "merged"),
        ("former commune", "01009", "Nom 01009", "01002", "delegated"),
        ("former commune", "01201", "Nom 01201", "01001", "district"),
        ("former commune", "38001", "", "01002", "renumbered"),
    ]


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "package.json").write_text('{"version": "6.0.0"}', encoding="utf-8")
    for name, items in SOURCES.items():
        path = tmp_path / "data" / f"{name}.json"
        path.write_text(json.dumps(items), encoding="utf-8")
    first, second = tmp_path / "first", tmp_path / "second"
    assert write_register(tmp_path, first) == write_register(tmp_path, second) == 13 + 16
    assert first.read_bytes() == second.read_bytes()
    about, *rows = gzip.decompress(first.read_bytes()).decode().splitlines()
    assert json.loads(about)["vintage"] == 2026
    assert len(rows) == 29


def world() -> dict[str, Any]:
    """Draw the 101 départements as squares of a tenth of a degree, overseas in their frames."""
    misspelt = {official: source for source, official in CORRECTIONS.items()}
    frames = {inset.code: inset for inset in INSETS}
    arcs, geometries = [], []
    for index, each in enumerate(each for each in every("departement") if each.region):
        west, south = 10 * (index % 10) - 10, 440 + 5 * (index // 10)
        if each.code in frames:
            frame = frames[each.code]
            west = round((frame.west + frame.east) * 5)
            south = round((frame.south + frame.north) * 5)
        arcs.append([[west, south], [1, 0], [0, 1], [-1, 0], [0, -1]])
        properties = {"name": misspelt.get(each.name, each.name)}
        geometries.append({"type": "Polygon", "arcs": [[index]], "properties": properties})
    return {
        "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"fra": {"geometries": geometries}},
    }


def test_drawing_matches_every_name_once() -> None:
    files = {path.name: json.loads(text) for path, text in draw(world()).items()}
    assert sorted(files) == ["departements.geojson", "outlines.json", "regions.geojson"]
    assert len(files["outlines.json"]["departement"]) == 101
    assert len(files["outlines.json"]["region"]) == 18
    assert len(files["regions.geojson"]["features"]) == 18


def test_a_missing_departement_is_named() -> None:
    short = world()
    del short["objects"]["fra"]["geometries"][1]
    with pytest.raises(ValueError, match="without an outline: Aisne"):
        draw(short)


def test_a_point_off_the_map_is_told() -> None:
    lost = world()
    lost["arcs"][0][0] = [1000, 0]
    with pytest.raises(ValueError, match="off the map: latitude 0"):
        draw(lost)
