"""The place under the matrix: two services and organisations, every role, marked records."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from itertools import product
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.test import Client

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.datasets.attached import value_of
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.store import store
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE
from lieucommun.kernel.services.registry import open_service
from tests.matrix.canaries import written
from tests.matrix.oracle import Given, Kept, Manifest, Someone
from tests.place import TRIALS

if TYPE_CHECKING:
    from uuid import UUID

SERVICES = Path(__file__).resolve().parent / "services"
FOLDERS = (TRIALS / "epreuve", SERVICES / "matrice")
NORTH, SOUTH = "nord", "sud"
COMMUNES = ("42218", "69123", "75056")


def _person(name: str, *given: tuple[str, ...]) -> Someone:
    return Someone(name, tuple(Given(*each) for each in given))


PEOPLE = (
    Someone("anyone", signed_in=False),
    _person("nobody"),
    _person("left", ("epreuve", "coordination"), ("matrice", "region")),
    _person("place", (PLACE, COORDINATOR)),
    _person("north", ("epreuve", "agent", NORTH), ("matrice", "guichet", NORTH)),
    _person("south", ("epreuve", "agent", SOUTH), ("matrice", "guichet", SOUTH)),
    _person("both", ("epreuve", "agent", NORTH), ("epreuve", "agent", SOUTH)),
    _person("reader", ("epreuve", "lecteur"), ("matrice", "organisme", NORTH)),
    _person("counts", ("epreuve", "statistique"), ("matrice", "veille")),
    _person("all", ("epreuve", "coordination"), ("matrice", "region")),
    _person("mixed", ("epreuve", "agent", NORTH), ("epreuve", "lecteur")),
    _person("counted", ("epreuve", "agent", SOUTH), ("epreuve", "statistique")),
    _person("applicant", ("matrice", "demandeur")),
    _person("team-north", ("matrice", "equipe", NORTH)),
    _person("team-south", ("matrice", "equipe", SOUTH), ("matrice", "organisme", SOUTH)),
    _person("homeless", ("matrice", "equipe"), ("epreuve", "agent")),
    _person("referent", ("matrice", "referent", "", "departement:42")),
    _person("far", ("matrice", "referent", "", "region:11"), ("matrice", "veille")),
)
#: Pages whose text bears a mark: those to whom the page is not open find it nowhere.
TEXTS = (("matrice", "reserve", "9097"),)
#: Whose sessions were opened before they lost everything: the oracle takes them for anyone.
GONE = "left"


class Cabinet:
    """What is asked and what is known of it."""

    def __init__(self) -> None:
        self.manifests = {folder.name: Manifest.read(folder) for folder in FOLDERS}
        self.organisations = {
            slug: Organisation.objects.create(slug=slug, name=f"Équipe {slug}")
            for slug in (NORTH, SOUTH)
        }
        self.persons = {who.name: self._signed_up(who) for who in PEOPLE if who.signed_in}
        self.records: list[Kept] = []
        self.uuids: dict[str, str] = {}
        self.files: list[tuple[Kept, str, UUID]] = []
        for record in (*self._others(), *self._sites(), *self._files()):
            self._write(record)
        self.clients = {who.name: self._client(who) for who in PEOPLE}
        Person.objects.filter(pk=self.persons[GONE].pk).update(is_active=False)
        self.records += list(self._seeded())

    # -- what is known ---------------------------------------------------------------------

    def sight(self, who: Someone, record: Kept) -> dict[str, float] | None:
        return self.manifests[record.service].sight(self.as_known(who), record)

    def as_known(self, who: Someone) -> Someone:
        """Return who someone is to the oracle: a person who left is anyone."""
        return PEOPLE[0] if who.name == GONE else who

    def marks(self, who: Someone, record: Kept) -> set[str]:
        """Return the marks of a record that someone may read as they are."""
        sight = self.sight(who, record) or {}
        return {mark for name, mark in record.canaries.items() if sight.get(name) == 0}

    def allowed(self, who: Someone) -> set[str]:
        """Return every mark that someone may read anywhere, in records and in texts."""
        found = set().union(*(self.marks(who, record) for record in self.records))
        for slug, path, mark in TEXTS:
            manifest = self.manifests[slug]
            page = next(page for page in manifest.pages if page["path"] == path)
            if manifest.opens(page, self.as_known(who)):
                found.add(mark)
        return found

    def unreadable(self, who: Someone) -> set[str]:
        """Return the uuids of the records that someone may not read."""
        return {
            self.uuids[record.code]
            for record in self.records
            if record.code in self.uuids and self.sight(who, record) is None
        }

    def of(self, service: str, dataset: str) -> list[Kept]:
        return [one for one in self.records if (one.service, one.dataset) == (service, dataset)]

    @cached_property
    def every_mark(self) -> set[str]:
        return {mark for record in self.records for mark in record.canaries.values()}

    # -- what is written -------------------------------------------------------------------

    def _signed_up(self, who: Someone) -> Person:
        person = Person.objects.create_user(f"{who.name}@example.org", None, name=who.name)
        for each in who.given:
            RoleGrant.objects.create(
                person=person,
                service=each.service,
                role=each.role,
                organisation=self.organisations.get(each.organisation),
                territory=each.territory,
            )
        return person

    def _client(self, who: Someone) -> Client:
        client = Client(raise_request_exception=False)
        if who.signed_in:
            client.force_login(self.persons[who.name])
        return client

    def _sites(self) -> Iterator[Kept]:
        states = ("propose", "publie", "retire")
        for rank, (home, state, shared) in enumerate(
            product((NORTH, SOUTH, ""), states, (True, False))
        ):
            more = {
                "partage": shared,
                "genre": ("cafe", "musee")[rank % 2],
                "publics": ["tous"] if rank % 3 else ["jeunes"],
                "commune": COMMUNES[rank % 3],
                "ouvert": rank % 2 == 0,
                "repere": f"zq{40 + rank % 2}f60z",
                "porteur": (NORTH, SOUTH)[rank % 2],
            }
            yield self._marked(rank, Kept("epreuve", "lieux", "", state, home, "", more))

    def _files(self) -> Iterator[Kept]:
        states, owners = ("depose", "publie", "clos"), ("applicant", "north", "")
        for rank, (home, state, owner) in enumerate(product((NORTH, SOUTH, ""), states, owners)):
            more = {
                "partage": rank % 2 == 0,
                "commune": COMMUNES[rank % 3 if owner else 2],
                "destinataire": (NORTH, SOUTH, None)[rank % 3],
            }
            yield self._marked(50 + rank, Kept("matrice", "dossiers", "", state, home, owner, more))

    def _others(self) -> Iterator[Kept]:
        for rank, state in enumerate(("publie", "cache")):
            yield self._marked(40 + rank, Kept("epreuve", "reperes", "", state, "", "", {}))
        for rank, home in enumerate((NORTH, SOUTH, "")):
            yield self._marked(45 + rank, Kept("epreuve", "carnet", "", "", home, "", {}))

    def _seeded(self) -> Iterator[Kept]:
        for rank in range(95, 99):
            marks = {name: f"{rank}{80 + at}" for at, name in enumerate(("code", "nom", "interne"))}
            values = {name: written(mark, "text") for name, mark in marks.items()}
            yield Kept("matrice", "annuaire", values["code"], "", "", "", values, marks)

    def _marked(self, rank: int, kept: Kept) -> Kept:
        """Return a record with a mark in each field whose type can bear one."""
        fields = self.manifests[kept.service].dataset(kept.dataset)["fields"]
        first = {"lieux": 0, "reperes": 60, "carnet": 63, "dossiers": 66}[kept.dataset]
        values, marks = dict(kept.values), {}
        for at, (name, field) in enumerate(fields.items()):
            mark = f"{rank:02}{first + at:02}"
            value = written(mark, field["type"])
            if field["type"] == "list":
                value = [{next(iter(field["of"])): written(mark, "text")}]
            if name not in values and value is not None:
                values[name], marks[name] = value, mark
        if "repere" in values:  # the key of another record: whoever reads the field reads it
            marks["repere"] = values["repere"][2:4] + values["repere"][5:7]
        code = values.get("code", f"zq{rank:02}")
        return replace(kept, code=code, values=values, canaries=marks)

    def _write(self, record: Kept) -> None:
        dataset = open_service(record.service).dataset(record.dataset)
        values = {
            name: {"fr": value, "en": value} if dataset.fields[name].translated else value
            for name, value in record.values.items()
            if value is not None
        }
        for name, value in values.items():
            if dataset.fields[name].type == "file":
                values[name] = self._sent(record, name, str(value))
        home = self.organisations.get(record.organisation)
        kept = create_record(
            dataset,
            values,
            by=SYSTEM,
            organisation=home.pk if home else None,
            state=record.state,
        )
        if record.owner:
            owner = self.persons[record.owner].pk
            Record.objects.filter(uuid=kept.uuid).update(owner_id=owner)
        self.records.append(record)
        self.uuids[record.code] = str(kept.uuid)

    def _sent(self, record: Kept, name: str, mark: str) -> str:
        """Keep a file whose name and content bear a mark; return how a field names it."""
        content = f"mot\n{Path(mark).stem}\n".encode()
        digest = sha256(content).hexdigest()
        with NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            store().put(Path(file.name), digest)
        row = Attachment.objects.create(
            service=record.service,
            name=f"{Path(mark).stem}.csv",
            content_type="text/csv",
            size=len(content),
            sha256=digest,
            purpose="file",
        )
        self.files.append((record, name, row.uuid))
        return value_of(row)
