"""Who follows a case: said by the team, told to who is chosen, asked of the queue."""

from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.messages.actions import write_message
from lieucommun.kernel.messages.models import CaseMessage
from tests.kernel.workflows.place import Desk, work
from tests.kernel.workflows.test_migrating import served
from tests.screen import Screen, screen, words

QUEUE = "/s/guichet/dossiers/"


@pytest.fixture
def record(desk: Desk) -> Record:
    desk.person("cleo", "agent")
    return desk.file(nom="Aline")


def client(desk: Desk, name: str) -> Client:
    found = Client()
    found.force_login(desk.people[name])
    return found


def follow(desk: Desk, record: Record, by: str, who: str, status: int = 200) -> Screen:
    chosen = str(desk.people[who].pk) if who else ""
    answer = client(desk, by).post(
        f"{QUEUE}{record.uuid}/follow/", {"assignee": chosen}, follow=True
    )
    return screen(answer, status)


def names(desk: Desk, who: str, by: str) -> list[str]:
    page = screen(client(desk, by).get(f"{QUEUE}?who={who}"))
    return [words(head) for head in page.all("th", scope="row")]


def test_a_case_is_given_to_someone_who_is_told(desk: Desk, record: Record) -> None:
    desk.file(nom="Basile")
    page = follow(desk, record, "bo", "cleo")
    assert "Il est noté qui suit ce dossier." in page.text
    assert Record.objects.get(pk=record.pk).assignee == desk.people["cleo"]
    assert Record.objects.get(pk=record.pk).version == 1
    work()
    assert [(each.to, "à suivre" in each.subject) for each in mail.outbox] == [
        (["cleo@desk.example"], True)
    ]
    follow(desk, record, "bo", "cleo")
    acts = JournalEntry.objects.filter(action="record.followed")
    assert acts.count() == 1
    assert names(desk, "me", "cleo") == ["Aline"]
    assert names(desk, "me", "bo") == []
    assert names(desk, "nobody", "bo") == ["Basile"]
    assert "Cleo" in screen(client(desk, "bo").get(QUEUE)).text
    follow(desk, record, "cleo", "")
    assert names(desk, "nobody", "bo") == ["Aline", "Basile"]


def test_taking_a_case_oneself_writes_no_letter(desk: Desk, record: Record) -> None:
    follow(desk, record, "bo", "bo")
    work()
    assert mail.outbox == []


def test_who_asks_neither_says_nor_sees_who_follows(desk: Desk, record: Record) -> None:
    follow(desk, record, "bo", "cleo")
    follow(desk, record, "amel", "bo", 403)
    page = screen(client(desk, "amel").get(f"{QUEUE}{record.uuid}/"))
    assert "Cleo" not in page.text
    assert "Qui le suit" not in page.text
    assert names(desk, "nobody", "amel") == ["Aline"]
    assert "Cleo" not in screen(client(desk, "amel").get(QUEUE)).text


@pytest.mark.parametrize("who", ["amel", "eva"])
def test_who_could_not_answer_it_is_not_chosen(desk: Desk, record: Record, who: str) -> None:
    follow(desk, record, "bo", who, 403)
    assert Record.objects.get(pk=record.pk).assignee is None


def test_a_role_that_takes_no_step_sees_who_follows_and_does_not_say_it(
    desk: Desk, record: Record
) -> None:
    follow(desk, record, "bo", "cleo")
    follow(desk, record, "eva", "", 403)
    page = screen(client(desk, "eva").get(f"{QUEUE}{record.uuid}/"))
    assert "Suivi par Cleo" in page.text
    assert page.all("select", name="assignee") == []


def test_a_register_open_to_everyone_shows_nothing_of_the_team(
    desk: Desk, record: Record, tmp_path: Path
) -> None:
    follow(desk, record, "bo", "cleo")
    by = desk.viewer("bo")
    write_message(
        desk.dataset, record.uuid, "Un mot zinzolin.", by=by, applicant=False, internal=True
    )
    changes = {
        "version: 1.0.0": "version: 1.1.0",
        "      partenaire: {read: organisation}\n": "      partenaire: {read: organisation}\n"
        "      anyone: {read: all, hide: [nom, courriel, sante]}\n",
        "for: [demandeur, agent, expert, partenaire]": "for: [anyone]",
    }
    with served(tmp_path / "services", changes):
        public = Client()
        case, queue = public.get(f"{QUEUE}{record.uuid}/"), public.get(QUEUE)
        assert screen(case).terms()["Montant"] == "50"
        for page in (screen(case), screen(queue)):
            assert "zinzolin" not in page.text
            assert "Cleo" not in page.text
        assert screen(case).all("textarea") == []
        for path, sent in (("follow/", {"assignee": ""}), ("write/", {"text": "Bonjour"})):
            assert public.post(f"{QUEUE}{record.uuid}/{path}", sent).status_code in {302, 403}
        assert Record.objects.get(pk=record.pk).assignee == desk.people["cleo"]
        assert CaseMessage.objects.count() == 1
