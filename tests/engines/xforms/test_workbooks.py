"""A hundred workbooks and more meet every row of the reference table, and do what it says."""

from pathlib import Path

import pytest

from lieucommun.engines.xforms import FormError

from .sheets import NOW, PARIS, inner
from .workbooks import columns, looks, types

BOOKS = {book.name: book for book in (*types.BOOKS, *columns.BOOKS, *looks.BOOKS)}
TABLE = Path(__file__).with_name("workbooks") / "table.txt"


def test_every_row_of_the_reference_table_is_met_by_a_hundred_workbooks() -> None:
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    met = {row for book in BOOKS.values() for row in book.rows_met()}
    assert [row for row in rows if row not in met] == []
    assert len(BOOKS) >= 100


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_compiled_answered_and_sent(name: str) -> None:
    book = BOOKS[name]
    form = book.form()
    answers = book.answered(form)
    assert {path: answers.value(f"/data/{path}") for path in book.values} == book.values
    wrong = [f"{each.path.removeprefix('/data/')} {each.kind}" for each in answers.problems()]
    assert wrong == list(book.wrong)
    sent = answers.to_xml().decode()
    assert [piece for piece in book.holds if piece not in sent] == []
    assert [piece for piece in book.lacks if piece in inner(answers)] == []
    for path, values in book.offers.items():
        offered = answers.choices(f"/data/{path}", form.texts.default)
        assert [each.value for each in offered] == values
    for (path, language), label in book.labels.items():
        assert answers.label(f"/data/{path}", language) == label


@pytest.mark.parametrize("name", BOOKS)
def test_what_was_answered_is_read_back(name: str) -> None:
    form = BOOKS[name].form()
    sent = BOOKS[name].answered(form)
    try:
        again = form.load(sent.to_xml(), now=NOW, zone=PARIS)
    except FormError as refused:  # pragma: no cover - told by its name
        pytest.fail(str(refused))
    assert inner(again) == inner(sent)
