"""What another package declares with django-tasks, done by the worker of the place."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks.exceptions import TaskResultDoesNotExist

from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.models import Organisation
from tests.jobs import run_jobs
from tests.kernel.jobs.doers import leave

pytestmark = pytest.mark.django_db


@task
def found(slug: str, *, twice: bool = False) -> None:
    for _ in range(1 + twice):
        leave(slug)


@task(takes_context=True)
def told(context: TaskContext) -> None:
    leave(f"essai-{context.attempt}")


@task
def failing() -> None:
    leave("rate")
    raise ZeroDivisionError


NOTHING = 3


def test_a_task_waits_in_the_queue_of_the_place_and_is_done_there() -> None:
    result = found.enqueue("un", twice=True)
    assert (result.status, result.args, result.kwargs) == (
        TaskResultStatus.READY,
        ["un"],
        {"twice": True},
    )
    assert Organisation.objects.count() == 0
    run_jobs()
    result.refresh()
    assert (result.status, result.attempts) == (TaskResultStatus.SUCCESSFUL, 1)
    assert [each.slug for each in Organisation.objects.order_by("slug")] == ["un-1", "un-2"]


def test_a_task_may_be_told_which_attempt_it_is() -> None:
    told.enqueue()
    run_jobs()
    assert Organisation.objects.get().slug == "essai-1-1"


def test_a_task_may_wait_for_its_time() -> None:
    later = found.using(run_after=timezone.now() + dt.timedelta(hours=1)).enqueue("tard")
    assert run_jobs() == []
    run_jobs(later=dt.timedelta(hours=2))
    assert found.get_result(later.id).status == TaskResultStatus.SUCCESSFUL


def test_a_task_that_fails_leaves_nothing_and_is_tried_again() -> None:
    result = failing.enqueue()
    run_jobs(failing=True)
    result.refresh()
    assert result.status == TaskResultStatus.READY
    Job.objects.update(attempts=5)
    run_jobs(failing=True, later=dt.timedelta(days=1))
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert [error.traceback for error in result.errors] == [Job.objects.get().reference]
    assert Organisation.objects.count() == 0


def test_only_tasks_are_run_whatever_the_row_says() -> None:
    result = found.enqueue("un")
    Job.objects.update(arguments={"path": "os.getcwd", "args": [], "kwargs": {}})
    run_jobs(failing=True)
    assert Job.objects.get().failure == Job.Failure.ERROR
    Job.objects.update(arguments={"path": f"{__name__}.NOTHING", "args": [], "kwargs": {}})
    run_jobs(failing=True, later=dt.timedelta(days=1))
    assert Job.objects.get().attempts == 2
    assert result.id == str(Job.objects.get().uuid)


@pytest.mark.parametrize("wrong", ["nothing", "00000000-0000-4000-8000-000000000000"])
def test_a_result_that_is_not_there_is_said_so(wrong: str) -> None:
    with pytest.raises(TaskResultDoesNotExist):
        found.get_result(wrong)
