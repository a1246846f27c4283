"""Ask the whole matrix on SQLite, then on PostgreSQL: `python -m tests.matrix [sqlite|postgresql]`.

Prints how many requests were made by output and every difference; exits 1 when there is one, when
a route was not reached, or when fewer than 20,000 requests were made. STRIDE=7 asks one in seven,
and the first of each route and person.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.matrix.asking import Ask

LEAST = 20_000
MOST_TOLD = 40
TOLD_EVERY = 2_000


def run() -> int:
    """Ask everything in this process, on the database that the settings name."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lieucommun.settings.test"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import override_settings, setup_test_environment

    from lieucommun.kernel.services.registry import synchronise
    from tests.matrix.asking import Inquiry
    from tests.matrix.cabinet import SERVICES, Cabinet
    from tests.matrix.plan import asks, every_route
    from tests.place import TRIALS

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    started, stride = time.monotonic(), int(os.environ.get("STRIDE", "1"))
    with override_settings(SERVICE_FOLDERS=[TRIALS, SERVICES], DEMO=False, LIMITS_SHARED=False):
        synchronise()
        cabinet = Cabinet()
        inquiry = Inquiry(cabinet)
        for ask in _thinned(asks(cabinet), stride):
            inquiry.ask(ask)
            if inquiry.findings.asked % TOLD_EVERY == 0:
                sys.stderr.write(f"  … {inquiry.findings.asked}\n")
    found = inquiry.findings
    missed = sorted(every_route() - found.routes)
    counts = ", ".join(f"{number} {name}" for name, number in found.counts.most_common())
    lines = [
        f"{connection.vendor}: {found.asked} requests in {time.monotonic() - started:.0f} s",
        f"  outputs: {counts}",
        f"  answers: {dict(sorted(found.statuses.items()))}; {len(found.routes)} routes",
        f"  {len(found.differences)} differences; routes not reached: {missed or 'none'}",
        *(f"    {each}" for each in found.differences[:MOST_TOLD]),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(found.differences or missed) or found.asked < LEAST // stride)


def _thinned(asks: Iterable["Ask"], stride: int) -> Iterator["Ask"]:
    """Yield one in so many, and the first of each route and person."""
    begun: set[tuple[str, str]] = set()
    for rank, ask in enumerate(asks):
        fresh = (ask.who.name, ask.route) not in begun
        begun.add((ask.who.name, ask.route))
        if fresh or rank % stride == 0:
            yield ask


def main(arguments: Sequence[str]) -> int:
    """Run on each database, each in a process of its own."""
    from tests.postgres import binaries, temporary_server

    wanted = arguments or ("sqlite", "postgresql")
    if arguments and arguments[0] == "here":
        return run()
    command = [sys.executable, "-m", "tests.matrix", "here"]
    status = 0
    if "sqlite" in wanted:
        environment = {**os.environ, "LIEU_TEST_DATABASE": "sqlite"}
        status |= subprocess.run(command, env=environment, check=False).returncode
    programs = binaries()
    if "postgresql" in wanted and programs is not None:
        with temporary_server(programs) as address:
            environment = {**os.environ, "LIEU_TEST_DATABASE": address}
            status |= subprocess.run(command, env=environment, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
