import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.datasets.actions import (
    SYSTEM,
    Row,
    create_record,
    delete_record,
    import_records,
)
from lieucommun.kernel.datasets.errors import InvalidRecord, NotAllowedError
from lieucommun.kernel.datasets.exchange.reading import read_csv, read_file, read_json
from lieucommun.kernel.datasets.models import Record, RecordVersion
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from tests.kernel.datasets.factories import make_dataset, workshop

pytestmark = pytest.mark.django_db


def told(problems: object) -> list[tuple[int | None, str, str]]:
    return [(each.line, each.field, each.code) for each in problems]  # type: ignore[attr-defined]


def test_the_same_rows_twice_write_once() -> None:
    dataset = make_dataset()
    rows = [workshop(rank) for rank in range(20)]
    first = import_records(dataset, rows, origin="seed", replace_all=True)
    assert (first.created, first.unchanged) == (20, 0)
    with CaptureQueriesContext(connection) as captured:
        second = import_records(dataset, rows, origin="seed", replace_all=True)
    assert (second.created, second.updated, second.removed, second.unchanged) == (0, 0, 0, 20)
    assert not [
        each for each in captured.captured_queries if each["sql"].startswith(("INS", "UPD"))
    ]


def test_a_row_that_leaves_the_seed_leaves_the_dataset_with_its_history() -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(1), workshop(2)], origin="seed", replace_all=True)
    create_record(dataset, workshop(3), by=SYSTEM)
    report = import_records(dataset, [workshop(2, annee=1999)], origin="seed", replace_all=True)
    assert (report.updated, report.removed) == (1, 1)
    assert [record.key for record in query(dataset, ANYONE).page()] == ["a2", "a3"]
    assert query(dataset, ANYONE).search("001").count() == 0
    acts = RecordVersion.objects.order_by("record", "version").values_list("action", flat=True)
    assert sorted(acts) == ["created", "created", "created", "deleted", "updated"]


def test_one_bad_row_and_nothing_is_written() -> None:
    dataset = make_dataset()
    rows = [workshop(1), workshop(2, annee="hier"), workshop(1), {"code": "x"}]
    with pytest.raises(InvalidRecord) as invalid:
        import_records(dataset, rows)
    assert told(invalid.value.problems) == [
        (2, "annee", "year"),
        (3, "code", "twice"),
        (4, "nom", "required"),
    ]
    assert Record.objects.count() == 0
    report = import_records(dataset, rows, strict=False)
    assert (report.created, len(report.problems)) == (1, 3)


def test_states_and_organisations_of_rows_exist() -> None:
    dataset = make_dataset(workflow={"initial": "ouvert", "states": {"ouvert": {"public": True}}})
    rows = [Row(2, workshop(1), "ouvert"), Row(3, workshop(2), "clos", "personne")]
    with pytest.raises(InvalidRecord) as invalid:
        import_records(dataset, rows)
    assert told(invalid.value.problems) == [
        (3, "_state", "state"),
        (3, "_organisation", "organisation"),
    ]


@pytest.mark.parametrize("key", ["a/b", "a b", "?", "x" * 201])
def test_a_key_fits_in_an_address(key: str) -> None:
    with pytest.raises(InvalidRecord) as invalid:
        import_records(make_dataset(), [workshop(1, code=key)])
    assert told(invalid.value.problems) == [(1, "code", "key")]


def test_the_same_key_is_the_same_record_in_every_place() -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(1)])
    before = query(dataset, ANYONE).one("a1")
    delete_record(dataset, before.uuid, by=SYSTEM)
    import_records(dataset, [workshop(1)])
    after = query(dataset, ANYONE).one("a1")
    assert (after.uuid, after.version) == (before.uuid, 3)
    history = query(dataset, ANYONE).history(after.uuid)
    assert [each.action for each in history] == ["created", "deleted", "created"]


def test_a_person_imports_only_with_the_right_to_change_everything() -> None:
    dataset = make_dataset()
    for viewer in (ANYONE, Viewer(None, (Grant("equipe", 1),))):
        with pytest.raises(NotAllowedError):
            import_records(dataset, [workshop(1)], by=viewer)
    report = import_records(dataset, [workshop(1)], by=Viewer(None, (Grant("chef"),)))
    assert report.created == 1


def test_a_csv_names_its_columns_by_field_and_language() -> None:
    dataset = make_dataset()
    text = (
        "\ufeffcode;nom;presentation@fr;presentation@en;theme;_state\n"
        'a1;Un;"Deux\nlignes";Two lines;sante|toit;publie\n'
        ";;;;;\n"
        "a2;Deux\n"
    )
    read = read_file(dataset, "data/x.csv", text.encode())
    assert read.problems == ()
    assert read.rows == (
        Row(
            2,
            {
                "code": "a1",
                "nom": "Un",
                "presentation": {"fr": "Deux\nlignes", "en": "Two lines"},
                "theme": "sante|toit",
            },
            "publie",
        ),
        Row(5, {"code": "a2", "nom": "Deux"}),
    )


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"code,nom\n\xe9,x\n", [(2, "", "encoding")]),
        (b"code,code\n", [(1, "", "heading")]),
        (b"code,,nom\n", [(1, "", "heading")]),
        (b"code,prenom\n", [(1, "prenom", "column")]),
        (b"code,nom@de\n", [(1, "nom@de", "translated")]),
        (b"code,nom\na,b,c\n", [(2, "", "csv")]),
        (b"code,nom\na\0,b\n", []),
    ],
)
def test_what_is_wrong_in_a_csv_is_said_by_line(content: bytes, problems: object) -> None:
    assert told(read_file(make_dataset(), "x.csv", content).problems) == problems


def test_json_rows_have_lines_too() -> None:
    read = read_json('[\n {"code": "a1"},\n\n {"code": "a2",\n  "nom": "Deux"}\n]')
    assert [(row.line, row.values) for row in read.rows] == [
        (2, {"code": "a1"}),
        (4, {"code": "a2", "nom": "Deux"}),
    ]


@pytest.mark.parametrize("text", ["", "{", "3", '{"items": 1}', "[1]", "[{}", "[" * 9999, "[{},,]"])
def test_any_text_is_json_or_a_problem(text: str) -> None:
    assert [problem.code for problem in read_json(text).problems] == ["json"]


def test_a_csv_may_separate_with_commas_or_tabs() -> None:
    dataset = make_dataset()
    for separator in ",;\t":
        rows = read_csv(dataset, f"code{separator}nom\na1{separator}Un\n").rows
        assert [dict(row.values) for row in rows] == [{"code": "a1", "nom": "Un"}]
