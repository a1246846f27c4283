"""Services written for tests of tables: one table, and sources that fill it."""

from pathlib import Path
from typing import Any

import yaml

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables import keeping, queries
from lieucommun.kernel.tables.actions import Sent, load
from lieucommun.kernel.tables.models import TableLoad

TABLE = {
    "grain": ["id"],
    "columns": {
        "id": "text",
        "genre": "text",
        "lieu": "territory",
        "annee": "year",
        "jour": "date",
        "montant": "money",
        "part": "decimal",
        "nombre": "integer",
        "fini": "boolean",
    },
}
SOURCE: dict[str, Any] = {
    "title": "Aides",
    "provenance": {"publisher": "État", "licence": "LO-2.0"},
    "geography": 2018,
    "columns": {
        "id": "id",
        "genre": "genre",
        "lieu": {"commune": "commune"},
        "annee": {"value": 2018},
        "montant": "montant",
    },
    "totals": ["genre"],
}
ROWS = "id,genre,commune,montant\na,DETR,44109,10.10\nb,DSIL,44109,20.20\nc,DETR,35238,30.30\n"


def service(
    root: Path, sources: dict[str, dict[str, Any]] | None = None, **more: Any
) -> LoadedService:
    """Return a service of one table, `aides`, and of the sources given (one, `s`, by default).

    `more`: other files of the folder by path, and `table` to declare it otherwise.
    """
    table = more.pop("table", TABLE)
    told = sources or {"s": SOURCE}
    manifest = {
        "service": "essai",
        "version": "0.1.0",
        "title": "Essai",
        "privacy": "none",
        "tables": {"aides": table},
        "sources": {name: {"file": f"sources/{name}.yaml", "into": "aides"} for name in told},
    }
    folder = root / "services" / "essai"
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    _write(folder / "service.yaml", manifest)
    for name, source in told.items():
        _write(folder / "sources" / f"{name}.yaml", source)
    for path, content in more.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    opened = Folder.on_disk(folder)
    checked = check(opened)
    wrong = [str(each) for each in checked.errors if each.code not in ELSEWHERE]
    assert checked.manifest is not None, wrong
    assert wrong == []
    return LoadedService("essai", opened.hash, 0, 0, checked.manifest, opened)


#: A service for tests has no page, nor texts in easy language.
ELSEWHERE = frozenset({"LC125", "LC126"})


def _write(path: Path, told: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), "utf-8")


def changed(**columns: Any) -> dict[str, Any]:
    """Return the source of tests with other columns."""
    return {**SOURCE, "columns": {**SOURCE["columns"], **columns}}


def loaded(
    opened: LoadedService, content: str | bytes, root: Path, *, source: str = "s", **sent: Any
) -> TableLoad:
    """Load a text or bytes as a source says."""
    path = root / sent.pop("file", "aides.csv")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load(opened, source, Sent(path, **sent))


def rows(opened: LoadedService, *columns: str, order: str = "_line") -> list[tuple[Any, ...]]:
    """Return some columns of the table as it is now."""
    stored = queries.current("essai", "aides")
    if stored is None:
        return []
    relation = queries.relation(stored, opened.manifest.tables["aides"])
    with queries.connection() as connection:
        asked = f"SELECT {', '.join(columns)} FROM {relation} ORDER BY {order}"  # noqa: S608
        return connection.execute(asked).fetchall()


def stray() -> list[str]:
    """Return the names of what waits in the folder of loads being made."""
    folder = keeping.home() / keeping.MAKING
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []
