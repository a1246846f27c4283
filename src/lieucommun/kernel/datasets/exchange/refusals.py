"""Why a file is refused whole: one sentence that says what to do."""

from django.utils.translation import gettext, gettext_noop

SENTENCES: dict[str, str] = {
    "heavy": gettext_noop("This file is larger than %(most)s MB: send it in several parts."),
    "empty": gettext_noop("This file holds no row: a first line names the columns."),
    "binary": gettext_noop(
        "This file is not a table (%(found)s): send a CSV, XLSX, ODS, GeoJSON or JSON file."
    ),
    "markup": gettext_noop(
        "This file is a page or an XML document: save the table itself as CSV, XLSX or ODS."
    ),
    "old": gettext_noop("This is a workbook of an old kind: save it as .xlsx or .ods."),
    "encoding": gettext_noop("Line %(line)s is not written in %(found)s: save as “CSV UTF-8”."),
    "unknown encoding": gettext_noop("“%(found)s” is not an encoding; try utf-8 or cp1252."),
    "csv": gettext_noop("Line %(line)s cannot be read as CSV: %(found)s."),
    "json": gettext_noop("Line %(line)s cannot be read as JSON: %(found)s."),
    "objects": gettext_noop(
        "A list of objects is expected, or a GeoJSON FeatureCollection; entry %(rank)s is neither."
    ),
    "columns": gettext_noop("This file has %(count)s columns; at most %(most)s are read."),
    "rows": gettext_noop("This file has more than %(most)s rows: send it in several parts."),
    "cell": gettext_noop(
        "The cell of line %(line)s, column “%(column)s”, has more than %(most)s characters."
    ),
    "cells": gettext_noop("Line %(line)s has %(count)s cells; the first line has %(most)s."),
    "heading": gettext_noop("The first line must name each column once; “%(found)s” does not."),
    "zip": gettext_noop("This workbook is damaged: open it, and save it again as .xlsx or .ods."),
    "entries": gettext_noop(
        "This workbook holds %(count)s files inside; at most %(most)s are read."
    ),
    "name": gettext_noop("This workbook holds a file with a dangerous name: “%(found)s”."),
    "locked": gettext_noop("This workbook is protected by a password: save it without one."),
    "swollen": gettext_noop(
        "This workbook would take %(count)s MB once opened, far more than its size tells: "
        "copy its values into a new one."
    ),
    "doctype": gettext_noop("This workbook declares a document type, which no table needs."),
    "sheet": gettext_noop("This workbook has no sheet “%(found)s”; it has: %(choices)s."),
    "costly": gettext_noop(
        "This file takes too much memory or time to read: copy its values into a new one, or send "
        "it in several parts."
    ),
    "unknown columns": gettext_noop("These columns are not fields: %(found)s."),
    "mapping": gettext_noop("There is no column “%(found)s” in this file; it has: %(choices)s."),
    "field": gettext_noop("There is no field “%(found)s” here; the nearest is “%(nearest)s”."),
    "both": gettext_noop("Columns “%(one)s” and “%(other)s” both fill “%(field)s”."),
    "no key": gettext_noop("No column holds “%(field)s”, by which these records are recognised."),
}


class RefusedFile(Exception):  # noqa: N818 - not an accident: the answer to a file
    """A file that cannot be read; carries a code of SENTENCES and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return gettext(SENTENCES[self.code]) % self.params
