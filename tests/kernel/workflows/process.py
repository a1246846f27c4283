"""Processes of a place with the trial desk, each with its own clock.

`python -m tests.kernel.workflows.process file MOMENT` files a case, has it checked and prints its
record; `work` is a worker that runs until it is killed; `later MOMENT RECORD` is a new worker that
does what is due by then, and prints the state and how many steps, versions and letters there are.
"""

import datetime as dt
import json
import os
import sys

import django
import time_machine


def file() -> None:
    from django.core.management import call_command

    from lieucommun.kernel.services.registry import open_service, synchronise

    from .place import Desk

    call_command("migrate", verbosity=0)
    assert synchronise().problems == ()
    desk = Desk(open_service("guichet"))
    desk.person("amel", "demandeur")
    desk.person("bo", "agent")
    record = desk.file()
    desk.move(record, "instruire", "bo")
    sys.stdout.write(str(record.uuid))


def work() -> None:
    from lieucommun.kernel.jobs.worker import Worker

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    Worker().run()


def later(record: str) -> None:
    from lieucommun.kernel.datasets.models import Record, RecordVersion
    from lieucommun.kernel.jobs.worker import Worker
    from lieucommun.kernel.messages.models import Letter
    from lieucommun.kernel.workflows.models import CaseStep

    Worker().run(once=True)
    state = Record.objects.get(uuid=record).state
    counts = (
        CaseStep.objects.filter(record=record, timer="silence").count(),
        RecordVersion.objects.filter(record=record).count(),
        Letter.objects.filter(record=record).count(),
    )
    json.dump([state, *counts], sys.stdout)


if __name__ == "__main__":
    django.setup()
    command, rest = sys.argv[1], sys.argv[2:]
    if command == "work":
        work()
    else:
        moment = dt.datetime.fromisoformat(rest[0])
        with time_machine.travel(moment, tick=True):
            {"file": file, "later": later}[command](*rest[1:])
    sys.stdout.flush()
    os._exit(0)
