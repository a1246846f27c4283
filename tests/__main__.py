"""Run the whole suite on both databases at once: `python -m tests [pytest arguments]`.

Each run keeps one processor busy, so that the two together take as long as the longer one: the
journeys of field work, whose servers are their own, come after PostgreSQL's, which is shorter.
What SQLite's run says is shown as it comes; the rest is shown whole when it is over.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO

#: What the second run takes over from the first when the whole suite is asked for.
OUTSIDE = "tests/journeys/field"


def main(arguments: Sequence[str]) -> int:
    """Return 0 when every run passed, otherwise the status of the first that did not."""
    whole = not arguments
    first = [sys.executable, "-m", "pytest", *arguments]
    second = [[sys.executable, "-m", "tests.postgres", *arguments]]
    if whole:
        first.append(f"--ignore={OUTSIDE}")
        second.append([sys.executable, "-m", "pytest", OUTSIDE])
    with tempfile.TemporaryFile() as said, ThreadPoolExecutor(1) as apart:
        later = apart.submit(_run, second, said)
        sqlite = subprocess.run(first, check=False)
        status = later.result()
        said.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    return sqlite.returncode or status


def _run(commands: Sequence[Sequence[str]], said: IO[bytes]) -> int:
    """Run commands one after the other; return the first status that is not 0."""
    statuses = [
        subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, check=False).returncode
        for command in commands
    ]
    return next((status for status in statuses if status), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
