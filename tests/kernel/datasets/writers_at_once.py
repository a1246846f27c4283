"""A place of its own, in a file, on which several threads write at once; prints what came of it.

SQLite in memory, which the suite runs on, does not wait for a lock as a file does.
"""

import json
import os
import sys
import threading
import uuid
from collections.abc import Callable

import django


def at_once(act: Callable[[int], object], number: int = 4) -> list[str]:
    """Run an act in threads that start together; return the names of what each one gave."""
    from django.db import connection

    together = threading.Barrier(number)
    found = [""] * number

    def run(rank: int) -> None:
        try:
            together.wait(10)
            found[rank] = type(act(rank)).__name__
        except Exception as raised:  # noqa: BLE001 - told to the test
            found[rank] = type(raised).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(found)


def main() -> dict[str, list[str]]:
    """Write in every way that may go wrong."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from lieucommun.kernel.datasets.actions import SYSTEM, create_record, update_record
    from tests.kernel.datasets.factories import make_dataset, workshop

    dataset, name = make_dataset(), uuid.uuid4()
    made = create_record(dataset, workshop(1), by=SYSTEM)

    def changed(rank: int, expected: int | None) -> object:
        changes = {"annee": 2010 + rank}
        return update_record(dataset, made.uuid, changes, by=SYSTEM, expected_version=expected)

    return {
        "one expected version": at_once(lambda rank: changed(rank, 1)),
        "no expected version": at_once(lambda rank: changed(rank + 10, None)),
        "one key": at_once(lambda _rank: create_record(dataset, workshop(2), by=SYSTEM)),
        "one uuid": at_once(
            lambda rank: create_record(dataset, workshop(10 + rank), by=SYSTEM, uuid=name)
        ),
        "versions": versions(made.uuid),
    }


def versions(record: uuid.UUID) -> list[str]:
    from lieucommun.kernel.datasets.models import RecordVersion

    kept = RecordVersion.objects.filter(record=record).order_by("version")
    return [str(number) for number in kept.values_list("version", flat=True)]


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lieucommun.settings.embedded"
    django.setup()
    json.dump(main(), sys.stdout)
