"""The 1,272 communes of a région in 2018: every one has its place, and nothing tears apart."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import shapely

from lieucommun.kernel.territories import children, contours, current, find, project
from lieucommun.kernel.territories.contours.actions import Report
from lieucommun.kernel.territories.contours.making.reading import features
from lieucommun.kernel.territories.contours.shape import DETAILS, ContourLevel, Detail, Shape

from .test_paths import rings_of

pytestmark = pytest.mark.usefixtures("region")
LEVELS: tuple[ContourLevel, ...] = ("commune", "epci", "departement", "region")
STEP: dict[Detail, int] = {"drawing": 10, "close": 100}
Segment = frozenset[tuple[int, int]]


def drawn(level: ContourLevel, detail: Detail = "drawing") -> tuple[Shape, ...]:
    return contours.shapes(level, within=find("52", "region"), detail=detail)


def area_of(shape: Shape) -> shapely.geometry.base.BaseGeometry:
    """Return a shape as an area: its rings one in another, whatever the way they run."""
    whole: shapely.geometry.base.BaseGeometry = shapely.Polygon()
    for ring in rings_of(shape.path_d):
        whole = whole.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return whole


def segments(shapes: Iterable[Shape], step: int) -> Counter[Segment]:
    found: Counter[Segment] = Counter()
    for shape in shapes:
        for ring in rings_of(shape.path_d):
            steps = [(round(x * step), round(y * step)) for x, y in ring]
            found.update(frozenset(pair) for pair in pairwise([*steps, steps[0]]))
    return found


def test_every_commune_of_the_file_is_drawn_or_part_of_one_that_is(
    sample: Path, region: Report
) -> None:
    codes = [each["properties"]["code"] for each in features(sample)]
    known = [current(code, "commune") for code in codes]
    assert len(codes) == region.features == 1272
    today = {each.territory.code for each in known if each}
    assert {shape.code for shape in contours.shapes("commune")} == today == set(region.codes)
    assert contours.available("commune") == today
    assert len(region.changed) == sum(each.reason != "unchanged" for each in known if each) == 47
    assert region.unknown == region.rejected == region.repaired == region.off_map == []


def test_communes_that_were_made_again_since_are_told_and_their_parents_are_whole(
    region: Report,
) -> None:
    """L’Oie and Sainte-Florence were parts of Essarts-en-Bocage in 2018."""
    assert region.absent == ["85165", "85212"]
    assert region.lacking["departement"] == {"85": ["85165", "85212"]}
    assert region.levels == {"commune": 1226, "epci": 67, "departement": 5, "region": 1}
    assert region.derived == {"commune": 0, "epci": 67, "departement": 5, "region": 1}


@pytest.mark.parametrize("level", LEVELS)
def test_names_are_official_and_labels_inside(level: ContourLevel) -> None:
    for shape in drawn(level, "close"):
        territory = find(shape.code, level)
        assert territory
        assert (shape.name, shape.loaded) == (territory.name, True)
        left, top, right, bottom = shape.box
        assert left < shape.label_x < right
        assert top < shape.label_y < bottom
        assert area_of(shape).contains(shapely.Point(shape.label_x, shape.label_y)), shape.name


@pytest.mark.parametrize("detail", DETAILS)
def test_neighbours_share_their_borders_and_parents_lie_over_them(detail: Detail) -> None:
    """A border inside the région is met twice, its outside once: by the région's own path."""
    met = segments(drawn("commune", detail), STEP[detail])
    outside = {segment for segment, times in met.items() if times % 2}
    whole = segments(drawn("region", detail), STEP[detail])
    assert len(outside ^ {each for each, times in whole.items() if times % 2}) <= len(outside) / 200
    assert sum(times > 2 for times in met.values()) <= 2  # spikes thinner than a step


@pytest.mark.parametrize("detail", DETAILS)
def test_no_gap_opens_between_communes(detail: Detail) -> None:
    areas = [area_of(each) for each in drawn("commune", detail)]
    union = shapely.union_all(areas)
    total = sum(each.area for each in areas)
    assert total == pytest.approx(union.area, rel=1e-3)
    filled = shapely.union_all(
        [shapely.Polygon(part.exterior) for part in shapely.get_parts(union)]
    )
    assert filled.area == pytest.approx(union.area, rel=1e-3)
    (region,) = drawn("region", detail)
    assert area_of(region).area == pytest.approx(union.area, rel=1e-3)
    assert area_of(region).symmetric_difference(union).area < union.area / 1000


def test_points_are_where_the_projection_puts_them(sample: Path, region: Report) -> None:
    """Any corner of the file is within 300 m of the border that was drawn closely."""
    shapes = {each.code: area_of(each).boundary for each in drawn("commune", "close")}
    united = {today for _, today, _ in region.changed}
    for each in [*features(sample)][::25]:
        code, geometry = each["properties"]["code"], each["geometry"]
        if code in united or code not in shapes or geometry["type"] != "Polygon":
            continue
        for lon, lat in geometry["coordinates"][0]:
            place = project(lat, lon)
            assert place
            assert shapes[code].distance(shapely.Point(place)) < 0.25, code


def test_simpler_is_lighter_and_closer_is_truer() -> None:
    texts = {
        detail: "".join(each.path_d for each in drawn("commune", detail)) for detail in DETAILS
    }
    assert len(texts["drawing"]) < len(texts["close"]) / 2
    assert len(gzip.compress(texts["drawing"].encode())) < 100_000
    one, other = ({each.code: area_of(each) for each in drawn("commune", d)} for d in DETAILS)
    for code, area in one.items():
        assert area.symmetric_difference(other[code]).area < max(0.2 * area.area, 0.3), code


def test_a_region_is_drawn_simply_and_what_is_small_closely() -> None:
    nantes = find("244400404", "epci")
    assert contours.shapes("commune", within=find("52", "region")) == drawn("commune")
    close = {each.code: each for each in drawn("commune", "close")}
    assert nantes
    assert contours.shapes("commune", within=nantes) == tuple(
        close[each.code] for each in children(nantes, "commune")
    )
    assert contours.shapes("commune", ["44109", "75056", "zz"]) == (close["44109"],)
    assert contours.shapes("epci", within=nantes, detail="close")[0].code == "244400404"


def test_the_country_is_not_drawn_half_from_one_source() -> None:
    every = contours.shapes("departement")
    assert len(every) == len(contours.available("departement")) == 101
    assert {each.loaded for each in every} == {False}
    five = contours.shapes("departement", within=find("52", "region"))
    assert [(each.code, each.loaded) for each in five] == [
        (code, True) for code in ("44", "49", "53", "72", "85")
    ]
    beside = contours.shapes("departement", ["44", "35"])
    assert [(each.code, each.loaded) for each in beside] == [("35", False), ("44", False)]
    assert contours.shapes("commune", within=find("53", "region")) == ()


def test_areas_add_up_and_are_those_that_are_published() -> None:
    """IGN's figures are measured with the water; the cadastre's, without, are 0.6 % below."""
    communes, departements = contours.areas("commune"), contours.areas("departement")
    for each in ("44", "49", "53", "72", "85"):
        territory = find(each, "departement")
        assert territory
        parts = (communes.get(one.code, Decimal(0)) for one in children(territory, "commune"))
        assert departements[each] == sum(parts)
    assert contours.areas("region") == {"52": sum(departements.values())}
    assert float(contours.areas("region")["52"]) == pytest.approx(32_082, rel=0.012)
    assert float(communes["44109"]) == pytest.approx(65.2, rel=0.02)


def test_where_they_come_from_is_told() -> None:
    from django.utils.translation import override

    with override("en"):
        assert contours.about("epci") == ("Contours: IGN, 2018, LO.",)
        assert len(contours.about()) == 2
    (load,) = contours.loads()
    assert (load.level, load.vintage, load.named, load.features) == ("commune", 2018, "code", 1272)
    assert len(load.codes) == 1226


def test_drawings_are_read_by_departement(region_folder: Path) -> None:
    folder = region_folder / "contours" / contours.stamp()
    names = sorted(path.name for path in (folder / "drawing").iterdir())
    assert names == [
        *(f"commune-{code}.json" for code in ("44", "49", "53", "72", "85")),
        "departement.json",
        "epci.json",
        "region.json",
    ]
    entries = json.loads((folder / "drawing" / "commune-53.json").read_text("utf-8"))
    assert [entry[0] for entry in entries] == sorted(entry[0] for entry in entries)
