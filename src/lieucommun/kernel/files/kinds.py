"""The kinds of files that are known: what they are called, and how their content begins."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext, gettext_noop

#: How many bytes of a file are looked at to tell its kind.
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: `family` says what cleans it, `title` what people call it."""

    name: str
    content_type: str
    ends: tuple[str, ...]
    family: str
    title: str

    def __str__(self) -> str:
        return gettext(self.title)


_WORD = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_TEXT, _SHEET = gettext_noop("text document"), gettext_noop("workbook")
_SLIDES, _SOUND = gettext_noop("slides"), gettext_noop("sound")
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("pdf", "application/pdf", ("pdf",), "pdf", "PDF"),
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jfif"), "image", "JPEG"),
        Kind("png", "image/png", ("png",), "image", "PNG"),
        Kind("webp", "image/webp", ("webp",), "image", "WebP"),
        Kind("gif", "image/gif", ("gif",), "image", "GIF"),
        Kind("docx", f"{_WORD}.wordprocessingml.document", ("docx",), "office", _TEXT),
        Kind("xlsx", f"{_WORD}.spreadsheetml.sheet", ("xlsx",), "office", _SHEET),
        Kind("pptx", f"{_WORD}.presentationml.presentation", ("pptx",), "office", _SLIDES),
        Kind("odt", f"{_OPEN}.text", ("odt",), "office", _TEXT),
        Kind("ods", f"{_OPEN}.spreadsheet", ("ods",), "office", _SHEET),
        Kind("odp", f"{_OPEN}.presentation", ("odp",), "office", _SLIDES),
        Kind("mp3", "audio/mpeg", ("mp3",), "audio", _SOUND),
        Kind("ogg", "audio/ogg", ("ogg", "oga", "opus"), "audio", _SOUND),
        Kind("m4a", "audio/mp4", ("m4a",), "audio", _SOUND),
        Kind("wav", "audio/wav", ("wav",), "audio", _SOUND),
        Kind("weba", "audio/webm", ("weba", "webm"), "audio", _SOUND),
        Kind("txt", "text/plain", ("txt", "md"), "text", gettext_noop("plain text")),
        Kind("csv", "text/csv", ("csv", "tsv"), "text", gettext_noop("table of values")),
        Kind("json", "application/json", ("json",), "text", "JSON"),
        Kind("geojson", "application/geo+json", ("geojson",), "text", "GeoJSON"),
        Kind("zip", "application/zip", ("zip",), "archive", "ZIP"),
    )
}
BY_END: dict[str, Kind] = {end: kind for kind in KINDS.values() for end in kind.ends}
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"PK\x03\x04", "zip"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\x1aE\xdf\xa3", "weba"),
)
#: Ends of names that a machine would run, or a browser read as a page; `site.com.pdf` is a name.
RUN = frozenset({
    "apk", "asp", "aspx", "bat", "cgi", "cmd", "cpl", "dll", "dmg", "elf", "exe",
    "gadget", "hta", "htm", "html", "jar", "js", "jse", "jsp", "lnk", "mht", "mhtml", "mjs",
    "msc", "msi", "msp", "phar", "php", "php3", "php4", "php5", "phtml", "pif", "ps1",
    "psm1", "py", "rb", "scf", "scr", "sh", "shtml", "svg", "svgz", "swf",
    "vb", "vbe", "vbs", "vxd", "wasm", "ws", "wsf", "wsh", "xhtml", "xht", "xml", "xsl", "xslt"
})  # fmt: skip


def end_of(label: str) -> str:
    """Return the end of a name, without its dot and in lower case."""
    return PurePosixPath(label).suffix.lstrip(".").lower()


def runs(label: str) -> bool:
    """Say whether a part of a name, between its dots, is that of a program."""
    return bool(RUN & {part.strip().lower() for part in label.split(".")[1:]})


def begins(head: bytes) -> str:
    """Return the kind that the first bytes of a file tell; "" when it has none of its own."""
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return name
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "m4a"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # noqa: PLR2004 - layer III
        return "mp3"
    return ""


def other(head: bytes) -> str:
    """Return what an unknown content looks like, for a sentence; "" when nothing tells."""
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return found[0].extension.lstrip(".").upper() if found else ""


def told(kinds: frozenset[str]) -> str:
    """Return the ends of the names that are accepted, for a sentence."""
    return ", ".join(f".{kind.ends[0]}" for kind in KINDS.values() if kind.name in kinds)
