"""The map opened on request: keyboard, several records at one place, hostile titles, failures."""

import functools
import gzip
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from front import build
from tests.requirements import require

if TYPE_CHECKING:
    from playwright.sync_api import Page

POINTS = [
    ("Labo <b>A</b>", "#a", [4.39, 45.43]),
    ("Labo B", "#b", [4.39, 45.43]),
    ("Labo C", None, [-1.55, 47.21]),
]
AREA = [[[1, 45], [2, 45], [2, 46], [1, 46], [1, 45]]]
PAGE = """\
<!doctype html><html lang="fr" dir="{direction}"><meta charset="utf-8"><title>Carte</title>
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;
  connect-src 'self'">
<script type="application/json" id="points">{points}</script>
<div data-map data-source="{source}" data-script="/map.js" data-style="/map.css"
  data-failed="La carte n’est pas venue." data-zoom-in="Agrandir" data-close="Fermer">
  <p data-needs-script hidden><button type="button" data-map-show>Ouvrir la carte</button></p>
  <p role="status" data-map-status></p>
  <div data-map-canvas role="region" aria-label="Carte des labos" hidden></div>
</div><script type="module" src="/loader.js"></script>
"""


def _feature(title: str, url: str | None, kind: str, coordinates: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"title": title, "url": url}, "geometry": geometry}


def _points() -> str:
    features = [_feature(title, url, "Point", at) for title, url, at in POINTS]
    features.append(_feature("Zone", "#zone", "Polygon", AREA))
    features.append({"type": "Feature", "properties": {"title": "Nowhere"}, "geometry": None})
    return json.dumps({"type": "FeatureCollection", "features": features}).replace("<", "\\u003c")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing in the output of tests."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    require("front")
    for path in filter(Path.is_file, settings.FRONT.iterdir()):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _open(
    screen: "Page", site: tuple[Path, str], *, source: str = "#points", direction: str = "ltr"
) -> None:
    folder, address = site
    page = PAGE.format(points=_points(), source=source, direction=direction)
    (folder / "index.html").write_text(page, "utf-8")
    screen.goto(address)
    screen.get_by_role("button", name="Ouvrir la carte").click()


def test_nothing_of_the_map_is_loaded_before_it_is_asked_for(
    screen: "Page", site: tuple[Path, str]
) -> None:
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    folder, address = site
    page = PAGE.format(points=_points(), source="#points", direction="ltr")
    (folder / "index.html").write_text(page, "utf-8")
    screen.goto(address)
    screen.get_by_role("button", name="Ouvrir la carte").wait_for()
    assert [name for name in asked if name.startswith("map")] == []
    screen.get_by_role("button", name="Ouvrir la carte").click()
    screen.get_by_role("region", name="Carte des labos").wait_for()
    assert sorted(name for name in asked if name.startswith("map")) == ["map.css", "map.js"]


def test_records_at_one_place_share_a_marker_reached_with_the_keyboard(
    screen: "Page", site: tuple[Path, str]
) -> None:
    _open(screen, site)
    marker = screen.get_by_role("button", name="Labo <b>A</b>, Labo B")
    marker.focus()
    screen.keyboard.press("Enter")
    popup = screen.locator(".leaflet-popup-content")
    assert popup.get_by_role("link").all_inner_texts() == ["Labo <b>A</b>", "Labo B"]
    assert screen.locator(".leaflet-popup-content b").count() == 0
    assert marker.inner_text() == "2"
    assert screen.get_by_role("button", name="Fermer").count() == 1


def test_an_area_that_leads_somewhere_is_a_link(screen: "Page", site: tuple[Path, str]) -> None:
    _open(screen, site)
    screen.get_by_role("link", name="Zone").focus()
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/#zone")


def test_a_map_that_does_not_come_says_so_and_may_be_asked_again(
    screen: "Page", site: tuple[Path, str]
) -> None:
    _open(screen, site, source="/nothing.geojson")
    screen.get_by_text("La carte n’est pas venue.").wait_for()
    assert screen.get_by_role("button", name="Ouvrir la carte").is_enabled()


def test_right_to_left_pages_keep_every_place_inside_the_map(
    screen: "Page", site: tuple[Path, str]
) -> None:
    _open(screen, site, direction="rtl")
    frame = screen.get_by_role("region", name="Carte des labos").bounding_box()
    screen.locator(".live-point").first.wait_for()
    boxes = [marker.bounding_box() for marker in screen.locator(".live-point").all()]
    assert frame is not None
    assert [box is not None and _inside(box, frame) for box in boxes] == [True, True]


def _inside(box: dict[str, float], frame: dict[str, float]) -> bool:
    return (
        frame["x"] <= box["x"]
        and frame["y"] <= box["y"]
        and box["x"] + box["width"] <= frame["x"] + frame["width"]
        and box["y"] + box["height"] <= frame["y"] + frame["height"]
    )


def test_what_visitors_download_stays_small() -> None:
    require("front")
    weights = {
        name: len(gzip.compress((settings.FRONT / name).read_bytes()))
        for name in ("loader.js", "map.js", "map.css")
    }
    assert weights["loader.js"] <= 1_000
    assert sum(weights.values()) <= 60_000


def test_what_is_served_comes_from_the_sources_that_are_here() -> None:
    require("front")
    assert build.up_to_date(), "run: make front"
