"""Names that people give to files: kept to be read, never to be opened by."""

import re
import unicodedata

from .kinds import end_of

LONGEST = 120
#: Names that Windows takes for devices, whatever follows their first dot.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
UNFIT = re.compile(r'[<>:"|?*]')
SPACES = re.compile(r"\s+")


def clean_label(name: str, fallback: str = "file") -> str:
    """Return the last part of a path without what could deceive: controls, bidirectional marks.

    Never empty, never `..`, never a device, at most 120 characters with its end kept.
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(" " if sign in "\t\n\r" else sign for sign in text if _stays(sign))
    text = re.split(r"[/\\]", text)[-1]
    text = SPACES.sub(" ", UNFIT.sub("_", text)).strip(" .")
    if DEVICES.match(text):
        text = f"_{text}"
    if len(text) > LONGEST:
        end = end_of(text)[:10]
        text = f"{text[: LONGEST - len(end) - 2].rstrip(' .')}….{end}" if end else text[:LONGEST]
    return text or fallback


def with_end(label: str, end: str) -> str:
    """Return a name that ends as its kind does."""
    stem = label[: -len(end_of(label)) - 1] if end_of(label) else label
    return f"{stem[: LONGEST - len(end) - 1] or 'file'}.{end}"


def _stays(sign: str) -> bool:
    """Whether a sign may stand in a name: no control, no format mark, no half of a pair."""
    return sign in "\t\n\r" or unicodedata.category(sign) not in {
        *("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"),
    }
