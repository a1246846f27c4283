"""Killed at any step of a load, a place still reads what was loaded before."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lieucommun.kernel.tables import actions
from lieucommun.settings import environment

from .trials import ROWS

ROOT = Path(__file__).resolve().parents[3]
MANY = 60_000
BEFORE = [3, "60.600000", "DSIL"]
AFTER = [MANY, f"{MANY}.000000", "NEUF"]


class Place:
    """A place in a folder, and the processes that load files there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first, self.second = folder / "first.csv", folder / "second.csv"
        self.first.write_text(ROWS, "utf-8")
        head = "id,genre,commune,montant\n"
        lines = (f"{rank},NEUF,44109,1\n" for rank in range(MANY))
        self.second.write_text(head + "".join(lines), "utf-8")

    def start(self, act: str, *more: str, file: Path | None = None) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.kernel.tables.loader", act, str(self.folder)]
        return subprocess.Popen(
            [*command, str(file or self.second), *more],
            cwd=ROOT,
            env=environment.child(
                LIEU_DATA=str(self.folder / "data"),
                DJANGO_SETTINGS_MODULE="lieucommun.settings.embedded",
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, act: str, *more: str, file: Path | None = None) -> tuple[int, str]:
        with self.start(act, *more, file=file) as process:
            out, error = process.communicate(timeout=120)
        assert process.returncode in {0, -signal.SIGKILL}, error
        return process.returncode, out

    def read(self) -> list[Any]:
        found: list[Any] = json.loads(self.run("read")[1])
        return found


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    assert found.run("make", file=found.first)[0] == 0
    return found


def test_killed_after_any_step_leaves_what_was_there(place: Place) -> None:
    for steps in range(len(actions.STEPS)):
        assert place.run("kill", str(steps))[0] == -signal.SIGKILL
        assert place.read() == [*BEFORE, ["current"], 1]
    assert place.run("entry")[0] == -signal.SIGKILL
    assert place.read() == [*BEFORE, ["current"], 1]
    former, stray, kept = json.loads(place.run("sweep")[1])
    assert (former, kept) == (0, 1)
    assert stray >= 2  # one being made, one that had its name and no row
    assert place.run("kill", str(len(actions.STEPS)))[0] == -signal.SIGKILL
    assert place.read() == [*AFTER, ["current", "former"], 2]


def test_killed_at_any_moment_leaves_one_or_the_other(place: Place) -> None:
    began = time.monotonic()
    assert place.run("load")[0] == 0
    lasted = time.monotonic() - began
    assert place.run("load", file=place.first)[0] == 0
    chance = random.Random(6)  # noqa: S311 - the same moments each time
    for _ in range(6):
        with place.start("load") as process:
            time.sleep(chance.uniform(0.2, 1.0) * lasted)
            process.kill()
        found = place.read()
        assert found[:3] in (BEFORE, AFTER)
        assert found[3].count("current") == 1
        assert found[4] == len(found[3])
        if found[:3] == AFTER:
            assert place.run("load", file=place.first)[0] == 0
