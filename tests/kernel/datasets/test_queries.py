import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, import_records
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.publication import index_sorts
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from tests.kernel.datasets.factories import make_dataset, workshop

pytestmark = pytest.mark.django_db
CHIEF = Viewer(None, (Grant("chef"),))
TEAM = Viewer(None, (Grant("equipe", 1),))


def statements(rows: int, viewer: Viewer, slug: str) -> list[int]:
    """Count the SQL of a list, a sorted one, a filtered one and a search, over so many rows."""
    dataset = make_dataset(slug)
    import_records(dataset, [workshop(rank) for rank in range(rows)])
    found = []
    for asked in (
        query(dataset, viewer),
        query(dataset, viewer).sort("nom"),
        query(dataset, viewer).sort("note", descending=True),
        query(dataset, viewer).filter("theme", "sante").sort("annee"),
        query(dataset, viewer).search("ateliers secret").sort("nom"),
    ):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            asked.page(20)
            asked.count()
            asked.facets("theme", "annee")
        found.append(len(captured))
    return found


@pytest.mark.parametrize("viewer", [ANYONE, CHIEF, TEAM])
def test_as_many_statements_for_2_rows_as_for_200(viewer: Viewer) -> None:
    few, many = statements(2, viewer, "peu"), statements(200, viewer, "beaucoup")
    assert few == many
    assert max(many[:-1]) <= 4
    assert many[-1] <= 5  # searched again when no record holds all the words


def test_counts_are_kept_until_something_is_written() -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(1)])
    assert query(dataset, ANYONE).count() == 1
    with CaptureQueriesContext(connection) as captured:
        assert query(dataset, ANYONE).count() == 1
        assert [each.count for each in query(dataset, ANYONE).facets("theme")["theme"]] == [1, 1]
        assert len(query(dataset, ANYONE).facets("theme")["theme"]) == 2
    assert len(captured) == 4  # revision, revision, facets, revision
    create_record(dataset, workshop(2), by=SYSTEM)
    assert query(dataset, ANYONE).count() == 2


@pytest.mark.parametrize("analysed", [True, False])
def test_the_index_of_a_sort_is_used(analysed: bool) -> None:  # noqa: FBT001
    dataset = make_dataset()
    index_sorts(dataset.service_id, [dataset])
    import_records(dataset, [workshop(rank) for rank in range(300)])
    with connection.cursor() as cursor:
        if analysed:  # a place never asks for it, and may hold any statistics
            cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    with CaptureQueriesContext(connection) as captured:
        query(dataset, ANYONE).sort("nom").page(10)
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(explain + captured.captured_queries[0]["sql"])
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert f"record_sort_{dataset.service_id}_" in plan


@pytest.mark.parametrize(
    "cursor", ["", "x", "é", "\0", "a:b:c", "WyJ4Il0:1xVPuL:v4otXmuZc2ZoskzlYIkv0v2AJaI", "🙂" * 99]
)
def test_a_damaged_cursor_opens_the_first_page(cursor: str) -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(rank) for rank in range(5)])
    first = query(dataset, ANYONE).sort("nom").page(2)
    assert query(dataset, ANYONE).sort("nom").page(2, cursor).items == first.items


def test_a_cursor_of_another_question_opens_the_first_page() -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(rank) for rank in range(5)])
    cursor = query(dataset, ANYONE).sort("nom").page(2).next
    assert query(dataset, ANYONE).sort("annee").page(2, cursor).previous is None


def test_a_page_stays_in_place_when_records_arrive() -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(rank) for rank in range(10, 20)])
    second = query(dataset, ANYONE).sort("nom").page(4).next
    before = [record.key for record in query(dataset, ANYONE).sort("nom").page(4, second)]
    create_record(dataset, workshop(1), by=SYSTEM)
    after = [record.key for record in query(dataset, ANYONE).sort("nom").page(4, second)]
    assert after == before == ["a14", "a15", "a16", "a17"]


def test_accents_do_not_change_the_order() -> None:
    dataset = make_dataset()
    names = ["Zèbre", "école", "Éléphant", "eau", "Œuf", "ocre"]
    import_records(dataset, [workshop(rank, nom=name) for rank, name in enumerate(names)])
    found = [record.value("nom") for record in query(dataset, ANYONE).sort("nom").page()]
    assert found == ["eau", "école", "Éléphant", "ocre", "Œuf", "Zèbre"]


def test_amounts_sort_as_numbers() -> None:
    dataset = make_dataset()
    amounts = ["-1000", "-1,25", "-1,2", "0", "0,5", "9", "10", "1000"]
    rows = [workshop(rank, cout=amount) for rank, amount in enumerate(reversed(amounts))]
    import_records(dataset, rows)
    found = [float(record.value("cout")) for record in query(dataset, ANYONE).sort("cout").page()]
    assert found == [float(amount.replace(",", ".")) for amount in amounts]


def test_a_hidden_field_cannot_be_probed() -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(1, note="confidentiel"), workshop(2, note="abri")])
    anyone, chief = query(dataset, ANYONE), query(dataset, CHIEF)
    assert chief.search("confidentiel").count() == 1
    assert anyone.search("confidentiel").count() == 0
    assert anyone.filter("note", "confidentiel").count() == 0
    assert [record.key for record in chief.sort("note").page()] == ["a2", "a1"]
    assert [record.key for record in anyone.sort("note").page()] == ["a1", "a2"]
    assert anyone.facets("note") == {"note": []}


def test_an_unknown_record_and_a_hidden_one_are_said_alike() -> None:
    dataset = make_dataset(access={"chef": {"read": "all"}})
    written = create_record(dataset, workshop(1), by=SYSTEM)
    for asked in (str(written.uuid), "a1", "nothing", "\0", "é" * 300):
        with pytest.raises(UnknownRecord):
            query(dataset, ANYONE).one(asked)


def test_a_label_is_made_of_what_is_seen() -> None:
    dataset = make_dataset(
        access={"anyone": {"read": "all", "hide": ["annee"]}, "chef": {"read": "all"}}
    )
    create_record(dataset, workshop(3), by=SYSTEM)
    assert query(dataset, ANYONE).one("a3").label("fr") == "Atelier 003"
    assert query(dataset, CHIEF).one("a3").label("fr") == "Atelier 003 (2003)"


def test_aggregates_give_counts_without_records() -> None:
    dataset = make_dataset(access={"visite": {"read": "aggregates", "hide": ["note"]}})
    import_records(dataset, [workshop(rank) for rank in range(9)])
    visitor = query(dataset, Viewer(None, (Grant("visite"),)))
    assert (visitor.count(), visitor.page().items, visitor.facets("theme")) == (
        0,
        [],
        {"theme": []},
    )
    found = {cell.values: cell.count for cell in visitor.aggregate(["theme"])}
    assert found == {("sante",): 9, ("toit",): None}
    assert visitor.aggregate(["note"]) == []
    assert query(dataset, ANYONE).aggregate(["theme"]) == []


def test_what_is_past_its_retention_is_not_read() -> None:
    dataset = make_dataset()
    old = make_dataset(name="anciens")
    kept = type(old)(
        **{
            **{name: getattr(old, name) for name in old.__dataclass_fields__},
            "retention": _two_years(),
        }
    )
    created = create_record(kept, workshop(1), by=SYSTEM)
    assert query(kept, ANYONE).count() == 1
    past = timezone.now() - dt.timedelta(days=1)
    Record.objects.filter(uuid=created.uuid).update(expires_at=past)
    assert query(kept, ANYONE).count() == 0
    assert dataset.retention is None


def _two_years() -> object:
    from lieucommun.kernel.datasets.schema import Retention

    return Retention("P2Y", "created", "delete")


def test_within_follows_the_geography() -> None:
    dataset = make_dataset()
    import_records(dataset, [workshop(1, commune="42218"), workshop(2, commune="75056")])
    found = {
        place: [record.key for record in query(dataset, ANYONE).within(place).page()]
        for place in ("commune:42218", "departement:42", "region:84", "region:11", "nowhere")
    }
    assert found == {
        "commune:42218": ["a1"],
        "departement:42": ["a1"],
        "region:84": ["a1"],
        "region:11": ["a2"],
        "nowhere": [],
    }


def test_a_team_reads_what_is_its_own() -> None:
    home = Organisation.objects.create(slug="port", name="Port")
    dataset = make_dataset(access={"equipe": {"read": "organisation"}})
    create_record(dataset, workshop(1), by=SYSTEM, organisation=home.pk)
    create_record(dataset, workshop(2), by=SYSTEM)
    ours = query(dataset, Viewer(None, (Grant("equipe", home.pk),)))
    assert [record.key for record in ours.page()] == ["a1"]
    assert query(dataset, Viewer(None, (Grant("equipe"),))).page().items == []


def test_the_finest_of_several_grids_is_the_one_seen() -> None:
    access = {
        "visite": {"read": "all", "blur": {"position": "5km"}},
        "equipe": {"read": "published", "hide": ["note"], "blur": {"position": "300m"}},
    }
    dataset = make_dataset(access=access)
    create_record(dataset, workshop(1, position="45.4321, 4.3987"), by=SYSTEM)
    both = Viewer(None, (Grant("visite"), Grant("equipe")))
    found = query(dataset, both).one("a1")
    assert (found.blurred, found.value("note")) == ({"position": 300.0}, "secret 1")
