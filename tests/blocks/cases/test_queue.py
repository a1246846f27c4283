"""A queue: counted by state, narrowed, kept under a name, moved together, taken away."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import override_settings
from pytest_django import DjangoAssertNumQueries, Settings

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.saved.actions import MOST_FILTERS
from lieucommun.kernel.datasets.saved.models import SavedFilter
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.services.registry import forget, open_service, synchronise
from lieucommun.kernel.workflows.models import CaseStep
from tests.kernel.services.folders import service
from tests.kernel.workflows.place import MONDAY, Desk, at, later, state
from tests.screen import Screen, screen, words

QUEUE = "/s/guichet/dossiers/"


def client(desk: Desk, name: str = "bo") -> Client:
    found = Client()
    found.force_login(desk.people[name])
    return found


def queue(desk: Desk, asked: str = "", name: str = "bo") -> Screen:
    return screen(client(desk, name).get(f"{QUEUE}?{asked}"))


def names(page: Screen) -> list[str]:
    return sorted(words(head) for head in page.all("th", scope="row"))


def counts(page: Screen) -> dict[str, str]:
    (bar,) = [nav for nav in page.all("nav") if nav.get("aria-label") == "Par état"]
    words = [" ".join("".join(link.itertext()).split()) for link in bar.iter("a")]
    return dict(word.rsplit(" ", 1) for word in words)


def sent(desk: Desk, path: str, name: str = "bo", **fields: object) -> Screen:
    answer = client(desk, name).post(QUEUE + path, fields, follow=True)
    return screen(answer, answer.status_code)


# -- what is asked


def test_states_are_counted_under_the_other_filters(desk: Desk) -> None:
    first, _second = desk.file(nom="Aline"), desk.file(nom="Basile")
    desk.move(first, "instruire", "bo")
    assert counts(queue(desk)) == {"Tous": "2", "Déposée": "1", "En instruction": "1"}
    assert counts(queue(desk, "q=Aline")) == {"Tous": "1", "En instruction": "1"}
    page = queue(desk, "q=Aline&state=depose")
    assert counts(page) == {"Tous": "1", "Déposée": "0", "En instruction": "1"}
    assert page.rows() == []


def test_cases_are_narrowed_by_a_field_and_by_the_days_they_came(desk: Desk) -> None:
    Organisation.objects.create(slug="relais-nord", name="Relais du Nord")
    desk.file(nom="Aline", relais="relais-nord")
    with at(later(3)):
        desk.file(nom="Basile")
        assert names(queue(desk, "relais=relais-nord")) == ["Aline"]
        assert names(queue(desk, "since=2026-03-03")) == ["Basile"]
        assert names(queue(desk, "until=2026-03-02")) == ["Aline"]
        assert names(queue(desk, "since=2026-03-02&until=2026-03-05")) == ["Aline", "Basile"]
        assert "Relais du Nord" in queue(desk).text


@pytest.mark.parametrize(
    "asked",
    ["since=0001-01-01", "until=9999-12-31", "since=hier", "relais=%00", "state=rien", "q=%00",
     "cursor=x", "format=exe"],
)  # fmt: skip
def test_what_cannot_be_asked_is_left_aside(desk: Desk, asked: str) -> None:
    desk.file(nom="Aline")
    assert len(queue(desk, asked).rows()) <= 1


def test_who_asks_sees_their_own_cases_and_nothing_to_tick(desk: Desk) -> None:
    desk.person("zoe", "demandeur")
    desk.file("amel", nom="Aline")
    desk.file("zoe", nom="Zoé")
    page = queue(desk, name="zoe")
    assert "Aline" not in page.text
    assert counts(page) == {"Tous": "1", "Déposée": "1"}


def test_a_queue_asks_as_much_for_two_cases_as_for_many(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.file(nom="Un"), desk.file(nom="Deux")
    someone = client(desk)
    someone.get(QUEUE)
    with django_assert_max_num_queries(16) as asked:
        someone.get(QUEUE)
    few = len(asked.captured_queries)
    for rank in range(48):
        desk.file(nom=f"Dossier {rank}")
    someone.get(QUEUE)
    with django_assert_max_num_queries(few):
        page = screen(someone.get(QUEUE))
    assert len(page.rows()) == 50


PLACE = """
roles: {agent: {title: {fr: Agent}}}
datasets:
  lieux:
    label: "{nom}"
    fields: {nom: {type: text}}
    access: {agent: {read: all, create: true}}
  visites:
    label: "{nom}"
    fields:
      nom: {type: text}
      lieu: {type: reference, target: lieux}
      relais: {type: organisation}
    access: {agent: {read: all, create: true}}
pages:
  - {path: '', block: cases, title: {fr: Visites}, dataset: visites, for: [agent]}
"""


@pytest.fixture
def visits(tmp_path: Path, db: None) -> Iterator[Client]:
    """Who reads visits, each of a place of its own."""
    del db
    service(tmp_path, PLACE)
    with override_settings(SERVICE_FOLDERS=[tmp_path], DEMO=False):
        forget()
        assert synchronise().problems == ()
        person = Person.objects.create_user("bo@example.org", None, name="Bo")
        grant_role(person.email, "essai", "agent")
        found = Client()
        found.force_login(person)
        yield found
    forget()


def test_a_queue_names_what_cases_refer_to(
    visits: Client, django_assert_max_num_queries: DjangoAssertNumQueries, settings: Settings
) -> None:
    settings.SERVICE_CACHE_SECONDS = 3600  # the list of services is read again every second
    Organisation.objects.create(slug="nord", name="Équipe du Nord")
    datasets = open_service("essai")

    def visit(name: str) -> None:
        place = create_record(datasets.dataset("lieux"), {"nom": f"Chez {name}"}, by=SYSTEM)
        told = {"nom": name, "lieu": str(place.uuid), "relais": "nord"}
        create_record(datasets.dataset("visites"), told, by=SYSTEM)

    visit("Zoé")
    create_record(datasets.dataset("visites"), {"nom": "Ami"}, by=SYSTEM)
    address = "/s/essai/"
    rows = [row[3:] for row in screen(visits.get(address)).rows()]
    assert sorted(rows) == [["Chez Zoé", "Équipe du Nord"], ["–", "–"]]
    with django_assert_max_num_queries(30) as asked:
        visits.get(address)
    few = len(asked.captured_queries)
    for rank in range(20):
        visit(f"Visite {rank}")
    visits.get(address)
    with django_assert_max_num_queries(few):
        visits.get(address)


# -- filters under a name


def test_a_filter_is_kept_asked_again_and_forgotten(desk: Desk) -> None:
    desk.file(nom="Aline")
    page = sent(desk, "-/keep/", name="bo", question="q=Aline&state=depose&lang=xx")
    assert "Donnez au filtre un nom" in page.text
    fields = {"question": "q=Aline&state=depose&lang=xx", "name": " Mes  Aline "}
    kept_page = screen(client(desk).post(f"{QUEUE}-/keep/", fields, follow=True))
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.question) == ("Mes Aline", "q=Aline&state=depose")
    assert kept_page.links()["Mes Aline"] == "?q=Aline&state=depose"
    assert "Mes Aline" not in queue(desk, name="eva").text
    sent(desk, f"-/forget/{kept.uuid}/", name="eva")
    assert SavedFilter.objects.count() == 1
    sent(desk, f"-/forget/{kept.uuid}/")
    assert SavedFilter.objects.count() == 0
    acts = JournalEntry.objects.filter(object_kind="filter").order_by("pk")
    assert [entry.action for entry in acts] == ["filter.kept", "filter.forgotten"]


def test_the_same_name_asks_the_new_question_and_there_are_not_too_many(desk: Desk) -> None:
    someone = client(desk)
    for rank in range(MOST_FILTERS):
        someone.post(f"{QUEUE}-/keep/", {"question": "q=a", "name": f"n{rank}"})
    someone.post(f"{QUEUE}-/keep/", {"question": "q=b", "name": "n0"})
    refused = someone.post(f"{QUEUE}-/keep/", {"question": "q=c", "name": "encore"}, follow=True)
    assert "le plus possible" in screen(refused).text
    assert SavedFilter.objects.count() == MOST_FILTERS
    assert SavedFilter.objects.get(name="n0").question == "q=b"


# -- several at once


def test_a_step_is_taken_with_several_cases_once_it_is_confirmed(desk: Desk) -> None:
    cases = [desk.file(nom=name) for name in ("Aline", "Basile", "Chloé")]
    desk.move(cases[2], "instruire", "bo")
    ticked = {"case": [str(case.uuid) for case in cases], "step": "instruire"}
    page = sent(desk, "-/together/", **ticked)
    assert (page.heading, "2 dossiers avancent" in page.text) == ("Instruire", True)
    assert "Chloé (pas depuis son état actuel, ou pas par vous)" in page.text
    assert [state(case) for case in cases] == ["depose", "depose", "instruction"]
    done = sent(desk, "-/together/", sure="1", **ticked)
    assert "fait pour 2 dossiers" in done.text
    assert [state(case) for case in cases] == ["instruction"] * 3
    again = sent(desk, "-/together/", sure="1", **ticked)
    assert "Aucun des dossiers cochés" in again.text
    assert [Record.objects.get(pk=case.pk).version for case in cases] == [2, 2, 2]


def test_a_reason_is_asked_once_for_all_and_kept_with_each(desk: Desk) -> None:
    cases = [desk.file(nom=name) for name in ("Aline", "Basile")]
    ticked = {"case": [str(case.uuid) for case in cases], "step": "demander", "sure": "1"}
    refused = client(desk).post(f"{QUEUE}-/together/", {**ticked, "reason": " "})
    assert "Dites pourquoi" in screen(refused, 422).text
    sent(desk, "-/together/", reason="Il manque le plan.", **ticked)
    told = CaseStep.objects.filter(transition="demander").values_list("reason", flat=True)
    assert list(told) == ["Il manque le plan."] * 2


def test_together_says_what_is_missing_and_refuses_what_is_not_offered(desk: Desk) -> None:
    case = desk.file(nom="Aline")
    for fields in ({"step": "instruire"}, {"case": [str(case.uuid)]}, {"case": "x", "step": "y"}):
        assert "Cochez au moins un dossier" in sent(desk, "-/together/", **fields).text
    fields = {"case": [str(case.uuid)], "step": "completer"}
    screen(client(desk).post(f"{QUEUE}-/together/", fields), 403)
    screen(client(desk, "eva").post(f"{QUEUE}-/together/", {**fields, "step": "instruire"}), 403)
    assert state(case) == "depose"


@pytest.mark.parametrize("path", ["-/keep/", "-/together/"])
def test_what_is_asked_for_again_without_being_sent_is_the_queue(desk: Desk, path: str) -> None:
    assert client(desk).get(QUEUE + path)["Location"] == QUEUE


# -- taken away


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "json", "zip"])
def test_what_is_asked_is_taken_away_without_what_is_hidden(desk: Desk, kind: str) -> None:
    desk.file(nom="Aline", sante="zinzolin")
    desk.file(nom="Basile")
    answer = client(desk, "eva").get(f"{QUEUE}?q=Aline&format={kind}")
    content = answer.getvalue()
    assert answer["Content-Disposition"].endswith(f'guichet-demandes.{kind}"')
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row[0] for row in rows] == ["Nom", "Aline"]
    if kind == "json":
        assert [each["label"] for each in json.loads(content)["items"]] == ["Aline"]
    if kind == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.namelist() == ["demandes.csv", "demandes.json"]
            content = b"".join(map(archive.read, archive.namelist()))
            assert b"Aline" in content
    assert b"zinzolin" not in content


def test_exports_are_offered_and_can_be_prepared(desk: Desk) -> None:
    desk.file(nom="Aline")
    links = queue(desk, "q=Aline").links()
    assert links["ZIP"] == "?q=Aline&format=zip"
    page = screen(client(desk).get(QUEUE + links["Préparer et garder"]))
    assert "ZIP" in page.text


# -- how long it takes


def test_measures_are_shown_from_five_cases_on(desk: Desk) -> None:
    def accepted(days: int) -> None:
        with at(MONDAY):
            case = desk.file(nom="Aline")
        with at(later(days)):
            desk.move(case, "instruire", "bo")
            desk.move(case, "accepter", "bo")

    for days in (1, 2, 3, 9):
        accepted(days)
    with at(later(30)):
        assert "Affiché dès que cinq dossiers" in queue(desk).text
    accepted(4)
    with at(later(30)):
        page = queue(desk)
    assert page.terms()["Délai"].startswith("3 jours")
    assert page.terms()["Neuf sur dix"].startswith("9 jours")
    assert page.terms()["Acceptées"].startswith("5 dossiers")
    with at(later(400)):
        assert "Affiché dès que cinq dossiers" in queue(desk).text
