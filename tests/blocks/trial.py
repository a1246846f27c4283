"""People and records of the trial service (tests/services/epreuve)."""

from typing import Any

from django.test import Client

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, import_records
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE, Viewer
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.registry import LoadedService, open_service

SLUG = "epreuve"
#: One value of every type of field that a record of `lieux` has.
WHOLE: dict[str, Any] = {
    "code": "grand-cafe",
    "nom": {"fr": "Le Grand Café", "en": "The Great Café"},
    "texte": {"fr": "Un **grand** café.", "en": "A **great** café."},
    "rang": 1234,
    "taux": "12,5",
    "cout": "63,60",
    "date": "2026-05-21",
    "instant": "2026-05-21T13:30:00Z",
    "heure": "14:30",
    "annee": "1998",
    "ouvert": True,
    "genre": "cafe",
    "publics": ["tous", "jeunes"],
    "commune": "42218",
    "position": {"lat": 45.4397, "lon": 4.3872},
    "contour": {
        "type": "Polygon",
        "coordinates": [[[4.0, 45.0], [4.1, 45.0], [4.1, 45.1], [4.0, 45.0]]],
    },
    "plan": "data/petit.csv",
    "photo": "images/un dessin.png",
    "son": "audio/absent.mp3",
    "telephone": "04 77 00 00 00",
    "courriel": "contact@example.org",
    "site": "https://example.org/cafe?a=1&b=2",
    "siren": "732829320",
    "siret": "73282932000074",
    "horaires": "Mo-Fr 09:00-12:00,14:00-17:00",
    "salles": [{"nom": "Salle bleue", "places": 12}, {"nom": "Salle <rouge>"}],
    "surnom": "Le Vieux",
    "secret": "Un mot zinzolin.",
    "interne": "couloir",
}


class Trial:
    """The trial service, with two organisations and someone of each role."""

    def __init__(self) -> None:
        self.north = Organisation.objects.create(slug="nord", name="Équipe du Nord")
        self.south = Organisation.objects.create(slug="sud", name="Équipe du Sud")
        self.people = {
            "agent": self.person("agent", self.north),
            "agent-sud": self.person("agent", self.south),
            "lecteur": self.person("lecteur"),
            "statistique": self.person("statistique"),
            "coordination": self.person("coordination"),
            "sans-role": self.person(""),
        }

    @property
    def service(self) -> LoadedService:
        return open_service(SLUG)

    def dataset(self, name: str = "lieux") -> Dataset:
        return self.service.dataset(name)

    def person(self, role: str, organisation: Organisation | None = None) -> Person:
        number = Person.objects.count()
        person = Person.objects.create_user(
            f"p{number}@example.org", None, name=f"Personne {number}"
        )
        if role:
            RoleGrant.objects.create(
                person=person, service=SLUG, role=role, organisation=organisation
            )
        return person

    def viewer(self, who: str) -> Viewer:
        return viewer_for(self.people[who], SLUG) if who != "anyone" else ANYONE

    def client(self, who: str = "anyone") -> Client:
        client = Client()
        if who != "anyone":
            client.force_login(self.people[who])
        return client

    def page(self, path: str, who: str = "anyone", language: str = "fr") -> OpenPage:
        service = self.service
        page = service.page(path)
        assert page is not None
        return OpenPage(service, page, self.viewer(who), language)

    def add(
        self,
        *,
        dataset: str = "lieux",
        state: str = "publie",
        organisation: Organisation | None = None,
        **values: Any,
    ) -> str:
        """Create a record and return its uuid."""
        pk = organisation.pk if organisation else None
        kept = create_record(
            self.dataset(dataset),
            values,
            by=SYSTEM,
            organisation=pk,
            state=state if dataset != "carnet" else "",
        )
        return str(kept.uuid)

    def add_whole(self, **changes: Any) -> str:
        """Create a record that has a value in every field."""
        self.add(dataset="reperes", code="pont", titre="Le pont")
        linked = {"repere": "pont", "porteur": "nord"}
        return self.add(organisation=self.north, **{**WHOLE, **linked, **changes})

    def add_many(self, number: int, **values: Any) -> None:
        """Create numbered records, published."""
        rows = [
            Row(
                rank,
                {"code": f"lieu-{rank:04}", "nom": f"Lieu {rank:04}", "rang": rank % 7, **values},
                "publie",
            )
            for rank in range(number)
        ]
        import_records(self.dataset(), rows)
