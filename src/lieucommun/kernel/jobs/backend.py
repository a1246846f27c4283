"""The queue as a backend of django-tasks: what a package declares with `@task` waits here too.

Ours are declared with `@job`, which also knows tries, schedules, progress and an effect that
happens once. Django 6 has the same interface under `django.tasks`.
"""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext, TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued

from .actions import enqueue
from .context import JobContext
from .models import Job
from .registry import job

NAME = "jobs.task"
#: The library has no word for a job that someone cancelled: it did not succeed.
STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
    Job.State.CANCELLED: TaskResultStatus.FAILED,
}


class QueueBackend(BaseTaskBackend):
    """Tasks of django-tasks as jobs of the place. What they return is not kept."""

    supports_defer = True
    supports_get_result = True

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Put a task in the queue, in the caller's transaction."""
        self.validate_task(task)
        told = {"path": task.module_path, "args": list(args), "kwargs": kwargs}
        put = enqueue(NAME, after=task.run_after, **told)
        result = _result(put, task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """Return where a task stands; raises TaskResultDoesNotExist."""
        try:
            found = Job.objects.get(uuid=result_id, name=NAME)
        except (Job.DoesNotExist, ValidationError) as unknown:
            raise TaskResultDoesNotExist(result_id) from unknown
        return _result(found, _task(found.arguments["path"]))


@job(NAME, title=_("Work of another package"))
def run(context: JobContext, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Call a task; its effect in the database and the end of the job are one transaction."""
    task = _task(path)
    with context.once():
        if task.takes_context:
            task.call(TaskContext(task_result=_result(context.job, task)), *args, **kwargs)
        else:
            task.call(*args, **kwargs)


def _task(path: str) -> Task[..., Any]:
    """Return the task at a path; raises ImportError, or TypeError for what is no task."""
    found = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is not a task")
    return found


def _result(row: Job, task: Task[..., Any]) -> TaskResult[Any]:
    failed = row.state == Job.State.FAILED
    # The traceback is in the log, under the reference: it may hold values.
    told = TaskError(exception_class_path="builtins.Exception", traceback=row.reference)
    return TaskResult(
        task=task,
        id=str(row.uuid),
        status=STATUS[cast("Job.State", row.state)],
        enqueued_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        last_attempted_at=row.started_at,
        args=row.arguments["args"],
        kwargs=row.arguments["kwargs"],
        backend=task.backend,
        errors=[told] if failed else [],
        worker_ids=[row.worker] * row.attempts,
    )
