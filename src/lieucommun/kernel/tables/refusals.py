"""Why a file is refused, and why a row of it is rejected: sentences that say what to do."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, gettext_noop

from lieucommun.kernel.datasets.exchange.refusals import SENTENCES as OF_FILES

_OURS: dict[str, str] = {
    "heavy": gettext_noop(
        "This file has %(count)s MB; at most %(most)s are read (LIEU_TABLES_LARGEST)."
    ),
    "binary": gettext_noop(
        "This file is not a table (%(found)s): give a CSV, XLSX, ODS, Parquet or GeoJSON file."
    ),
    "format": gettext_noop("This file is of the format %(found)s; the source says %(wanted)s."),
    "parquet": gettext_noop("This Parquet file is damaged."),
    "header": gettext_noop("%(where)s has no column “%(found)s”; it has: %(choices)s."),
    "header near": gettext_noop(
        "%(where)s has no column “%(found)s”; is it “%(nearest)s”? It has: %(choices)s."
    ),
    "twice": gettext_noop(
        "%(where)s names “%(found)s” more than once, in columns %(columns)s: which one is it?"
    ),
    "years": gettext_noop("This file fits several years (%(choices)s): say which one with --year."),
    "unknown year": gettext_noop(
        "The source does not say how the file of %(found)s is laid out; it knows: %(choices)s."
    ),
    "constant": gettext_noop(
        "The source writes “%(found)s” in the column “%(column)s”, which holds: %(type)s."
    ),
    "places": gettext_noop(
        "More than %(most)s different codes of territories: the column holds something else."
    ),
    "rejected": gettext_noop("Every row of this file is rejected, first: %(first)s"),
    "mostly rejected": gettext_noop(
        "%(count)s rows of %(whole)s are rejected, more than half: nothing is loaded. First: "
        "%(first)s"
    ),
    "unreadable": gettext_noop("This file cannot be read: %(found)s"),
    "totals": gettext_noop(
        "The file of published totals has columns that are not known: %(found)s. Known: "
        "%(choices)s."
    ),
    "totals line": gettext_noop(
        "Line %(line)s of the published totals has the level “%(found)s”; expected: %(choices)s."
    ),
    "totals amount": gettext_noop(
        "The published totals hold “%(found)s” in “%(column)s”, which is no number."
    ),
    "changed": gettext_noop("The file changed while it was being read: load it again."),
    "missing": gettext_noop("There is no file “%(found)s”."),
    "folder": gettext_noop("“%(found)s” is a folder, or something else than a file."),
    "room": gettext_noop("There is no room left on the disk of this place."),
}
SENTENCES: Mapping[str, str] = {**OF_FILES, **_OURS}

REASONS: Mapping[str, str] = {
    "missing": gettext_noop("this column must be filled"),
    "money": gettext_noop("“%(text)s” is no amount"),
    "decimal": gettext_noop("“%(text)s” is no number"),
    "integer": gettext_noop("“%(text)s” is no whole number"),
    "year": gettext_noop("“%(text)s” is no year"),
    "date": gettext_noop("“%(text)s” is no date of the format that the source tells"),
    "serial": gettext_noop(
        "“%(text)s” is a number, not a date: give the column a format of dates, or say "
        "`format: excel`"
    ),
    "datetime": gettext_noop("“%(text)s” is no date and time of the format that the source tells"),
    "boolean": gettext_noop("“%(text)s” is neither yes nor no"),
    "cells": gettext_noop("this line has more cells than the headers: %(text)s"),
    "encoding": gettext_noop("this line is not written in the encoding of the others: %(text)s"),
}


class RefusedLoad(Exception):  # noqa: N818 - not an accident: the answer to a file
    """A file from which nothing is loaded; carries a code of SENTENCES and its parameters.

    `rejects`: the first cells at fault, where that is why.
    """

    def __init__(
        self, code: str, *, rejects: Sequence[Sequence[object]] = (), **params: object
    ) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
        self.rejects = tuple(rejects)

    def __str__(self) -> str:
        params = {name: _listed(value) for name, value in self.params.items()}
        params["where"] = _where(params.get("sheet", ""), params.get("line", ""))
        if self.rejects:
            params["first"] = reject_said(self.rejects[0], str(params.get("sheet", "")))
        code = "header near" if self.code == "header" and params.get("nearest") else self.code
        return gettext(SENTENCES[code]) % params


def reject_said(reject: Sequence[object], sheet: str = "") -> str:
    """Return the sentence of a cell at fault: sheet, line, column, and what is wrong there.

    `reject`: line, column of the table, header of the file, code of REASONS, text of the cell.
    """
    line, column, header, code, text = reject
    reason = gettext(REASONS[str(code)]) % {"text": text}
    params = {"where": _where(sheet, line), "column": header or column, "reason": reason}
    if not column:
        return gettext("%(where)s: %(reason)s.") % params
    return gettext("%(where)s, column “%(column)s”: %(reason)s.") % params


def _where(sheet: object, line: object) -> str:
    if sheet:
        return gettext("Sheet “%(sheet)s”, line %(line)s") % {"sheet": sheet, "line": line}
    return gettext("Line %(line)s") % {"line": line}


def _listed(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
