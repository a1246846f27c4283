"""Starting a place that exists, until it answers, against a bare Django site on the same server.

python -m benchmarks starting
"""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from .measuring import Case, Outcome, compare
from .options import Options
from .processes import environment

NAME = "starting"
BUDGET = 10.0
PATIENCE = 60.0
PEER = (
    "a Django project of one view that asks SQLite for `SELECT 1`, on granian with as many "
    "threads: no migration, no service, no asset, no demonstration."
)


def run(options: Options) -> Outcome:
    """Make a place once, then time whole starts, from the command to the first 200."""
    with tempfile.TemporaryDirectory(prefix="lieu-start-") as folder:
        data = Path(folder) / "data"
        first = _start(_ours(data), "/healthz", options.home)
        case = Case(
            "from command to first answer",
            lambda _: _start(_ours(data), "/healthz", options.home),
            lambda _: _start([sys.executable, "-m", "benchmarks.bare_site"], "/", options.home),
        )
        figure = compare(case, rounds=options.processes, repeats=options.repeats, warm=0)
    outcome = Outcome(NAME, "Starting a place again", PEER, [figure])
    seconds = figure.ours.p95 / 1000
    verdict = "" if seconds <= BUDGET else " MISSED"
    outcome.aims = [
        f"second start: p95 {seconds:.2f} s (aim: under {BUDGET:g} s){verdict}",
        f"first start, database made and gallery read: {first:.2f} s",
    ]
    return outcome


def _ours(data: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.lieu", "run", "--demo", "--data", str(data)]


def _start(command: list[str], path: str, home: Path) -> float:
    """Return the seconds between a command and the first 200 at an address; then stop it."""
    port = _free_port()
    began = time.perf_counter()
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=home,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}{path}"):
            if server.poll() is not None or time.perf_counter() - began > PATIENCE:
                server.kill()
                raise SystemExit(f"{command} did not start:\n{server.communicate()[1]}")
            time.sleep(0.01)
        return time.perf_counter() - began
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as response:  # noqa: S310 - loopback
            return bool(response.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, ConnectionError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
