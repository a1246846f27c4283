"""Totals that say how many without saying who: open to the scope `aggregates` too."""

from collections.abc import Iterable

from django.db.models import Count, Q, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from .access import ALWAYS, Access, Clause
from .conditions import asked, readable_where, shows
from .models import Record, RecordTerm
from .queries import RecordQuery
from .schema import Dataset

#: Below this many records or values, a total could point at someone.
THRESHOLD = 5


def total(
    query: RecordQuery,
    *,
    of: tuple[str, Iterable[str]] | None = None,
    distinct: str = "",
    threshold: int = THRESHOLD,
) -> int | None:
    """Return how many records a query holds, or how many different values of a field they have.

    `of` names a field and the keys that it may hold, however many: sessions of participations.
    The scope `aggregates` counts every record, without reading any; a total between 1 and the
    threshold is None: not zero, but too few to be said. `distinct` may be a field that the viewer
    does not see, since only the number of its values is given; never a sensitive one.
    """
    dataset, access = query.dataset, _whole(query)
    if not access.clauses:
        return None
    if distinct and dataset.fields[distinct].personal == "sensitive":
        return None
    rows = Record.objects.filter(readable_where(dataset, access))
    where = asked(dataset, access, query.criteria)
    rows = rows if where is None else rows.filter(where)
    rows = rows if of is None else rows.filter(_holding(dataset, access, *of))
    if distinct:
        value = Cast(KeyTextTransform(distinct, "data"), TextField())
        found = rows.aggregate(values=Count(value, distinct=True))["values"]
    else:
        found = rows.count()
    return None if 0 < found < threshold else int(found)


def _holding(dataset: Dataset, access: Access, name: str, keys: Iterable[str]) -> Q:
    terms = RecordTerm.objects.filter(
        service_id=dataset.service_id, dataset=dataset.name, field=name, value__in=list(keys)
    )
    held, shown = Q(pk__in=terms.values("record_id")), shows(access, name)
    return held if shown is None else held & shown


def _whole(query: RecordQuery) -> Access:
    access = query.access
    if access.aggregates is None:
        return access
    return Access((Clause(frozenset({ALWAYS}), access.aggregates), *access.clauses))
