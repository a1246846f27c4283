"""Easy-to-read pages and cells: the places that would be simpler, as notes."""

import re
from collections.abc import Iterator

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.findings import Draft
from lieucommun.kernel.services.workbooks import Sheet

from .written import FRONT

EASY = ".fr-x-falc.md"
#: How the columns of a workbook end that hold easy-to-read texts.
COLUMN = "(fr-x-falc)"
SHEETS = ("survey", "choices")
#: The code of each kind of finding; what is advice only is not told.
CODES = {
    "long-sentence": "LC200",
    "rare-word": "LC201",
    "long-word": "LC202",
    "passive": "LC203",
    "double-negation": "LC204",
    "acronym": "LC205",
    "number": "LC206",
    "date": "LC207",
    "roman-number": "LC208",
    "subordinates": "LC209",
    "special-sign": "LC210",
    "abbreviation": "LC211",
}
#: What is not read: code, HTML, where links lead, answers, marks of headings, lists, emphasis.
_MARKS = re.compile(
    r"\$\{[^${}\n]{0,80}\}|```.*?```|`[^`\n]*`|<[^<>\n]{0,300}>|\]\([^()\n]{0,500}\)"
    r"|^[ \t]*(?:#{1,6}|[-*+>]|\d+\.)[ \t]|[*_|\[\]]+",
    re.DOTALL | re.MULTILINE,
)


def easy(draft: Draft) -> Iterator[Diagnostic]:
    """Yield what is hard to read in the pages that are meant to be easy to read."""
    for path in draft.folder.files():
        if not path.endswith(EASY):
            continue
        text = draft.folder.text(path)
        for code, found, start in _hard(_read(text)):
            before = text[:start]
            line, column = before.count("\n") + 1, start - before.rfind("\n")
            yield Diagnostic(path, line, column, code, {"found": found})


def easy_cells(path: str, sheets: dict[str, Sheet]) -> Iterator[Diagnostic]:
    """Yield what is hard to read in the easy-to-read columns of a workbook."""
    for name in SHEETS:
        sheet = sheets.get(name)
        for heading in sheet.columns() if sheet else ():
            if sheet is None or not heading.lower().replace(" ", "").endswith(COLUMN):
                continue
            for reference, text in sheet.column(heading):
                for code, found, _ in _hard(_MARKS.sub(lambda mark: _blank(mark[0]), text)):
                    yield Diagnostic(path, 1, 1, code, {"found": found}, cell=f"{name}!{reference}")


def _hard(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the code of each thing that is hard in a text, what it is, where it starts."""
    from lieucommun.engines.readability import lint

    for found in lint(text):
        if found.kind in CODES:
            yield CODES[found.kind], found.found, found.start


def _read(written: str) -> str:
    """Return a page with what is not read as spaces: places stay what they were."""
    front = FRONT.match(written)
    start = front.end() if front else 0
    return _blank(written[:start]) + _MARKS.sub(lambda found: _blank(found[0]), written[start:])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
