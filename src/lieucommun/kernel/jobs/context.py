"""What a running job is given, and how it may end."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from .models import Job


class RefusedJob(Exception):  # noqa: N818 - reads as what it is where it is raised
    """The job cannot be done, and trying again would change nothing: a sentence says why."""


class DelayedJob(Exception):  # noqa: N818
    """What the job needs does not answer: it is tried again later. A sentence says what."""


class CancelledJob(Exception):  # noqa: N818
    """Someone asked for the job to stop."""


class LostJob(Exception):  # noqa: N818
    """Another worker has the job: this one was thought dead. Nothing of it may be kept."""


class GivenBack(BaseException):
    """The worker must stop: the job goes back in the queue. No `except Exception` may keep it."""


@dataclass(slots=True)
class Pulse:
    """What a running job and the thread that keeps its lease tell each other."""

    done: int = 0
    whole: int = 0
    cancelled: bool = False
    lost: bool = False
    stopping: bool = False


@dataclass(slots=True)
class JobContext:
    """The job as its function sees it; `job` is its row, not to be written to."""

    job: Job
    pulse: Pulse = field(default_factory=Pulse)
    ended: bool = False

    def progress(self, done: int, whole: int) -> None:
        """Say how far it is; where it costs nothing to stop, since it may raise.

        Raises CancelledJob, LostJob or GivenBack when the job must go no further.
        """
        self.pulse.done, self.pulse.whole = done, whole
        if self.pulse.lost:
            raise LostJob(str(self.job))
        if self.pulse.cancelled:
            raise CancelledJob(str(self.job))
        if self.pulse.stopping:
            raise GivenBack

    @contextlib.contextmanager
    def once(self) -> Iterator[None]:
        """One transaction for the effect and the mark that the job is done: both or neither.

        Raises LostJob, and undoes the effect, when another worker has taken the job meanwhile. The
        function should return after it: the job is over.
        """
        with transaction.atomic():
            yield
            self.finish()

    def finish(self) -> None:
        """Mark the job done, if this worker still has it; raises LostJob."""
        if self.ended:
            return
        mine = Job.objects.filter(
            pk=self.job.pk, state=Job.State.RUNNING, lease=self.job.lease
        ).update(
            state=Job.State.DONE,
            done=max(self.pulse.done, self.pulse.whole),
            whole=self.pulse.whole,
            failure="",
            reason="",
            reference="",
            lease="",
            lease_until=None,
            finished_at=timezone.now(),
        )
        if not mine:
            raise LostJob(str(self.job))
        self.ended = True
