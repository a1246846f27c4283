"""Great files: read some rows at a time, written whole or not at all, found by search later."""

import json

import pytest

from lieucommun.kernel.datasets.actions import SYSTEM, delete_record, update_record
from lieucommun.kernel.datasets.errors import InvalidRecord
from lieucommun.kernel.datasets.exchange.parsing.objects import BLOCK
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.exchange.tables import read_table
from lieucommun.kernel.datasets.importing import (
    Row,
    Sent,
    count_undo,
    import_records,
    imports,
    undo_import,
)
from lieucommun.kernel.datasets.importing.indexing import (
    LATE,
    behind,
    complete_indexes,
    index_import,
)
from lieucommun.kernel.datasets.models import Import, Record, RecordVersion
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.viewer import ANYONE
from tests.kernel.datasets.factories import make_dataset

pytestmark = pytest.mark.django_db
MANY = LATE + 3


def light() -> Dataset:
    fields = {
        "code": {"type": "text", "title": "Code", "required": True},
        "nom": {"type": "text", "title": "Nom", "search": True},
        "suite": {"type": "reference", "target": "ateliers", "title": "Suite"},
    }
    access = {"anyone": {"read": "all"}}
    return make_dataset(fields=fields, label="{nom}", access=access, views={}, workflow=None)


def rows(count: int, word: str) -> list[Row]:
    return [Row(n + 2, {"code": f"c{n}", "nom": f"{word} {n}"}) for n in range(count)]


def send(dataset: Dataset, given: list[Row], **options: object) -> int | None:
    sent = Sent("x.csv", ("code", "nom", "suite"))
    return import_records(dataset, given, sent=sent, **options).number  # type: ignore[arg-type]


def found(dataset: Dataset, word: str) -> int:
    return query(dataset, ANYONE).search(word).count()


def test_records_are_read_at_once_and_found_once_indexed() -> None:
    dataset = light()
    number = send(dataset, rows(MANY, "verger"))
    assert number is not None
    assert query(dataset, ANYONE).count() == MANY
    assert (found(dataset, "verger"), [each.pk for each in behind()]) == (0, [number])
    assert complete_indexes() == 0  # of a service that has no folder any more
    gone = Record.objects.get(key="c7")
    delete_record(dataset, gone.uuid, by=SYSTEM)
    index(dataset)
    assert (found(dataset, "verger"), behind()) == (MANY - 1, [])
    number = send(dataset, rows(MANY, "potager"))
    assert (found(dataset, "verger"), found(dataset, "potager")) == (0, 0)
    index(dataset)
    assert (found(dataset, "verger"), found(dataset, "potager")) == (0, MANY)
    versions = RecordVersion.objects.count()
    assert send(dataset, rows(MANY, "potager")) is None
    assert RecordVersion.objects.count() == versions
    assert count_undo(dataset, number or 0) == (MANY, 0)
    told: list[tuple[int, int]] = []
    report = undo_import(dataset, number or 0, progress=lambda *each: told.append(each))
    assert (report.restored, report.removed, told[-1]) == (MANY - 1, 1, (MANY, MANY))
    index(dataset)
    assert (found(dataset, "verger"), found(dataset, "potager")) == (MANY - 1, 0)
    assert RecordVersion.objects.count() == versions + MANY


def index(dataset: Dataset) -> None:
    """Do what is left to do, twice: whatever stopped in between, doing it again changes nothing."""
    left = behind()
    assert len(left) == 1
    for _ in range(2):
        index_import(dataset, left[0].pk)
    assert behind() == []


def test_a_row_may_refer_to_one_much_further_down() -> None:
    dataset = light()
    given = rows(1200, "pré")
    given[0] = Row(2, {**given[0].values, "suite": "c1199"})
    given[1] = Row(3, {**given[1].values, "suite": "c1200"})
    report = import_records(dataset, given, sent=Sent("x", ("code", "suite")), strict=False)
    assert (report.created, [(each.line, each.code) for each in report.problems]) == (
        1199,
        [(3, "missing")],
    )
    assert Record.objects.count() == 1199
    with pytest.raises(InvalidRecord):
        send(dataset, [*rows(1100, "champ"), Row(2000, {"code": "non non"})])
    assert (Record.objects.count(), Import.objects.count()) == (1199, 1)


def test_a_trial_counts_and_writes_nothing() -> None:
    dataset = light()
    send(dataset, rows(3, "pré"))
    given = [*rows(2, "pré"), Row(9, {"code": "c2", "nom": "autre"}), Row(10, {"code": "c9"})]
    sent = Sent("x", ("code", "nom"))
    report = import_records(dataset, given, sent=sent, trial=True)
    assert (report.created, report.updated, report.unchanged, report.number) == (1, 1, 2, None)
    assert len(imports(dataset)) == 1


def test_what_someone_wrote_meanwhile_is_left_and_told() -> None:
    dataset = light()
    send(dataset, rows(3, "pré"))
    record = Record.objects.get(key="c1")

    def meanwhile(done: int) -> None:
        assert done == 3
        update_record(dataset, record.uuid, {"nom": "mien"}, by=SYSTEM)

    sent = Sent("x", ("code", "nom"), reading=meanwhile)
    report = import_records(dataset, rows(3, "champ"), sent=sent, strict=False)
    assert (report.updated, [(each.line, each.code) for each in report.problems]) == (
        2,
        [(3, "meanwhile")],
    )
    assert Record.objects.get(key="c1").data["nom"] == "mien"


@pytest.mark.parametrize("wrap", [(b"[", b"]"), (b'{"n": 12345, "items": [', b'], "z": {"a": 1}}')])
def test_objects_longer_than_what_is_read_at_once(wrap: tuple[bytes, bytes]) -> None:
    long = "é" * (BLOCK // 3)
    items = [{"code": f"a{n}", "nom": long[: 90_000 - n]} for n in range(9)]
    text = b",\n".join(json.dumps(each, ensure_ascii=False).encode() for each in items)
    table = read_table(wrap[0] + text + wrap[1])
    assert (table.count, [dict(each.cells) for each in table.lines]) == (9, items)
    assert [each.number for each in table.lines] == list(range(1, 10))
    for broken in (
        wrap[0] + text,
        wrap[0] + text + b"," + wrap[1],
        wrap[0] + text + wrap[1] + b"x",
    ):
        with pytest.raises(RefusedFile) as refused:
            read_table(broken)
        assert refused.value.params["line"] == 9
