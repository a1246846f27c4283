"""A failure is told so that its author can find it, open it and put it right."""

from pathlib import Path

import pytest

from lieucommun.stories.telling import Told, nearest, shown_path


def test_a_failure_is_told_in_lines() -> None:
    told = Told("x.feature", 7, "Alors il voit « Un »", "« Un »", ("Deux",), "Titre (/x/)", "x.png")
    assert str(told) == (
        "x.feature:7: Alors il voit « Un »\n"
        "  looked for: « Un »\n"
        "  instead:    Deux\n"
        "  page:       Titre (/x/)\n"
        "  screenshot: x.png"
    )


def test_what_was_there_instead_is_what_looks_most_like_it() -> None:
    seen = ["Menu", "Nous rappelons sous  deux jours.", "", "Menu", "Nous écrivons", "Contact"]
    found = nearest("the text « Nous rappelons sous un jour »", seen)
    assert found[:2] == ("Nous rappelons sous deux jours.", "Nous écrivons")
    assert len(found) == 3


def test_a_path_is_told_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "a" / "b.feature") == "a/b.feature"
    assert shown_path(Path("/elsewhere/b.feature")) == "/elsewhere/b.feature"
