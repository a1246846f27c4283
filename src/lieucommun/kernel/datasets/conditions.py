"""What a query asks for, and the SQL it means for a viewer."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Cos, Radians, Sin
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from lieucommun.kernel.search.index import matching
from lieucommun.kernel.search.words import Word

from .access import TERRITORY, Access
from .errors import Refused
from .fields import Field, Json
from .fields.places import EARTH_KM
from .models import RecordTerm
from .predicates import NOTHING, any_of, has_term, has_value, in_dataset
from .schema import Dataset
from .searching import Where, expression, found

KM_PER_DEGREE = 111.1  # a little less than true: the box must hold the circle
MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class Near:
    """A place and a distance around it."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is asked of the records; an empty one asks for all."""

    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[Word, ...] | None = None
    relaxed: bool = False
    near: Near | None = None
    territory: str = ""
    states: tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    #: Whose they are to follow: a person (id), 0 for nobody; None asks nothing.
    assignee: int | None = None

    @property
    def empty(self) -> bool:
        return replace(self, relaxed=False) == Criteria()

    def without(self, name: str) -> "Criteria":
        """Return the same without the filter on a field."""
        return replace(self, filters=tuple(each for each in self.filters if each[0] != name))


def shows(access: Access, name: str) -> Q | None:
    """Return where a field is visible among readable records; None when it always is."""
    ranks = access.showing(name)
    if len(ranks) == len(access.clauses):
        return None
    return any_of(when for rank in ranks for when in access.clauses[rank].when)


def readable_where(dataset: Dataset, access: Access) -> Q:
    """Return where a record of the dataset may be read by the viewer."""
    here = in_dataset(dataset.service_id, dataset.name)
    allowed = any_of(when for clause in access.clauses for when in clause.when)
    if allowed is not None:
        here &= allowed
    if dataset.retention:
        here &= Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
    return here


def asked(
    dataset: Dataset,
    access: Access,
    criteria: Criteria,
    *,
    where: Where = "all",
    dense: bool = False,
) -> Q | None:
    """Return where a record is what was asked for; None when everything is.

    `where` the words are; `dense`: so many records are that each is better probed in its order.
    """
    parts = [
        _filtered(dataset, access, name, values, dense=dense) for name, values in criteria.filters
    ]
    if criteria.words is not None:
        every = not criteria.relaxed
        words = found(dataset, access, criteria.words, every=every, where=where, dense=dense)
        parts.append(words)
    if criteria.near:
        parts.append(_near(dataset, access, criteria.near))
    if criteria.territory:
        parts.append(_within(dataset, access, criteria.territory))
    if criteria.states is not None:
        parts.append(Q(state__in=criteria.states))
    if criteria.assignee is not None:
        nobody = criteria.assignee == 0
        parts.append(Q(assignee__isnull=True) if nobody else Q(assignee_id=criteria.assignee))
    if criteria.since or criteria.until:
        parts.append(_received(criteria.since, criteria.until))
    return reduce(and_, parts) if parts else None


def _received(since: dt.date | None, until: dt.date | None) -> Q:
    """Return where a record was written between two days, both within."""
    where = Q()
    if since:
        where &= Q(created_at__gte=_midnight(since))
    if until and until < dt.date.max:
        where &= Q(created_at__lt=_midnight(until + dt.timedelta(days=1)))
    return where


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _visible(access: Access, name: str, where: Q) -> Q:
    shown = shows(access, name)
    return where if shown is None else shown & where


def id_sets(dataset: Dataset, access: Access, criteria: Criteria) -> list[Any] | None:
    """Return queries of record ids that say all that is asked, when terms and words alone do.

    None when records themselves must be looked at: rights that depend on the record, retention,
    distances, values that are no terms.
    """
    whole = len(access.clauses) == 1 and access.clauses[0].always and not dataset.retention
    of_row = (criteria.since, criteria.until, criteria.states, criteria.assignee)
    if not whole or criteria.near or any(each is not None for each in of_row):
        return None
    sets: list[Any] = []
    for name, values in criteria.filters:
        field, given = dataset.fields[name], _usable(values)
        if not (field.counted or field.facet) or not access.showing(name) or not given:
            return None
        sets.append(_terms(dataset, name, given).values("record_id"))
    if criteria.territory:
        if dataset.territory is None or not access.showing(dataset.territory.name):
            return None
        sets.append(_terms(dataset, TERRITORY, [criteria.territory]).values("record_id"))
    if criteria.words is not None:
        said = expression(dataset, access, criteria.words, every=not criteria.relaxed)
        if said is None:
            return None
        sets.append(matching(said))
    return sets


def _usable(values: Iterable[str]) -> list[str]:
    return [value for value in values if "\0" not in value][:MOST_VALUES]


def _filtered(
    dataset: Dataset, access: Access, name: str, values: Iterable[str], *, dense: bool
) -> Q:
    field, given = dataset.fields[name], _usable(values)
    if not given:
        return NOTHING
    if field.counted or field.facet:
        terms = Q(pk__in=_terms(dataset, name, given).values("record_id"))
        return _visible(access, name, has_term(name, given) if dense else terms)
    readings = [reading for value in given if (reading := _read(field, value)) is not None]
    ways = [has_value(name, reading) for reading in readings]
    return _visible(access, name, reduce(or_, ways)) if ways else NOTHING


def _read(field: Field, value: str) -> Json:
    try:
        return field.read(value)
    except Refused:
        return None


def _terms(dataset: Dataset, name: str, values: list[str]) -> QuerySet[RecordTerm]:
    return RecordTerm.objects.filter(
        service_id=dataset.service_id, dataset=dataset.name, field=name, value__in=values
    )


def _within(dataset: Dataset, access: Access, code: str) -> Q:
    if dataset.territory is None:
        return NOTHING
    return _visible(access, dataset.territory.name, has_term(TERRITORY, [code]))


def _near(dataset: Dataset, access: Access, near: Near) -> Q:
    if dataset.position is None or not all(map(math.isfinite, (near.latitude, near.longitude))):
        return NOTHING
    high = near.km / KM_PER_DEGREE
    box = Q(latitude__range=(near.latitude - high, near.latitude + high))
    wide = high / max(math.cos(math.radians(min(89.0, abs(near.latitude) + high))), 0.01)
    if near.longitude - wide > -180 and near.longitude + wide < 180:  # noqa: PLR2004
        box &= Q(longitude__range=(near.longitude - wide, near.longitude + wide))
    north = Radians(F("latitude") - near.latitude) / 2.0
    east = Radians(F("longitude") - near.longitude) / 2.0
    shrink = math.cos(math.radians(near.latitude))
    half = Sin(north) * Sin(north) + Cos(Radians(F("latitude"))) * shrink * Sin(east) * Sin(east)
    limit = math.sin(min(near.km / (2 * EARTH_KM), math.pi / 2)) ** 2
    return _visible(access, dataset.position.name, box & Q(LessThanOrEqual(half, limit)))
