"""What was sent without an account is followed: from the session, by a link, by its number."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.messages.models import CaseMessage
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.workflows.actions.moving import move
from tests.forms.journey import HOME, Journey, fill
from tests.forms.place import SLUG, opened, person
from tests.jobs import run_jobs
from tests.kernel.forms.test_lives import folder
from tests.screen import Screen, screen


@pytest.fixture
def service(db: None, tmp_path: Path, settings: Settings) -> Iterator[LoadedService]:
    """The trial service, whose requests have a life."""
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    with opened(folder(tmp_path / "services")) as found:
        yield found


@pytest.fixture
def agent(service: LoadedService) -> Person:
    del service
    return person("bo", "agent")


@pytest.fixture
def sent(service: LoadedService) -> Journey:
    del service
    journey = fill(Journey().begin())
    journey.open(journey.screen.links()["Modifier 1"])
    journey.send({"q1": "Lina"}).send({"q1": "7"}).send({}, button="next")
    return journey.send({"q1": "true"}).send({"q1.typed": "Amel B."}).send({})


def request_of() -> Record:
    """Return the record of what was sent."""
    return Record.objects.get(service__slug=SLUG, dataset="demandes")


def wait(service: LoadedService, agent: Person, reason: str = "Il manque la selle.") -> None:
    uuid = request_of().uuid
    by = viewer_for(agent, SLUG)
    move(service, service.dataset("demandes"), uuid, "attendre", by=by, reason=reason)


def receipt(client: Client) -> Screen:
    return screen(client.get(f"{HOME}sent/{Submission.objects.get().uuid}/"))


def link() -> str:
    """Return the address that the last letter gives."""
    run_jobs()
    found = re.search(r"http://testserver(/s/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def test_the_receipt_tells_where_the_request_stands(
    service: LoadedService, agent: Person, sent: Journey
) -> None:
    assert "Reçu" in receipt(sent.client).text
    wait(service, agent)
    page = receipt(sent.client)
    assert "En attente" in page.text
    assert "Il manque la selle." in page.text
    assert "Bo" not in page.text.split()
    screen(Client().get(f"{HOME}sent/{Submission.objects.get().uuid}/"), 404)


def test_a_link_opens_the_request_on_another_device(sent: Journey) -> None:
    uuid = Submission.objects.get().uuid
    fields = {**sent.hidden(), "email": "amel@example.org"}
    page = screen(sent.client.post(f"{HOME}sent/{uuid}/link/", fields, follow=True))
    assert "Un lien part à amel@example.org" in page.text
    address, other = link(), Client()
    assert "Ouvrir ma demande" in screen(other.get(address)).text
    screen(other.get(f"{HOME}sent/{uuid}/"), 404)
    opened_page = screen(other.post(address, follow=True))
    assert Submission.objects.get().number in opened_page.text
    screen(Client().get(f"{HOME}track/rien/"), 409)
    spoilt = address.rstrip("/")[:-2] + "xx/"
    screen(Client().post(spoilt), 409)


@pytest.mark.usefixtures("sent")
def test_a_request_is_found_again_by_its_number_and_address_alone() -> None:
    submission = Submission.objects.get()
    said = []
    for number, email in (
        (submission.number.lower().replace("-", " "), "AMEL@example.org"),
        (submission.number, "autre@example.org"),
        ("0000-0000", "amel@example.org"),
    ):
        form = Client()
        page = Journey(form, f"{HOME}find/")
        page.send({"number": number, "email": email})
        said.append(page.screen.text)
    run_jobs()
    assert len(set(said)) == 1
    assert [message.to for message in mail.outbox] == [["amel@example.org"]]


def test_messages_go_both_ways_and_twice_clicked_is_once(
    service: LoadedService, agent: Person, sent: Journey
) -> None:
    wait(service, agent)
    sent.open(sent.path)
    record = str(request_of().uuid)
    fields = {**sent.hidden(), "text": "Elle arrive demain.", "record": record}
    uuid = Submission.objects.get().uuid
    for _ in range(2):
        page = screen(sent.client.post(f"{HOME}sent/{uuid}/write/", fields, follow=True))
    assert "Elle arrive demain." in page.text
    kept = CaseMessage.objects.get()
    assert (kept.applicant, kept.internal, kept.by) == (True, False, None)
    run_jobs()
    assert [message.to for message in mail.outbox] == [["bo@example.org"]]
    foreign = {**fields, "record": "00000000-0000-0000-0000-000000000000"}
    screen(sent.client.post(f"{HOME}sent/{uuid}/write/", foreign), 404)
    screen(Client().post(f"{HOME}sent/{uuid}/write/", fields), 404)


def test_letters_to_who_has_no_account_bring_the_link(
    service: LoadedService, agent: Person, sent: Journey
) -> None:
    from lieucommun.kernel.messages.actions import write_message

    dataset, uuid = service.dataset("demandes"), request_of().uuid
    by = viewer_for(agent, SLUG)
    write_message(dataset, uuid, "Apportez la selle.", by=by, applicant=False)
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["amel@example.org"]
    found = re.search(r"(/s/\S+/track/\S+)", str(letter.body))
    assert found
    page = screen(Client().post(found[1], follow=True))
    assert "Apportez la selle." in page.text
    del sent
