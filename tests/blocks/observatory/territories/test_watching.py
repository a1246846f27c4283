"""Who follows a territory is told once of figures that were loaded; anyone may read its feed."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.core import mail
from django.test import Client

from lieucommun.blocks.observatory.models import Watch
from lieucommun.blocks.observatory.tasks import news
from lieucommun.blocks.observatory.territories.watching import actions
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.tables.models import TableLoad
from tests.jobs import run_jobs
from tests.screen import screen

from .conftest import Store

pytestmark = pytest.mark.django_db
TOWN = "/s/smart/territoires/territoires/commune/53130/"
ATOM = "{http://www.w3.org/2005/Atom}"


class Context:
    """A job that nothing follows."""

    def finish(self) -> None:
        """Take note of nothing."""


def night() -> list[str]:
    """Do what a night does; return the letters that left."""
    before = len(mail.outbox)
    news(Context())  # type: ignore[arg-type]
    run_jobs()
    return [str(letter.body) for letter in mail.outbox[before:]]


@pytest.fixture
def nora(db: None, client: Client) -> Person:  # noqa: ARG001
    person = Person.objects.create_user("nora@example.org", None, name="Nora")
    person.language = "fr"
    person.save()
    client.force_login(person)
    return person


def loaded_again(store: Store) -> None:
    TableLoad.objects.update(state=TableLoad.State.FORMER)
    store()


def test_new_figures_are_told_once_to_who_follows(
    client: Client, store: Store, nora: Person
) -> None:
    store()
    answer = client.post(f"{TOWN}suivre/", follow=True)
    assert "Vous suivez Laval" in screen(answer).text
    assert night() == [], "what was there already is no news"
    loaded_again(store)
    (letter,) = night()
    assert "Laval" in letter
    assert "8 lignes chargées le" in letter.replace("\u202f", " ")
    assert TOWN in letter
    assert mail.outbox[-1].to == [nora.email]
    assert night() == []


def test_who_stops_is_told_no_more(client: Client, store: Store, nora: Person) -> None:
    store()
    client.post(f"{TOWN}suivre/")
    client.post(f"{TOWN}suivre/")  # an impatient double click
    assert Watch.objects.count() == 1
    client.post(f"{TOWN}suivre/", {"stop": "1"})
    assert Watch.objects.count() == 0
    loaded_again(store)
    assert night() == []
    acts = (
        JournalEntry.objects.filter(person=nora.pk).order_by("pk").values_list("action", flat=True)
    )
    assert [act for act in acts if act.startswith("territory.")] == [
        "territory.watched",
        "territory.left",
    ]


def test_who_is_not_signed_in_is_led_there_and_back(client: Client, store: Store) -> None:
    store()
    answer = client.post(f"{TOWN}suivre/")
    assert answer.status_code == 302
    assert TOWN in answer["Location"]
    assert Watch.objects.count() == 0


@pytest.mark.usefixtures("nora")
def test_what_one_person_follows_is_bounded(
    client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    store()
    client.post(f"{TOWN}suivre/")
    page = screen(client.post(TOWN.replace("53130", "53147") + "suivre/", follow=True))
    assert "Vous suivez déjà 1 territoires" in page.text
    assert Watch.objects.count() == 1


def test_a_feed_tells_what_was_loaded(client: Client, store: Store) -> None:
    load = store(provenance={"publisher": "DGCL"})
    feed = ET.fromstring(client.get(f"{TOWN}fil/").content)  # noqa: S314 - our own
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{load.uuid}"
    assert str(entry.findtext(f"{ATOM}summary")).endswith("(DGCL).")
    assert client.get(f"{TOWN}fil/").status_code == 200
    assert client.get(TOWN.replace("53130", "99999") + "fil/").status_code == 404


def test_examples_are_no_news(client: Client, store: Store, nora: Person) -> None:
    store(example=True)
    client.post(f"{TOWN}suivre/")
    Watch.objects.filter(person=nora).update(told_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert night() == []
    assert ET.fromstring(client.get(f"{TOWN}fil/").content).findall(f"{ATOM}entry") == []  # noqa: S314
