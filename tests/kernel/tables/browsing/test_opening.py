"""Where the rows of a question are read: from the loads, from their copy, or some of them only."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables import queries
from lieucommun.kernel.tables.browsing.answers import Answer, ask
from lieucommun.kernel.tables.browsing.opening import rows_in, rows_of
from lieucommun.kernel.tables.browsing.questions import Filter, Group, Measure, Question
from lieucommun.kernel.tables.browsing.standing import Plain, Rows
from tests.kernel.tables.trials import ROWS, loaded, service

pytestmark = pytest.mark.django_db


def answer(opened: LoadedService, rows: Rows, **asked: Any) -> Answer:
    with queries.connection() as connection:
        return ask(connection, Question("aides", **asked), opened.manifest.tables["aides"], rows)


def here(root: Path) -> tuple[LoadedService, queries.Stored]:
    opened = service(root)
    loaded(opened, ROWS, root)
    stored = queries.current("essai", "aides")
    assert stored is not None
    return opened, stored


def test_a_small_table_is_read_from_its_loads(tmp_path: Path) -> None:
    opened, stored = here(tmp_path)
    rows = rows_of(stored, opened.manifest.tables["aides"])
    assert isinstance(rows, Plain)
    assert answer(opened, rows).count == 3


@pytest.mark.parametrize(
    ("keys", "count", "amount"),
    [
        (["departement:44"], 2, "30.30"),
        (["departement:44", "region:53"], 3, "60.60"),
        (["commune:44109", "departement:44"], 2, "30.30"),
        (["country:FR"], 3, "60.60"),
        (["35"], 1, "30.30"),
        ([], 0, None),
        (["departement:44' OR TRUE --"], 0, None),
    ],
)
def test_rows_elsewhere_are_not_there_for_any_question(
    tmp_path: Path, keys: list[str], count: int, amount: str | None
) -> None:
    opened, stored = here(tmp_path)
    rows = rows_in(stored, opened.manifest.tables["aides"], "lieu", keys)
    assert answer(opened, rows).count == count
    total = answer(opened, rows, measures=(Measure("sum", "montant"),)).rows[0][0]
    assert total == (Decimal(amount) if amount else None)
    every = (Filter("lieu", "in", ("country:FR",)),)
    assert answer(opened, rows, filters=every).count == count
    grouped = answer(opened, rows, group=(Group("lieu", "departement"),))
    assert sum(row[-1] for row in grouped.rows) == count
