from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from lieucommun.kernel.datasets.models import DatasetState, Record
from lieucommun.kernel.datasets.publication import publish
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.search.queries import everywhere
from lieucommun.kernel.services import registry
from lieucommun.kernel.services.registry import LoadedService

pytestmark = pytest.mark.django_db
MANIFEST = """
service: essai
version: 0.1.0
title: {fr: Essai de jardins, en: Gardens}
lab: exemple
state: runs
themes: []
languages: [fr, en]
privacy: none
roles: {equipe: {title: Équipe}}
datasets:
  jardins:
    title: {fr: Jardins, en: Gardens}
    label: "{nom}"
    key: code
    seed: {file: data/jardins.csv, key: code}
    fields:
      nom: {type: text, title: Nom, required: true, translated: true, search: true, sort: true}
      code: {type: text, title: Code, required: true, unique: true}
      voisin: {type: reference, title: Voisin, target: jardins}
      sols: {type: choices, title: Sols, choices: {sable: Sable, argile: Argile}, facet: true}
      note: {type: text, title: Note, search: true}
    access:
      anyone: {read: published, hide: [note]}
      equipe: {read: all, update: organisation}
    workflow:
      initial: ouvert
      states: {ouvert: {title: Ouvert, public: true}, projet: {title: En projet}}
      transitions:
        fermer: {title: Fermer, from: ouvert, to: projet, by: equipe}
        ouvrir: {title: Ouvrir, from: projet, to: ouvert, by: equipe}
pages:
  - {path: '', block: pages, title: Accueil, file: pages/accueil.md, for: [anyone]}
  - {path: sols, block: pages, title: Les sols, file: pages/sols.md, for: [anyone]}
  - {path: jardins, block: directory, title: Jardins, dataset: jardins, for: [anyone]}
"""
SEED = (
    "code,nom@fr,nom@en,voisin,sols,note\n"
    "a,Le verger,The orchard,b,sable|argile,poirier\n"
    "b,Le potager,,,argile,\n"
)
DEMO = """
organisations: [{slug: equipe-verte, name: Équipe verte, kind: association, territory: "42"}]
persons:
  - key: amel
    name: Amel
    email: amel@example.org
    roles: [{role: equipe, organisation: equipe-verte}]
records:
  jardins:
    - {_organisation: equipe-verte, _owner: amel, _state: projet, code: z, nom: La friche}
    - _before: [{nom: Ancien nom}]
      code: y
      nom: Nouveau nom
"""


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    root = tmp_path / "essai"
    for name, content in {
        "service.yaml": MANIFEST,
        "data/jardins.csv": SEED,
        "demo.yaml": DEMO,
        "pages/accueil.md": "Bienvenue aux jardiniers.",
        "pages/sols.md": "Un sol argileux retient l’eau.",
        "pages/sols.en.md": "Clay keeps water.",
        "README.md": "# Essai",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    settings.SERVICE_FOLDERS = [tmp_path]  # type: ignore[attr-defined]
    registry.forget()
    return root


def opened() -> LoadedService:
    report = registry.synchronise()
    assert [str(problem) for problem in report.problems if problem.level == "error"] == []
    return registry.open_service("essai")


def keys(service: LoadedService) -> list[str]:
    return [record.key for record in query(service.dataset("jardins"), ANYONE).page()]


def test_a_seed_comes_with_its_version_and_follows_its_file(folder: Path) -> None:
    service = opened()
    assert keys(service) == ["a", "b"]
    assert query(service.dataset("jardins"), ANYONE).one("a").text("nom", "en") == "The orchard"
    before = DatasetState.objects.get().revision
    assert publish(service) == []
    assert DatasetState.objects.get().revision == before
    seed = SEED.replace("b,Le potager,,,argile,\n", "c,La serre,,,,\n").replace(",b,", ",c,")
    (folder / "data/jardins.csv").write_text(seed, "utf-8")
    assert keys(opened()) == ["a", "c"]


def test_a_seed_that_points_nowhere_is_refused_whole(folder: Path) -> None:
    (folder / "data/jardins.csv").write_text(SEED.replace(",b,", ",x,"), "utf-8")
    report = registry.synchronise()
    assert [(each.path, each.line) for each in report.problems] == [("essai/data/jardins.csv", 2)]
    assert Record.objects.count() == 0


def test_search_follows_the_rules_when_they_change(folder: Path) -> None:
    service = opened()
    assert query(service.dataset("jardins"), ANYONE).search("poirier").count() == 0
    (folder / "service.yaml").write_text(MANIFEST.replace(", hide: [note]", ""), "utf-8")
    assert query(opened().dataset("jardins"), ANYONE).search("poirier").count() == 1


def test_indexes_of_sorts_come_and_go(folder: Path) -> None:
    def indexes() -> int:
        with connection.cursor() as cursor:
            constraints = connection.introspection.get_constraints(cursor, "datasets_record")
        return sum(name.startswith("record_sort_") for name in constraints)

    opened()
    assert indexes() == 1
    (folder / "service.yaml").write_text(MANIFEST.replace(", sort: true", ""), "utf-8")
    opened()
    assert indexes() == 0


@pytest.mark.usefixtures("folder")
def test_a_demonstration_is_loaded_only_when_asked(settings: object) -> None:
    opened()
    assert Person.objects.count() == 0
    settings.DEMO = True  # type: ignore[attr-defined]
    service = opened()
    person = Person.objects.get(email="amel@example.org")
    assert (person.demo, person.has_usable_password()) == (True, False)
    assert Organisation.objects.get(slug="equipe-verte").territory == "departement:42"
    assert publish(service) == []
    # Beside the folder's person stands who coordinates the place of a demonstration.
    assert (Person.objects.count(), RoleGrant.objects.count()) == (2, 3)
    team = query(service.dataset("jardins"), viewer_for(person, "essai"))
    assert [record.key for record in team.page()] == ["a", "b", "z", "y"]
    assert [each.data["nom"]["fr"] for each in team.history(team.one("y").uuid)] == [
        "Nouveau nom",
        "Ancien nom",
    ]
    assert keys(service) == ["a", "b", "y"]


def test_an_invented_record_went_through_its_states(folder: Path, settings: object) -> None:
    moved = "_moved: [{state: ouvert, days_ago: 9}, {state: projet, days_ago: 2}]"
    demo = (folder / "demo.yaml").read_text("utf-8").replace("_state: projet", moved)
    (folder / "demo.yaml").write_text(demo, "utf-8")
    settings.DEMO = True  # type: ignore[attr-defined]
    service = opened()
    team = query(service.dataset("jardins"), viewer_for(Person.objects.get(name="Amel"), "essai"))
    record = team.one("z")
    assert (record.state, (timezone.now() - record.created_at).days) == ("projet", 9)
    told = [(each.state, (timezone.now() - each.at).days) for each in team.history(record.uuid)]
    assert told == [("projet", 2), ("ouvert", 9)]


@pytest.mark.usefixtures("folder")
def test_one_box_finds_services_pages_and_public_records(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    opened()
    found = {
        asked: [(each.url, each.title) for each in everywhere(asked, "en")]
        for asked in (
            "jardin",
            "argileux",
            "water",
            "verger",
            "friche",
            "poirier",
            "zzz",
            "",
            "les",
        )
    }
    assert found == {
        "jardin": [("/s/essai/", "Gardens"), ("/s/essai/jardins/", "Jardins")],
        "argileux": [("/s/essai/sols/", "Les sols")],
        "water": [("/s/essai/sols/", "Les sols")],
        "verger": [("/s/essai/jardins/a/", "The orchard")],
        "friche": [],
        "poirier": [],
        "zzz": [],
        "": [],
        "les": [("/s/essai/sols/", "Les sols")],
    }
