"""A directory of records of every type: found, ordered, placed, followed."""

import json
from xml.etree import ElementTree as ET

import pytest

from tests.blocks.trial import Trial
from tests.screen import screen

from .lines import LIST, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("view", ["list", "map"])
def test_record_with_every_type_is_listed(trial: Trial, language: str, view: str) -> None:
    trial.add_whole()
    page = screen(trial.client().get(LIST, {"lang": language, "view": view}))
    assert "{" not in page.text
    assert (
        page.heading
        == {"fr": "Tous les lieux", "en": "All sites", "ar": "Tous les lieux"}[language]
    )


def test_line_says_each_part_in_words(trial: Trial) -> None:
    trial.add_whole()
    page = screen(trial.client().get(LIST))
    (line,) = page.all("ul", class_="rows")
    shown = " ".join("".join(line.itertext()).split())
    for word in (
        "Le Grand Café",
        "Un grand café.",
        "Tous publics",
        "Jeunes",
        "Café",
        "Saint-Étienne",
        "1 234",
        "12,5 %",
        "63,60 €",
        "21 mai 2026",
        "14:30",
        "1998",
        "Ouvert",
        "45.4397, 4.3872",
        "Le pont",
        "Équipe du Nord",
        "Salle bleue · 12",
        "Salle <rouge>",
    ):
        assert word in shown, word
    assert "Le Vieux" not in shown


def test_line_in_english(trial: Trial) -> None:
    trial.add_whole()
    text = screen(trial.client().get(f"{LIST}?lang=en")).text
    for word in ("The Great Café", "A great café.", "Everyone", "Museum", "May 21, 2026"):
        assert (word in text) is (word != "Museum"), word


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx", "ods", "geojson", "points"])
def test_record_with_every_type_is_taken_away(trial: Trial, kind: str) -> None:
    trial.add_whole()
    answer = trial.client().get(LIST, {"format": kind})
    assert answer.status_code == 200
    assert answer.getvalue()


def test_export_speaks_the_language_of_the_visit_to_its_end(trial: Trial) -> None:
    trial.add_whole()
    rows = trial.client().get(LIST, {"format": "csv", "lang": "en"}).getvalue().decode("utf-8-sig")
    assert "Published" in rows
    assert ",yes," in rows
    assert ",oui," not in rows


def test_export_runs_no_formula(trial: Trial) -> None:
    trial.add(code="a", nom="=1+1")
    answer = trial.client().get(LIST, {"format": "csv"})
    assert "'=1+1" in answer.getvalue().decode()


# -- order


def test_orders_offered_are_followed(trial: Trial) -> None:
    values = {
        "a": (3, "1.5", "2026-03-01"),
        "b": (1, "30", "2025-01-01"),
        "c": (2, "4", "2027-01-01"),
    }
    for code, (rank, rate, day) in values.items():
        trial.add(code=code, nom=f"L{code}", rang=rank, taux=rate, date=day)
    trial.add(code="d", nom="Lé")

    def order(sort: str) -> list[str]:
        return titles(screen(trial.client().get(LIST, {"sort": sort})))

    assert order("") == ["La", "Lb", "Lc", "Lé"]
    assert order("-nom") == ["Lé", "Lc", "Lb", "La"]
    assert order("rang") == ["Lb", "Lc", "La", "Lé"]
    assert order("-rang") == ["La", "Lc", "Lb", "Lé"]
    assert order("taux") == ["La", "Lc", "Lb", "Lé"]
    assert order("date") == ["Lc", "La", "Lb", "Lé"], "dates start with the newest"
    assert order("-date") == ["Lb", "La", "Lc", "Lé"]
    assert order("secret") == order("")


def test_order_is_said_and_kept_by_filters(trial: Trial) -> None:
    trial.add_whole()
    page = screen(trial.client().get(LIST, {"sort": "rang", "genre": "cafe"}))
    current = [link.text for link in page.all("a", aria_current="true") if link.text == "Rang"]
    assert current == ["Rang"]
    hidden = {field.get("name"): field.get("value") for field in page.all("input", type="hidden")}
    assert hidden == {"sort": "rang"}


# -- search, places, feed


def test_words_are_found_whatever_accents_and_endings(trial: Trial) -> None:
    trial.add(code="a", nom="La maison des réfugiés")
    trial.add(code="b", nom="Le musée", texte="Un lieu pour les **réfugiées**.")
    trial.add(code="c", nom="Le lac")
    page = screen(trial.client().get(LIST, {"q": "refugie"}))
    assert titles(page) == ["La maison des réfugiés", "Le musée"]
    assert page.all("input", name="q")[0].get("value") == "refugie"


def test_nothing_found_offers_the_whole_list(trial: Trial) -> None:
    trial.add(code="a", nom="Le lac")
    page = screen(trial.client().get(LIST, {"q": "zzz", "genre": "cafe"}))
    assert titles(page) == []
    assert page.links()["Voir toute la liste"] == LIST


def test_empty_list_says_why(trial: Trial) -> None:
    page = screen(trial.client().get(LIST))
    assert titles(page) == []
    assert "publié" in page.text
    for kind in ("json", "csv", "xlsx", "ods", "geojson"):
        assert trial.client().get(LIST, {"format": kind}).getvalue()
    feed = trial.client().get(f"{LIST}feed/")
    assert ET.fromstring(feed.content).tag.endswith("feed")  # noqa: S314 - our own


def test_near_keeps_what_is_near(trial: Trial) -> None:
    trial.add(code="a", nom="Lyon", position="45.76, 4.83")
    trial.add(code="b", nom="Lille", position="50.63, 3.06")
    trial.add(code="c", nom="Lieu sans position")
    client = trial.client()
    assert titles(screen(client.get(LIST, {"near": "45.75,4.85"}))) == ["Lyon"]
    assert titles(screen(client.get(LIST, {"near": "48.5,4", "km": "300"}))) == ["Lille"]
    page = screen(client.get(LIST, {"near": "45.75,4.85", "km": "5"}))
    hidden = {field.get("name"): field.get("value") for field in page.all("input", type="hidden")}
    assert hidden == {"near": "45.75,4.85", "km": "5"}


@pytest.mark.parametrize("near", ["", "a,b", "1", "1,2,3", "nan,nan", "inf,0", "91,0", "0,181"])
def test_place_that_is_none_is_left_out(trial: Trial, near: str) -> None:
    trial.add(code="a", nom="Lyon", position="45.76, 4.83")
    assert titles(screen(trial.client().get(LIST, {"near": near, "km": "1"}))) == ["Lyon"]


def test_map_comes_first_where_it_is_declared_first(trial: Trial) -> None:
    trial.add_whole()
    address = "/s/epreuve/carte/"
    first = screen(trial.client().get(address))
    assert first.all("figure", class_="map")
    listed = first.links()["Liste"]
    page = screen(trial.client().get(address + listed))
    assert page.all("figure", class_="map") == []
    hidden = {field.get("name"): field.get("value") for field in page.all("input", type="hidden")}
    assert hidden == {"view": "list"}
    again = screen(trial.client().get(address + page.links()["Carte"]))
    assert again.all("figure", class_="map")


def test_points_far_from_france_are_no_fault(trial: Trial) -> None:
    for rank, point in enumerate(("0, 0", "90, 180", "-90, -180", "-21.1, 55.5", "89.9, 0")):
        trial.add(code=f"p{rank}", nom=f"Lieu {rank}", position=point)
    screen(trial.client().get(LIST, {"view": "map"}))
    for rank in range(5):
        screen(trial.client().get(f"{LIST}p{rank}/"))


def test_feed_is_atom(trial: Trial) -> None:
    trial.add_whole(nom={"fr": "Café & <Thé>"})
    trial.add(code="b", nom="Lac", state="propose")
    answer = trial.client().get(f"{LIST}feed/")
    assert answer["Content-Type"] == "application/atom+xml"
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    assert feed.tag == f"{atom}feed"
    for name in ("title", "id", "updated"):
        assert feed.findtext(f"{atom}{name}")
    (entry,) = feed.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Café & <Thé>"
    assert (entry.findtext(f"{atom}id") or "").startswith("urn:uuid:")
    for name in ("updated", "published"):
        assert entry.findtext(f"{atom}{name}")
    links = [link.get("href") for link in entry.findall(f"{atom}link")]
    assert links == ["http://testserver/s/epreuve/lieux/grand-cafe/"]
    page = screen(trial.client().get(LIST))
    (named,) = [
        link for link in page.root.iter("link") if link.get("type") == "application/atom+xml"
    ]
    assert named.get("href") == f"{LIST}feed/"


def test_list_writes_nothing(trial: Trial) -> None:
    for method in ("post", "put", "delete", "patch"):
        assert getattr(trial.client(), method)(LIST).status_code == 405
    assert trial.client().head(LIST).status_code == 200


def test_chosen_value_that_no_record_has_can_be_taken_away(trial: Trial) -> None:
    trial.add_whole()
    page = screen(trial.client().get(LIST, {"genre": "musee"}))
    (box,) = page.all("input", value="musee")
    assert box.get("checked") is not None
    assert "Musée" in page.text


def test_json_is_json(trial: Trial) -> None:
    trial.add_whole()
    answer = trial.client().get(LIST, {"format": "json", "genre": "cafe"})
    assert answer["Content-Type"] == "application/json"
    found = json.loads(answer.content)
    assert set(found) == {"items", "count", "facets", "next", "previous"}
    (item,) = found["items"]
    assert item["data"]["position"] == {"lat": 45.4397, "lon": 4.3872}
    assert item["url"] == "http://testserver/s/epreuve/lieux/grand-cafe/"
