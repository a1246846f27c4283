"""A hundred workbooks and more meet every row of the reference table, and do what it says."""

from functools import cache
from pathlib import Path

import pytest

from lieucommun.engines.xforms import Form, FormError
from lieucommun.engines.xforms.forms.controls import Control

from .sheets import NOW, PARIS, inner
from .workbooks import columns, looks, types

BOOKS = {book.name: book for book in (*types.BOOKS, *columns.BOOKS, *looks.BOOKS)}
DRAWN = ("start", "end", "step", "rows")
TABLE = Path(__file__).with_name("workbooks") / "table.txt"


def test_every_row_of_the_reference_table_is_met_by_a_hundred_workbooks() -> None:
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    met = {row for book in BOOKS.values() for row in book.rows_met()}
    assert [row for row in rows if row not in met] == []
    assert len(BOOKS) >= 100


@cache
def form_of(name: str) -> Form:
    return BOOKS[name].form()


def controls(form: Form) -> list[Control]:
    return [each for one in form.body for each in one.all()]


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_compiled_answered_and_sent(name: str) -> None:
    book = BOOKS[name]
    form = form_of(name)
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
    assert {path: answers.media(f"/data/{path}") for path in book.media} == book.media


@pytest.mark.parametrize("name", BOOKS)
def test_words_and_looks_are_those_of_the_cells(name: str) -> None:
    book = BOOKS[name]
    form = form_of(name)
    answers = book.answered(form)
    for path, row in book.asked():
        full = f"/data/{path}"
        control = next(each for each in controls(form) if "/".join(each.names) == full[1:])
        as_typed = book.settings.get("clean_text_values") == "no"
        label = row["label"] if as_typed else " ".join(row["label"].split())
        assert answers.label(full) == label
        assert answers.hint(full) == row.get("hint", "")
        assert control.appearance == row.get("appearance", "")
        drawn = dict(pair.split("=") for pair in row.get("parameters", "").split())
        assert {key: control.attributes[key] for key in drawn if key in DRAWN} == {
            key: value for key, value in drawn.items() if key in DRAWN
        }
        if str(row["type"]).startswith(("select_", "rank")) and "choice_filter" not in row:
            told = [(each.value, each.label) for each in answers.choices(full)]
            expected = book.offered(row)
            if "randomize" in row.get("parameters", ""):
                told, expected = sorted(told), sorted(expected)
            assert [each for each in told if each[0] != "other"] == expected or not expected


@pytest.mark.parametrize("name", BOOKS)
def test_messages_are_those_of_the_cells(name: str) -> None:
    book = BOOKS[name]
    rows = dict(book.asked())
    for each in book.answered(form_of(name)).problems():
        row = rows.get(each.path.removeprefix("/data/"), {})
        other = row.get("requiredMsg") if each.kind == "required" else None
        written = row.get(f"{each.kind}_message") or other
        if written:
            assert set(each.message.values()) == {written}


@pytest.mark.parametrize("name", BOOKS)
def test_what_was_answered_is_read_back(name: str) -> None:
    form = form_of(name)
    sent = BOOKS[name].answered(form)
    try:
        again = form.load(sent.to_xml(), now=NOW, zone=PARIS)
    except FormError as refused:  # pragma: no cover - told by its name
        pytest.fail(str(refused))
    assert inner(again) == inner(sent)
