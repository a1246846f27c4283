"""Forms of a service, compiled and kept: workbooks, or XForms written as XML."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from lieucommun.engines.xforms import Form, FormError, compile_form
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService

from .converting import UnreadWorkbook, convert
from .registers import END, heads, types_of

#: Compiled forms kept by a process.
KEPT = 64
#: Where the files of a form are looked for, beside the form first.
FOLDERS = ("", "media/", "vocab/", "data/", "images/", "audio/")
#: `jr://images/x.png`, as a form names a file.
MEDIA = re.compile(rb"jr://[a-z-]+/([^\"'<>&\s/][^\"'<>&/]*)")
LISTS = (".csv", ".xml", ".geojson")


class UnreadForm(Exception):  # noqa: N818 - reads as what it is where it is caught
    """A form that cannot be compiled: where, and why, in English."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A form with the digest of what it was made of; answers say which one they were kept with.

    `source` is the XForm itself. `registers` are the datasets whose records it lists: the form
    holds their columns alone, and is given the records of whoever fills it in.
    """

    form: Form
    digest: str
    registers: tuple[str, ...] = ()
    source: bytes = b""


def compiled(service: LoadedService, name: str) -> Compiled:
    """Return a form of a service; raises UnreadForm, or KeyError when the manifest has none."""
    file = service.manifest.forms[name].file
    return _kept(service.hash, file, _Files(service))


def compiled_file(
    folder: Folder, file: str, datasets: Mapping[str, Mapping[str, str]] | None = None
) -> Compiled:
    """Return a form of a folder by its file; raises UnreadForm.

    `datasets`: the fields, with their types, of those that a form may list.
    """
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
    empty = {
        name: head
        for name, head in heads(datasets or {}).items()
        if name not in lists and f"/{name}".encode() in content
    }
    lists |= empty
    digest = sha256(content)
    for path in sorted(lists):
        digest.update(path.encode() + b"\0" + sha256(lists[path]).digest())
    try:
        form = compile_form(content, lists)
    except FormError as error:
        raise UnreadForm(f"{file}: {error}") from error
    registers = tuple(sorted(name.removesuffix(END) for name in empty))
    return Compiled(form, digest.hexdigest(), registers, content)


def media_of(source: bytes) -> list[str]:
    """Return the names of the files that an XForm names, once each, in order."""
    return list(dict.fromkeys(each.decode("utf-8", "replace") for each in MEDIA.findall(source)))


def media_file(folder: Folder, file: str, name: str) -> str:
    """Return the path in a folder of `jr://images/x.png` as a form names it; "" when none."""
    plain = name.rpartition("/")[2]
    beside = str(PurePosixPath(file).parent)
    starts = ["" if beside == "." else f"{beside}/", *FOLDERS]
    starts += [f"{starts[0]}{each}" for each in FOLDERS if each]
    return next((start + plain for start in starts if folder.exists(start + plain)), "")


class _Files:
    """A service that is the same whatever object opens it: its hash stands beside in the key."""

    def __init__(self, service: LoadedService) -> None:
        self.service = service

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Files)

    def __hash__(self) -> int:
        return 0


@functools.lru_cache(maxsize=KEPT)
def _kept(version: str, file: str, files: _Files) -> Compiled:
    del version
    service = files.service
    datasets = {name: types_of(service.dataset(name)) for name in service.manifest.datasets}
    return compiled_file(service.folder, file, datasets)
