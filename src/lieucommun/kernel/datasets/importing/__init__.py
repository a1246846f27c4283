"""Bringing many records at once, and taking an import back."""

from .records import ImportReport, import_records, keyed_uuid
from .rows import Row, Sent
from .undoing import UndoReport, UnknownImport, count_undo, imports, undo_import

__all__ = [
    "ImportReport",
    "Row",
    "Sent",
    "UndoReport",
    "UnknownImport",
    "count_undo",
    "import_records",
    "imports",
    "keyed_uuid",
    "undo_import",
]
