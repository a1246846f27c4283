"""Processes that know the jobs of tests, on a database of their own or on the test's.

`python -m tests.kernel.jobs.process put NAME ARGUMENTS`, `work`, or `after`: a later worker, which
prints how the job stood and how it ends.
"""

import datetime as dt
import json
import os
import sys
from importlib import import_module

import django


def put(name: str, arguments: str) -> None:
    from django.core.management import call_command

    from lieucommun.kernel.jobs.actions import enqueue

    call_command("migrate", verbosity=0)
    enqueue(name, **json.loads(arguments))


def work(*, once: bool = False) -> None:
    from lieucommun.kernel.jobs.worker import Worker

    working = Worker()
    working.listen()
    working.run(once=once)


def after() -> None:
    from django.utils import timezone

    from lieucommun.kernel.jobs.models import Job

    before = state()
    silent = timezone.now() - dt.timedelta(seconds=1)
    Job.objects.filter(state="running").update(lease_until=silent)
    work(once=True)
    json.dump([before, state()], sys.stdout)
    sys.stdout.flush()


def state() -> list[object]:
    from lieucommun.kernel.jobs.models import Job
    from lieucommun.kernel.people.models import Organisation

    # The nightly jobs may come due while a test runs.
    job = Job.objects.get(name__startswith="essai.")
    return [job.state, job.attempts, Organisation.objects.count()]


if __name__ == "__main__":
    django.setup()
    import_module("tests.kernel.jobs.doers")
    {"put": put, "work": work, "after": after}[sys.argv[1]](*sys.argv[2:])
    os._exit(0)
