"""Office documents: archives whose parts are looked at, and which are kept as they are.

Refused: macros, controls, programs, parts fetched from elsewhere, names that leave the archive,
parts that swell, document types.
"""

import re
import zipfile
import zlib

from .answers import Refusal

MB = 1024 * 1024
MOST_PARTS, MOST_OPENED, MOST_RATIO, HARMLESS = 2_000, 200 * MB, 100, 4 * MB
HEAD = 256 * 1024
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
PROGRAMS = re.compile(
    r"vbaproject|vbadata|/activex/|macrosheets/|^basic/|^scripts/|oleobject|/embeddings/.*\.(bin|exe)"
    r"|\.(exe|dll|js|vbs|bat|cmd|scr|jar|hta|ps1)$",
    re.IGNORECASE,
)
TAG = re.compile(rb"<[^>]*>")
FAR = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
#: Links are addresses that people click; everything else external is fetched at opening.
CLICKED = re.compile(rb"/hyperlink[\"']", re.IGNORECASE)
DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
CONTROLS = re.compile(
    rb"macroEnabled|application/vnd\.ms-office\.(vbaProject|activeX)", re.IGNORECASE
)


def clean(kind: str, source: str, target: str, thumbnail: str) -> dict[str, object]:
    """Look at every part of a document; its content stays as it is."""
    del target, thumbnail
    try:
        with zipfile.ZipFile(source) as book:
            parts = book.infolist()
            _judge(parts, _size(source))
            _is_kind(book, kind)
            for part in parts:
                _look(book, part)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError):
        raise Refusal("damaged") from None
    except (ValueError, RuntimeError, KeyError, UnicodeError):
        raise Refusal("damaged") from None
    return {"kind": kind}


def _size(source: str) -> int:
    from pathlib import Path

    return Path(source).stat().st_size


def _judge(parts: list[zipfile.ZipInfo], size: int) -> None:
    opened = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or opened > MOST_OPENED:
        raise Refusal("swollen")
    if opened > max(HARMLESS, MOST_RATIO * size):
        raise Refusal("swollen")
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise Refusal("damaged")  # two parts of one name: each reader would choose
    for part in parts:
        if leaves(part.orig_filename) or leaves(part.filename):
            raise Refusal("slip")
        if part.flag_bits & 1:
            raise Refusal("locked")
        if PROGRAMS.search(part.filename):
            raise Refusal("macros")


def leaves(name: str) -> bool:
    """Say whether the name of a part could leave the folder where it is opened."""
    parts = [part.strip(" .") for part in name.removesuffix("/").split("/")]
    return (
        not all(parts)
        or any(sign in name for sign in "\\:")
        or any(ord(sign) < 32 or ord(sign) == 127 for sign in name)  # noqa: PLR2004 - controls
    )


def _is_kind(book: zipfile.ZipFile, kind: str) -> None:
    names = set(book.namelist())
    if kind in MAIN:
        right = "[Content_Types].xml" in names and MAIN[kind] in names
    else:
        right = "mimetype" in names and _head(book, "mimetype").strip() == OPEN[kind]
    if not right:
        raise Refusal("mismatch", found=_found(book, names))


def _found(book: zipfile.ZipFile, names: set[str]) -> str:
    for name, main in MAIN.items():
        if main in names:
            return name
    told = _head(book, "mimetype").strip() if "mimetype" in names else b""
    return next((name for name, mark in OPEN.items() if mark == told), "zip")


def _head(book: zipfile.ZipFile, name: str) -> bytes:
    with book.open(name) as part:
        return part.read(HEAD)


def _look(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.filename == "[Content_Types].xml" and CONTROLS.search(_head(book, part.filename)):
        raise Refusal("macros")
    if not part.filename.lower().endswith((".xml", ".rels", ".rdf")):
        return
    head = _head(book, part.filename)
    if any(each in head.upper() for each in DOCTYPES):
        raise Refusal("doctype")
    if part.filename.lower().endswith(".rels"):
        for tag in TAG.findall(head):
            if FAR.search(tag) and not CLICKED.search(tag):
                raise Refusal("remote")
    if b"<script:event-listener" in head or b"<office:scripts><office:script" in head:
        raise Refusal("macros")
