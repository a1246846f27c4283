"""The screen of jobs: what runs, waits and failed, in words; run again, cancel, export."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.claiming import claim, renew
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.models import Person
from lieucommun.web.views.manage.jobs import PER_PAGE
from tests.jobs import run_jobs
from tests.kernel.jobs import doers
from tests.screen import screen

PLACE, SERVICE = "/place/jobs/", "/s/essai/_manage/jobs/"
assert doers.job


def act(client: Client, address: str, job: Job, what: str) -> str:
    answer = client.post(address, {"job": str(job.uuid), "act": what}, follow=True)
    return screen(answer).text


def test_an_empty_queue_says_what_will_stand_there(coordinator: Client) -> None:
    page = screen(coordinator.get(PLACE))
    assert page.texts("h2") == ["Aucune tâche ici"]
    assert "Oublier les tâches terminées depuis longtemps" in page.text


def test_each_state_is_told(coordinator: Client) -> None:
    by = Person.objects.get(name="Coline")
    enqueue("essai.refused", by=by.pk)
    failing = enqueue("essai.failing", service="essai")
    run_jobs(failing=True)
    enqueue("essai.counted", service="autre")
    running = claim("test")
    assert running is not None
    renew(running, 1200, 4000)
    enqueue("essai.effect")
    text = screen(coordinator.get(PLACE)).text
    assert "Le fichier n’a pas de colonne « nom »." in text
    assert "demandée par Coline" in text
    assert Job.objects.get(pk=failing.pk).reference in text
    assert "1 200 sur 4 000" in text
    assert screen(coordinator.get(f"{PLACE}?state=failed")).texts("h2") == ["essai.refused"]


def test_a_service_shows_its_own_jobs(chief: Client) -> None:
    enqueue("essai.effect", service="autre")
    mine = enqueue("essai.effect", service="essai")
    other = enqueue("essai.effect")
    assert screen(chief.get(SERVICE)).texts("h2") == ["essai.effect"]
    assert "La tâche est annulée" in act(chief, SERVICE, mine, "cancel")
    assert chief.post(SERVICE, {"job": str(other.uuid), "act": "cancel"}).status_code == 404
    assert chief.post(SERVICE, {"job": "x", "act": "cancel"}).status_code == 404
    assert chief.post(SERVICE, {"job": str(mine.uuid), "act": "x"}).status_code == 404


def test_a_failed_job_is_run_again_from_the_screen(coordinator: Client) -> None:
    job = enqueue("essai.refused")
    run_jobs()
    assert "de nouveau dans la file" in act(coordinator, PLACE, job, "again")
    assert Job.objects.get().state == "waiting"
    assert "rien n’a été changé" in act(coordinator, PLACE, job, "again")


def test_a_list_costs_the_same_at_2_and_200_jobs(coordinator: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert coordinator.get(PLACE).status_code == 200
        return len(caught)

    people = [Person.objects.create_user(f"p{n}@example.org", name=f"P{n}").pk for n in range(9)]
    for number in range(2):
        enqueue("essai.effect", by=people[number], service="essai")
    statements()
    few = statements()
    for number in range(198):
        enqueue("essai.effect", by=people[number % 9], service="autre")
    assert statements() == few


def test_pages_follow_one_another(coordinator: Client) -> None:
    for _ in range(PER_PAGE + 3):
        enqueue("essai.effect")
    first = screen(coordinator.get(PLACE))
    assert len(first.texts("h2")) == PER_PAGE
    second = screen(coordinator.get(PLACE + first.links()["Suivant"]))
    assert len(second.texts("h2")) == 3
    assert second.links()["Précédent"] == "?state="


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_list_is_taken_away(coordinator: Client, kind: str) -> None:
    enqueue("essai.refused")
    run_jobs()
    answer = coordinator.get(f"{PLACE}?format={kind}")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        assert content.decode("utf-8-sig").startswith("Tâche,Service,Demandée par,État")
    if kind == "json":
        assert json.loads(content)["items"][0]["État"] == "Échouée"
    assert coordinator.get(f"{PLACE}?format=exe").status_code == 404
