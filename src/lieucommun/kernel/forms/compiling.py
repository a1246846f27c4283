"""Forms of a service, compiled and kept: workbooks, or XForms written as XML."""

import functools
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from lieucommun.engines.xforms import Form, FormError, compile_form
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService

from .converting import UnreadWorkbook, convert

#: Compiled forms kept by a process.
KEPT = 64
#: Where the files of a form are looked for, beside the form first.
FOLDERS = ("", "media/", "vocab/", "data/", "images/", "audio/")
LISTS = (".csv", ".xml", ".geojson")


class UnreadForm(Exception):  # noqa: N818 - reads as what it is where it is caught
    """A form that cannot be compiled: where, and why, in English."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A form with the digest of what it was made of; answers say which one they were kept with."""

    form: Form
    digest: str


def compiled(service: LoadedService, name: str) -> Compiled:
    """Return a form of a service; raises UnreadForm, or KeyError when the manifest has none."""
    file = service.manifest.forms[name].file
    return _kept(service.hash, file, _Files(service.folder))


def compiled_file(folder: Folder, file: str) -> Compiled:
    """Return a form of a folder by its file; raises UnreadForm."""
    if not folder.exists(file):
        raise UnreadForm(f"{file}: there is no such file")
    content = folder.read(file)
    if PurePosixPath(file).suffix.lower() != ".xml":
        try:
            content = convert(content).xform
        except UnreadWorkbook as unread:
            raise UnreadForm(f"{file}: {unread}") from unread
    lists = {
        PurePosixPath(path).name: folder.read(path)
        for path in folder.files()
        if path.endswith(LISTS) and path != file and PurePosixPath(path).name.encode() in content
    }
    digest = sha256(content)
    for path in sorted(lists):
        digest.update(path.encode() + b"\0" + sha256(lists[path]).digest())
    try:
        return Compiled(compile_form(content, lists), digest.hexdigest())
    except FormError as error:
        raise UnreadForm(f"{file}: {error}") from error


def media_file(folder: Folder, file: str, name: str) -> str:
    """Return the path in a folder of `jr://images/x.png` as a form names it; "" when none."""
    plain = name.rpartition("/")[2]
    beside = str(PurePosixPath(file).parent)
    starts = ["" if beside == "." else f"{beside}/", *FOLDERS]
    starts += [f"{starts[0]}{each}" for each in FOLDERS if each]
    return next((start + plain for start in starts if folder.exists(start + plain)), "")


class _Files:
    """A folder that is the same whatever object opens it: its hash stands beside in the key."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Files)

    def __hash__(self) -> int:
        return 0


@functools.lru_cache(maxsize=KEPT)
def _kept(version: str, file: str, files: _Files) -> Compiled:
    del version
    return compiled_file(files.folder, file)
