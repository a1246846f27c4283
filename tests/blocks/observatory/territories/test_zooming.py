"""The map to zoom into: its style, its tiles by ranges, and the browser that draws it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client, RequestFactory, override_settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from lieucommun.blocks.observatory.territories.zooming import bounds, ranged
from lieucommun.kernel.territories import contours
from lieucommun.kernel.territories.contours.actions import Origin, load
from lieucommun.kernel.territories.projection import project, unproject
from tests.kernel.territories.contours.squares import collection, row_of, written
from tests.place import SERVICES, place

from .conftest import Store
from .test_screens import HOME, TOTAL, get

MAP = f"{TOTAL}?view=map&level=commune&period=2024"
CONTENT = bytes(range(256)) * 4


@pytest.fixture
def outlined(tmp_path: Path, store: Store) -> Iterator[Store]:
    """Open a place where three communes have contours, and figures."""
    with override_settings(DATA_DIR=tmp_path / "place"):
        file = written(tmp_path, collection(row_of(["53130", "53147", "44109"])))
        load("commune", file, Origin(vintage=2026, licence="LO", source="IGN"))
        store()
        yield store


def asked(path: Path, **headers: str) -> HttpResponseBase:
    request = RequestFactory().get("/", headers=headers)
    return ranged(request, path, "stamp")


@pytest.mark.parametrize(
    ("header", "status", "content", "told"),
    [
        ("", 200, CONTENT, None),
        ("bytes=0-15", 206, CONTENT[:16], "bytes 0-15/1024"),
        ("bytes=1000-", 206, CONTENT[1000:], "bytes 1000-1023/1024"),
        ("bytes=1000-5000", 206, CONTENT[1000:], "bytes 1000-1023/1024"),
        ("bytes=-4", 206, CONTENT[-4:], "bytes 1020-1023/1024"),
        ("bytes=-5000", 206, CONTENT, "bytes 0-1023/1024"),
        ("bytes=1024-", 416, b"", "bytes */1024"),
        ("bytes=-0", 416, b"", "bytes */1024"),
        ("bytes=9-3", 416, b"", "bytes */1024"),
        ("bytes=0-1,4-5", 200, CONTENT, None),
        ("lines=0-1", 200, CONTENT, None),
        (f"bytes={'9' * 400}-", 200, CONTENT, None),
    ],
)
def test_a_range_is_given_as_asked(
    tmp_path: Path, header: str, status: int, content: bytes, told: str | None
) -> None:
    path = tmp_path / "tiles.pmtiles"
    path.write_bytes(CONTENT)
    answer = asked(path, **({"Range": header} if header else {}))
    got = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert (answer.status_code, got, answer.get("Content-Range")) == (status, content, told)


def test_places_of_the_drawing_are_found_on_the_earth() -> None:
    for lat, lon in ((47.218, -1.553), (48.856, 2.352), (42.5, 9.0), (16.2, -61.5), (-21.1, 55.5)):
        place = project(lat, lon)
        assert place is not None
        assert unproject(*place) == pytest.approx((lat, lon), abs=1e-6)


@pytest.mark.django_db
@pytest.mark.usefixtures("outlined")
def test_the_map_is_told_with_its_words_and_where_it_is(client: Client) -> None:
    said = client.get(f"{HOME}indicateurs/montant_total/carte.json", {
        "view": "map", "level": "commune", "period": "2024", "lang": "fr",
    }).json()  # fmt: skip
    address = said["style"]["sources"]["territories"]["url"]
    assert address == f"pmtiles://http://testserver{HOME}contours/{contours.stamp()}.pmtiles"
    assert said["texts"]["44109"].replace("\u202f", " ").startswith("Nantes : 100 000")
    west, south, east, north = bounds(contours.shapes("commune"))
    assert said["bounds"] == [west, south, east, north]
    assert (west, south, east, north) == pytest.approx((-1.5, 47.0, -1.2, 47.1), abs=0.02)


@pytest.mark.django_db
@pytest.mark.usefixtures("outlined")
def test_tiles_are_given_under_their_name_alone(client: Client) -> None:
    address = f"{HOME}contours/{contours.stamp()}.pmtiles"
    answer = client.get(address, headers={"Range": "bytes=0-7", "Accept-Encoding": "gzip"})
    assert b"".join(answer) == b"PMTiles\x03"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(f"{HOME}contours/former.pmtiles").status_code == 404


@pytest.mark.django_db
def test_without_tiles_there_is_nothing_to_zoom_into(client: Client, store: Store) -> None:
    store()
    assert "data-map-show" not in get(client, f"{TOTAL}?view=map&level=departement").html
    assert client.get(f"{HOME}indicateurs/montant_total/carte.json").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("outlined")
def test_the_browser_draws_the_map_when_asked(live_server: LiveServer, screen: Page) -> None:
    with place(SERVICES):  # what a test commits is flushed, services too
        asked: list[str] = []
        screen.on("request", lambda request: asked.append(request.url))
        screen.goto(f"{live_server.url}{MAP}&lang=fr")
        assert [each for each in asked if "/front/zoom" in each] == [], "nothing before it is asked"
        screen.get_by_role("button", name="Ouvrir une carte").click()
        screen.locator("[data-drawn=true]").wait_for(timeout=180_000)
        assert screen.locator(".zoom canvas").bounding_box()["height"] > 200  # type: ignore[index]
        assert screen.locator("figure.drawn svg").first.is_visible()
