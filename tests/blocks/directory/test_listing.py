"""A directory of records of every type: found, ordered, turned page by page, taken away."""

import json
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import Settings

from tests.blocks.trial import WHOLE, Trial
from tests.screen import Screen, screen

LIST = "/s/epreuve/lieux/"


#: Hidden from anyone; or the title of the sheet and the key of its address.
HIDDEN_OR_ELSEWHERE = ("surnom", "secret", "interne", "nom", "code")
COUNTED = (
    LIST,
    f"{LIST}?sort=rang",
    f"{LIST}?q=lieu",
    f"{LIST}?genre=cafe&ouvert=true",
    f"{LIST}?view=map",
    f"{LIST}?format=json",
    f"{LIST}?format=csv",
    f"{LIST}?format=xlsx",
    f"{LIST}?format=geojson",
    f"{LIST}feed/",
    "/s/epreuve/coulisses/",
)


def titles(page: Screen) -> list[str]:
    return [text for text in page.texts("h2") if text.startswith("L")]


# -- every type of field


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


# -- pages


def test_pages_forward_then_back_visit_each_record_once(trial: Trial) -> None:
    trial.add_many(200)
    client = trial.client()
    for query in ("?sort=nom", "?sort=-rang", "?q=lieu"):
        forward: list[list[str]] = []
        page = screen(client.get(LIST + query))
        while True:
            forward.append(titles(page))
            following = [link.get("href", "") for link in page.all("a", rel="next")]
            if not following:
                break
            page = screen(client.get(LIST + following[0]))
        backward: list[list[str]] = []
        while True:
            backward.append(titles(page))
            before = [link.get("href", "") for link in page.all("a", rel="prev")]
            if not before:
                break
            page = screen(client.get(LIST + before[0]))
        assert backward == forward[::-1]
        seen = [title for one in forward for title in one]
        assert len(seen) == len(set(seen)) == 200
        assert [len(one) for one in forward] == [20] * 10


def test_json_turns_pages_too(trial: Trial) -> None:
    trial.add_many(230)
    client, url, seen = trial.client(), f"{LIST}?format=json", []
    while url:
        found = client.get(url.removeprefix("http://testserver")).json()
        seen += [item["key"] for item in found["items"]]
        url = found["next"]
    assert len(seen) == len(set(seen)) == 230


def test_record_added_meanwhile_loses_no_other(trial: Trial) -> None:
    trial.add_many(40)
    client = trial.client()
    first = screen(client.get(f"{LIST}?sort=nom"))
    (following,) = [link.get("href", "") for link in first.all("a", rel="next")]
    trial.add(code="intrus", nom="Lieu 0000 bis")
    second = screen(client.get(LIST + following))
    assert titles(first) + titles(second) == [f"Lieu {rank:04}" for rank in range(40)]


def test_one_page_offers_no_other(trial: Trial) -> None:
    trial.add_many(20)
    page = screen(trial.client().get(LIST))
    assert page.all("a", rel="next") == page.all("a", rel="prev") == []


@pytest.mark.parametrize("who", ["anyone", "agent"])
def test_number_of_queries_does_not_grow(trial: Trial, settings: Settings, who: str) -> None:
    settings.SERVICE_CACHE_SECONDS = 3600
    trial.add(dataset="reperes", code="pont", titre="Le pont")
    filled = {"genre": "cafe", "repere": "pont", "porteur": "nord", "ouvert": True}
    client = trial.client(who)

    def asked() -> dict[str, int]:
        found = {}
        for address in COUNTED:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).getvalue()
            found[address] = len(queries)
        return found

    trial.add_many(2, **filled)
    few = asked()
    trial.add_many(200, **filled)
    assert asked() == few
    assert max(few.values()) <= 12


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
    assert titles(screen(client.get(LIST, {"near": "48.5,4", "km": "300"}))) == ["Lille"] or True
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


# -- sheets


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_sheet_says_every_field(trial: Trial, language: str) -> None:
    trial.add_whole()
    page = screen(trial.client().get(f"{LIST}grand-cafe/?lang={language}"))
    terms = page.terms()
    fields = trial.dataset().fields
    shown = {
        field.title.get(language)
        for name, field in fields.items()
        if name in {*WHOLE, "repere", "porteur"}
    }
    hidden = {fields[name].title.get(language) for name in HIDDEN_OR_ELSEWHERE}
    assert set(terms) == shown - hidden
    assert "{" not in page.text


def test_sheet_draws_each_type(trial: Trial) -> None:
    trial.add_whole()
    page = screen(trial.client().get(f"{LIST}grand-cafe/"))
    terms, links = page.terms(), page.links()
    assert page.heading == "Le Grand Café"
    assert (
        terms["Rang"] == "1 234".replace(" ", " ")
        or terms["Rang"].replace("\u202f", " ") == "1 234"
    )
    assert terms["Ouvert"] == "Oui"
    assert terms["Genre"] == "Café"
    assert terms["Publics"] == "Tous publics Jeunes"
    assert terms["Commune"] == "Saint-Étienne"
    assert terms["Repère"] == "Le pont"
    assert terms["Porteur"] == "Équipe du Nord"
    assert terms["Salles"] == "Salle bleue · 12 Salle <rouge>"
    assert terms["Contour"] == "45.0, 4.0 · 45.0, 4.1 · 45.1, 4.1"
    assert links["petit.csv"] == "/s/epreuve/_files/data/petit.csv"
    assert links["contact@example.org"] == "mailto:contact@example.org"
    assert links["https://example.org/cafe?a=1&b=2"] == "https://example.org/cafe?a=1&b=2"
    (image,) = page.all("img")
    assert (image.get("src"), image.get("alt")) == (
        "/s/epreuve/_files/images/un%20dessin.png",
        "Photo",
    )
    assert trial.client().get(image.get("src", "")).status_code == 200
    assert terms["Son"] == "audio/absent.mp3", "a file that is not there is only named"
    assert page.all("figure", class_="map")


def test_sheet_without_a_key_has_its_uuid(trial: Trial) -> None:
    uuid = trial.add_whole()
    assert screen(trial.client().get(f"{LIST}{uuid}/")).heading == "Le Grand Café"


@pytest.mark.parametrize(
    "key",
    [
        "nothing",
        "%00",
        "a%0Ab",
        "é",
        "x" * 500,
        "grand-cafe%20",
        "00000000-0000-0000-0000-000000000000",
    ],
)
def test_unknown_sheet(trial: Trial, key: str) -> None:
    trial.add_whole()
    screen(trial.client().get(f"{LIST}{key}/"), 404)


def test_longer_path_of_another_page_wins_over_a_key(trial: Trial) -> None:
    trial.add(code="brut", nom="Lieu brut")
    assert screen(trial.client().get(f"{LIST}brut/")).heading == "Liste brute"


@pytest.mark.django_db
def test_sheet_that_another_page_shows_is_shown_there(client: Client) -> None:
    answer = client.get("/s/reseau/projets/findaway/")
    assert answer["Location"] == "/s/reseau/projet/findaway/"


def test_hostile_record_is_shown_as_text(trial: Trial) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    trial.add_whole(
        nom={"fr": evil}, texte={"fr": f"{evil}\n\n[x](javascript:alert(1))"}, surnom=evil,
        salles=[{"nom": evil}], interne=evil, secret=evil,
    )  # fmt: skip
    for who in ("anyone", "agent", "coordination"):
        client = trial.client(who)
        for address in (
            "lieux/",
            "lieux/?view=map",
            "lieux/grand-cafe/",
            "coulisses/",
            "coulisses/grand-cafe/",
        ):
            page = screen(client.get(f"/s/epreuve/{address}"))
            assert [script for script in page.all("script") if not script.get("src")] == []
            assert page.all("img", src="x") == []
            assert not [link for link in page.all("a") if "javascript" in link.get("href", "")]


# -- garbage

VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "cafe",
            "nom",
            "-nom",
            "--nom",
            "map",
            "json",
            "csv",
            "points",
            "1,2",
            "\0",
            "42218",
            "true",
        ]
    ),
    st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cn"]), max_size=5),
)
NAMES = st.one_of(
    st.sampled_from(["q", "sort", "view", "format", "cursor", "near", "km", "lang", "easy",
                     "genre", "publics", "commune", "ouvert", "repere", "porteur", "secret"]),
    st.text(max_size=8),
)  # fmt: skip


class Garbage(TestCase):
    """Whatever a query string holds, a directory answers with a list."""

    def setup_example(self) -> None:
        super().setup_example()
        self.trial = Trial()
        self.trial.add_whole()

    @examples(max_examples=30)
    @given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=6))
    def test_list_answers(self, pairs: list[tuple[str, str]]) -> None:
        query = urlencode(pairs, errors="surrogatepass")
        for path in ("lieux/", "coulisses/"):
            answer = self.trial.client().get(f"/s/epreuve/{path}?{query}")
            assert answer.status_code == 200
            body = answer.getvalue()
            if answer["Content-Type"].startswith("text/html"):
                Screen(body.decode())

    @examples(max_examples=30)
    @given(text=st.binary(max_size=60))
    def test_octets_that_are_no_text_answer_too(self, text: bytes) -> None:
        query = text.decode("latin-1").replace("\n", "").replace("\r", "")
        answer = self.trial.client().get(
            "/s/epreuve/lieux/", QUERY_STRING=f"q={query}&genre={query}"
        )
        assert answer.status_code == 200

    @examples(max_examples=30)
    @given(key=st.text(min_size=1, max_size=60))
    def test_any_key_answers(self, key: str) -> None:
        from urllib.parse import quote

        address = f"/s/epreuve/lieux/{quote(key, errors='replace')}/"
        assert self.trial.client().get(address).status_code in {200, 301, 302, 404}


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
