"""What is sent, and the entrance that it meets: a folder, an import, a file, a request."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.test import Client

from lieucommun.engines.xforms import FormError, compile_form
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile as RefusedTable
from lieucommun.kernel.datasets.exchange.tables import read_table
from lieucommun.kernel.files.refusals import RefusedFile
from lieucommun.kernel.forms.converting import UnreadWorkbook, convert
from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from tests.engines.xforms.hostile_submissions import BOUNDED, REFUSED, told
from tests.engines.xforms.test_hostile import BOUNDED as COSTLY
from tests.engines.xforms.test_hostile import REFUSED as EXPRESSIONS
from tests.engines.xforms.test_hostile import run
from tests.kernel.datasets.test_hostile_files import STARTS, TEXTS, WORKBOOKS
from tests.kernel.files.corpus import SLIPS, Hostile, hostile
from tests.kernel.files.test_judging import judged
from tests.kernel.forms.hostile_workbooks import WORKBOOKS as FORMS

HEAD = "service: essai\nversion: 0.1.0\ntitle: Essai\n"
REFUSALS = range(400, 500)


@dataclass(frozen=True)
class Sample:
    """One hostile input: `make` builds what `send` gives to an entrance; `send` tells the sentence.

    A sentence of "" means that nothing was refused.
    """

    family: str
    title: str
    make: Callable[[], bytes]
    send: Callable[[bytes], str]


def samples() -> Iterator[Sample]:
    """Yield the whole corpus."""
    for title, text in _MANIFESTS.items():
        yield Sample("folder", title, partial(_written, text), _manifest)
    for name in SLIPS:
        yield Sample("folder", f"archive with {name!r}", partial(_zipped, name), _archive)
    yield Sample("folder", "archive bomb", partial(_zipped, "bomb.md", 200_000_000), _archive)
    for title, make in {**WORKBOOKS, **TEXTS}.items():
        yield Sample("import", title, make, _table)
    for number, start in enumerate(STARTS):
        yield Sample("import", f"wrong type {number}", partial(bytes, start), _table)
    for case in hostile():
        yield Sample("file", case.title, partial(bytes, case.content), partial(_file, case))
    yield from _forms()
    for title, (make, address, kind) in _REQUESTS.items():
        yield Sample("request", title, make, partial(_request, address, kind))


def _forms() -> Iterator[Sample]:
    """Yield what is sent to the engine of forms."""
    for title, make in FORMS.items():
        yield Sample("form", title, make, _form)
    for title, make in {**REFUSED, **BOUNDED}.items():
        yield Sample("submission", title, make, _submission)
    for expression in (*EXPRESSIONS, *COSTLY):
        yield Sample("expression", expression[:60], expression.encode, _expression)


def _form(content: bytes) -> str:
    try:
        compile_form(convert(content).xform)
    except (UnreadWorkbook, FormError) as refused:
        return str(refused)
    return ""


def _submission(content: bytes) -> str:
    return told(content)


def _expression(content: bytes) -> str:
    """Return the refusal of an expression; one that is computed within the bounds is bounded."""
    try:
        run(content.decode())
    except FormError as refused:
        return str(refused)
    return "Computed within its bounds."


# -- folders -------------------------------------------------------------------------------


def _bomb(levels: int = 9) -> str:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, levels):
        text += f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n"
    return text


_MANIFESTS: dict[str, Callable[[], str]] = {
    "yaml alias bomb": lambda: HEAD + _bomb(),
    "yaml merge bomb": lambda: HEAD + "a: &a {b: 1}\nc: {<<: *a}\n",
    "yaml tag": lambda: HEAD + "x: !!python/object/apply:os.system [id]\n",
    "yaml depth": lambda: HEAD + "x: " + "[" * 100_000,
    "yaml of a million keys": lambda: HEAD + "".join(f"k{n}: 1\n" for n in range(1_000_000)),
    "yaml of one long line": lambda: HEAD + "x: " + "y" * 8_000_000 + "\n",
    "yaml of anchors": lambda: HEAD + "".join(f"k{n}: &a{n} 1\n" for n in range(50_000)),
    "yaml of nothing but openings": lambda: HEAD + "x: " + "{a: " * 50_000,
    "manifest that is no text": lambda: "\x7fELF" + "\0" * 100_000,
    "manifest of eight megabytes of empty tags": lambda: "<a/>" * 2_000_000,
}


def _written(make: Callable[[], str]) -> bytes:
    return make().encode()


def _manifest(content: bytes) -> str:
    return _refused(Folder.from_archive("essai", _zip({"service.yaml": content})))


def _archive(content: bytes) -> str:
    """Return what is told; an entry that would leave the folder may also be left aside."""
    folder = Folder.from_archive("essai", content)
    leaving = [path for path in folder.files() if ".." in path.split("/") or path.startswith("/")]
    return _refused(folder) or ("" if leaving else "Left aside, or kept inside the folder.")


def _refused(folder: Folder) -> str:
    """Return the first thing that `lieu check` says is wrong."""
    checked = check(folder)
    return str(checked.errors[0].message("en")) if checked.errors else ""


def _zipped(name: str, size: int = 5) -> bytes:
    return _zip({"service.yaml": HEAD.encode(), name: b"0" * size})


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


# -- imports and files ---------------------------------------------------------------------


def _table(content: bytes) -> str:
    try:
        for _line in read_table(content).lines:
            pass
    except RefusedTable as refused:
        return str(refused)
    return ""


def _file(case: Hostile, content: bytes) -> str:
    try:
        judged(case.name, content, case.purpose)
    except RefusedFile as refused:
        return str(refused)
    return ""


# -- requests ------------------------------------------------------------------------------

_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_RECORDS = "/api/services/essai/datasets/essai/records"
_REQUESTS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "ten thousand fields": (lambda: b"&a=1" * 10_000, "/sign-in/", _FORM),
    "eight megabytes in a field": (lambda: b"a=" + b"<a/>" * 2_000_000, "/sign-in/", _FORM),
    "eight megabytes of empty tags to the api": (lambda: b"<a/>" * 2_000_000, _RECORDS, _JSON),
    "deep json to the api": (lambda: b"[" * 200_000, _RECORDS, _JSON),
    "address of a megabyte": (lambda: b"", "/search/?q=" + "a" * 1_000_000, _FORM),
    "form cut in the middle": (
        lambda: b"--x\r\nContent-Disposition: form-data; name=",
        "/sign-in/",
        "multipart/form-data; boundary=",
    ),
}  # fmt: skip


def _request(address: str, kind: str, content: bytes) -> str:
    answer = Client(raise_request_exception=False).post(address, content, content_type=kind)
    if answer.status_code not in REFUSALS:
        return ""
    return f"{answer.status_code}, {len(answer.content)} bytes of page"
