"""What `lieu register` prints for the outreach logbook, whole; and the rest by its facts."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.test_check import ROOT, lieu
from tests.kernel.services.folders import service

MARAUDES = str(ROOT / "services" / "maraudes")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", [(), ("--impact",)], ids=["entry", "impact"])
def test_the_outreach_logbook(
    tmp_path: Path, snapshot: SnapshotAssertion, kind: tuple[str, ...], language: str
) -> None:
    done = lieu("register", MARAUDES, *kind, "--language", language, here=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == snapshot
    assert list(tmp_path.iterdir()) == []


def test_the_first_language_of_the_service_and_the_declared_host(tmp_path: Path) -> None:
    done = lieu("register", MARAUDES, here=tmp_path, LIEU_DECLARED_HOST="Hébergeur du port")
    assert done.stdout.startswith("# Registre des traitements : Carnet de maraude\n")
    assert "\n## Hébergeur\n\nHébergeur du port\n" in done.stdout


def test_facts_in_json(tmp_path: Path) -> None:
    done = lieu("register", MARAUDES, "--format", "json", "--language", "en", here=tmp_path)
    told = json.loads(done.stdout)
    people, encounters = told["categories"]
    assert [title for title, _ in people["fields"]] == [
        "Nickname",
        "Year of birth",
        "Position",
        "Note",
        "Next appointment",
        "Consent collected by",
    ]
    assert [title for title, _ in encounters["fields"]] == [
        "Nickname that day",
        "Person",
        "When",
        "Position",
        "Note",
    ]
    by_role = {each["role"]: each for each in told["recipients"]}
    assert by_role["Volunteer"]["hidden"] == ["Position", "Note"]
    assert by_role["Social observatory"]["reads"] == []
    assert by_role["Outreach worker"]["outside"] == [
        "“Note” hidden",
        "“Position” to the nearest 300 m",
    ]
    assert told["text"].startswith("# Register of processing: Outreach logbook\n")


def test_a_service_without_personal_data_says_so(tmp_path: Path) -> None:
    service(tmp_path, "privacy: none\n")
    done = lieu("register", "essai", "--language", "en", here=tmp_path)
    assert "keeps no personal data." in done.stdout
    assert "Recipients" not in done.stdout


def test_a_broken_or_unknown_service_is_said(tmp_path: Path) -> None:
    service(tmp_path, "state: running\n")
    broken = lieu("register", "essai", here=tmp_path)
    assert (broken.returncode, "lieu check essai" in broken.stderr) == (1, True)
    assert lieu("register", "nulle-part", here=tmp_path).returncode == 2
