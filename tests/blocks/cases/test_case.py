"""A case on its screen: why, whom to ask, what is written, what was delivered."""

import uuid as uuids

import pytest
from django.test import Client

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.messages.models import CaseMessage, Letter
from lieucommun.kernel.workflows.models import CaseOpinion, CaseStep
from tests.kernel.workflows.place import Desk, at, later, state, work
from tests.screen import Screen, screen


@pytest.fixture
def record(desk: Desk) -> Record:
    return desk.file(sante="secrète")


def client(desk: Desk, name: str) -> Client:
    found = Client()
    found.force_login(desk.people[name])
    return found


def home(record: Record) -> str:
    return f"/s/guichet/dossiers/{record.uuid}/"


def sheet(desk: Desk, record: Record, name: str) -> Screen:
    return screen(client(desk, name).get(home(record)))


def post(desk: Desk, record: Record, name: str, rest: str, **sent: object) -> Screen:
    answer = client(desk, name).post(home(record) + rest, sent, follow=True)
    return screen(answer, answer.status_code)


def test_a_reason_is_asked_on_a_page_of_its_own_and_read_by_who_asks(
    desk: Desk, record: Record
) -> None:
    page = screen(client(desk, "bo").get(home(record) + "do/demander/"))
    assert page.heading == "Demander une pièce"
    assert "Tick" not in page.text
    refused = post(desk, record, "bo", "do/demander/", reason="  ", corrections=["nom"])
    assert "Dites pourquoi" in "".join(refused.all("div", role="alert")[0].itertext())
    boxes = refused.all("input", name="corrections")
    ticked = [box.get("value") for box in boxes if "checked" in box.attrib]
    assert (ticked, state(record)) == (["nom"], "depose")
    done = post(
        desk,
        record,
        "bo",
        "do/demander/",
        reason="La facture\n<b>svp</b>",
        corrections=["nom", "x"],
    )
    assert "C’est fait : Demander une pièce." in done.text
    assert CaseStep.objects.get().corrections == ["nom"]
    told = sheet(desk, record, "amel")
    assert "La facture <b>svp</b>" in told.text
    assert "Bo" not in told.text
    assert "Bo" in sheet(desk, record, "bo").text


def test_a_second_click_says_that_it_is_done(desk: Desk, record: Record) -> None:
    first = post(desk, record, "bo", "do/instruire/", version="1")
    again = post(desk, record, "bo", "do/instruire/", version="1")
    assert "C’est fait : Instruire." in first.text
    assert "Ce dossier a changé entre-temps" in again.text
    assert CaseStep.objects.count() == 1


def test_what_comes_by_itself_is_said_to_each(desk: Desk, record: Record) -> None:
    assert "Un rappel partira le 4 mars 2026." in sheet(desk, record, "bo").text
    assert "rappel" not in sheet(desk, record, "amel").text
    desk.move(record, "instruire", "bo")
    assert "Sans réponse le 2 mai 2026 : Accepter." in sheet(desk, record, "amel").text


def test_an_opinion_is_asked_waited_for_given_and_told_to_the_team_alone(
    desk: Desk, record: Record
) -> None:
    desk.move(record, "instruire", "bo")
    assert (
        sheet(desk, record, "bo").links()["Demander : Avis d’expert"] == home(record) + "ask/avis/"
    )
    nobody = post(desk, record, "bo", "ask/avis/", question="Est-ce juste ?")
    assert "Cochez au moins une personne." in nobody.text
    assert "Est-ce juste ?" in nobody.text
    post(desk, record, "bo", "ask/avis/", of=str(desk.people["eva"].pk), question="Est-ce juste ?")
    page = sheet(desk, record, "bo")
    assert "Attendu jusqu’au" in page.text
    assert "En attente : Avis d’expert." in page.text
    assert "Accepter" not in page.links()
    opinion = CaseOpinion.objects.get()
    assert (
        sheet(desk, record, "eva").links()["Donner mon avis"]
        == f"{home(record)}opinion/{opinion.uuid}/"
    )
    address = f"opinion/{opinion.uuid}/"
    assert client(desk, "emil").get(home(record) + address).status_code == 404
    assert "Choisissez le sens" in post(desk, record, "eva", address, text="Oui").text
    post(desk, record, "eva", address, verdict="reserved", text="Oui, mais…")
    post(desk, record, "eva", address, verdict="favourable", text="Non")
    told = sheet(desk, record, "bo")
    assert "Favorable, avec réserves" in told.text
    assert "Oui, mais…" in told.text
    assert "Accepter" in told.links()
    assert "mais…" not in sheet(desk, record, "amel").text


def test_an_opinion_is_no_longer_waited_for(desk: Desk, record: Record) -> None:
    desk.move(record, "instruire", "bo")
    post(desk, record, "bo", "ask/avis/", of=str(desk.people["eva"].pk))
    address = f"opinion/{CaseOpinion.objects.get().uuid}/withdraw/"
    assert client(desk, "eva").post(home(record) + address).status_code == 403
    assert "n’est plus attendu" in post(desk, record, "bo", address).text
    assert "Accepter" in sheet(desk, record, "bo").links()


@pytest.mark.parametrize(
    ("who", "rest", "status"),
    [
        ("amel", "do/instruire/", 403),
        ("amel", "do/nothing/", 403),
        ("amel", "ask/avis/", 403),
        ("bo", "ask/nothing/", 404),
        ("amel", f"opinion/{uuids.uuid4()}/", 404),
        ("bo", f"opinion/{uuids.uuid4()}/withdraw/", 404),
    ],
)
def test_who_may_not_finds_nothing(
    desk: Desk, record: Record, who: str, rest: str, status: int
) -> None:
    assert client(desk, who).post(home(record) + rest).status_code == status


def test_messages_reach_the_other_side_and_notes_the_team_alone(desk: Desk, record: Record) -> None:
    desk.move(record, "instruire", "bo")
    once = str(uuids.uuid4())
    for _click in range(2):
        post(desk, record, "amel", "write/", text="Et ma *facture* ?", once=once)
    post(desk, record, "bo", "write/", text="Reçue, merci.", to="applicant")
    post(desk, record, "bo", "write/", text="À surveiller.", to="team")
    post(desk, record, "amel", "write/", text="  ")
    assert CaseMessage.objects.count() == 3
    theirs, ours = sheet(desk, record, "amel").text, sheet(desk, record, "bo").text
    assert ("À surveiller." in theirs, "À surveiller." in ours) == (False, True)
    assert ("Guichet d’essai ·" in theirs, "Bo ·" in theirs) == (True, False)
    letters = Letter.objects.filter(name="message").order_by("pk")
    assert [(each.email, each.subject) for each in letters] == [
        ("bo@desk.example", "Un message au sujet de Amel"),
        ("amel@desk.example", "Un message au sujet de Amel"),
    ]
    work()


def test_a_note_sent_to_the_team_by_who_asks_is_a_message(desk: Desk, record: Record) -> None:
    post(desk, record, "amel", "write/", text="Bonjour", to="team")
    assert CaseMessage.objects.get().internal is False


def test_documents_and_letters_are_shown_to_who_may_read_them(desk: Desk, record: Record) -> None:
    desk.move(record, "instruire", "bo")
    desk.move(record, "accepter", "bo")
    work()
    page = sheet(desk, record, "amel")
    (link,) = [url for url in page.links().values() if url.startswith("/documents/")]
    assert client(desk, "amel").get(link)["Content-Type"] == "application/pdf"
    assert "Votre demande, Amel" in page.text
    assert "amel@desk.example" in sheet(desk, record, "bo").text
    assert "Votre demande, Amel" not in sheet(desk, record, "eva").text


def test_a_case_that_a_new_version_lost_says_so(desk: Desk, record: Record) -> None:
    from lieucommun.kernel.workflows.models import OpenCase

    OpenCase.objects.update(digest="x")
    with at(later(1)):
        assert "C’est fait" in post(desk, record, "bo", "do/instruire/").text
