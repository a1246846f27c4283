"""Run the suite on PostgreSQL: `python -m tests.postgres [pytest arguments]`.

LIEU_TEST_DATABASE names a server to use; without it a temporary one is started from Debian's
binaries, in a folder of its own, and stopped and removed at the end. Where there is neither,
the run is skipped by name, which is a failure under LIEU_REQUIRE=all.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

SUPERUSER = "postgres"
#: Journeys and stories prove screens, once, on SQLite; here one of each block is enough.
MARKERS = "not browser or smoke"
#: The server holds nothing worth keeping: durability would only cost time.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=40"
MISSING = "Debian package postgresql, or LIEU_TEST_DATABASE=postgresql://…"


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL installed by Debian, if any."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: int(path.parent.parent.name), default=None)
    return newest.parent if newest else None


def _unprivileged(command: Sequence[str]) -> list[str]:
    """PostgreSQL refuses to run as root: hand over to the account its package made."""
    if os.geteuid() != 0:
        return list(command)
    return ["runuser", "-u", SUPERUSER, "--", *command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _run(*command: str, cwd: Path) -> None:
    done = subprocess.run(
        _unprivileged(command), cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def temporary_server(programs: Path) -> Iterator[str]:
    """Start a PostgreSQL of our own and give its address."""
    home = Path(tempfile.mkdtemp(prefix="lieu-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(home, SUPERUSER)
    cluster, port = home / "cluster", _free_port()
    control = (str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-t", "60", "-s")
    options = f"{OPTIONS} -p {port} -k {home} -c listen_addresses=127.0.0.1"
    settings = ("--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", "--locale=C.UTF-8")
    try:
        _run(str(programs / "initdb"), "-D", str(cluster), "--no-sync", *settings, cwd=home)
        _run(*control, "-l", str(home / "log"), "-o", options, "start", cwd=home)
        yield f"postgresql://{SUPERUSER}@127.0.0.1:{port}/lieu"
    finally:
        if (cluster / "postmaster.pid").exists():
            _run(*control, "-m", "immediate", "stop", cwd=home)
        shutil.rmtree(home, ignore_errors=True)


def _pytest(address: str, arguments: Sequence[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-m", MARKERS, *arguments]
    return subprocess.run(
        command, env={**os.environ, "LIEU_TEST_DATABASE": address}, check=False
    ).returncode


def main(arguments: Sequence[str]) -> int:
    """Run pytest on PostgreSQL and return its exit code; 0 when skipped, 1 when required."""
    given = os.environ.get("LIEU_TEST_DATABASE", "")
    if given.startswith("postgres"):
        return _pytest(given, arguments)
    programs = binaries()
    if programs is None:
        required = os.environ.get("LIEU_REQUIRE") == "all"
        sys.stderr.write(f"{'FAILED' if required else 'SKIPPED'} on PostgreSQL: {MISSING}\n")
        return int(required)
    with temporary_server(programs) as address:
        return _pytest(address, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
