import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from lieucommun.kernel.services import folder as folders
from lieucommun.kernel.services.folder import Folder, OutsideFolderError, fingerprint, inside
from tests.kernel.services.folders import service, write


def zipped(entries: dict[str, bytes], mode: int = 0o644) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = mode << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def codes(folder: Folder) -> list[str]:
    return [f"{found.path} {found.code}" for found in folder.problems]


def test_a_folder_lists_and_reads_its_files(tmp_path: Path) -> None:
    root = service(tmp_path, **{"pages/a.md": "\ufeffÉté\r\n", ".git/config": "x", ".env": "x"})
    folder = Folder.on_disk(root)
    assert folder.name == "essai"
    assert folder.files() == ("pages/a.md", "service.yaml")
    assert folder.text("pages/a.md") == "Été\n"
    assert folder.exists("pages/a.md")
    assert not folder.exists("pages/b.md")
    assert codes(folder) == []


def test_an_archive_holds_the_same_files_and_the_same_hash(tmp_path: Path) -> None:
    folder = Folder.on_disk(service(tmp_path, **{"pages/a.md": "a", "images/é.png": b"\x00\xff"}))
    again = Folder.from_archive("essai", folder.archive())
    assert again.files() == folder.files()
    assert again.hash == folder.hash
    assert again.read("images/é.png") == b"\x00\xff"
    assert again.archive() == folder.archive()


def test_names_and_contents_make_the_hash(tmp_path: Path) -> None:
    hashes = {
        Folder.on_disk(write(tmp_path / name, files)).hash
        for name, files in {
            "a": {"x": "1", "y": "2"},
            "b": {"x": "2", "y": "1"},
            "c": {"x": "12", "y": ""},
            "d": {"xy": "12"},
        }.items()
    }
    assert len(hashes) == 4


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "a/../../x", "a\\b", "C:/x", "http://x/y", "file:///x", "a\0b"],
)
def test_paths_that_leave_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    folder = Folder.on_disk(service(tmp_path))
    with pytest.raises(OutsideFolderError):
        inside(path)
    with pytest.raises(OutsideFolderError):
        folder.read(path)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Folder.on_disk(service(tmp_path)).read("pages/x.md")


def test_links_that_leave_the_folder_are_left_aside(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"key": "very secret"})
    root = service(tmp_path, **{"real.md": "here"})
    (root / "file.md").symlink_to(secret / "key")
    (root / "whole").symlink_to(secret)
    (root / "inside.md").symlink_to("real.md")
    (root / "nowhere.md").symlink_to("nothing")
    folder = Folder.on_disk(root)
    assert folder.files() == ("inside.md", "real.md", "service.yaml")
    assert codes(folder) == ["file.md LC015", "nowhere.md LC018", "whole LC018"]
    assert "very secret" not in str([folder.read(path) for path in folder.files()])


def test_a_link_exchanged_after_the_listing_is_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"key": "very secret"})
    root = service(tmp_path, **{"page.md": "here"})
    folder = Folder.on_disk(root)
    (root / "page.md").unlink()
    (root / "page.md").symlink_to(secret / "key")
    with pytest.raises(OutsideFolderError):
        folder.read("page.md")


def test_pipes_and_odd_names_are_left_aside(tmp_path: Path) -> None:
    root = service(tmp_path, **{"a:b.md": "x", "back\\slash": "x"})
    os.mkfifo(root / "pipe")
    assert codes(Folder.on_disk(root)) == ["a:b.md LC018", "back\\slash LC018", "pipe LC018"]


def test_a_folder_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    root = service(tmp_path, **{f"{n}.md": "x" for n in range(9)})
    folder = Folder.on_disk(root)
    assert codes(folder) == ["service.yaml LC016"]
    assert len(folder.files()) == 3


def test_a_heavy_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LARGEST_FOLDER", 100)
    root = service(tmp_path, **{"a.bin": b"x" * 60, "b.bin": b"x" * 60})
    assert codes(Folder.on_disk(root)) == ["service.yaml LC017"]


def test_an_archive_cannot_write_outside() -> None:
    archive = zipped({"../evil.md": b"x", "/etc/passwd": b"x", "ok.md": b"ok", "a\\..\\b": b"x"})
    folder = Folder.from_archive("essai", archive)
    assert folder.files() == ("ok.md",)
    assert {found.code for found in folder.problems} == {"LC061"}


def test_an_archive_cannot_hold_links() -> None:
    folder = Folder.from_archive("essai", zipped({"a.md": b"/etc/passwd"}, stat.S_IFLNK | 0o777))
    assert (folder.files(), codes(folder)) == ((), ["service.yaml LC015"])


def test_an_archive_that_unfolds_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LARGEST_FOLDER", 1_000_000)
    folder = Folder.from_archive("essai", zipped({"bomb.md": b"0" * 200_000_000}))
    assert (folder.files(), codes(folder)) == ((), ["service.yaml LC017"])


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x03\x04" + b"\xff" * 60])
def test_what_is_not_an_archive_is_said(content: bytes) -> None:
    folder = Folder.from_archive("essai", content)
    assert (folder.files(), codes(folder)) == ((), ["service.yaml LC019"])


def test_a_damaged_archive_is_said(tmp_path: Path) -> None:
    archive = bytearray(Folder.on_disk(service(tmp_path)).archive())
    archive[40:60] = b"\x00" * 20
    assert codes(Folder.from_archive("essai", bytes(archive))) == ["service.yaml LC019"]


def test_the_fingerprint_changes_with_names_sizes_and_times(tmp_path: Path) -> None:
    root = service(tmp_path)
    marks = [fingerprint(root)]
    assert fingerprint(root) == marks[0]
    write(root, {"new.md": ""})
    marks.append(fingerprint(root))
    write(root, {"new.md": "x"})
    marks.append(fingerprint(root))
    os.utime(root / "new.md", ns=(1, 1))
    marks.append(fingerprint(root))
    assert len(set(marks)) == 4
