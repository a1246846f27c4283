"""An import taken back leaves records as they were, and history as it is."""

import pytest

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, update_record
from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.importing import (
    Row,
    Sent,
    UnknownImport,
    import_records,
    imports,
    undo_import,
)
from lieucommun.kernel.datasets.models import Import, Record, RecordTerm, RecordVersion
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from tests.kernel.datasets.factories import make_dataset, workshop

pytestmark = pytest.mark.django_db

FIELDS = ("nom", "code", "theme", "annee", "cout", "note")
CHIEF = Viewer(None, (Grant("chef"),))


def send(dataset: Dataset, rows: list[Row], **options: object) -> int:
    report = import_records(dataset, rows, sent=Sent("x.csv", FIELDS), **options)  # type: ignore[arg-type]
    assert report.number is not None
    return report.number


def rows(ranks: range, **changes: object) -> list[Row]:
    return [Row(line, workshop(rank, **changes)) for line, rank in enumerate(ranks, 2)]


def picture(dataset: Dataset) -> list[object]:
    here = Record.objects.filter(dataset=dataset.name).order_by("uuid")
    columns = ("uuid", "key", "state", "organisation", "owner", "origin", "created_at", "data")
    terms = RecordTerm.objects.order_by("record__uuid", "field", "value")
    return [
        *here.values_list(*columns, "keys"),
        *terms.values_list("record__uuid", "field", "value"),
        *sorted(each.key for each in query(dataset, ANYONE).search("atelier").iterate()),
    ]


def test_five_hundred_rows_go_back_to_what_they_were() -> None:
    dataset = make_dataset()
    lyon = Organisation.objects.create(slug="lyon", name="Lyon")
    Organisation.objects.create(slug="nice", name="Nice")
    import_records(dataset, [Row(1, workshop(n), "", "lyon") for n in range(300)])
    before = picture(dataset)
    changed = [Row(n, workshop(n, annee=1999), "", "nice") for n in range(100, 600)]
    number = send(dataset, changed, replace_all=True)
    assert Record.objects.filter(organisation=lyon).count() == 0
    versions = RecordVersion.objects.count()
    report = undo_import(dataset, number)
    assert (report.removed, report.restored, report.brought_back) == (300, 200, 100)
    assert report.left == ()
    assert picture(dataset) == before
    assert RecordVersion.objects.count() == versions + 600


def test_an_undo_can_be_undone() -> None:
    dataset = make_dataset()
    send(dataset, rows(range(20)))
    number = send(dataset, rows(range(10, 30), annee=1999), replace_all=True)
    after = picture(dataset)
    undo = undo_import(dataset, number)
    assert undo.number is not None
    assert picture(dataset) != after
    undo_import(dataset, undo.number)
    assert [each for each in picture(dataset) if isinstance(each, str)] == [
        each for each in after if isinstance(each, str)
    ]
    assert picture(dataset) == after
    assert [each.undoes_id for each in imports(dataset)][:2] == [undo.number, number]


def test_what_someone_changed_since_is_listed_and_left() -> None:
    dataset = make_dataset()
    create_record(dataset, workshop(1), by=SYSTEM)
    number = send(dataset, rows(range(1, 4), annee=1999))
    uuid = query(dataset, ANYONE).one("a2").uuid
    update_record(dataset, uuid, {"nom": "Repris"}, by=SYSTEM)
    report = undo_import(dataset, number)
    assert (report.removed, report.restored, report.left) == (1, 1, ("a2",))
    assert sorted(each.key for each in query(dataset, ANYONE).iterate()) == ["a1", "a2"]
    assert query(dataset, ANYONE).one("a1").data["annee"] == 2001
    assert undo_import(dataset, number).number is None


def test_the_same_file_again_has_no_number_and_writes_nothing() -> None:
    dataset = make_dataset()
    send(dataset, rows(range(500)))
    versions, entries = RecordVersion.objects.count(), Import.objects.count()
    again = import_records(dataset, rows(range(500)), sent=Sent("x.csv", FIELDS))
    assert (again.number, again.unchanged, again.wrote) == (None, 500, False)
    assert (RecordVersion.objects.count(), Import.objects.count()) == (versions, entries)


def test_a_file_of_some_columns_leaves_the_other_fields() -> None:
    dataset = make_dataset()
    send(dataset, rows(range(3)))
    sent = Sent("y.csv", ("code", "annee", "cout"))
    report = import_records(dataset, [Row(2, {"code": "a1", "annee": "1984"})], sent=sent)
    assert (report.updated, report.created) == (1, 0)
    kept = query(dataset, CHIEF).one("a1").data
    assert (kept["nom"], kept["annee"], kept.get("cout")) == ("Atelier 001", 1984, None)


def test_who_may_not_change_everything_undoes_nothing() -> None:
    dataset = make_dataset()
    number = send(dataset, rows(range(2)))
    for viewer in (ANYONE, Viewer(None, (Grant("equipe", 1),))):
        with pytest.raises(NotAllowedError):
            undo_import(dataset, number, by=viewer)
    with pytest.raises(UnknownImport):
        undo_import(make_dataset("autre"), number)
    assert undo_import(dataset, number, by=CHIEF).removed == 2
