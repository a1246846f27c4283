"""The service of the tutorial is sound, in both languages of the tutorial."""

import subprocess
import sys
from pathlib import Path

import pytest

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder

from .examples import plain, write

PAGES = ["learn/first-service.md", "fr/premier-service.md"]


@pytest.mark.parametrize("page", PAGES)
def test_the_folder_of_the_tutorial_is_sound(page: str, tmp_path: Path) -> None:
    datasets, page_entry = (text for language, text in plain(page) if language == "yaml")
    folder = tmp_path / "services" / "essai"
    folder.parent.mkdir()
    command = Path(sys.executable).parent / "lieu"
    subprocess.run([command, "new", "essai", "--data", tmp_path], cwd=tmp_path, check=True)
    manifest = (folder / "service.yaml").read_text("utf-8")
    files = {
        "service.yaml": manifest.replace("\npages:\n", f"\n{datasets}pages:\n") + page_entry,
        "data/cafes.csv": next(text for language, text in plain(page) if language == "csv"),
        "stories/cafes.feature": next(text for lang, text in plain(page) if lang == "gherkin"),
    }
    write(files, folder)
    assert [str(found) for found in check(Folder.on_disk(folder)).diagnostics] == []


def test_the_two_tutorials_show_the_same_code() -> None:
    english, french = (plain(page) for page in PAGES)
    assert english == french
