"""`lieu test` on two small folders: one keeps its promises, the other says where it does not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lieucommun.settings import environment
from lieucommun.stories.sentences import SENTENCES
from lieucommun.stories.steps import KNOWN
from tests.requirements import require

HERE = Path(__file__).resolve().parent
SERVICES = HERE / "services"


def lieu_test(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from lieucommun.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "test", *arguments],
        env=environment.child(), cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    require("chromium")
    folder = tmp_path_factory.mktemp("stories")
    services = [str(SERVICES / name) for name in ("atelier", "promesse")]
    done = lieu_test(*services, "--format", "json", folder=folder)
    assert done.returncode == 1, done.stderr
    return {**json.loads(done.stdout), "folder": folder}


def test_every_sentence_is_done_by_a_step() -> None:
    assert sorted(KNOWN) == sorted(sentence.name for sentence in SENTENCES)


@pytest.mark.browser
def test_each_scenario_has_its_outcome(report: dict[str, Any]) -> None:
    found = [(item["service"], item["outcome"]) for item in report["scenarios"]]
    assert sorted(found) == [("atelier", "passed")] * 8 + [("promesse", "failed")] * 3
    assert (report["passed"], report["failed"]) == (8, 3)


@pytest.mark.browser
def test_a_failure_says_where_what_and_shows_it(report: dict[str, Any]) -> None:
    first = report["scenarios"][-3]["failure"]
    assert first["path"].endswith("promesse/stories/tenir.feature")
    assert (first["line"], first["step"]) == (7, "Alors il voit « Nous rappelons sous un jour »")
    assert first["looked_for"] == "« Nous rappelons sous un jour »"
    assert first["seen"][0] == "Nous rappelons sous deux jours."
    picture = report["folder"] / first["screenshot"]
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.browser
def test_unknown_sentences_and_roles_are_named(report: dict[str, Any]) -> None:
    unknown, role = (item["failure"] for item in report["scenarios"][-2:])
    assert unknown["line"] == 11
    assert unknown["looked_for"].startswith("a sentence of the library; the nearest is: ")
    assert role["looked_for"] == "`promesse` has no role « chef de gare »; it has: none"


def test_a_folder_with_mistakes_is_not_tried(tmp_path: Path) -> None:
    (tmp_path / "casse").mkdir()
    (tmp_path / "casse" / "service.yaml").write_text("service: casse\n", "utf-8")
    done = lieu_test(str(tmp_path / "casse"), folder=tmp_path)
    assert (done.returncode, done.stderr) == (
        2, "lieu test: Mistakes in casse: `lieu check` tells them.\n",
    )  # fmt: skip


def test_a_folder_without_story_is_said(tmp_path: Path) -> None:
    done = lieu_test(str(tmp_path), folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.browser
def test_every_journey_can_be_taken_in_another_way(tmp_path: Path) -> None:
    require("chromium")
    service = str(SERVICES / "atelier")
    ways = ("--way", "phone", "--way", "easy-to-read")
    done = lieu_test(service, *ways, "--format", "json", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)
    named = [item["scenario"] for item in told["scenarios"]]
    assert (told["passed"], told["failed"]) == (16, 0)
    assert sum("phone" in name for name in named) == 8
    assert sum("easy-to-read" in name for name in named) == 8
