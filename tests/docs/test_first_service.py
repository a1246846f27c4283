"""The service of the tutorial is sound, in both languages of the tutorial."""

from pathlib import Path

import pytest

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder

from .examples import plain, write

#: What `lieu new` writes before the tutorial adds to it.
HEAD = """\
service: essai
version: 0.1.0
title: {fr: Essai, en: Trial}
languages: [fr, en]
state: runs
privacy: none
"""
PAGES = ["learn/first-service.md", "fr/premier-service.md"]


@pytest.mark.parametrize("page", PAGES)
def test_the_folder_of_the_tutorial_is_sound(page: str, tmp_path: Path) -> None:
    examples = plain(page)
    parts = [text for language, text in examples if language == "yaml"]
    files = {
        "service.yaml": HEAD + "".join(parts),
        "data/cafes.csv": next(text for language, text in examples if language == "csv"),
        "stories/cafes.feature": next(text for language, text in examples if language == "gherkin"),
        "pages/accueil.md": "# Accueil\n\nBonjour.\n",
        "pages/accueil.en.md": "# Home\n\nHello.\n",
    }
    write(files, tmp_path / "essai")
    checked = check(Folder.on_disk(tmp_path / "essai"))
    assert [str(found) for found in checked.errors] == []


def test_the_two_tutorials_show_the_same_code() -> None:
    english, french = (plain(page) for page in PAGES)
    assert english == french
