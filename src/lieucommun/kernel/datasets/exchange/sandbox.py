"""Run apart, by `workbooks`: read a sheet with calamine, write its rows as JSON lines.

Its arguments: FILE SHEET COLUMNS ROWS CELL. Imports nothing of the project, so that it starts at
once. The first line is an object: what the sheets are called, or what is wrong.
"""

import datetime as dt
import json
import sys
from typing import Any


def text(cell: Any) -> str:
    """Return a cell as it would stand in a CSV."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def say(what: object) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(what) + "\n")


def main(file: str, wanted: str, *limits: str) -> None:
    """Read a workbook."""
    columns, rows, longest = map(int, limits)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(file)
        names = book.sheet_names
        if not names or (wanted and wanted not in names):
            say({"refused": "sheet", "found": wanted, "choices": ", ".join(names)})
        else:
            write(book.get_sheet_by_name(wanted or names[0]), columns, rows, longest)
    except python_calamine.PasswordError:
        say({"refused": "locked"})
    except python_calamine.CalamineError:
        say({"refused": "zip"})


def write(sheet: Any, columns: int, rows: int, longest: int) -> None:
    """Write the rows of a sheet that are not empty, with their lines."""
    if sheet.width > columns:
        say({"refused": "columns", "count": sheet.width, "most": columns})
    elif sheet.height > rows:
        say({"refused": "rows", "most": rows})
    else:
        say({})
        for line, cells in enumerate(sheet.iter_rows(), 1):
            found = [text(cell)[: longest + 1] for cell in cells]
            while found and not found[-1]:
                found.pop()
            if found:
                say([line, found])


if __name__ == "__main__":
    main(*sys.argv[1:])
