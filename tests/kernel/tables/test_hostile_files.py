"""Files that are no tables, or that ask for too much: refused, or loaded with what is wrong told.

Whatever comes, what was loaded before stays readable.
"""

import io
import os
import resource
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from django.test import override_settings

from lieucommun.kernel.tables import queries
from lieucommun.kernel.tables.actions import Sent, load
from lieucommun.kernel.tables.ingest.formats import open_file
from lieucommun.kernel.tables.ingest.refusing import Refused
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.tables.refusals import RefusedLoad
from tests.kernel.datasets.test_hostile_files import (
    SHEET,
    STARTS,
    TEXTS,
    WORKBOOKS,
    rezip,
    sheet,
)

from .trials import ROWS, changed, loaded, rows, service, stray

pytestmark = pytest.mark.django_db
HEAD = b"id,genre,commune,montant\n"
MB = 1024 * 1024
#: Texts of the corpus of imports that a table takes otherwise, tried below.
OTHERWISE = {"too heavy"}


def xlsx(*lines: list[object], name: str = "Aides") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        written = book.add_worksheet(name)
        for rank, line in enumerate(lines):
            written.write_row(rank, 0, line)
    return out.getvalue()


@pytest.mark.parametrize("name", [*WORKBOOKS, *(each for each in TEXTS if each not in OTHERWISE)])
def test_hostile_files_are_refused_and_the_table_stays(name: str, tmp_path: Path) -> None:
    opened = service(tmp_path)
    loaded(opened, ROWS, tmp_path)
    stamp = queries.stamp("essai")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    content = ({**WORKBOOKS, **TEXTS})[name]()
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, content, tmp_path, file="hostile")
    assert 20 < len(str(refused.value)) < 3_000
    assert queries.stamp("essai") == stamp
    assert rows(opened, "id") == [("a",), ("b",), ("c",)]
    assert stray() == []
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 600


def test_files_of_other_kinds_are_refused_by_what_they_hold(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    with duckdb.connect(":memory:") as connection:
        for rank, start in enumerate(STARTS):
            path = tmp_path / f"aides-{rank}.csv"
            path.write_bytes(start)
            try:
                opened = open_file(path, work, connection, "", "")
            except Refused:
                continue
            assert opened.kind in {"csv", "geojson", "parquet"}, start


def test_a_sparse_file_is_refused_at_once(tmp_path: Path) -> None:
    opened = service(tmp_path)
    path = tmp_path / "sparse.csv"
    with path.open("wb") as file:
        file.write(HEAD)
        file.truncate(2 * 1024 * MB)
    with pytest.raises(RefusedLoad) as refused:
        load(opened, "s", Sent(path))
    assert refused.value.code == "heavy"
    with override_settings(TABLES_LARGEST=3_000), pytest.raises(RefusedLoad) as refused:
        load(opened, "s", Sent(path))
    assert (refused.value.code, refused.value.params["found"]) == ("binary", "U+0000")


def test_a_thousand_columns_are_read_and_more_are_not(tmp_path: Path) -> None:
    opened = service(tmp_path)
    more = [f"c{rank}" for rank in range(996)]
    head = ["id", "genre", "commune", "montant"]
    lines = "\n".join(
        [",".join([*head, *more]), ",".join(["a", "DETR", "44109", "1"] + ["x"] * 996)]
    )
    assert loaded(opened, lines, tmp_path).rows == 1
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, ",".join([*head, *more, "z"]) + "\n", tmp_path)
    assert (refused.value.code, refused.value.params["count"]) == ("columns", 1001)


def test_lines_of_another_encoding_are_rejected(tmp_path: Path) -> None:
    opened = service(tmp_path)
    utf = "".join(f"{rank},Étude,44109,1\n" for rank in range(5)).encode()
    other = "z,Été,44109,1\n".encode("cp1252")
    load_ = loaded(opened, HEAD + utf + other, tmp_path)
    assert (load_.rows, load_.rejects, load_.told["encoding"]) == (5, 1, "utf-8")
    assert load_.told["first_rejects"] == [[7, "", "", "encoding", "z ; ?t? ; 44109 ; 1"]]
    assert rows(opened, "genre")[0] == ("Étude",)
    many = "".join(f"{rank},Étude,44109,1\n" for rank in range(5)).encode("cp1252")
    load_ = loaded(opened, HEAD + many + "z,Été,44109,1\n".encode(), tmp_path)
    assert (load_.rows, load_.rejects, load_.told["encoding"]) == (5, 1, "cp1252")
    assert rows(opened, "genre")[0] == ("Étude",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_one_encoding_is_read_in_it(encoding: str, tmp_path: Path) -> None:
    opened = service(tmp_path)
    text = ROWS.replace("DETR", "Équité – œuvre")
    assert loaded(opened, text.encode(encoding), tmp_path).rejects == 0
    assert rows(opened, "genre")[0] == ("Équité – œuvre",)


def test_an_encoding_that_is_told_holds_for_every_line(tmp_path: Path) -> None:
    opened = service(tmp_path, {"s": {**changed(), "encoding": "utf-8"}})
    text = "".join(f"{rank},Été,44109,1\n" for rank in range(3)).encode("cp1252")
    load_ = loaded(opened, HEAD + text + "z,Été,44109,1\ny,DETR,44109,1\n".encode() * 2, tmp_path)
    assert (load_.rows, load_.rejects) == (4, 3)
    with pytest.raises(RefusedLoad) as refused:
        loaded(service(tmp_path, {"s": {**changed(), "encoding": "klingon"}}), ROWS, tmp_path)
    assert refused.value.code == "unknown encoding"


def test_a_header_twice_is_refused_only_where_it_matters(tmp_path: Path) -> None:
    opened = service(tmp_path)
    other = ROWS.replace("montant\n", "montant,autre,autre\n").replace("0\n", "0,x,y\n")
    assert loaded(opened, other, tmp_path).rows == 3
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, ROWS.replace("genre", "Montant").replace("montant", "montant "), tmp_path)
    assert refused.value.code == "header"  # Montant is not genre
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, "id,genre,commune,montant,montant\na,x,44109,1,2\n", tmp_path)
    assert (refused.value.code, refused.value.params["columns"]) == ("twice", ["D", "E"])


def test_formulas_are_their_values_and_errors_are_told(tmp_path: Path) -> None:
    opened = service(tmp_path)
    head = b'<row r="1">' + b"".join(
        b'<c r="%c1" t="inlineStr"><is><t>%s</t></is></c>' % (65 + rank, name)
        for rank, name in enumerate([b"id", b"genre", b"commune", b"montant"])
    )
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>r%d</t></is></c>'
        b'<c r="C%d" t="inlineStr"><is><t>44109</t></is></c><c r="D%d"%s</c></row>'
        % (line, line, line, line, line, cell)
        for line, cell in enumerate(
            [b"><f>1+1</f><v>2</v>", b"><f>6*7</f>", b' t="e"><f>1/0</f><v>#DIV/0!</v>'], 2
        )
    )
    load_ = loaded(opened, rezip({SHEET: sheet(head + b"</row>" + cells)}), tmp_path)
    assert load_.rows + load_.rejects == 3
    assert str(rows(opened, "montant")[0][0]) == "2.000000"


def test_dates_as_numbers_are_told_or_read_when_the_source_says_so(tmp_path: Path) -> None:
    head: list[object] = ["id", "genre", "commune", "montant", "jour"]
    lines: list[list[object]] = [
        ["a", "x", "44109", 1, 43101],
        ["b", "x", "44109", 1, "2018-01-02"],
    ]
    opened = service(tmp_path, {"s": changed(jour="jour")})
    load_ = loaded(opened, xlsx(head, *lines), tmp_path)
    assert (load_.rows, load_.rejects) == (1, 1)
    assert load_.told["first_rejects"] == [[2, "jour", "jour", "serial", "43101"]]
    opened = service(tmp_path, {"s": changed(jour={"column": "jour", "format": "excel"})})
    assert loaded(opened, xlsx(head, *lines), tmp_path).rejects == 0
    assert [str(day) for (day,) in rows(opened, "jour")] == ["2018-01-01", "2018-01-02"]


LINES: dict[str, Callable[[], bytes]] = {
    "more cells": lambda: HEAD + b"a,x,44109,1\nb,x,44109,1,2\nc,x,44109,1\n",
    "a quote inside": lambda: HEAD + b'a,x,44109,1\nb,x "y" z,44109,1\nc,x,44109,?\n',
    "a long cell": lambda: HEAD + b"a,x,44109,1\nb,x,44109,1\nc," + b"x" * 99_000 + b",44109,?\n",
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_another_shape_is_rejected_alone(name: str, tmp_path: Path) -> None:
    load_ = loaded(service(tmp_path), LINES[name](), tmp_path)
    assert (load_.rows, load_.rejects) == (2, 1)


def test_lines_are_those_of_the_file_whatever_stands_between(tmp_path: Path) -> None:
    opened = service(tmp_path)
    text = HEAD + b'a,"x\ny",44109,1\n\n\nb,x,44109,2\r\nc,"z",44109,?\n"d","",44109,3'
    load_ = loaded(opened, text, tmp_path)
    assert rows(opened, "id", "_line") == [("a", 2), ("b", 6), ("d", 8)]
    assert load_.told["first_rejects"] == [[7, "montant", "montant", "money", "?"]]


def test_what_names_other_files_reads_none_of_them(tmp_path: Path) -> None:
    opened = service(tmp_path)
    secret = tmp_path / "secret.csv"
    secret.write_text("SECRET", "utf-8")
    told = f"read_csv('{secret}')"
    genre = f"'); FROM {told} --"
    loaded(opened, HEAD + f'"a","{genre}",44109,1\n'.encode(), tmp_path)
    assert rows(opened, "genre") == [(genre,)]
    with queries.connection() as connection, pytest.raises(duckdb.PermissionException):
        connection.execute(f"FROM {told}")
    os.link(secret, tmp_path / "aides.xlsx")
    with pytest.raises(RefusedLoad):
        load(opened, "s", Sent(tmp_path / "aides.xlsx"))
    assert TableLoad.objects.filter(state="current").count() == 1
