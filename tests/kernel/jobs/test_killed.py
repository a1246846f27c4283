"""A worker killed in the middle of a job: it runs again, and its effect exists once."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from lieucommun.settings import environment

from .doers import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
PROCESS = [sys.executable, "-m", "tests.kernel.jobs.process"]
PATIENCE = 90


def variables(data: Path) -> dict[str, str]:
    """Return the environment of a process on the test's PostgreSQL, or on a file in `data`."""
    if connection.vendor == "sqlite":
        settings = {"DJANGO_SETTINGS_MODULE": "lieucommun.settings.embedded"}
    else:
        told = connection.settings_dict
        address = f"postgresql://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
        settings = {
            "LIEU_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "lieucommun.settings.scaled",
        }
    return environment.child(LIEU_DATA=str(data), **settings)


def asked(data: Path, *command: str) -> str:
    done = subprocess.run(
        [*PROCESS, *command],
        cwd=ROOT,
        env=variables(data),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def put(data: Path, name: str, stage: str, **arguments: object) -> None:
    """Put a job in the queue that will wait at a stage."""
    (data / f"{stage}.wait").touch()
    asked(data, "put", name, json.dumps({"folder": str(data), **arguments}))


@contextmanager
def working(data: Path, stage: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker whose job has come to a stage."""
    with subprocess.Popen([*PROCESS, "work"], cwd=ROOT, env=variables(data)) as worker:
        try:
            end = time.monotonic() + PATIENCE
            while not (data / f"{stage}.reached").exists():
                assert time.monotonic() < end, f"the job never came to {stage}"
                time.sleep(0.02)
            yield worker
        finally:
            worker.kill()


@pytest.mark.parametrize(
    ("stage", "killed", "ended"),
    [("before", ["running", 1, 0], ["done", 2, 1]), ("after", ["done", 1, 1], ["done", 1, 1])],
)
def test_the_effect_exists_once_wherever_the_worker_is_killed(
    tmp_path: Path, stage: str, killed: list[object], ended: list[object]
) -> None:
    put(tmp_path, "essai.effect", stage)
    with working(tmp_path, stage) as worker:
        worker.send_signal(signal.SIGKILL)
        worker.wait(PATIENCE)
    (tmp_path / f"{stage}.wait").unlink()
    assert json.loads(asked(tmp_path, "after")) == [killed, ended]


def test_a_worker_asked_to_stop_gives_its_job_back(tmp_path: Path) -> None:
    put(tmp_path, "essai.counted", "counting", whole=1000)
    with working(tmp_path, "counting") as worker:
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        (tmp_path / "counting.wait").unlink()
        assert worker.wait(PATIENCE) == 0
    assert json.loads(asked(tmp_path, "after")) == [["waiting", 0, 0], ["done", 1, 0]]
