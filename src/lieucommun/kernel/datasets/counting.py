"""Counts: of records, of facets, of groups under secrecy.

Counts are kept in the process by the revision of the dataset: every write draws another one, so
that a kept count is never an old one.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import reduce
from operator import and_
from threading import Lock
from typing import Any, TypeVar

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, TextField, When
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from lieucommun.kernel.search.index import count_found

from .access import ALWAYS, Access, Clause
from .conditions import Criteria, asked, id_sets, readable_where, shows
from .models import DatasetState, Record, RecordTerm
from .records import Cell, FacetValue
from .schema import Dataset

T = TypeVar("T")
KEPT = 2_000
_kept: OrderedDict[Any, Any] = OrderedDict()
_lock = Lock()


def revision(dataset: Dataset) -> int:
    """Return the revision of a dataset: another number after every write."""
    found = DatasetState.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    return next(iter(found.values_list("revision", flat=True)), 0)


def remembered(
    dataset: Dataset, access: Access, what: object, at: int, compute: Callable[[], T]
) -> T:
    """Return a count, computed once per revision."""
    if dataset.retention or not at:  # time alone changes what is readable; nothing written yet
        return compute()
    key = (dataset.service_id, dataset.name, at, access, what)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    value = compute()
    with _lock:
        _kept[key] = value
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return value


def count(dataset: Dataset, access: Access, criteria: Criteria) -> int:
    """Count the records of a viewer that are what was asked for."""
    sets = id_sets(dataset, access, criteria)
    if sets:
        return _count_ids(sets)
    rows = Record.objects.filter(readable_where(dataset, access))
    where = asked(dataset, access, criteria)
    return (rows if where is None else rows.filter(where)).count()


def states(dataset: Dataset, access: Access, criteria: Criteria) -> dict[str, int]:
    """Count the records of a viewer that are what was asked for, by state."""
    rows = Record.objects.filter(readable_where(dataset, access))
    where = asked(dataset, access, criteria)
    rows = rows if where is None else rows.filter(where)
    found = rows.values("state").annotate(records=Count("pk")).order_by()
    return {row["state"]: int(row["records"]) for row in found}


def _count_ids(sets: list[Any]) -> int:
    """Count ids without looking at records: terms and index know them all."""
    first, others = sets[0], sets[1:]
    if isinstance(first, RawSQL):
        return count_found(first)
    rows = first.filter(*(Q(record_id__in=each) for each in others))
    return int(rows.aggregate(found=Count("record_id", distinct=True))["found"])


def facets(
    dataset: Dataset, access: Access, criteria: Criteria, names: list[str], *, sparse: bool
) -> dict[str, list[FacetValue]]:
    """Count the values of several fields in one statement.

    `sparse`: there are so few records that their terms are better looked up one by one.
    """
    groups: dict[tuple[Criteria, frozenset[int]], list[str]] = {}
    for name in names:
        groups.setdefault((criteria.without(name), access.showing(name)), []).append(name)
    where = Q(pk__in=[])
    for (asking, _), together in groups.items():
        where |= Q(field__in=together) & _of_records(dataset, access, asking, together[0])
    rows = RecordTerm.objects.filter(where)
    if not sparse or len(groups) > 1:
        rows = rows.filter(service_id=dataset.service_id, dataset=dataset.name)
    if len(groups) > 1:  # said once for all parts, fields narrow what is read of the index
        rows = rows.filter(field__in=names)
    counted = rows.values("field", "value").annotate(records=Count("*")).order_by()
    found: dict[str, list[FacetValue]] = {name: [] for name in names}
    for row in counted:
        found[row["field"]].append(FacetValue(row["value"], row["records"]))
    for values in found.values():
        values.sort(key=lambda each: (-each.count, each.value))
    return found


def _of_records(dataset: Dataset, access: Access, asking: Criteria, name: str) -> Q:
    sets = id_sets(dataset, access, asking)
    if sets is not None:
        return reduce(and_, (Q(record_id__in=each) for each in sets), Q())
    where, shown = asked(dataset, access, asking), shows(access, name)
    rows = Record.objects.filter(readable_where(dataset, access))
    for each in (where, shown):
        rows = rows if each is None else rows.filter(each)
    return Q(record__in=rows.values("pk"))


def aggregate(
    dataset: Dataset, access: Access, criteria: Criteria, by: tuple[str, ...], threshold: int
) -> list[Cell]:
    """Count records by fields; a group under the threshold has no count.

    The scope `aggregates` opens every record, but neither identifying nor sensitive fields, and
    neither words nor distances: they would single people out.
    """
    whole = access
    if access.aggregates is not None and criteria.words is None and criteria.near is None:
        whole = Access((Clause(frozenset({ALWAYS}), access.aggregates), *access.clauses))
    if not whole.clauses or not all(whole.showing(name) for name in by):
        return []
    rows = Record.objects.filter(readable_where(dataset, whole))
    where = asked(dataset, whole, criteria)
    return _cells(dataset, whole, rows if where is None else rows.filter(where), by, threshold)


def _cells(
    dataset: Dataset, access: Access, rows: QuerySet[Record], by: tuple[str, ...], threshold: int
) -> list[Cell]:
    groups = []
    for rank, name in enumerate(by):
        field, group = dataset.fields[name], f"group{rank}"
        value: Any = Cast(KeyTextTransform(name, "data"), TextField())
        if field.counted or field.facet:
            joined = FilteredRelation("terms", condition=Q(terms__field=name))
            rows = rows.annotate(**{f"terms{rank}": joined})
            value = F(f"terms{rank}__value")
        shown = shows(access, name)
        if shown is not None:
            value = Case(When(shown, then=value), output_field=TextField())
        rows = rows.annotate(**{group: value})
        groups.append(group)
    counted = rows.values(*groups).annotate(records=Count("pk", distinct=True)).order_by(*groups)
    found = [(tuple(row[group] or "" for group in groups), int(row["records"])) for row in counted]
    added = not any(dataset.fields[name].type == "choices" for name in by)
    secret = _secret([count for _, count in found], threshold, added=added)
    return [
        Cell(values, None if rank in secret else count)
        for rank, (values, count) in enumerate(found)
    ]


def _secret(counts: list[int], threshold: int, *, added: bool) -> set[int]:
    """Return the ranks of the groups that have no count.

    When groups add up to a total, a lone small group is what is left of it: the next smallest
    ones are kept secret too, until those that are hold as many records as the threshold.
    """
    order = sorted(range(len(counts)), key=lambda rank: counts[rank])
    secret = [rank for rank in order if counts[rank] < threshold]
    if not secret or not added:
        return set(secret)
    for rank in order[len(secret) :]:
        if len(secret) > 1 and sum(counts[each] for each in secret) >= threshold:
            break
        secret.append(rank)
    return set(secret)
