"""A process that loads a file in a place of its own, and may be killed at any step of it.

`python -m tests.kernel.tables.loader make|load|kill|entry|read|sweep FOLDER FILE [STEPS]`: `kill`
dies after so many steps, `entry` in the middle of the transaction, when its entry is written.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def make(folder: Path, file: Path) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from lieucommun.kernel.services.models import Service

    Service.objects.create(slug="essai")
    load(folder, file)


def load(folder: Path, file: Path) -> None:
    from lieucommun.kernel.tables.actions import Sent
    from lieucommun.kernel.tables.actions import load as load_table
    from tests.kernel.tables.trials import service

    load_table(service(folder), "s", Sent(file))


def kill(folder: Path, file: Path, steps: str) -> None:
    from lieucommun.kernel.tables import actions

    actions.STEPS = (*actions.STEPS[: int(steps)], die)
    load(folder, file)


def entry(folder: Path, file: Path) -> None:
    from django.db import connection

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT") and "journal_journalentry" in sql:
            die()
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        load(folder, file)


def read(folder: Path, _: Path) -> None:
    from lieucommun.kernel.journal.models import JournalEntry
    from lieucommun.kernel.tables.models import TableLoad
    from tests.kernel.tables.trials import rows, service

    found = rows(service(folder), "count(*)", "sum(montant)", "max(genre)", order="1")[0]
    states = sorted(TableLoad.objects.values_list("state", flat=True))
    entries = JournalEntry.objects.filter(action="table.loaded").count()
    json.dump([found[0], str(found[1]), found[2], states, entries], sys.stdout)


def sweep(_: Path, __: Path) -> None:
    from lieucommun.kernel.tables import keeping, sweeping

    for path in keeping.folders():
        os.utime(path, (0, 0))
    told = sweeping.sweep()
    json.dump([*told, len(list(keeping.folders()))], sys.stdout)


if __name__ == "__main__":
    django.setup()
    acts = {"make": make, "load": load, "kill": kill, "entry": entry, "read": read, "sweep": sweep}
    acts[sys.argv[1]](*map(Path, sys.argv[2:4]), *sys.argv[4:])
    sys.stdout.flush()
