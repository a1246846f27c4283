"""Small files that would fill the memory."""

import struct
import zlib
from collections.abc import Iterator

from tests.kernel.files import making

from .hostile import MB, Hostile


def bombs() -> Iterator[Hostile]:
    """Yield small files that would fill the memory, or take minutes."""
    yield Hostile("points of a PNG", "plan.png", _png(50_000, 50_000), "pixels", "image")
    yield Hostile("long PNG", "plan.png", _png(1_000_000, 2), "pixels", "image")
    yield Hostile("points of a GIF", "signe.gif", _gif(65_000, 65_000), "pixels", "image")
    yield Hostile("points of a JPEG", "photo.jpg", _jpeg(65_000, 65_000), "pixels", "image")
    yield Hostile("comments of a PNG", "plan.png", _commented(), "damaged", "image")
    zeros = bytes(12 * MB)
    yield Hostile("swollen part", "lettre.docx", making.office("docx", big=zeros), "swollen")
    many = {f"p{rank}": b"" for rank in range(3_000)}
    yield Hostile("many parts", "lettre.odt", making.with_parts("odt", many), "swollen")
    yield Hostile("lying part", "lettre.docx", _lying(), "damaged")
    yield Hostile("swollen objects", "notice.pdf", _swollen_pdf(), "damaged")
    yield Hostile("deep PDF", "notice.pdf", _deep_pdf(), "damaged")
    yield Hostile("many pages", "notice.pdf", making.pdf(2_100), "pages")
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    content = making.with_parts("xlsx", {"xl/worksheets/sheet1.xml": laughs})
    yield Hostile("laughs", "budget.xlsx", content, "doctype")


def _png(width: int, height: int) -> bytes:
    """Return the head of a PNG of many points, and the beginning of their content."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(MB)))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _commented() -> bytes:
    """Return a PNG whose comment would unfold to 80 MB."""
    made = making.image("PNG")
    text = b"Comment\0\0" + zlib.compress(bytes(80 * MB), 1)
    return made[:33] + _chunk(b"zTXt", text) + made[33:]


def _gif(width: int, height: int) -> bytes:
    made = making.image("GIF")
    return made[:6] + struct.pack("<HH", width, height) + made[10:]


def _jpeg(width: int, height: int) -> bytes:
    made = bytearray(making.image("JPEG"))
    place = made.index(b"\xff\xc0") + 5
    made[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(made)


def _lying() -> bytes:
    """Return a document whose directory says that a large part is small."""
    made = bytearray(making.with_parts("docx", {"word/big.xml": bytes(3 * MB)}))
    place = made.rindex(struct.pack("<I", 3 * MB))
    made[place : place + 4] = struct.pack("<I", 10)
    return bytes(made)


def _swollen_pdf() -> bytes:
    """Return a PDF whose only stream of objects would unfold to 80 MB."""
    packed = zlib.compress(b"1 0 " + b" " * (80 * MB), 1)
    head = b"%PDF-1.7\n"
    stream = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    body = head + stream + packed + b"\nendstream endobj\n"
    place = len(body)
    table = zlib.compress(
        b"\0\0\0\0\0" + b"\2\0\0\2\0" + b"\1" + struct.pack(">I", len(head))[1:] + b"\0"
    )
    table_head = (
        b"3 0 obj<</Type/XRef/Size 3/W[1 3 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n"
    )
    return (
        body
        + table_head % len(table)
        + table
        + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % place
    )


def _deep_pdf() -> bytes:
    """Return a PDF with arrays within arrays."""
    deep = b"[" * 100_000 + b"]" * 100_000
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/X "
        + deep
        + b">>endobj\ntrailer<</Root 1 0 R>>"
    )
