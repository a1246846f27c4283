"""Easy-to-read pages: the places that easy-to-read would have simpler, as notes."""

import re
from collections.abc import Iterator

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.findings import Draft

from .written import FRONT

EASY = ".fr-x-falc.md"
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
#: What is not read: code, HTML, where links lead, marks of headings, lists, tables, emphasis.
_MARKS = re.compile(
    r"```.*?```|`[^`\n]*`|<[^>\n]*>|\]\([^)\n]*\)|^[ \t]*(?:#{1,6}|[-*+>]|\d+\.)[ \t]|[*_|\[\]]+",
    re.DOTALL | re.MULTILINE,
)


def easy(draft: Draft) -> Iterator[Diagnostic]:
    """Yield what is hard to read in the pages that are meant to be easy to read."""
    pages = [path for path in draft.folder.files() if path.endswith(EASY)]
    if not pages:
        return
    from lieucommun.engines.readability import lint

    for path in pages:
        text = _read(draft.folder.text(path))
        for found in lint(text):
            if found.kind in CODES:
                before = text[: found.start]
                line = before.count("\n") + 1
                column = found.start - before.rfind("\n")
                yield Diagnostic(path, line, column, CODES[found.kind], {"found": found.found})


def _read(written: str) -> str:
    """Return a page with what is not read as spaces: places stay what they were."""
    front = FRONT.match(written)
    start = front.end() if front else 0
    return _blank(written[:start]) + _MARKS.sub(lambda found: _blank(found[0]), written[start:])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
