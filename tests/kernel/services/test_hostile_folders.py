"""Folders written to harm, or caught in the middle of being written: said, never a crash."""

import os
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from lieucommun.kernel.services import registry
from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder, fingerprint
from lieucommun.kernel.services.models import Service, ServiceVersion
from lieucommun.kernel.services.registry import (
    BrokenService,
    UnknownService,
    forget,
    open_service,
    published,
    synchronise,
)
from tests.kernel.services.folders import HEAD, service, write

ODD = b"odd-\xff-name.md"
SOUND = "pages:\n  - {path: '', block: pages, title: Accueil, file: a.md}\n"


@pytest.fixture
def gallery(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.SERVICE_FOLDERS = [tmp_path / "services"]
    settings.AUTHORING = True
    settings.DEMO = False
    settings.SERVICE_CACHE_SECONDS = 0
    (tmp_path / "services").mkdir()
    forget()
    yield tmp_path / "services"
    forget()


def test_a_name_that_is_not_unicode_is_said(tmp_path: Path) -> None:
    root = service(tmp_path)
    Path(os.fsdecode(os.fsencode(root) + b"/" + ODD)).write_bytes(b"x")
    assert fingerprint(root)
    folder = Folder.on_disk(root)
    assert folder.files() == ("service.yaml",)
    assert [found.code for found in folder.problems] == ["LC018"]
    for problem in check(folder).diagnostics:
        problem.message("fr").encode()
        str(problem).encode()
    assert folder.hash


@pytest.mark.parametrize("content", [b"\x00", b"\xff\xfe\x00", b"\x1b]0;x\x07", b"a" * 10, b""])
def test_a_manifest_of_odd_bytes_is_said(tmp_path: Path, content: bytes) -> None:
    checked = check(Folder.on_disk(write(tmp_path / "essai", {"service.yaml": content})))
    assert not checked.ok
    assert checked.diagnostics


@pytest.mark.parametrize("escape", [r"\a", r"\0", r"\e", r"\x7f"])
def test_a_text_cannot_hold_control_characters_by_escape(tmp_path: Path, escape: str) -> None:
    head = HEAD.replace("Essai", f'"a{escape}b"')
    checked = check(Folder.on_disk(write(tmp_path / "essai", {"service.yaml": head})))
    assert not checked.ok
    assert {found.code for found in checked.errors} == {"LC004"}


def test_a_damaged_archive_never_raises(tmp_path: Path) -> None:
    whole = Folder.on_disk(service(tmp_path, "# " + "abc" * 400 + "\n")).archive()
    for at in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        Folder.from_archive("essai", bytes(damaged))


def test_an_archive_of_a_method_nobody_knows_is_said() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.md", "a" * 1000)
    content = bytearray(packed.getvalue())
    content[40:60] = b"\xff" * 20
    assert Folder.from_archive("essai", bytes(content)).files() == ()


@pytest.mark.django_db
class TestSynchronising:
    def test_a_folder_whose_name_is_not_unicode_stops_nobody(self, gallery: Path) -> None:
        service(gallery, SOUND, **{"a.md": "Bonjour"})
        odd = Path(os.fsdecode(os.fsencode(gallery) + b"/odd-\xff"))
        odd.mkdir()
        (odd / "service.yaml").write_text(HEAD, "utf-8")
        synchronise()
        assert [each.slug for each in published()] == ["essai"]

    def test_a_folder_whose_name_is_too_long_stops_nobody(self, gallery: Path) -> None:
        service(gallery, SOUND, **{"a.md": "Bonjour"})
        write(gallery / ("n" * 200), {"service.yaml": HEAD})
        synchronise()
        assert [each.slug for each in published()] == ["essai"]

    def test_a_folder_that_cannot_be_taken_in_stops_nobody(
        self, gallery: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever goes wrong in one folder, the others are served."""
        service(gallery, SOUND, **{"a.md": "Bonjour"})
        service(gallery, SOUND, slug="autre", **{"a.md": "Bonjour"})
        whole = registry.check

        def failing(folder: Folder) -> Any:
            if folder.name == "autre":
                raise ZeroDivisionError("unforeseen")
            return whole(folder)

        monkeypatch.setattr(registry, "check", failing)
        report = synchronise()
        assert (report.published, report.broken) == (("essai",), ("autre",))
        assert [each.slug for each in published()] == ["essai"]
        with pytest.raises((BrokenService, UnknownService)):
            open_service("autre")

    def test_a_file_that_goes_away_while_it_is_read_is_read_again_later(
        self, gallery: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = service(gallery, SOUND, **{"a.md": "Bonjour"})
        whole = registry.check

        def slow(folder: Folder) -> Any:
            checked = whole(folder)
            (root / "a.md").unlink(missing_ok=True)
            return checked

        monkeypatch.setattr(registry, "check", slow)
        synchronise()
        monkeypatch.setattr(registry, "check", whole)
        write(root, {"a.md": "Bonsoir"})
        synchronise()
        assert open_service("essai").folder.text("a.md") == "Bonsoir"

    def test_what_is_kept_under_a_hash_is_what_was_hashed(
        self, gallery: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An author who saves while the folder is read must not spoil the version of before."""
        root = service(gallery, SOUND, **{"a.md": "Un"})
        whole = Folder.archive

        def edited(self: Folder) -> bytes:
            (root / "a.md").write_text("Deux et trois", "utf-8")
            return whole(self)

        monkeypatch.setattr(Folder, "archive", edited)
        synchronise()
        monkeypatch.setattr(Folder, "archive", whole)
        for version in ServiceVersion.objects.all():
            kept = Folder.from_archive("essai", bytes(version.archive))
            assert version.name == f"draft-{kept.hash}"

    def test_a_version_adopted_elsewhere_is_not_kept_under_the_name_of_another(
        self, gallery: Path
    ) -> None:
        """Another process adopts a version between reading rows and compiling."""
        root = service(gallery, SOUND, **{"a.md": "Un"})
        synchronise()
        old = registry._read_rows()
        write(root, {"a.md": "Deux et trois"})
        synchronise()
        forget()
        registry._cache.compiled.clear()
        loaded = registry._loaded("essai", old["essai"])
        assert (loaded.hash, loaded.folder.text("a.md")) == (loaded.folder.hash, "Un")

    def test_a_folder_that_goes_away_is_no_longer_served(self, gallery: Path) -> None:
        root = service(gallery, SOUND, **{"a.md": "Un"})
        assert open_service("essai")
        for path in root.iterdir():
            path.unlink()
        root.rmdir()
        with pytest.raises(UnknownService):
            open_service("essai")

    def test_former_versions_do_not_fill_the_memory(self, gallery: Path) -> None:
        root = service(gallery, SOUND, **{"a.md": "0"})
        for number in range(12):
            write(root, {"a.md": "x" * number})
            open_service("essai")
        kept = [key for key in registry._cache.compiled if key[0] == "essai"]
        assert len(kept) <= 3


@pytest.mark.django_db(transaction=True)
def test_threads_open_a_folder_that_changes_under_them(gallery: Path) -> None:
    root = service(gallery, SOUND, **{"a.md": "0"})
    synchronise()
    failures: list[BaseException] = []
    done = threading.Event()

    def visit() -> None:
        try:
            while not done.is_set():
                assert open_service("essai").folder.text("a.md")
                assert len(published()) == 1
        except BaseException as failure:  # noqa: BLE001 - told to the test
            failures.append(failure)
        finally:
            connection.close()

    visitors = [threading.Thread(target=visit) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    for number in range(1, 15):
        (root / "a.md.new").write_text("x" * number, "utf-8")
        (root / "a.md.new").replace(root / "a.md")
    done.set()
    for visitor in visitors:
        visitor.join(30)
    assert failures == []
    assert Service.objects.count() == 1
