"""Workbooks (XLSForm) made XForms by pyxform, in a process that is bounded; results are kept."""

import functools
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lieucommun.kernel.apart.running import TooCostly, run_apart
from lieucommun.kernel.services.workbooks import UnreadableWorkbookError, read_workbook

from . import remembering

MB = 1024 * 1024
SECONDS, WALL = 20, 30.0
LIMITS = {"as_": 768 * MB, "fsize": 32 * MB}
#: XForms kept by a process, by the content of their workbooks.
KEPT = 64


class UnreadWorkbook(Exception):  # noqa: N818 - reads as what it is where it is caught
    """A workbook that pyxform refuses: what it says, in English."""


@dataclass(frozen=True, slots=True)
class Converted:
    """An XForm, and what pyxform warns of."""

    xform: bytes
    warnings: tuple[str, ...]


@functools.lru_cache(maxsize=KEPT)
def convert(content: bytes) -> Converted:
    """Return the XForm of a workbook; raises UnreadWorkbook."""
    if known := remembering.recall(content):
        return Converted(*known)
    try:
        read_workbook(content)  # refuses bombs before anything is unfolded
    except UnreadableWorkbookError as error:
        raise UnreadWorkbook(str(error)) from error
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryFile() as out:
        path = Path(made) / "form.xlsx"
        path.write_bytes(content)
        try:
            run_apart(__name__, [str(path)], out=out, seconds=SECONDS, wall=WALL, **LIMITS)
        except TooCostly:
            raise UnreadWorkbook("it takes too long or too much memory to read") from None
        told = json.load(out)
    if "error" in told:
        raise UnreadWorkbook(told["error"])
    made_of = Converted(told["xform"].encode(), tuple(told["warnings"]))
    remembering.keep(content, made_of.xform, made_of.warnings)
    return made_of
