"""One PMTiles file of every level, which any reader of the format opens."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from lieucommun.kernel.territories import contours
from lieucommun.kernel.territories.contours.actions import Report, load
from lieucommun.kernel.territories.contours.naming import TILES, TILES_INPUT
from lieucommun.kernel.territories.contours.tiling import PROGRAM, make_tiles
from tests.ending import ending

from .squares import collection, row_of, written


def number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 8], "little")


def metadata(path: Path) -> dict[str, object]:
    """Return the metadata of a PMTiles file, version 3 of its specification."""
    content = path.read_bytes()
    assert content[:8] == b"PMTiles\x03"
    start, length = number(content, 24), number(content, 32)
    told: dict[str, object] = json.loads(gzip.decompress(content[start : start + length]))
    return told


@pytest.mark.usefixtures("region")
def test_the_tiles_hold_every_level_with_its_codes() -> None:
    path = contours.tiles()
    assert path
    layers = {each["id"]: each for each in metadata(path)["vector_layers"]}  # type: ignore[attr-defined]
    assert set(layers) == {"commune", "epci", "departement", "region"}
    assert set(layers["commune"]["fields"]) == {"code", "name", "epci", "departement", "region"}
    content = path.read_bytes()
    assert (content[100], content[101]) == (2, 10), "zooms of the header"
    assert path.stat().st_size < 3_000_000


def decoded(zoom: int, x: int, y: int) -> dict[str, set[str]]:
    """Return the codes of each layer of a tile, read by tippecanoe's own reader."""
    command = [PROGRAM.with_name("tippecanoe-decode"), contours.tiles(), *map(str, (zoom, x, y))]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {
        layer["properties"]["layer"]: {each["properties"]["code"] for each in layer["features"]}
        for layer in told["features"]
    }


@pytest.mark.usefixtures("region")
def test_a_tile_holds_the_territories_that_are_there_and_not_too_small_to_be_seen() -> None:
    nantes = decoded(9, 253, 179)
    assert {"44109", "44162", "44190"} <= nantes["commune"]
    assert {"44", "85"} <= nantes["departement"]
    assert set(decoded(2, 1, 1)) == {"region"}
    assert set(decoded(4, 7, 5)) == {"region", "departement"}
    assert set(decoded(5, 15, 11)) == {"region", "departement", "epci"}
    assert len(decoded(6, 31, 22)["commune"]) > 500


def test_the_tiles_of_a_region_are_made_in_seconds(
    region: Report, region_folder: Path, tmp_path: Path
) -> None:
    """30 s is the aim; made anew here from their own input, on a machine that does other things."""
    from lieucommun.kernel.territories.contours.making.composing import compose
    from lieucommun.kernel.territories.contours.making.writing import (
        read_sources,
        write_tiles_input,
    )

    current = region_folder / "contours" / contours.stamp()
    write_tiles_input(tmp_path, compose(read_sources(current)))
    with ending():
        assert make_tiles(tmp_path) == "made"
    assert region.tiles == "made"
    assert not (tmp_path / TILES_INPUT).exists()


@pytest.mark.usefixtures("place")
def test_without_the_program_contours_stand_without_tiles(tmp_path: Path) -> None:
    (tmp_path / TILES_INPUT).write_text("")
    assert make_tiles(tmp_path, program=tmp_path / "absent") == "no program"
    assert [each.name for each in tmp_path.iterdir()] == []
    load("commune", written(tmp_path, collection(row_of(["44109"]))))
    path = contours.tiles()
    assert path
    path.unlink()
    assert contours.tiles() is None
    assert len(contours.shapes("commune")) == 1


def test_a_program_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / TILES_INPUT).write_text("not a feature")
    assert make_tiles(tmp_path, program=Path(sys.executable)) == "failed"
    assert not (tmp_path / TILES).exists()
