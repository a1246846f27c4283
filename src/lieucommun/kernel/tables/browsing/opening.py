"""The rows of a table as a question reads them: from its copy, from its loads, or some of them."""

from collections.abc import Iterable

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables.kinds import quoted
from lieucommun.kernel.tables.queries import Stored
from lieucommun.kernel.territories import find

from .columns import LEVELS
from .copies import copied, with_sources, worth
from .standing import Plain, Rows
from .tasks import ask_copy
from .values import literal
from .writing import grain


def rows_of(stored: Stored, table: Table) -> Rows:
    """Return every row of a table; a large one that has no copy yet is asked to be copied."""
    if worth(stored):
        found = copied(stored, table)
        if found is not None:
            return found
        ask_copy(stored, table)
    return Plain(with_sources(stored, table), grain(table))


def rows_in(stored: Stored, table: Table, column: str, keys: Iterable[str]) -> Rows:
    """Return the rows whose territory lies in one of these (`departement:53`, or codes of one).

    What is in none of them is not there for any question, nor for its totals. No key: no row.
    """
    conditions = [_within(column, key) for key in sorted(set(keys))]
    where = " OR ".join(each for each in conditions if each) or "FALSE"
    sql = f"(SELECT * FROM {with_sources(stored, table)} WHERE {where})"  # noqa: S608 - keys are known
    return Plain(sql, grain(table))


def _within(column: str, key: str) -> str:
    territory = find(key)
    if territory is None:
        return ""
    if territory.level in LEVELS:
        return f"{quoted(f'{column}__{territory.level}')} = {literal(territory.code)}"
    return f"{quoted(column)} IS NOT NULL"
