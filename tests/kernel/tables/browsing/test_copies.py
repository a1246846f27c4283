"""Copies of large tables: made aside, once, renewed by a load, and never needed."""

import os
import time
from pathlib import Path

import pytest

from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables import keeping, queries
from lieucommun.kernel.tables.browsing import copies
from lieucommun.kernel.tables.browsing.answers import Answer, ask
from lieucommun.kernel.tables.browsing.questions import Filter, Question
from lieucommun.kernel.tables.browsing.standing import Plain, Rows
from lieucommun.kernel.tables.browsing.tasks import ask_copy
from lieucommun.kernel.tables.browsing.writing import grain
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.tables.queries import Stored
from tests.kernel.tables.trials import SOURCE, loaded, service

pytestmark = pytest.mark.django_db
CONTENT = "id,genre,commune,montant\n" + "".join(
    f"a{number},{'Été' if number % 3 else 'hiver'},44109,{number}.10\n" for number in range(40)
)


@pytest.fixture
def opened(tmp_path: Path) -> LoadedService:
    found = service(tmp_path, {"s": SOURCE, "t": SOURCE})
    loaded(found, CONTENT, tmp_path)
    return found


def held(opened: LoadedService) -> tuple[Stored, Table]:
    stored = queries.current(opened.slug, "aides")
    assert stored is not None
    return stored, opened.manifest.tables["aides"]


def asked(opened: LoadedService, rows: Rows) -> Answer:
    question = Question(
        "aides", ("id", "genre"), (Filter("genre", "has", ("ÉTE",)),), sort="-genre", rows=25
    )
    with queries.connection() as connection:
        return ask(connection, question, opened.manifest.tables["aides"], rows)


def plain(stored: Stored, table: Table) -> Plain:
    return Plain(copies.with_sources(stored, table), grain(table))


def test_a_copy_answers_as_the_loads_do(opened: LoadedService, tmp_path: Path) -> None:
    loaded(opened, "id,genre,commune,montant\nb0,ete,44109,1\n", tmp_path, source="t")
    stored, table = held(opened)
    assert copies.copied(stored, table) is None
    copies.make(stored, table)
    copied = copies.copied(stored, table)
    assert copied is not None
    found = asked(opened, copied)
    assert found == asked(opened, plain(stored, table))
    assert found.count == 27
    with queries.connection() as connection:
        question = Question("aides", ("id", "_source"), sort="-_source", rows=25)
        first = ask(connection, question, table, copied).rows[0]
    assert first == ("b0", "t")


def test_a_load_makes_another_copy_of_use(opened: LoadedService, tmp_path: Path) -> None:
    paths = []
    for number in range(4):
        loaded(opened, CONTENT + f"z{number},été,44109,1\n", tmp_path)
        stored, table = held(opened)
        assert copies.copied(stored, table) is None
        paths.append(copies.make(stored, table))
        copied = copies.copied(stored, table)
        assert copied is not None
        assert asked(opened, copied).count == 27
    assert len(set(paths)) == 4
    assert [path.exists() for path in paths] == [False, False, False, True]
    assert copies.make(stored, table) == paths[-1]


def test_a_damaged_copy_is_left_aside(opened: LoadedService) -> None:
    stored, table = held(opened)
    copies.make(stored, table).write_bytes(b"x" * 20_000)
    assert copies.copied(stored, table) is None


def test_what_a_crash_left_and_what_is_of_no_table_is_removed(opened: LoadedService) -> None:
    stored, table = held(opened)
    home = keeping.home() / copies.HOME
    gone = home / "essai" / "autre" / f"{'0' * 24}.duckdb"
    left, fresh = (home / "essai" / "aides" / name for name in (".left", ".fresh"))
    for path in (gone, left, fresh):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    os.utime(left, (time.time() - 2 * copies.YOUNG,) * 2)
    path = copies.make(stored, table)
    assert [each.exists() for each in (path, gone, left, fresh)] == [True, False, False, True]
    assert list(keeping.folders()) == [keeping.folder_of(stored.loads[0])]


def test_only_large_tables_are_copied_and_asked_once(opened: LoadedService) -> None:
    stored, table = held(opened)
    assert not copies.worth(stored)
    load = TableLoad.objects.get()
    for rows, expected in ((copies.FEWEST, True), (copies.MOST + 1, False)):
        load.rows = rows
        assert copies.worth(Stored("essai", "aides", (load,))) is expected
    for _ in range(3):
        ask_copy(stored, table)
    job = Job.objects.get(name="tables.copy")
    assert (job.service, job.arguments) == ("essai", {"table": "aides"})
    Job.objects.update(state=Job.State.FAILED)
    ask_copy(stored, table)
    assert Job.objects.count() == 1


def test_the_source_of_a_row_tells_its_year() -> None:
    loads = (TableLoad(source="s", year="2024"), TableLoad(source="s", year="2025"))
    sql = copies.with_sources(
        Stored("essai", "aides", loads),
        Table.model_validate({"title": "A", "grain": "id", "columns": {"id": "text"}}),
    )
    assert "'s 2024' AS \"_source\"" in sql
    assert "'s 2025' AS \"_source\"" in sql
