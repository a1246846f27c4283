"""What `lieu personas` prints."""

import shutil
from pathlib import Path

import pytest

from tests.cli.test_check import ROOT, lieu

SERVICE = ROOT / "services" / "falc-mdph"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SERVICE, tmp_path / "falc-mdph")


def test_each_persona_has_a_line(tmp_path: Path) -> None:
    done = lieu("personas", str(SERVICE), here=tmp_path)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr, len(lines)) == (0, "", 8)
    assert lines[0] == " 35%   38 of 110  Lina, 9 ans, que sa mère inscrit à l’école"


def test_what_is_answered_without_being_asked_is_said(folder: Path) -> None:
    path = folder / "personas.yaml"
    path.write_text(path.read_text("utf-8").replace("besoins: [ecole],", "besoins: [vie],"))
    done = lieu("personas", str(folder), here=folder)
    assert done.returncode == 0
    assert "`scolarite` is answered, but not asked" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "personas.yaml: there is no such file"),
        ("- a", "`form:` and `personas:` are expected"),
        ("form: demande\npersonas: {a: 1}", "a: `title:` by language and `answers:` are expected"),
        ("form: autre\npersonas: {}", "has no form 'autre'"),
        (
            "form: demande\npersonas: {a: {title: {}, answers: {rien: 1}}}",
            "a: the form asks no `rien`",
        ),
        ("form: [", "has mistakes: see `lieu check"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, content: str | None, said: str) -> None:
    path = folder / "personas.yaml"
    path.unlink()
    if content is not None:
        path.write_text(content)
    done = lieu("personas", str(folder), here=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
