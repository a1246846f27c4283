"""What a version of a service needs before it is served: indexes, seeds, search, demonstration."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.loaded import LoadedService

from .demo import load_demo
from .errors import DataProblem, InvalidRecord
from .exchange.reading import Rows, read_file
from .importing import import_records
from .models import DatasetState, Record
from .predicates import sort_key_sql
from .promotion import promote
from .schema import Dataset
from .writing import exists, reindex, touch

__all__ = ["load_demo", "publish"]

CHUNK = 1_000
DERIVED = ("keys", "key", "territory", "latitude", "longitude", "expires_at")


@transaction.atomic
def publish(service: LoadedService) -> list[Diagnostic]:
    """Prepare the datasets of a version: fast when nothing that matters has changed.

    Returns the rows of its files that could not be taken in; then nothing must be kept.
    """
    datasets = [service.dataset(name) for name in service.manifest.datasets]
    index_sorts(service.service_id, datasets)
    found: list[Diagnostic] = []
    seeds = []
    for dataset in datasets:
        rebuild_if_changed(dataset)
        if dataset.seed:
            seeds.append((dataset, read_seed(service, dataset)))
            found += _import_seed(dataset, *seeds[-1][1])
    if not found:
        for dataset, (_, rows) in seeds:
            found += _dangling(dataset, rows)
    if settings.DEMO and not found:
        found += load_demo(service)
    return found


def read_seed(service: LoadedService, dataset: Dataset) -> tuple[str, Rows | None]:
    """Return the fingerprint of a dataset's seed and its rows; None when already imported."""
    path = dataset.seed.file if dataset.seed else ""
    content = service.folder.read(path)
    fingerprint = sha256(content + structure(dataset).encode()).hexdigest()
    known = DatasetState.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    if known.filter(seed=fingerprint).exists():
        return fingerprint, None
    return fingerprint, read_file(dataset, path, content)


def _import_seed(dataset: Dataset, fingerprint: str, read: Rows | None) -> list[Diagnostic]:
    if read is None:
        return []
    if read.problems:
        return [_said(dataset, problem) for problem in read.problems]
    try:
        import_records(dataset, read.rows, origin=Record.Origin.SEED, replace_all=True)
    except InvalidRecord as invalid:
        return [_said(dataset, problem) for problem in invalid.problems]
    _state(dataset).update(seed=fingerprint)
    return []


def _dangling(dataset: Dataset, read: Rows | None) -> Iterator[Diagnostic]:
    """Yield the references of fresh rows to records that do not exist."""
    known: dict[tuple[str, str], bool] = {}
    for row in read.rows if read else ():
        for name, field in dataset.fields.items():
            value = str(row.values.get(name) or "").strip()
            if field.type != "reference" or not value:
                continue
            pair = (field.target, value)
            if pair not in known:
                known[pair] = exists(dataset, *pair)
            if not known[pair]:
                params = {"target": field.target, "found": value}
                yield _said(dataset, DataProblem(name, "missing", params, row.line))


def _said(dataset: Dataset, problem: DataProblem) -> Diagnostic:
    path = dataset.seed.file if dataset.seed else ""
    params = {"field": problem.field or "–", "detail": problem.message}
    return Diagnostic(path, problem.line or 1, 1, "LC086", params)


def rebuild_if_changed(dataset: Dataset) -> bool:
    """Derive again columns, terms and index of every record when their rules changed."""
    wanted = structure(dataset)
    state = _state(dataset)
    if state.filter(classes=wanted).exists():
        return False
    last = 0
    rows = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        for record in some:
            promote(dataset, record)
        Record.objects.bulk_update(some, DERIVED, batch_size=CHUNK // 2)
        reindex(dataset, some)
        last = some[-1].pk
    touch(dataset)
    _state(dataset).update(classes=wanted)
    return True


def structure(dataset: Dataset) -> str:
    """Return the fingerprint of all that columns, terms and index are derived by."""
    fields = [
        (
            name,
            field.type,
            field.sort,
            field.facet,
            field.level,
            field.translated,
            dataset.search_classes.get(name),
            [(each.value, each.title.root) for each in field.choices.values()],
        )
        for name, field in dataset.fields.items()
    ]
    what = (fields, dataset.label_fields, dataset.record_key, dataset.languages, dataset.retention)
    return sha256(repr(what).encode()).hexdigest()


def index_sorts(service_id: int, datasets: list[Dataset]) -> None:
    """Make the index of each field marked `sort: true`; drop those of fields that no longer are."""
    prefix = f"record_sort_{service_id}_"
    wanted = {
        prefix + sha256(f"{dataset.name}/{name}".encode()).hexdigest()[:16]: (dataset.name, name)
        for dataset in datasets
        for name, field in dataset.fields.items()
        if field.sort
    }
    with connection.cursor() as cursor:
        existing = _indexes(cursor, prefix)
        if existing != set(wanted) and connection.vendor == "postgresql":
            connection.check_constraints()  # an index waits for no foreign key left to check
        for index in existing - set(wanted):
            cursor.execute(f"DROP INDEX {index}")
        for index in set(wanted) - existing:
            cursor.execute(_index_sql(index, service_id, *wanted[index]))


def _index_sql(index: str, service_id: int, dataset: str, name: str) -> str:
    # Names come from a checked manifest: a dataset holds letters, digits, - and _ only. Service
    # and dataset lead the columns too: SQLite, which has no statistics, otherwise takes the index
    # of `record_order` for narrower and sorts the whole dataset for each page.
    quoted = dataset.replace("'", "''")
    key = sort_key_sql(name, connection.vendor)
    return (
        f"CREATE INDEX {index} ON datasets_record (service_id, dataset, {key}, id) "
        f"WHERE service_id = {int(service_id)} AND dataset = '{quoted}'"
    )


def _indexes(cursor: Any, prefix: str) -> set[str]:
    if connection.vendor == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND substr(name, 1, %s) = %s"
    else:
        sql = "SELECT indexname FROM pg_indexes WHERE left(indexname, %s) = %s"
    cursor.execute(sql, [len(prefix), prefix])
    return {row[0] for row in cursor.fetchall()}


def _state(dataset: Dataset) -> Any:
    found = DatasetState.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    if not found.exists():
        touch(dataset)
    return found
