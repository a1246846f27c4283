"""The trial of field work, served in the transaction of a test, and devices that call it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import QuerySet
from django.test import Client as DjangoClient
from django.test.utils import override_settings

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.devices.actions import add_device
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget, open_service, synchronise

from .client import Client, Headers, Reply

SLUG = "terrain"


def ask(method: str, path: str, body: bytes = b"", headers: Headers | None = None) -> Reply:
    """Ask the place of this process."""
    given = dict(headers or {})
    kind = given.pop("Content-Type", "application/octet-stream")
    call = getattr(DjangoClient(), method.lower())
    told = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in given.items()}
    if method in {"GET", "HEAD"}:
        response = call(path, **told)
    else:
        response = call(path, data=body, content_type=kind, **told)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Reply(response.status_code, dict(response.headers), content)


@contextmanager
def opened(root: Path, slug: str = SLUG) -> Iterator[LoadedService]:
    """Serve the folders under a root."""
    with override_settings(SERVICE_FOLDERS=[root], DEMO=False):
        forget()
        report = synchronise()
        assert report.problems == (), report.problems
        yield open_service(slug)
    forget()


@dataclass
class Ground:
    """The trial with its organisations, and devices by the name of their team."""

    service: LoadedService
    keys: dict[str, DeviceKey] = field(default_factory=dict)

    def records(self, dataset: str = "personnes") -> QuerySet[Record]:
        """Return the records of a dataset of the trial, the first first."""
        return Record.objects.filter(service=self.service.service_id, dataset=dataset).order_by(
            "pk"
        )

    def organisation(self, name: str) -> Organisation:
        return Organisation.objects.get_or_create(slug=name, defaults={"name": name.title()})[0]

    def device(self, team: str, role: str = "maraudeur", *, person: Person | None = None) -> Client:
        """Return a device of a team, with a key of its own."""
        home = self.organisation(team)
        name = f"{role} {team}"
        key, text = add_device(
            name, service=self.service.slug, role=role, organisation=home, person=person
        )
        self.keys[name] = key
        return Client(ask, f"/key/{text}/s/{self.service.slug}/")

    def person(self, name: str, role: str, team: str = "") -> Person:
        """Return an account with a role."""
        found = Person.objects.create_user(f"{name}@terrain.example", None, name=name.title())
        home = self.organisation(team) if team else None
        RoleGrant.objects.create(
            person=found, service=self.service.slug, role=role, organisation=home
        )
        return found
