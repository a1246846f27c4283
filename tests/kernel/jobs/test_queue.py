"""The queue: one job per key, tried again, given up, cancelled, never done by two."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.jobs.actions import cancel, enqueue, run_again
from lieucommun.kernel.jobs.claiming import claim, take_back
from lieucommun.kernel.jobs.context import CancelledJob, JobContext, LostJob, Pulse
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.jobs.registry import UnknownJob
from lieucommun.kernel.jobs.retrying import pause
from lieucommun.kernel.jobs.working import execute
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Organisation
from tests.jobs import run_jobs

from .doers import leave

pytestmark = pytest.mark.django_db


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def claimed(name: str = "essai.effect") -> Job:
    enqueue(name)
    job = claim("test")
    assert job is not None
    return job


def test_what_waits_is_done_in_order() -> None:
    first, second = (
        enqueue("essai.effect", slug="a"),
        enqueue("essai.effect", slug="b", service="x"),
    )
    assert [job.pk for job in run_jobs()] == [first.pk, second.pk]
    assert [(job.state, job.attempts, job.lease) for job in Job.objects.all()] == [
        ("done", 1, "")
    ] * 2
    assert sorted(Organisation.objects.values_list("slug", flat=True)) == ["a-1", "b-1"]


def test_an_unknown_name_is_refused_at_once() -> None:
    with pytest.raises(UnknownJob):
        enqueue("essai.nothing")


def test_a_name_that_the_code_no_longer_has_fails() -> None:
    job = enqueue("essai.effect")
    Job.objects.update(name="essai.gone")
    run_jobs()
    assert (fresh(job).state, fresh(job).failure) == ("failed", "unknown")


def test_one_job_waits_per_key() -> None:
    first = enqueue("essai.effect", key="k")
    assert enqueue("essai.effect", key="k").pk == first.pk
    assert enqueue("essai.effect", key="other").pk != first.pk
    run_jobs()
    assert enqueue("essai.effect", key="k").pk != first.pk


def test_a_job_of_a_transaction_undone_never_was() -> None:
    with transaction.atomic():
        enqueue("essai.effect")
        transaction.set_rollback(True)
    assert run_jobs() == []


def test_a_job_waits_for_its_moment() -> None:
    job = enqueue("essai.effect", after=dt.timedelta(hours=1))
    assert run_jobs() == []
    assert [done.pk for done in run_jobs(later=dt.timedelta(hours=1))] == [job.pk]


def test_a_failing_job_is_tried_again_ever_later_then_kept_with_its_reason() -> None:
    job = enqueue("essai.failing", slug="rate")
    waits = []
    for attempt in (1, 2, 3):
        run_jobs(failing=True, later=dt.timedelta(hours=2))
        now = fresh(job)
        assert now.attempts == attempt
        if now.due_at and attempt < 3:
            waits.append(now.due_at - timezone.now())
    slack = dt.timedelta(seconds=5)
    for attempt, wait in enumerate(waits, 1):
        assert pause(attempt, 0.0) - slack <= wait <= pause(attempt, 1.0)
    assert len(waits) == 2
    assert (now.state, now.failure, len(now.reference), now.reason) == ("failed", "error", 8, "")
    assert now.finished_at is not None
    assert Organisation.objects.count() == 0
    assert run_jobs(failing=True, later=dt.timedelta(days=9)) == []


@pytest.mark.parametrize(
    ("attempt", "draw", "seconds"),
    [(1, 0.5, 10), (2, 0.5, 20), (3, 0.0, 20), (3, 1.0, 60), (9, 0.5, 2560), (40, 0.5, 3600)],
)
def test_pauses_double_up_to_an_hour_and_are_moved(attempt: int, draw: float, seconds: int) -> None:
    assert pause(attempt, draw) == dt.timedelta(seconds=seconds)


def test_a_refusal_is_final_and_says_why() -> None:
    job = fresh(enqueue("essai.refused"))
    run_jobs()
    assert (fresh(job).state, fresh(job).failure, fresh(job).attempts) == ("failed", "refused", 1)
    assert fresh(job).reason == "Le fichier n’a pas de colonne « nom »."


def test_a_failed_job_is_run_again_by_someone() -> None:
    job = enqueue("essai.refused", service="essai")
    assert not run_again(job, by=7)
    run_jobs()
    assert run_again(job, by=7)
    assert (fresh(job).state, fresh(job).attempts, fresh(job).reason) == ("waiting", 0, "")
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.person, entry.service) == ("job.rerun", 7, "essai")
    assert entry.object_id == str(job.uuid)


def test_a_job_that_waits_is_cancelled_at_once() -> None:
    job = enqueue("essai.effect")
    assert cancel(job, by=None)
    assert not cancel(job, by=None)
    assert run_jobs() == []
    assert fresh(job).state == "cancelled"


def test_a_running_job_stops_where_it_says_how_far_it_is() -> None:
    job = claimed("essai.counted")
    assert cancel(job, by=None)
    assert fresh(job).state == "running"
    with pytest.raises(CancelledJob):
        JobContext(job, Pulse(cancelled=True)).progress(1, 2)
    execute(job, Pulse(cancelled=True))
    assert fresh(job).state == "cancelled"


class TestDeadWorkers:
    def test_a_silent_one_loses_its_job(self) -> None:
        job = claimed()
        assert take_back() == 0
        Job.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
        assert take_back() == 1
        assert (fresh(job).state, fresh(job).failure) == ("waiting", "stopped")

    def test_one_that_comes_back_from_the_dead_changes_nothing(self) -> None:
        late = claimed()
        take_back(everything=True)
        again = claim("other")
        assert again is not None
        execute(late)
        assert Organisation.objects.count() == 0
        execute(again)
        assert Organisation.objects.count() == 1
        with pytest.raises(LostJob), JobContext(late).once():
            leave("twice")
        assert Organisation.objects.count() == 1

    def test_a_job_that_kills_its_workers_is_given_up(self) -> None:
        job = enqueue("essai.failing")
        for _ in range(3):
            assert claim("test") is not None
            take_back(everything=True)
        assert (fresh(job).state, fresh(job).failure) == ("failed", "stopped")

    def test_a_cancelled_one_is_not_done_again(self) -> None:
        job = claimed()
        cancel(job, by=None)
        take_back(everything=True)
        assert fresh(job).state == "cancelled"

    def test_a_key_taken_meanwhile_is_not_waited_for_twice(self) -> None:
        first = enqueue("essai.effect", key="k")
        assert claim("test") is not None
        second = enqueue("essai.effect", key="k")
        take_back(everything=True)
        assert (fresh(first).state, fresh(second).state) == ("cancelled", "waiting")


def test_workers_take_the_queues_they_are_given() -> None:
    job = enqueue("essai.effect")
    Job.objects.update(queue="slow")
    assert claim("test", ["default"]) is None
    taken = claim("test", ["default", "slow"])
    assert taken is not None
    assert taken.pk == job.pk


def test_jobs_long_over_are_forgotten() -> None:
    kept, gone = enqueue("essai.effect", slug="a"), enqueue("essai.effect", slug="b")
    waiting = enqueue("essai.effect", after=dt.timedelta(days=99))
    run_jobs()
    Job.objects.filter(pk=gone.pk).update(finished_at=timezone.now() - dt.timedelta(days=31))
    forget = enqueue("jobs.forget")
    run_jobs()
    left = {kept.pk, waiting.pk, forget.pk}
    assert set(Job.objects.values_list("pk", flat=True)) == left
