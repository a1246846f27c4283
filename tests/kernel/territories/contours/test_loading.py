"""Loads add up, parents come from whole sets of children, and a crash leaves what was there."""

import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from lieucommun.kernel.territories import children, contours, find
from lieucommun.kernel.territories.contours import keeping
from lieucommun.kernel.territories.contours.actions import Origin, load
from lieucommun.kernel.territories.contours.refusals import RefusedContours

from .squares import SOUTH, WEST, collection, feature, row_of, square, written
from .test_region import area_of

pytestmark = pytest.mark.usefixtures("place")
LOAD = """
import sys
from pathlib import Path
import django
from django.conf import settings
settings.configure(DATA_DIR=sys.argv[1], USE_I18N=False)
django.setup()
from lieucommun.kernel.territories.contours.actions import load
load("commune", Path(sys.argv[2]))
"""


def codes(level: contours.ContourLevel) -> list[str]:
    return [each.code for each in contours.shapes(level) if each.loaded]


def test_nothing_is_loaded_at_first() -> None:
    assert contours.stamp() == "shipped"
    assert contours.shapes("commune") == contours.shapes("epci") == ()
    assert len(contours.shapes("region")) == len(contours.available("region")) == 18
    assert contours.areas("commune") == {}
    assert (contours.tiles(), contours.loads()) == (None, ())
    assert len(contours.about("region")) == 1
    assert contours.about("commune") == ()


def test_shipped_outlines_have_the_box_that_their_path_draws() -> None:
    shapes = {each.code: each for each in contours.shapes("departement")}
    left, top, right, bottom = shapes["29"].box
    assert (left, top, right, bottom) == pytest.approx((9, 214, 107, 304), abs=8)
    assert all(0 <= each.box[0] <= each.label_x <= each.box[2] <= 1000 for each in shapes.values())


def test_the_last_load_of_a_code_wins_and_the_others_stay(tmp_path: Path) -> None:
    load("commune", written(tmp_path, collection(row_of(["44109", "44190"]))), Origin(source="A"))
    first = {each.code: each for each in contours.shapes("commune")}
    stamp = contours.stamp()
    moved = collection([feature("44190", square(5)), feature("44215", square(6))])
    load("commune", written(tmp_path, moved), Origin(source="B", vintage=2026))
    second = {each.code: each for each in contours.shapes("commune")}
    assert contours.stamp() != stamp
    assert sorted(second) == ["44109", "44190", "44215"]
    assert second["44109"].box == first["44109"].box
    assert second["44190"].label_x > first["44190"].label_x + 20
    assert [(each.source, each.codes) for each in contours.loads()] == [
        ("A", ("44109",)),
        ("B", ("44190", "44215")),
    ]
    load("commune", written(tmp_path, collection(row_of(["44109"]))), Origin(source="C"))
    assert [each.source for each in contours.loads()] == ["B", "C"]


def test_codes_that_are_one_territory_today_are_united(tmp_path: Path) -> None:
    """Freigné (49144) changed département to become a part of Vallons-de-l’Erdre (44180)."""
    text = collection([*row_of(["44180", "49144"]), feature("49144", square(1, 1))])
    report = load("commune", written(tmp_path, text))
    (shape,) = contours.shapes("commune")
    assert (shape.code, shape.name) == ("44180", "Vallons-de-l'Erdre")
    assert report.changed == [["49144", "44180", "renumbered"]] * 2
    assert report.codes == ("44180",)
    assert shape.path_d.count("M") == 1


def test_a_parent_is_drawn_only_when_all_its_communes_are_there(tmp_path: Path) -> None:
    smallest = min(
        (each for each in children(find("44", "departement"), "epci")),  # type: ignore[arg-type]
        key=lambda each: len(children(each, "commune")),
    )
    communes = [each.code for each in children(smallest, "commune")]
    report = load("commune", written(tmp_path, collection(row_of(communes[1:]))))
    assert report.levels["epci"] == 0
    report = load("commune", written(tmp_path, collection([feature(communes[0], square(0, 1))])))
    assert report.levels == {
        "commune": len(communes),
        "epci": 1,
        "departement": 0,
        "region": 0,
    }
    assert codes("epci") == [smallest.code]
    assert contours.areas("epci")[smallest.code] == sum(contours.areas("commune").values())
    assert report.absent == []


def test_a_departement_of_one_commune_is_drawn_and_its_region_is_not(tmp_path: Path) -> None:
    report = load("commune", written(tmp_path, collection(row_of(["75056"]))))
    assert (report.levels["departement"], report.levels["region"]) == (1, 0)
    (paris,) = contours.shapes("departement", ["75"])
    assert paris.loaded


def test_outlines_of_a_level_itself_come_before_those_of_its_children(tmp_path: Path) -> None:
    load("departement", written(tmp_path, collection([feature("75", square(3))])))
    own = contours.shapes("departement", ["75"])
    report = load("commune", written(tmp_path, collection(row_of(["75056"]))))
    assert report.derived["departement"] == 0
    assert contours.shapes("departement", ["75"]) == own
    assert [each.level for each in contours.loads()] == ["departement", "commune"]


def test_regions_come_from_departements(tmp_path: Path) -> None:
    corsica = collection(row_of(["2A", "2B"]), name="corse")
    report = load("departement", written(tmp_path, corsica))
    assert (report.levels["region"], report.derived["region"]) == (1, 1)
    (region,) = contours.shapes("region", ["94"])
    assert (region.name, region.path_d.count("M")) == ("Corse", 1)
    areas = contours.areas("departement")
    assert contours.areas("region")["94"] == areas["2A"] + areas["2B"]
    assert float(areas["2A"]) == pytest.approx(11.12 * 0.1 * 10 * 7.6, rel=0.01)


def test_overseas_departements_are_each_in_their_frame_and_elsewhere_is_off_the_map(
    tmp_path: Path,
) -> None:
    reunion = square(0, west=55.4)
    for ring in reunion["coordinates"]:
        for point in ring:
            point[1] = round(point[1] - SOUTH - 21.2, 6)
    polynesia = square(0, west=-149.6)
    for ring in polynesia["coordinates"]:
        for point in ring:
            point[1] = round(point[1] - SOUTH - 17.6, 6)
    text = collection([feature("97411", reunion), feature("98735", polynesia)])
    report = load("commune", written(tmp_path, text))
    assert codes("commune") == ["97411"]
    assert report.off_map == ["98735"]
    assert set(contours.areas("commune")) == {"97411", "98735"}
    load("departement", written(tmp_path, collection([feature("974", reunion)])))
    loaded = {each.code for each in contours.shapes("departement") if each.loaded}
    assert loaded == {"974"}, "a frame of its own needs no other département to fit"
    assert len(contours.shapes("departement")) == 101


def test_neighbours_that_overlap_are_fitted(tmp_path: Path) -> None:
    wide = square(1, side=0.1, west=WEST - 0.002)
    text = collection([feature("44109", square(0)), feature("44190", wide)])
    report = load("commune", written(tmp_path, text))
    assert not report.fits
    one, other = map(area_of, contours.shapes("commune", detail="close"))
    assert one.intersection(other).area < one.area / 1000
    assert one.distance(other) == 0


def test_a_second_load_at_the_same_time_waits_its_turn(tmp_path: Path) -> None:
    path = written(tmp_path, collection(row_of(["44109"])))
    with pytest.raises(RefusedContours) as refused, keeping.replacing():
        load("commune", path)
    assert refused.value.code == "busy"
    assert contours.stamp() == "shipped"


def test_what_breaks_a_load_leaves_what_was_there(tmp_path: Path, place: Path) -> None:
    path = written(tmp_path, collection(row_of(["44109"])))
    load("commune", path)
    before = contours.stamp()
    with pytest.raises(FileNotFoundError), keeping.replacing() as broken:
        (broken.folder / "half").rename(broken.folder / "none" / "half")
    assert contours.stamp() == before
    assert sorted(each.name for each in (place / "contours").iterdir()) == sorted(
        [before, "current", "lock"]
    )


def test_a_renamed_folder_without_its_pointer_is_nothing(tmp_path: Path, place: Path) -> None:
    """The machine stopped between the two: the next load goes on from what was current."""
    path = written(tmp_path, collection(row_of(["44109"])))
    load("commune", path)
    before = contours.stamp()
    (place / "contours" / "0123456789ab").mkdir()
    (place / "contours" / ".making-ba9876543210").mkdir()
    assert contours.stamp() == before
    load("commune", written(tmp_path, collection(row_of(["", "44190"])[1:])))
    assert codes("commune") == ["44109", "44190"]
    assert not (place / "contours" / ".making-ba9876543210").exists()


@pytest.mark.parametrize("after", [0.8, 1.8])
def test_a_load_that_is_killed_leaves_contours_whole(
    tmp_path: Path, place: Path, sample: Path, after: float
) -> None:
    load("commune", written(tmp_path, collection(row_of(["44109"]))))
    before, shapes = contours.stamp(), contours.shapes("commune")
    command = [sys.executable, "-c", LOAD, str(place), str(sample)]
    running = subprocess.Popen(command, start_new_session=True)
    time.sleep(after)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert (contours.stamp(), contours.shapes("commune")) == (before, shapes)
    load("commune", written(tmp_path, collection(row_of(["44109", "44190"]))))
    assert codes("commune") == ["44109", "44190"]


def test_only_the_last_folders_are_kept(tmp_path: Path, place: Path) -> None:
    for code in ("44109", "44190", "44215"):
        load("commune", written(tmp_path, collection(row_of([code]))))
    folders = [each for each in (place / "contours").iterdir() if each.is_dir()]
    assert len(folders) == keeping.KEPT == 2
    assert contours.areas("commune").keys() == {"44109", "44190", "44215"}
    assert all(area > Decimal(80) for area in contours.areas("commune").values())
