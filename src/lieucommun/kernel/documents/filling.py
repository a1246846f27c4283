"""Templates of letters and documents: Markdown with `{field}` in braces, and nothing cleverer.

A value is text, never Markdown: its signs are escaped, so that what someone wrote in a form cannot
become a link or a heading.
"""

import re
from collections.abc import Iterable, Mapping

from lieucommun.kernel.services.folder import Folder

from .markdown import Page, split

PLACE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
#: What Markdown may read as a mark (CommonMark 0.31, section 2.4).
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&=:])")
#: What stands where nothing is known, or may be read.
NOTHING = "–"


def read_template(folder: Folder, path: str, languages: Iterable[str]) -> Page:
    """Return a template in the first language that it is written in, else as it is.

    `documents/admission.md` in English is `documents/admission.en.md`.
    """
    stem, dot, suffix = path.rpartition(".")
    for language in languages:
        named = f"{stem}.{language}{dot}{suffix}"
        if folder.exists(named):
            return split(folder.text(named))
    return split(folder.text(path))


def fields_in(text: str) -> list[tuple[str, int]]:
    """Return the names that a template asks for, each with where it starts in the text."""
    return [(found[1], found.start()) for found in PLACE.finditer(text)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a Markdown text with its places filled; a value that is empty reads as a dash."""

    def shown(found: re.Match[str]) -> str:
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        value = values.get(found[1], "")
        if line.lstrip().startswith("|"):  # a cell of a table has one line
            value = " · ".join(part.strip() for part in value.splitlines() if part.strip())
        return escaped(value) or NOTHING

    return PLACE.sub(shown, text)


def plain(text: str, values: Mapping[str, str]) -> str:
    """Return a text that is not Markdown (the subject of a letter) with its places filled."""
    return PLACE.sub(lambda found: " ".join(values.get(found[1], "").split()) or NOTHING, text)


def escaped(value: str) -> str:
    """Return a text that Markdown shows as it is; its lines stay lines."""
    lines = (_MARKS.sub(r"\\\1", line.strip()) for line in value.splitlines())
    return "  \n".join(line for line in lines if line)
