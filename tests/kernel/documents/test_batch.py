"""Batches of portraits: each is printed, or said not to be, and none stops the others."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from lieucommun.kernel.documents.printing import batch
from lieucommun.kernel.documents.printing.batch import Failure, Printed, printed_batch
from lieucommun.kernel.documents.printing.portraits import Grid, Portrait, printed_portrait

from .pdf_text import words_of
from .portrait_samples import MAP, PORTRAIT

REFUSED = replace(PORTRAIT, title="Refusé", sections=(replace(MAP, words=""),))
WRONG = replace(PORTRAIT, title="Faux", sections=(Grid("T", (), ()),))


def titled(*titles: str) -> list[Portrait]:
    return [replace(PORTRAIT, name=title, title=title) for title in titles]


def test_a_folder_receives_each_portrait(tmp_path: Path) -> None:
    seen: list[Printed] = []
    made = printed_batch(titled("Épine 1", "Épine 2"), tmp_path / "out", seen.append)
    assert (
        made.names
        == ["epine-1.pdf", "epine-2.pdf"]
        == sorted(each.name for each in (tmp_path / "out").iterdir())
    )
    assert [(each.count, each.name, each.failure) for each in seen] == [
        (1, "epine-1.pdf", None), (2, "epine-2.pdf", None),
    ]  # fmt: skip
    for rank, name in enumerate(made.names, 1):
        with pikepdf.open(tmp_path / "out" / name) as pdf:
            assert f"Épine {rank}" in words_of(pdf)
    alone = printed_portrait(titled("Épine 2")[0])
    assert (tmp_path / "out" / "epine-2.pdf").read_bytes() == alone


def test_a_zip_appears_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    told: list[bool] = []
    made = printed_batch(titled("a", "a", "../../b", "+"), out, lambda _: told.append(out.exists()))
    assert told == [False] * 4
    with zipfile.ZipFile(out) as found:
        assert found.namelist() == made.names == ["a.pdf", "a-2.pdf", "b.pdf", "portrait.pdf"]
        pikepdf.open(io.BytesIO(found.read("b.pdf"))).close()
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]


def test_one_that_fails_is_said_and_the_others_are_printed(tmp_path: Path) -> None:
    first, last = titled("a", "b")
    made = printed_batch([first, REFUSED, WRONG, last], tmp_path)
    assert made.names == ["a.pdf", "b.pdf"]
    assert made.failures == [
        Failure("mayenne", "Refusé", "refused"), Failure("mayenne", "Faux", "refused"),
    ]  # fmt: skip


def test_one_that_takes_the_process_with_it_is_costly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = tuple((f"Commune {n}", str(n), "12,5") for n in range(20_000))
    heavy = replace(PORTRAIT, title="Lourd", sections=(Grid("T", ("a", "b", "c"), rows),))
    monkeypatch.setattr(batch, "SHIFT_LIMITS", batch.SHIFT_LIMITS | {"data": 400 * batch.MB})
    first, last = titled("a", "b")
    made = printed_batch([first, heavy, last], tmp_path)
    assert (made.names, made.failures) == (
        ["a.pdf", "b.pdf"],
        [Failure("mayenne", "Lourd", "costly")],
    )


def test_one_that_takes_too_long_is_costly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "WALL", 0.0)
    made = printed_batch(titled("a"), tmp_path)
    assert (made.names, [each.why for each in made.failures]) == ([], ["costly"])


def test_processes_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "SHIFT", 1)
    assert len(printed_batch(titled("a", "b", "c"), tmp_path).names) == 3


def test_what_stops_a_batch_leaves_no_zip(tmp_path: Path) -> None:
    def failing() -> Iterator[Portrait]:
        yield PORTRAIT
        raise LookupError("no figures")

    with pytest.raises(LookupError):
        printed_batch(failing(), tmp_path / "all.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_batch_of_none_is_an_empty_zip(tmp_path: Path) -> None:
    assert printed_batch([], tmp_path / "all.zip").names == []
    assert zipfile.ZipFile(tmp_path / "all.zip").namelist() == []
