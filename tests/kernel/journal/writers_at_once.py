"""Two threads that write in one journal at once; alone, in a place of its own, in a file."""

import json
import os
import sys
import threading

import django


def write_at_once(writers: int = 2, number: int = 20) -> dict[str, object]:
    """Write in threads, each act a transaction; return what failed and whether the chain holds."""
    from django.db import connection, transaction

    from lieucommun.kernel.journal.actions import record_entry
    from lieucommun.kernel.journal.verifying import verify

    failures: list[str] = []

    def write(person: int) -> None:
        try:
            for act in range(number):
                with transaction.atomic():
                    record_entry("essai", service="essai", by=person, object_id=act)
        except Exception as failure:  # noqa: BLE001 - told to the test
            failures.append(repr(failure))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(person,)) for person in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    verdict = verify()
    return {
        "failures": failures,
        "holds": verdict.holds,
        "sealed": sum(chain.sealed for chain in verdict.chains),
        "unsealed": sum(chain.unsealed for chain in verdict.chains),
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lieucommun.settings.embedded"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    json.dump(write_at_once(), sys.stdout)
