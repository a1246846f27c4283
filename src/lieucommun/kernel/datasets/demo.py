"""The invented organisations, persons, roles and records of a service's demo.yaml."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.place_roles import ADMINISTRATOR, COORDINATOR, PLACE
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.reading import Document, read_yaml
from lieucommun.kernel.territories import queries as territories

from .errors import InvalidRecord
from .importing import keyed_uuid
from .models import Record, RecordVersion
from .schema import Dataset
from .validation import read_data, with_defaults
from .writing import SYSTEM, System, add, change, touch

FILE = "demo.yaml"


@transaction.atomic
def load_demo(service: LoadedService) -> list[Diagnostic]:
    """Load what demo.yaml invents and is not there yet; loading twice changes nothing.

    Persons and organisations are marked as invented and no password opens their accounts. Returns
    the records that could not be taken in.
    """
    _load_place()
    if not service.folder.exists(FILE):
        return []
    document = read_yaml(service.folder.read(FILE), FILE)
    if not isinstance(document.data, dict):
        return []
    told: dict[str, Any] = document.data
    homes = {each["slug"]: _organisation(each) for each in told.get("organisations") or ()}
    people = {each["key"]: _person(service, each) for each in told.get("persons") or ()}
    found: list[Diagnostic] = []
    for name, rows in (told.get("records") or {}).items():
        dataset = service.dataset(name)
        found += _records(dataset, rows or [], homes, people, document)
        touch(dataset)
    return found


def _load_place() -> None:
    """Load what belongs to no service: the organisation `demo`, and who coordinates the place."""
    home, fresh = Organisation.objects.get_or_create(
        slug="demo", defaults={"name": "Démonstration", "demo": True}
    )
    if not fresh:
        return
    email = "dominique@example.org"
    if Person.objects.filter(email=email).exists():
        return
    someone = Person.objects.create_user(email, None, name="Dominique", demo=True)
    RoleGrant.objects.create(person=someone, service=PLACE, role=COORDINATOR)
    RoleGrant.objects.create(person=someone, service=PLACE, role=ADMINISTRATOR, organisation=home)


def _organisation(told: Mapping[str, Any]) -> int:
    values = {
        "name": str(told["name"]),
        "kind": str(told.get("kind") or ""),
        "territory": _territory(told.get("territory")),
        "demo": True,
    }
    kept, fresh = Organisation.objects.get_or_create(slug=str(told["slug"]), defaults=values)
    if kept.demo and not fresh:
        Organisation.objects.filter(pk=kept.pk).update(**values)
    return kept.pk


def _person(service: LoadedService, told: Mapping[str, Any]) -> int:
    email = str(told["email"]).lower()
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, None, name=str(told["name"]), demo=True)
    if person.demo:  # never give a role to a real account that has the same address
        for each in told.get("roles") or ():
            slug = each.get("organisation")
            RoleGrant.objects.get_or_create(
                person=person,
                service=service.slug,
                role=str(each["role"]),
                organisation=Organisation.objects.filter(slug=slug).first() if slug else None,
                territory=_territory(each.get("territory")),
            )
    return person.pk


def _territory(code: Any) -> str:
    """Return the key of a territory; two digits alone are a département."""
    if not code:
        return ""
    known = territories.current(str(code)) or territories.current(str(code), "departement")
    return known.territory.key if known else str(code)


def _records(
    dataset: Dataset,
    rows: list[dict[str, Any]],
    homes: Mapping[str, int],
    people: Mapping[str, int],
    document: Document,
) -> Iterator[Diagnostic]:
    for rank, row in enumerate(rows):
        owner = people.get(str(row.get("_owner", "")))
        by: Viewer | System = Viewer(owner) if owner else SYSTEM
        try:
            versions = _versions(dataset, row)
        except InvalidRecord as invalid:
            path, line, column = document.place.find(("records", dataset.name, rank))
            for problem in invalid.problems:
                params = {"field": problem.field, "detail": problem.message}
                yield Diagnostic(path or FILE, line, column, "LC086", params)
            continue
        _store(dataset, row, versions, by, rank=rank, home=homes.get(row.get("_organisation", "")))


def _versions(dataset: Dataset, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    last = {name: value for name, value in row.items() if not name.startswith("_")}
    told = [*({**last, **before} for before in row.get("_before") or ()), last]
    return [read_data(dataset, with_defaults(dataset, each)) for each in told]


def _store(
    dataset: Dataset,
    row: Mapping[str, Any],
    versions: list[dict[str, Any]],
    by: Viewer | System,
    *,
    rank: int,
    home: int | None,
) -> None:
    key = str(versions[-1].get(dataset.record_key) or "") if dataset.record_key else ""
    uuid = keyed_uuid(dataset, key or f"demo/{rank}")
    here = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    taken = here.filter(Q(key=key) | Q(uuid=uuid) if key else Q(uuid=uuid))
    if known := taken.first():
        if settings.AUTHORING and known.origin == Record.Origin.DEMO and known.data != versions[-1]:
            known.data = versions[-1]
            change(dataset, [known], by, RecordVersion.Action.UPDATED)
        return
    path = list(_path(dataset, row))
    came = path[0][1]
    record = Record(
        uuid=uuid,
        service_id=dataset.service_id,
        dataset=dataset.name,
        state=path[0][0],
        organisation_id=home,
        owner_id=by.person,
        origin=Record.Origin.DEMO,
        data=versions[0],
        created_at=came,
        updated_at=came,
    )
    add(dataset, [record], by)
    _dated(record, came)
    for state, moment in path[1:]:
        record.state = state
        change(dataset, [record], SYSTEM, RecordVersion.Action.MOVED)
        _dated(record, moment)
    for data in versions[1:]:
        record.data = data
        change(dataset, [record], by, RecordVersion.Action.UPDATED)


def _path(dataset: Dataset, row: Mapping[str, Any]) -> Iterator[tuple[str, dt.datetime]]:
    """Yield the states that an invented record went through, and when; the last is where it is."""
    now = timezone.now()
    for each in row.get("_moved") or ():
        yield str(each["state"]), now - dt.timedelta(days=float(each["days_ago"]))
    if not row.get("_moved"):
        yield str(row.get("_state") or dataset.initial_state), now


def _dated(record: Record, moment: dt.datetime) -> None:
    RecordVersion.objects.filter(record=record.uuid, version=record.version).update(at=moment)
    Record.objects.filter(pk=record.pk).update(updated_at=moment)
