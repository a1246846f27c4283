"""Run the whole suite on both databases at once: `python -m tests [pytest arguments]`.

Each run keeps one processor busy, so that the two together take as long as the longer one.
What SQLite's run says is shown as it comes; PostgreSQL's is shown whole when it is over.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Return 0 when both runs passed, otherwise the status of the first that did not."""
    with tempfile.TemporaryFile() as said:
        postgres = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres", *arguments],
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            sqlite = subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False)
            status = postgres.wait()
        finally:
            postgres.terminate()
        said.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    return sqlite.returncode or status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
