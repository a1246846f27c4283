from pathlib import Path

import pytest

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.starting import SlugRefusedError, adapted, fresh
from tests.cli.test_check import ROOT, lieu
from tests.kernel.services.folders import service, write

FIRST = "# yaml-language-server: $schema=../../schema/service.schema.json"


def test_a_new_service_is_sound_and_in_two_languages(tmp_path: Path) -> None:
    done = lieu("new", "mon-essai", here=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = Folder.on_disk(tmp_path / "services" / "mon-essai")
    assert folder.files() == (
        "README.md",
        "pages/accueil.en.md",
        "pages/accueil.fr-x-falc.md",
        "pages/accueil.md",
        "service.yaml",
    )
    verdict = check(folder)
    assert verdict.diagnostics == ()
    assert verdict.manifest is not None
    assert verdict.manifest.languages == ("fr", "en")
    assert folder.text("service.yaml").splitlines()[0] == FIRST
    assert (tmp_path / "schema" / "service.schema.json").exists()
    assert not (tmp_path / "data").exists()


def test_it_goes_to_the_services_of_the_place_when_there_are_some(tmp_path: Path) -> None:
    (tmp_path / "place" / "services").mkdir(parents=True)
    (tmp_path / "services").mkdir()
    assert lieu("new", "essai", "--data", "place", here=tmp_path).returncode == 0
    assert (tmp_path / "place" / "services" / "essai" / "service.yaml").exists()
    assert list((tmp_path / "services").iterdir()) == []


def test_an_existing_folder_is_never_touched(tmp_path: Path) -> None:
    write(tmp_path / "services" / "essai", {"mine.md": "precious"})
    done = lieu("new", "essai", here=tmp_path)
    assert done.returncode == 1
    assert "exists already; nothing was changed." in done.stderr
    assert [path.name for path in (tmp_path / "services" / "essai").iterdir()] == ["mine.md"]


@pytest.mark.parametrize(
    "slug", ["Essai", "mon essai", "été", "../x", "-x", "a--b", "a_b", "", "a" * 61, "a\n"]
)
def test_what_cannot_be_a_name_is_refused(slug: str) -> None:
    with pytest.raises(SlugRefusedError, match="such as `mon-service`"):
        fresh(slug)


@pytest.mark.parametrize("slug", ["2026", "null", "on", "true", "1-2-3", "e5"])
def test_odd_names_still_make_sound_services(tmp_path: Path, slug: str) -> None:
    folder = Folder.on_disk(write(tmp_path / slug, dict(fresh(slug))))
    assert [str(found) for found in check(folder).errors] == []


def test_a_service_can_start_from_another(tmp_path: Path) -> None:
    done = lieu("new", "copie", "--from", str(ROOT / "services" / "maraudes"), here=tmp_path)
    assert done.returncode == 0, done.stderr
    copy = Folder.on_disk(tmp_path / "services" / "copie")
    source = Folder.on_disk(ROOT / "services" / "maraudes")
    assert copy.files() == source.files()
    assert {path for path in copy.files() if copy.read(path) != source.read(path)} == {
        "service.yaml"
    }
    manifest = check(copy).manifest
    assert manifest is not None
    assert manifest.origin is not None
    assert (manifest.service, manifest.version) == ("copie", "0.1.0")
    assert manifest.origin.service == "maraudes"
    assert check(copy).errors == ()


def test_an_origin_of_several_lines_is_replaced_whole(tmp_path: Path) -> None:
    folder = service(tmp_path, "origin:\n  booklet: x\n  page: 3\n\nstate: runs\n")
    text = adapted("copie", folder)["service.yaml"].decode()
    assert text == (
        "service: copie\norigin: {service: essai, version: 0.1.0}\nversion: 0.1.0\n"
        "title: Essai\n\nstate: runs\n"
    )


def test_an_unknown_source_is_said(tmp_path: Path) -> None:
    service(tmp_path / "services", slug="maraudes")
    done = lieu("new", "copie", "--from", "maraude", here=tmp_path)
    assert done.returncode == 2
    assert "Did you mean `maraudes`?" in done.stderr
