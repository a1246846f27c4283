"""Columns of a declared table as they are stored: its own, and what is known of each territory."""

from lieucommun.kernel.services.manifest import Table

from .kinds import stored


def stored_columns(table: Table) -> dict[str, str]:
    """Return the DuckDB type of every column that is stored for a table, by name, in order."""
    return stored({name: column.type for name, column in table.columns.items()})
