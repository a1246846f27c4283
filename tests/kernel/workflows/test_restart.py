"""A timer runs through the death of every process: it strikes once, when it is due."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kernel.jobs.doers import ROOT
from tests.kernel.jobs.test_killed import PATIENCE, variables

from .place import SERVICES

pytestmark = pytest.mark.django_db(transaction=True)
PROCESS = [sys.executable, "-m", "tests.kernel.workflows.process"]


def told(data: Path, *command: str) -> str:
    done = subprocess.run(
        [*PROCESS, *command],
        cwd=ROOT,
        env={**variables(data), "LIEU_SERVICES": str(SERVICES)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_timer_survives_a_restart(tmp_path: Path) -> None:
    record = told(tmp_path, "file", "2026-03-02T08:00:00+00:00")
    with subprocess.Popen(
        [*PROCESS, "work"],
        cwd=ROOT,
        env={**variables(tmp_path), "LIEU_SERVICES": str(SERVICES)},
        stdout=subprocess.PIPE,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"ready\n"
        worker.kill()
    early = json.loads(told(tmp_path, "later", "2026-05-01T08:00:00+00:00", record))
    assert early[:3] == ["instruction", 0, 2]
    due = json.loads(told(tmp_path, "later", "2026-05-02T12:00:00+00:00", record))
    again = json.loads(told(tmp_path, "later", "2026-05-03T12:00:00+00:00", record))
    assert due[:3] == ["accepte", 1, 3]
    assert again == due
