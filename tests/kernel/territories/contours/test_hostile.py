"""Files that were not meant for us: refused in a sentence, in bounds, and nothing changes."""

import json
from pathlib import Path

import pytest
from django.utils.translation import override

from lieucommun.kernel.territories import contours
from lieucommun.kernel.territories.contours import actions
from lieucommun.kernel.territories.contours.actions import MOST_BYTES, load
from lieucommun.kernel.territories.contours.making import reading
from lieucommun.kernel.territories.contours.making.gathering import gather
from lieucommun.kernel.territories.contours.making.reading import UnreadableError, features
from lieucommun.kernel.territories.contours.refusals import RefusedContours, sentences

from .squares import collection, feature, row_of, square, written

NANTES = feature("44109", square(0))
METRES = {
    "type": "Polygon",
    "coordinates": [[[355577, 6689723], [355600, 6689723], [355600, 6689800], [355577, 6689723]]],
}
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "nothing": (b"", "empty"),
    "spaces": (b" \n\n", "empty"),
    "no feature": (collection([]), "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "encoding"),
    "zeroes": (b"\x00" * 4096, "json"),
    "another alphabet": (collection([NANTES]).encode("utf-16"), "encoding"),
    "a page": (b"<!doctype html><title>404</title>", "json"),
    "a list": (json.dumps([NANTES]), "json"),
    "a TopoJSON": (json.dumps({"type": "Topology", "arcs": []}), "kind"),
    "features that are words": ('{"type":"FeatureCollection","features":["a"]}', "kind"),
    "cut short": (collection([NANTES])[:-3], "json"),
    "a comma too many": (collection([NANTES])[:-2] + ",]}", "json"),
    "two things": (collection([NANTES]) + "x", "json"),
    "infinity": (collection([NANTES]).replace("47.0", "Infinity"), "json"),
    "a very long number": (collection([NANTES]).replace("47.0", "4" * 5000), "json"),
    "depths": ('{"features":' + "[" * 200_000, "json"),
    "depths in a feature": ('{"features":[{"a":' + '{"a":' * 100_000, "json"),
    "metres": (collection([feature("44109", METRES)]), "metres"),
    "declared metres": (
        collection([NANTES], crs={"type": "name", "properties": {"name": "EPSG:2154"}}),
        "reference",
    ),
    "no codes": (collection([feature("99999", square(0))]), "codes"),
    "codes that are lists": (collection([feature(["44109"], square(0))]), "codes"),
    "another property": (collection([feature("44109", square(0), "insee")]), "property"),
    "no property": ('{"type":"Feature","geometry":null}', "property"),
    "points": (
        collection([feature("44109", {"type": "Point", "coordinates": [0, 47]})]),
        "geometry",
    ),
    "no geometry": (collection([feature("44109", None)]), "geometry"),
    "words for numbers": (
        collection([feature("44109", {"type": "Polygon", "coordinates": [[["a", "b"]] * 4]})]),
        "geometry",
    ),
    "a flat list": (
        collection([feature("44109", {"type": "Polygon", "coordinates": [1, 2, 3, 4]})]),
        "geometry",
    ),
    "two points": (
        collection([feature("44109", {"type": "Polygon", "coordinates": [[[0, 47], [1, 47]]]})]),
        "geometry",
    ),
    "a line for an area": (
        collection(
            [feature("44109", {"type": "Polygon", "coordinates": [[[0, 47], [1, 48]] * 3]})]
        ),
        "geometry",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_file_is_refused_for_what_is_wrong(name: str, tmp_path: Path) -> None:
    content, code = REFUSED[name]
    with pytest.raises(UnreadableError) as refused:
        gather(written(tmp_path, content), "commune", "code")
    assert refused.value.code == code
    assert str(RefusedContours(code, **refused.value.params))


def test_every_reason_has_its_sentence(tmp_path: Path) -> None:
    assert {code for _, code in REFUSED.values()} <= set(sentences())
    with override("en"), pytest.raises(RefusedContours, match="There is no file"):
        load("commune", tmp_path / "none.geojson")


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = '{"type":"FeatureCollection","features":[\n' + json.dumps(NANTES) + "\n{}]}"
    with pytest.raises(UnreadableError) as refused:
        list(features(written(tmp_path, text)))
    assert refused.value.params == {"line": 3, "found": "Expecting ',' delimiter"}


def test_a_mistake_at_the_start_of_a_long_file_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, b'{"a":nothing,' + b" " * (reading.LONGEST + 10))
    with pytest.raises(UnreadableError) as refused:
        list(features(path))
    assert refused.value.code == "json"


def test_a_value_without_end_is_given_up(tmp_path: Path) -> None:
    path = written(tmp_path, b'{"a":"' + b"a" * (reading.LONGEST + 2 * reading.BLOCK))
    with pytest.raises(UnreadableError) as refused:
        list(features(path))
    assert refused.value.code == "costly"


@pytest.mark.parametrize("block", [7, 64, 1000])
def test_a_file_is_read_the_same_whatever_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    wanted = row_of(["44109", "44190", "85191"])
    texts = {
        "collection": collection(wanted, name="communes", bbox=[-5, 41, 9, 51]),
        "lines": "\n".join(map(json.dumps, wanted)) + "\n",
        "sequence": "".join(f"\x1e{json.dumps(each)}\n" for each in wanted),
        "marked": "\ufeff" + collection(wanted),
        "two collections": collection(wanted[:1]) + collection(wanted[1:]),
    }
    monkeypatch.setattr(reading, "BLOCK", block)
    for name, text in texts.items():
        assert list(features(written(tmp_path, text))) == wanted, name


def test_what_is_wrong_in_some_features_is_listed_and_the_others_are_kept(tmp_path: Path) -> None:
    bow = {
        "type": "Polygon",
        "coordinates": [[[0, 47], [0.1, 47.1], [0.1, 47], [0, 47.1], [0, 47]]],
    }
    text = collection(
        [
            NANTES,
            feature("99999", square(1)),
            feature("44190", METRES),
            feature(44143, bow),
            feature("44215", {"type": "GeometryCollection", "geometries": []}),
            feature(None, square(2)),
        ]
    )
    found = gather(written(tmp_path, text), "commune", "code")
    assert list(found.outlines) == ["44109", "44143"]
    assert found.unknown == [(2, "99999"), (6, "")]
    assert found.rejected == [(3, "44190", "bounds"), (5, "44215", "geometry")]
    assert found.repaired == ["44143"]
    assert found.outlines["44143"].is_valid


def test_leading_zeros_lost_by_a_spreadsheet_come_back(tmp_path: Path) -> None:
    found = gather(written(tmp_path, collection([feature(1004, square(0))])), "commune", "code")
    assert list(found.outlines) == ["01004"]


def test_a_heavy_file_is_not_opened(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "sparse.geojson"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(RefusedContours) as refused:
        load("commune", path)
    assert refused.value.code == "heavy"
    assert not (place / "contours").exists()


@pytest.mark.usefixtures("place")
def test_a_refusal_leaves_what_was_there(tmp_path: Path) -> None:
    load("commune", written(tmp_path, collection(row_of(["44109", "44190"]))))
    before, shapes = contours.stamp(), contours.shapes("commune")
    for content in (b"{", collection([feature("44109", METRES)])):
        with pytest.raises(RefusedContours):
            load("commune", written(tmp_path, content))
    assert (contours.stamp(), contours.shapes("commune")) == (before, shapes)
    assert len(shapes) == 2


@pytest.mark.usefixtures("place")
def test_latitude_before_longitude_is_told(tmp_path: Path) -> None:
    swapped = {
        "type": "Polygon",
        "coordinates": [[[y, x] for x, y in square(0)["coordinates"][0]]],
    }
    path = written(tmp_path, collection([feature("44109", swapped)]))
    with pytest.raises(RefusedContours) as refused:
        load("commune", path)
    assert refused.value.code == "off the map"


@pytest.mark.usefixtures("place")
def test_a_file_that_takes_too_much_is_given_up(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SECONDS", 1)
    monkeypatch.setattr(actions, "SECONDS_PER_MB", 0)
    with pytest.raises(RefusedContours) as refused:
        load("commune", sample)
    assert refused.value.code == "costly"
    assert contours.shapes("commune") == ()


@pytest.mark.usefixtures("place")
def test_a_file_that_takes_too_much_memory_is_given_up(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_MEMORY", 40 * actions.MB)
    with pytest.raises(RefusedContours) as refused:
        load("commune", sample)
    assert refused.value.code == "costly"
