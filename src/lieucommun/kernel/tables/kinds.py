"""Types of columns as they are stored, by the types that manifests declare."""

from collections.abc import Mapping

LINE, LINE_TYPE = "_line", "INTEGER"
TYPES: Mapping[str, str] = {
    "integer": "BIGINT",
    "decimal": "DECIMAL(38,10)",
    "money": "DECIMAL(18,6)",
    "year": "SMALLINT",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "boolean": "BOOLEAN",
}
TEXT = "VARCHAR"
#: What stands beside the key of a territory: its code at each level, and what was published.
BESIDE: Mapping[str, str] = {
    "published": "VARCHAR",
    "commune": "VARCHAR",
    "epci": "VARCHAR",
    "departement": "VARCHAR",
    "region": "VARCHAR",
    "why": "VARCHAR",
    "vintage": "SMALLINT",
}


def stored(types: Mapping[str, str]) -> dict[str, str]:
    """Return the DuckDB type of every column stored for the declared types of a table, in order."""
    columns: dict[str, str] = {}
    for name, type_ in types.items():
        columns[name] = TYPES.get(type_, TEXT)
        if type_ == "territory":
            columns |= {f"{name}__{part}": each for part, each in BESIDE.items()}
    return columns | {LINE: LINE_TYPE}


def quoted(name: str) -> str:
    """Return an identifier as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
