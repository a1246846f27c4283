"""Where in a workbook a form is wrong, and why, in words for who wrote it.

What pyxform and our engine complain of names a row, a question or a path: the cell is found from
that, and the sentence said in French and in English.
"""

import re
from dataclasses import dataclass

from lieucommun.kernel.services.diagnostics.words import Words
from lieucommun.kernel.services.workbooks import Sheet

_ROW = re.compile(r"\[row : (\d+)\] ?")
_SHEET = re.compile(r"'(survey|choices|settings|entities)' sheet")
_VALUE = re.compile(r"the '(\w+)' value")
_PLACE = re.compile(r"^(?P<path>/[^\s,:]+)(?:, (?P<rule>\w+))?(?:, character (?P<at>\d+))?: ")
#: What the engine calls a rule, and the column that holds it.
_COLUMNS = {"calculate": "calculation", "readonly": "read_only", "choices": "choice_filter"}
#: What is complained of, the same in French, and the column where it is, `\\1` as in the pattern.
_SAID: tuple[tuple[str, str, str], ...] = (
    (r"Unknown question type '([^']*)'.*", "le type « \\1 » n’existe pas", "type"),
    (r"Question or group with no name.*", "cette ligne n’a pas de nom", "name"),
    (r"The survey element named '([^']*)' has no label or hint.*",
     "la question « \\1 » n’a ni texte ni aide", "label"),
    (r"List name not in choices sheet: (.*)",
     "la liste « \\1 » n’est pas dans la feuille choices", "type"),
    (r"Unmatched 'begin_(\w+)'.*", "rien ne ferme ce « begin_\\1 »", "type"),
    (r"Unmatched 'end_(\w+)'.*", "ce « end_\\1 » ne ferme rien", "type"),
    (r".*Could not find the name '([^']*)'.*", "aucune question ne s’appelle « \\1 »", ""),
    (r".*Names must begin with a letter.*",
     "un nom commence par une lettre, sans espace ni accent", "name"),
    (r".*must be unique within their nearest parent.*", "ce nom est déjà pris", "name"),
    (r".*Choice names must be unique.*", "cette liste a déjà un choix de ce nom", "name"),
    (r".*Choices must have a name.*", "ce choix n’a pas de nom", "list_name"),
    (r"there is no function “(.*)”.*", "la fonction « \\1 » n’existe pas", ""),
    (r"“(.*)” was expected, not the end", "il manque « \\1 » à la fin", ""),
    (r"the name of an element was expected here", "il manque ici le nom d’une question", ""),
    (r"this goes round in a circle: .*", "ce calcul tourne en rond : il a besoin de lui-même",
     "calculation"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pointed:
    """A cell (`survey!D4`, or "" when none is known), and what is wrong there."""

    cell: str
    words: Words


def pointed(detail: str, sheets: dict[str, Sheet]) -> Pointed:
    """Return where a complaint about a workbook points, and its words in both languages."""
    row, place = _ROW.match(detail), _PLACE.match(detail)
    plain = detail[(row or place).end() :] if row or place else detail  # type: ignore[union-attr]
    french, column = _french(plain)
    if named := _VALUE.search(plain):
        column = named[1]
    if place:
        column = _COLUMNS.get(place["rule"] or "", place["rule"] or column)
        at = f" ({place['rule']}, signe {place['at']})" if place["at"] else ""
        french += at
        plain = f"{plain} ({place['rule']}, character {place['at']})" if at else plain
    found = _SHEET.search(plain)
    sheet = sheets.get(found[1] if found else "survey")
    number = int(row[1]) if row else _row_of(detail, place, sheet)
    return Pointed(_cell(sheet, column, number), Words(french, plain))


def cell_of(name: str, column: str, sheets: dict[str, Sheet]) -> str:
    """Return the cell of a question in a column, by its name; "" when it is not there."""
    sheet = sheets.get("survey")
    return _cell(sheet, column, _named(sheet, "name", name))


def _french(plain: str) -> tuple[str, str]:
    for pattern, french, column in _SAID:
        if found := re.fullmatch(pattern, plain, re.DOTALL):
            return found.expand(french), column
    return plain, ""


def _row_of(detail: str, place: "re.Match[str] | None", sheet: Sheet | None) -> int:
    """Return the row of what is named: by the last part of a path, by a name, or by a type."""
    if place:
        return _named(sheet, "name", place["path"].rpartition("/")[2])
    for pattern, column in ((r"named '([^']*)'", "name"), (r"type '([^']*)'", "type")):
        if found := re.search(pattern, detail):
            return _named(sheet, column, found[1])
    return 0


def _named(sheet: Sheet | None, heading: str, text: str) -> int:
    for reference, written in sheet.column(heading) if sheet else ():
        if written == text:
            return int(re.sub(r"\D", "", reference))
    return 0


def _cell(sheet: Sheet | None, column: str, row: int) -> str:
    if sheet is None or not row:
        return ""
    headings = sheet.columns()
    exact = headings.get(column)
    near = next((letter for name, letter in headings.items() if name.startswith(column)), "A")
    return f"{sheet.name}!{exact or near}{row}"
