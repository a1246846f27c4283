"""The trial desk, opened in the transaction of a test: people, cases, and the jobs that run."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import time_machine
from django.test.utils import override_settings
from django.utils import timezone

from lieucommun.kernel.datasets.actions import Written, create_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget, open_service, synchronise
from lieucommun.kernel.workflows.actions.moving import move
from tests.jobs import run_jobs

SERVICES = Path(__file__).resolve().parent / "services"
SLUG = "guichet"
NAME = "demandes"
#: A Monday, in the zone of the place.
MONDAY = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


@contextmanager
def opened(*folders: Path) -> Iterator[LoadedService]:
    """Serve folders, and return the trial desk."""
    with override_settings(SERVICE_FOLDERS=list(folders or (SERVICES,)), DEMO=False):
        forget()
        report = synchronise()
        assert report.problems == (), report.problems
        yield open_service(SLUG)
    forget()


def work() -> None:
    """Run the jobs that wait, until none does."""
    run_jobs()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Be at a moment, the clock stopped."""
    with time_machine.travel(moment, tick=False):
        yield


def later(days: float) -> dt.datetime:
    """Return the moment some days after the Monday."""
    return MONDAY + dt.timedelta(days=days)


@dataclass
class Desk:
    """The trial desk with its people: who is called by a name plays it."""

    service: LoadedService
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def dataset(self) -> Any:
        return self.service.dataset(NAME)

    def person(self, name: str, role: str, *, home: str = "") -> Person:
        """Return someone who holds a role, for an organisation if one is named."""
        if name not in self.people:
            email = f"{name}@desk.example"
            self.people[name] = Person.objects.create_user(email, None, name=name.capitalize())
        found = self.people[name]
        place = Organisation.objects.get_or_create(slug=home, name=home)[0] if home else None
        RoleGrant.objects.create(person=found, service=SLUG, role=role, organisation=place)
        return found

    def viewer(self, name: str) -> Viewer:
        return viewer_for(self.people[name], SLUG)

    def file(self, name: str = "amel", **data: Any) -> Record:
        """File a request in someone's name and return its record."""
        values = {"nom": "Amel", "montant": 50, "recu_le": timezone.localdate().isoformat(), **data}
        made = create_record(self.dataset, values, by=self.viewer(name))
        return Record.objects.get(uuid=made.uuid)

    def move(self, record: Record | uuids.UUID, step: str, by: str, reason: str = "") -> Written:
        uuid = record.uuid if isinstance(record, Record) else record
        return move(self.service, self.dataset, uuid, step, by=self.viewer(by), reason=reason)


def state(record: Record) -> str:
    """Return the state of a record as it is now."""
    return Record.objects.values_list("state", flat=True).get(pk=record.pk)
