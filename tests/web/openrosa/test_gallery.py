"""The standard client on the two services of the gallery that work outside."""

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from lieucommun.kernel.forms.actions import sending
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.queries import Hand
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.registry import open_service
from tests.field.client import Client
from tests.field.place import Ground
from tests.forms.place import PIXEL, Filling

POINTS = {
    "personnes": ("exploitant", "diplomes", "cartes", "honorabilite"),
    "affichage": ("affiches", "assurance", "organisation_secours"),
    "securite": ("trousse", "locaux", "buts", "bassins", "accidents"),
    "sante": ("alcool", "tabac"),
}
WRONG = {"point": "affiches", "gravite": "mineure", "delai": "15"}
POSTED = "Diplômes, cartes, textes et assurance sont affichés, visibles de tous."


@pytest.fixture
def files(db: None, tmp_path: Path, settings: Settings) -> None:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"


def whole(client: Client, name: str, dataset: str, identifier: str) -> None:
    """What the manifest names is downloaded, and the server still has the record."""
    manifest = client.manifest(client.forms()[name]["manifestUrl"])
    assert f"{dataset}.csv" in manifest
    for parts in manifest.values():
        assert client.get(parts["downloadUrl"]).status == 200
    body = client.get(f"entities/{dataset}/integrity?id={identifier}").body.decode()
    assert "<deleted>false</deleted>" in body


@pytest.mark.usefixtures("files")
def test_an_outreach_team_meets_someone_then_meets_them_again() -> None:
    ground = Ground(open_service("maraudes"))
    client = ground.device("equipe")
    assert {"rencontre", "suivi", "accord"} <= set(client.forms())
    before = set(client.entities("personnes", "rencontre"))
    meeting = client.form("rencontre")
    met = {"/data/fiche/surnom": "Le Breton", "/data/fiche/besoins": "manger"}
    first = client.filled(meeting, met)
    assert [client.send(first).status, client.send(first).status] == [201, 201]

    rows = client.entities("personnes", "rencontre")
    (person,) = set(rows) - before
    assert (rows[person]["surnom"], rows[person]["besoins"]) == ("Le Breton", "manger")
    whole(client, "rencontre", "personnes", person)

    known = {"/data/fiche/personne": person, "/data/fiche/besoins": "soins"}
    assert client.send(client.filled(client.form("rencontre"), known)).status == 201
    row = client.entities("personnes", "rencontre")[person]
    assert (row["besoins"], row["__version"]) == ("soins", "2")
    meetings = ground.records("rencontres").filter(data__personne=person)
    assert [each.data["besoins"] for each in meetings] == [["manger"], ["soins"]]
    assert [each.problems for each in Submission.objects.order_by("pk")[:2]] == [[], []]


@pytest.mark.usefixtures("files")
def test_an_inspector_fills_in_a_grid_with_a_photo_and_the_base_follows() -> None:
    ground = Ground(open_service("inspections"))
    client = ground.device("direction", "inspecteur")
    assert {"grille_sport", "grille_sejour", "grille_social"} <= set(client.forms())
    rows = client.entities("etablissements", "grille_sport")
    place = next(name for name, row in rows.items() if row["domaine"] == "sport")
    filling = client.filling(client.form("grille_sport"))
    filling.set("/data/lieu_du_controle/etablissement", place)
    filling.set("/data/lieu_du_controle/date", client.now.date().isoformat())
    filling.set("/data/lieu_du_controle/inspecteur", "Camille Essai")
    for group, points in POINTS.items():
        for point in points:
            filling.set(f"/data/{group}/{point}", "non" if point == "affiches" else "oui")
    filling.set("/data/reste/autre_ecart", "non")
    for question, text in {**WRONG, "photo_ecart": "mur.png"}.items():
        filling.set(f"/data/ecarts[1]/{question}", text)
    filling.set("/data/bilan/conclusion", "corrections")
    xml = filling.to_xml()
    assert client.send(xml).status == 202
    assert client.send(xml, {"mur.png": PIXEL}).status == 201

    whole(client, "grille_sport", "etablissements", place)
    (control,) = ground.records("controles").filter(data__etablissement=place).order_by("-pk")[:1]
    assert (control.data["date"], control.data["score"]) == (client.now.date().isoformat(), "92.9")
    (wrong,) = ground.records("non_conformites").filter(data__controle=str(control.uuid))
    assert (wrong.data["gravite"], wrong.data["etablissement"]) == ("mineure", place)
    assert wrong.data["photo"]
    assert Submission.objects.get().problems == []
    row = client.entities("etablissements", "grille_sport")[place]
    assert (row["derniere_visite"], int(row["__version"])) == (
        client.now.date().isoformat(),
        int(rows[place]["__version"]) + 1,
    )


@pytest.mark.usefixtures("files")
def test_the_same_grid_filled_in_on_a_page_writes_the_same_records() -> None:
    service = open_service("inspections")
    ground = Ground(service)
    inspector = ground.person("camille", "inspecteur", "direction")
    viewer = viewer_for(inspector, service.slug)
    place = ground.records("etablissements").filter(data__domaine="sport").first()
    assert place is not None
    filling = Filling(service, Hand(viewer, {}), "grille_sport")
    filling.give(
        {
            "/data/lieu_du_controle/etablissement": str(place.uuid),
            "/data/lieu_du_controle/date": timezone.localdate().isoformat(),
            "/data/lieu_du_controle/inspecteur": "Camille Essai",
            **{
                f"/data/{group}/{point}": "non" if point == "affiches" else "oui"
                for group, points in POINTS.items()
                for point in points
            },
            "/data/reste/autre_ecart": "non",
        }
    )
    filling.give({f"/data/ecarts[1]/{name}": text for name, text in WRONG.items()})
    filling.give({"/data/bilan/conclusion": "corrections"})
    sending.send(service, filling.held, filling.hand)
    (control,) = ground.records("controles").order_by("-pk")[:1]
    (wrong,) = ground.records("non_conformites").filter(data__controle=str(control.uuid))
    assert (wrong.data["point"], wrong.data["etablissement"]) == (POSTED, str(place.uuid))
