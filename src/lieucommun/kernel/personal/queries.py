"""Reads: what each table knows of a person, as rows that they may be given."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, Field, ForeignKey, Model, Q, QuerySet

from lieucommun.kernel.people.models import Organisation, Person

from .kept import KEPT, UNTIL, Kept

#: Columns without a foreign key that hold the id of a person, by their name.
ID_COLUMNS = frozenset({"by", "person"})
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """What one table knows: its words, and how many rows are given whole and in part."""

    label: str
    title: str
    purpose: str
    until: str
    own: int
    acts: int


def pointing() -> dict[str, list[str]]:
    """Return every model that names a person, with the columns that do."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.name for field in _fields(model) if _names_someone(field)]
        if names:
            found[_meta(model).label] = names
    return found


def known(person: Person) -> list[Known]:
    """Return what each table knows of someone; two counts a table at most."""
    return [
        Known(
            label,
            str(kept.title),
            str(kept.purpose),
            str(UNTIL[kept.until]),
            own_rows(person, label).count(),
            acted_rows(person, label).count(),
        )
        for label, kept in KEPT.items()
    ]


def own_rows(person: Person, label: str) -> "QuerySet[Any]":
    """Return the rows of a table that are someone's own."""
    kept, model = KEPT[label], apps.get_model(label)
    where = _any(kept.own, person.pk)
    if kept.about:
        where |= kept.about(person)
    if kept.emails and person.email_verified_at:
        for name in kept.emails:
            where |= Q(**{f"{name}__iexact": person.email})
    return _chosen(model, where)


def acted_rows(person: Person, label: str) -> "QuerySet[Any]":
    """Return the rows of a table in which someone acted, and which are not their own."""
    kept, model = KEPT[label], apps.get_model(label)
    rows = _chosen(model, _any(kept.acts, person.pk))
    return rows.exclude(pk__in=own_rows(person, label).values("pk")) if kept.own else rows


def given(person: Person, label: str, *, own: bool) -> Iterator[dict[str, Any]]:
    """Yield the rows that someone is given, column by column; other people are only "someone"."""
    rows = own_rows(person, label) if own else acted_rows(person, label)
    names = columns(label, own=own)
    for row in rows.iterator(chunk_size=CHUNK):
        yield {name: _value(row, name, person) for name in names}


def columns(label: str, *, own: bool) -> list[str]:
    """Return the columns that are given of a table."""
    kept: Kept = KEPT[label]
    fields = [field.name for field in _fields(apps.get_model(label))]
    if not own:
        return [name for name in fields if name in kept.shown]
    return [name for name in fields if name not in kept.hidden]


def _meta(model: type[Model]) -> Any:
    return model._meta  # noqa: SLF001 - Django's documented way to a model's fields


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return list(_meta(model).concrete_fields)


def _chosen(model: type[Model], where: Q) -> "QuerySet[Any]":
    manager = model._default_manager  # noqa: SLF001 - Django's own name for it
    if not where:
        return manager.none()
    linked = [
        field.name
        for field in _fields(model)
        if isinstance(field, ForeignKey) and field.related_model is Organisation
    ]
    rows = manager.filter(where).order_by("pk")
    return rows.select_related(*linked) if linked else rows


def _any(names: tuple[str, ...], person: int) -> Q:
    where = Q()
    for name in names:
        where |= Q(**{name: person})
    return where


def _names_someone(field: "Field[Any, Any]") -> bool:
    if isinstance(field, ForeignKey):
        return field.related_model is Person
    return isinstance(field, BigIntegerField) and field.name in ID_COLUMNS


def _value(row: Any, name: str, person: Person) -> Any:
    field = _meta(type(row)).get_field(name)
    value = getattr(row, field.attname)
    if _names_someone(field):
        return None if value is None else "you" if value == person.pk else "someone"
    if isinstance(field, ForeignKey) and field.related_model is Organisation:
        return str(getattr(row, name)) if value is not None else None
    return value
