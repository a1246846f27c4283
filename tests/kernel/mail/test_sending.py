"""Letters and a mail server that is away, comes back, or refuses: nothing is lost."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from lieucommun.kernel.jobs.actions import run_again
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.joining.actions import answer_request, ask_role, withdraw_request
from lieucommun.kernel.joining.inviting import actions as inviting
from lieucommun.kernel.joining.inviting.queries import Offer
from lieucommun.kernel.mail.sending import ATTEMPTS
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.loaded import LoadedService
from tests.jobs import run_jobs
from tests.joining import known
from tests.screen import screen

from .server import mail_server, sent_to

HOUR = dt.timedelta(hours=2)
REGION = Offer("essai", "region")


@pytest.fixture
def chef(essai: LoadedService) -> Person:
    someone = known("chef@example.org")
    grant_role(someone.email, essai.slug, "chef")
    return someone


def nobody_listens() -> int:
    """Return a port on which no server listens any more."""
    with mail_server() as gone:
        return gone.port


def test_a_server_that_is_away_delays_letters_and_loses_none(chef: Person) -> None:
    with sent_to(nobody_listens()):
        inviting.invite(chef, "nadia@example.org", REGION, site="https://lieu.example")
        (job,) = run_jobs(failing=True)
    assert (job.state, job.attempts, job.service, job.by) == ("waiting", 1, "essai", chef.pk)
    assert "serveur" in job.reason
    assert "nadia" not in str(job.arguments)
    with mail_server() as server:
        (job,) = run_jobs(later=HOUR)
        assert (job.state, job.reason) == ("done", "")
        assert run_jobs(later=HOUR) == []
    (letter,) = server.received
    assert "nadia@example.org" in letter
    assert "https://lieu.example/invitations/" in letter


def test_a_server_away_for_days_leaves_jobs_that_say_so_and_can_be_run_again(
    essai: LoadedService, chef: Person
) -> None:
    asked = ask_role(known("karim@example.org"), essai, "relu")
    answer_request(asked, essai, chef, accept=False, reason="Non")
    with sent_to(nobody_listens()):
        for _ in range(ATTEMPTS):
            run_jobs(failing=True, later=HOUR)
    # nobody waits for an answer any more: what told the chief so ended well
    states = dict(Job.objects.values_list("name", "state"))
    assert states == {"joining.asked": "done", "joining.answered": "failed"}
    failed = Job.objects.get(state="failed")
    assert failed.attempts == ATTEMPTS
    client = Client(headers={"accept-language": "fr"})
    client.force_login(chef)
    page = screen(client.get("/s/essai/_manage/jobs/?state=failed"))
    assert page.texts("h2") == ["Dire à quelqu’un ce qui lui est répondu"]
    assert "Le serveur de courrier ne prend pas de lettres" in page.text
    assert run_again(failed, by=chef.pk)
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["karim@example.org"]


@pytest.mark.parametrize(
    ("refusal", "state"), [("550 no such mailbox", "failed"), ("450 try later", "waiting")]
)
def test_an_address_refused_for_good_is_tried_once(chef: Person, refusal: str, state: str) -> None:
    with mail_server() as server:
        server.refusal = refusal
        inviting.invite(chef, "nadia@example.org", REGION)
        (job,) = run_jobs(failing=True)
        assert (job.state, job.failure, bool(job.reason)) == (state, "refused", True)
        server.refusal = ""
        run_jobs(later=HOUR)
    assert len(server.received) == (state == "waiting")


def test_what_is_no_longer_so_is_not_sent(essai: LoadedService, chef: Person) -> None:
    made = inviting.invite(chef, "nadia@example.org", REGION)
    inviting.withdraw(made, chef)
    asked = ask_role(known("karim@example.org"), essai, "relu")
    withdraw_request(asked)
    first = inviting.invite(chef, "amel@example.org", REGION)
    inviting.send_again(first, chef)
    assert [job.state for job in run_jobs()] == ["done"] * 4
    (letter,) = mail.outbox
    assert letter.to == ["amel@example.org"]


def test_a_letter_speaks_the_language_of_its_reader_on_one_line_of_title(
    essai: LoadedService, chef: Person
) -> None:
    Person.objects.filter(pk=chef.pk).update(language="en")
    ask_role(known("karim@example.org"), essai, "relu")
    run_jobs()
    (letter,) = mail.outbox
    assert re.fullmatch(r"A request waits for you – .+", letter.subject)
