"""Conditions of access as SQL."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.fields.json import KeyTransform, KeyTransformExact
from django.db.models.sql.compiler import SQLCompiler

from .access import ALWAYS, Atom, Clause, Condition
from .fields import Json
from .models import RecordTerm
from .schema import NAME

NOTHING = Q(pk__in=[])
#: What the index of keys is limited to: said again, so that it may be used.
KEYED = ~Q(key="")


class SortKey(Func):
    """The sort key of one field, spelt as the index of `publication` spells it.

    The name stands in the SQL itself: an index on an expression is used for no other spelling.
    """

    output_field = models.TextField()

    def __init__(self, name: str) -> None:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a field")
        super().__init__(F("keys"))
        self.name = name

    def as_sql(  # type: ignore[override]  # none of Func's templates apply
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> Any:
        column, params = compiler.compile(self.get_source_expressions()[0])
        return sort_key_sql(self.name, connection.vendor, column), params

    def __repr__(self) -> str:
        return f"SortKey({self.name!r})"


class Probed(Func):
    """A column that is compared, but not looked up: SQLite then keeps to the order asked."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s")


def sort_key_sql(name: str, vendor: str, column: str = "keys") -> str:
    """Return the expression of a sort key, the same in queries and in indexes."""
    if vendor == "sqlite":
        return f"json_extract({column}, '$.{name}')"
    return f"(({column} ->> '{name}') COLLATE \"C\")"


def holds(clause: Clause) -> Q | None:
    """Return where a clause holds; None when it always does."""
    return any_of(clause.when)


def any_of(conditions: Iterable[Condition]) -> Q | None:
    """Return where one of the conditions holds; None when one always does."""
    found = Q()
    some = False
    for condition in sorted(conditions, key=repr):
        if condition == ALWAYS:
            return None
        some = True
        found |= _all(condition)
    return found if some else NOTHING


def has_term(name: str, values: Iterable[str]) -> Q:
    """Return where a record has one of the terms, as a probe of each record."""
    terms = RecordTerm.objects.filter(
        record=OuterRef("pk"),
        service=OuterRef("service"),
        dataset=OuterRef("dataset"),
        field=name,
        value__in=sorted(values),
    )
    return Q(Exists(terms))


def has_value(name: str, value: Json) -> Q:
    """Return where a field holds exactly a value."""
    wanted = Value(value, output_field=models.JSONField())
    return Q(KeyTransformExact(KeyTransform(name, "data"), wanted))


def _all(condition: Condition) -> Q:
    found = Q()
    for atom in sorted(condition, key=repr):
        found &= _one(atom)
    return found


def _one(atom: Atom) -> Q:
    match atom.kind:
        case "owner":
            return Q(owner_id__in=sorted(map(int, atom.values)))
        case "organisation":
            return Q(organisation_id__in=sorted(map(int, atom.values)))
        case "outside":
            mine = sorted(map(int, atom.values))
            return Q(organisation_id__isnull=True) | ~Q(organisation_id__in=mine)
        case "state":
            return Q(state__in=sorted(atom.values))
        case "term":
            return has_term(atom.field, atom.values)


def in_dataset(service_id: int, dataset: str) -> Q:
    """Return where a record is of a dataset."""
    return Q(service_id=service_id, dataset=dataset)
