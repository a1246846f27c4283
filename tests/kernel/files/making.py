"""Files made for tests, honest ones: nothing is copied from elsewhere."""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import pikepdf
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/{main}" ContentType="{kind}"/></Types>'
)
MAINS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def image(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """Return an image: a red left half, a blue right half."""
    picture = Image.new(options.pop("mode", "RGB"), size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photograph(size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """Return a JPEG as a telephone writes it: where, when, with what, and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (45.0, 26.0, 1.0)
    exif.get_ifd(0x8825)[29] = "CANARY-PLACE"
    return image("JPEG", size, exif=exif, comment=b"CANARY-COMMENT")


def pdf(pages: int = 1, **root: Any) -> bytes:
    """Return a PDF of blank pages; keywords are put in its catalogue."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 200))
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    out = io.BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def acting_pdf() -> bytes:
    """Return a PDF with everything that a cleaning takes out."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="CANARY-SCRIPT")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="CANARY-LAUNCH")
    web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/")
    bad = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:CANARY-URI")
    made.attachments["CANARY-ATTACHED.exe"] = b"CANARY-CONTENT"
    made.Root.OpenAction = made.make_indirect(script)
    made.Root.AA = pikepdf.Dictionary(WC=script)
    names = made.Root.get("/Names", pikepdf.Dictionary())
    names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array(["x", script]))
    made.Root.Names = names
    form = pikepdf.Stream(made, b"CANARY-XFA")
    made.Root.AcroForm = pikepdf.Dictionary(XFA=form, Fields=pikepdf.Array())
    page.obj.AA = pikepdf.Dictionary(O=launch)
    links = [
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=act, Rect=[0] * 4)
        for act in (launch, made.make_indirect(script), web, bad)
    ]
    links.append(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia))
    page.obj.Annots = pikepdf.Array(links)
    made.docinfo["/Author"] = "CANARY-AUTHOR"
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = ["CANARY-CREATOR"]
    out = io.BytesIO()
    made.save(out, compress_streams=False)
    return out.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    out = io.BytesIO()
    made = pikepdf.new()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
    return out.getvalue()


def archive(parts: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """Return a ZIP of parts."""
    out = io.BytesIO()
    way = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", way) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(kind: str = "docx", **parts: bytes | str) -> bytes:
    """Return an office document of almost nothing, and of the parts given."""
    if kind in MAINS:
        main = MAINS[kind]
        types = TYPES.format(main=main, kind=f"{WORD}.main+xml")
        base: dict[str, bytes | str] = {"[Content_Types].xml": types, main: "<document/>"}
    else:
        name = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}[kind]
        mark = f"application/vnd.oasis.opendocument.{name}"
        base = {"mimetype": mark, "content.xml": "<office:document-content/>"}
    return archive(base | parts)


def with_parts(kind: str, parts: Mapping[str, bytes | str]) -> bytes:
    """Return an office document with parts whose names are no names of Python."""
    return office(kind, **parts)


def mp3(frames: int = 6) -> bytes:
    """Return silence in MPEG 1 layer III: 128 kbit/s at 44.1 kHz."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def wav(seconds: float = 0.1) -> bytes:
    """Return silence in WAV."""
    data = bytes(int(8000 * seconds))
    head = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + len(data))
        + b"WAVEfmt "
        + head
        + (b"data" + struct.pack("<I", len(data)) + data)
    )


def ogg(pages: int = 3) -> bytes:
    """Return pages of an Ogg of Opus."""
    first = _page(b"OpusHead" + bytes(11))
    return first + b"".join(_page(bytes(100)) for _ in range(pages - 1))


def _page(body: bytes) -> bytes:
    return b"OggS" + bytes(22) + bytes([1, len(body)]) + body


def m4a(track: bytes = b"soun") -> bytes:
    """Return the boxes of an M4A."""
    return (
        _box(b"ftyp", b"M4A \0\0\0\0") + _box(b"moov", _box(b"hdlr", track)) + _box(b"mdat", b"x")
    )


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def weba(codec: bytes = b"A_OPUS") -> bytes:
    """Return the beginning of a WebM."""
    return b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + bytes(20) + b"\x86\x86" + codec + bytes(50)


def honest() -> dict[str, bytes]:
    """Return one file of each kind that is accepted, by name."""
    return {
        "photo.jpg": photograph(),
        "plan.png": image("PNG"),
        "dessin.webp": image("WEBP"),
        "signe.gif": image("GIF"),
        "notice.pdf": pdf(),
        "lettre.docx": office("docx"),
        "budget.xlsx": office("xlsx"),
        "bilan.pptx": office("pptx"),
        "lettre.odt": office("odt"),
        "budget.ods": office("ods"),
        "bilan.odp": office("odp"),
        "message.mp3": mp3(),
        "message.ogg": ogg(),
        "message.m4a": m4a(),
        "message.wav": wav(),
        "message.weba": weba(),
        "notes.txt": "Été à la Réunion\n".encode(),
        "table.csv": b"nom;age\nAda;36\n",
    }
