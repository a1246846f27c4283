"""The files of a service: on disk, or in the archive of a stored version."""

import hashlib
import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Self

from .diagnostics import Diagnostic

MOST_FILES = 2_000
LARGEST_FOLDER = 64_000_000
LARGEST_FILE = 32_000_000
LONGEST_PATH = 200
DEEPEST = 12
SERVICE = "service.yaml"
#: What other systems refuse in a name; halves of pairs stand for bytes that are no UTF-8.
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff\ufffe\uffff]')
#: What damaged archives raise, one way or another.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    struct.error,
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


class OutsideFolderError(ValueError):
    """A path that names nothing inside the folder."""


@dataclass(frozen=True)
class Folder:
    """The files of one service by relative path (`pages/accueil.md`); nothing outside is read.

    `problems` lists what was left aside: links that leave the folder, files beyond the bounds.
    """

    name: str
    sizes: dict[str, int]
    problems: tuple[Diagnostic, ...]
    _load: Callable[[str], bytes] = field(repr=False, compare=False)
    root: Path | None = None
    _hash: list[str] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def on_disk(cls, root: Path | str) -> Self:
        """Open a folder of the machine; hidden files are not part of it."""
        root = Path(root).absolute()
        sizes, problems = _listed(root)
        return cls(root.name, sizes, tuple(problems), lambda path: _bytes(root, path), root)

    @classmethod
    def from_archive(cls, name: str, archive: bytes) -> Self:
        """Open the ZIP of a stored version; entries that leave the folder are left aside."""
        files, problems = _unpacked(archive)
        sizes = {path: len(content) for path, content in files.items()}
        return cls(name, sizes, tuple(problems), files.__getitem__)

    def files(self) -> tuple[str, ...]:
        """Return the paths of every file, sorted."""
        return tuple(self.sizes)

    def exists(self, path: str) -> bool:
        return path in self.sizes

    def read(self, path: str) -> bytes:
        """Return the content of a file; raises FileNotFoundError, OutsideFolderError."""
        if path not in self.sizes:
            inside(path)
            raise FileNotFoundError(path)
        return self._load(path)

    def text(self, path: str) -> str:
        """Return a file as text; a byte that is not UTF-8 becomes a replacement character."""
        return self.read(path).decode("utf-8-sig", errors="replace").replace("\r\n", "\n")

    @property
    def hash(self) -> str:
        """Digest of names and contents: the name of a published version."""
        if not self._hash:
            digest = hashlib.sha256()
            for path in self.sizes:
                content = self.read(path)
                digest.update(f"{path}\0{len(content)}\0".encode())
                digest.update(content)
            self._hash.append(digest.hexdigest())
        return self._hash[0]

    def still(self) -> Self:
        """Return the same files read once: what is checked is then what is hashed and kept.

        Raises FileNotFoundError or OutsideFolderError when one changed since it was listed.
        """
        files = {path: self.read(path) for path in self.sizes}
        sizes = {path: len(content) for path, content in files.items()}
        return replace(self, sizes=sizes, _load=files.__getitem__, _hash=[])

    def archive(self) -> bytes:
        """Return the files as a ZIP, the same bytes for the same files."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in self.sizes:
                entry = zipfile.ZipInfo(path, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, self.read(path))
        return packed.getvalue()


def inside(path: str) -> str:
    """Return a relative path written in its one form; raises OutsideFolderError."""
    parts = PurePosixPath(path).parts
    if not path or path.startswith("/") or "\\" in path or ".." in parts or "\0" in path:
        raise OutsideFolderError(path)
    if re.match(r"[A-Za-z]:|[a-z][a-z0-9+.-]*://", path):
        raise OutsideFolderError(path)
    return str(PurePosixPath(path))


def fingerprint(root: Path) -> str:
    """Return a digest of names, sizes and times: cheap, to know whether a folder was touched."""
    digest = hashlib.sha256()
    for path, entry in _walk(root, ""):
        line = f"{path}\0{entry.st_size}\0{entry.st_mtime_ns}\n"
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _listed(root: Path) -> tuple[dict[str, int], list[Diagnostic]]:
    sizes: dict[str, int] = {}
    problems: list[Diagnostic] = []
    total = 0
    home = root.resolve()
    for path, entry in _walk(root, ""):
        if path == SERVICE or len(sizes) < MOST_FILES:
            problem = _refused(home, root / path, path, entry)
        else:
            problems.append(Diagnostic(SERVICE, 1, 1, "LC016", {"most": MOST_FILES}))
            break
        total += entry.st_size
        if problem is None and total > LARGEST_FOLDER:
            problems.append(Diagnostic(SERVICE, 1, 1, "LC017", {"most": LARGEST_FOLDER}))
            break
        if problem is not None:
            problems.append(problem)
        else:
            sizes[path] = entry.st_size
    return dict(sorted(sizes.items())), problems


def _refused(home: Path, where: Path, path: str, entry: os.stat_result) -> Diagnostic | None:
    if _UNUSABLE.search(path) or len(path) > LONGEST_PATH:
        path = path[:LONGEST_PATH].encode("utf-8", "backslashreplace").decode()
        return Diagnostic(path, 1, 1, "LC018", {"found": path})
    if not stat.S_ISREG(entry.st_mode):
        return Diagnostic(path, 1, 1, "LC018", {"found": path})
    if not where.resolve().is_relative_to(home):
        return Diagnostic(path, 1, 1, "LC015", {"found": path})
    if entry.st_size > LARGEST_FILE:
        params = {"found": entry.st_size, "most": LARGEST_FILE}
        return Diagnostic(path, 1, 1, "LC002", params)
    return None


def _walk(root: Path, under: str, depth: int = 0) -> Iterator[tuple[str, os.stat_result]]:
    """Yield files in the order of their names; linked folders are not entered."""
    try:
        entries = sorted(os.scandir(root / under), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{under}/{entry.name}" if under else entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST:
                    yield from _walk(root, path, depth + 1)
            else:
                yield path, entry.stat()
        except OSError:
            with suppress(OSError):  # gone since it was listed
                yield path, entry.stat(follow_symlinks=False)


def _bytes(root: Path, path: str) -> bytes:
    """Read a listed file; a link may have taken its place since."""
    where = (root / path).resolve()
    if not where.is_relative_to(root.resolve()):
        raise OutsideFolderError(path)
    with where.open("rb") as file:
        return file.read(LARGEST_FILE)


def _unpacked(archive: bytes) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Unpack in memory what is safe; sizes are those really read, not those declared."""
    files: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            left = LARGEST_FOLDER
            for entry in packed.infolist():
                if len(files) >= MOST_FILES:
                    problems.append(Diagnostic(SERVICE, 1, 1, "LC016", {"most": MOST_FILES}))
                    break
                if entry.is_dir() or _hidden(entry.filename):
                    continue
                if problem := _refused_entry(entry):
                    problems.append(problem)
                    continue
                with packed.open(entry) as content:
                    files[entry.filename] = content.read(left + 1)
                left -= len(files[entry.filename])
                if left < 0:
                    del files[entry.filename]
                    params = {"most": LARGEST_FOLDER}
                    problems.append(Diagnostic(SERVICE, 1, 1, "LC017", params))
                    break
    except UNREADABLE as error:
        problems.append(Diagnostic(SERVICE, 1, 1, "LC019", {"detail": str(error)}))
    return dict(sorted(files.items())), problems


def _hidden(path: str) -> bool:
    return any(part.startswith(".") and part != ".." for part in PurePosixPath(path).parts)


def _refused_entry(entry: zipfile.ZipInfo) -> Diagnostic | None:
    path = entry.filename
    try:
        usable = inside(path) == path and not _UNUSABLE.search(path) and len(path) <= LONGEST_PATH
    except OutsideFolderError:
        return Diagnostic(SERVICE, 1, 1, "LC061", {"found": path})
    if not usable:
        return Diagnostic(SERVICE, 1, 1, "LC018", {"found": path})
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return Diagnostic(SERVICE, 1, 1, "LC019", {"detail": f"{path}: {entry.compress_type}"})
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Diagnostic(SERVICE, 1, 1, "LC015", {"found": path})
    return None
