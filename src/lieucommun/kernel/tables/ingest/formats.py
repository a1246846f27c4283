"""Which format a file has, by what it holds and not by its name."""

from pathlib import Path
from typing import TYPE_CHECKING

from lieucommun.kernel.datasets.exchange.parsing.main import MAGIC, OLD, ZIP

from .delimited import Delimited
from .opened import Opened
from .refusing import Refused
from .structured import Features, Parquet
from .workbooks import Workbook

if TYPE_CHECKING:
    import duckdb

PARQUET = b"PAR1"
HEAD = 4096


def open_file(
    path: Path, folder: Path, connection: "duckdb.DuckDBPyConnection", wanted: str, encoding: str
) -> Opened:
    """Open a file of the format that it has; raises Refused when it is another than `wanted`."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise (
            Refused("binary", found="U+0000" if b"\0" in head else "") if head else Refused("empty")
        )
    opened = _opened(path, folder, connection, head, encoding)
    if wanted and opened.kind != wanted:
        raise Refused("format", found=opened.kind, wanted=wanted)
    return opened


def _opened(
    path: Path, folder: Path, connection: "duckdb.DuckDBPyConnection", head: bytes, encoding: str
) -> Opened:
    if head.startswith(ZIP):
        return Workbook.open(path, folder)
    if head.startswith(PARQUET):
        return Parquet(path, connection)
    if head.startswith(OLD):
        raise Refused("old")
    if known := next((MAGIC[each] for each in MAGIC if head.startswith(each)), ""):
        raise Refused("binary", found=known)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"<":
        raise Refused("markup")
    if start in {b"{", b"["}:
        return Features(path, folder)
    return Delimited.open(path, folder, encoding)
