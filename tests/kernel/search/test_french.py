"""Golden French queries: the same answers on both databases."""

import pytest

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.schema import Dataset, build
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.models import Service

TEXTS = {
    "etienne": "Accueil des réfugiés à Saint-Étienne",
    "ecole": "L’école de la deuxième chance, aux Mureaux",
    "cheval": "Des chevaux pour l’insertion professionnelle",
    "travail": "Travaux d’intérêt général : guide de l’employeur",
    "oeuvre": "Œuvres et cœur : l’art à l’hôpital",
    "mobilite": "Aide à la mobilité des jeunes en zone rurale",
    "logement": "Se loger : hébergement d’urgence & logement social",
    "numerique": "Numérique pour tous, Lyon 3e, bd de la Croix-Rousse",
    "sante": "Maison de santé Sainte-Marthe (75020)",
    "droits": "Accès aux droits, citoyenneté et simplification administrative",
    "falc": "Écrire en FALC : facile à lire et à comprendre",
    "maires": "Les maires et l’eau potable",
    "naif": "Une naïve ambiguïté à l’Haÿ-les-Roses",
    "caf": "CAF de l'Isère – 38 000 allocataires",
}
QUERIES = [
    ("refugies", {"etienne"}),
    ("réfugié", {"etienne"}),
    ("RÉFUGIÉES", {"etienne"}),
    ("st etienne", {"etienne"}),
    ("saint-etienne", {"etienne"}),
    ("Saint Étienne", {"etienne"}),
    ("sainte marthe", {"sante"}),
    ("ste marthe", {"sante"}),
    ("ecoles", {"ecole"}),
    ("l'ecole", {"ecole"}),
    ("l’école", {"ecole"}),
    ("mureaux ecole", {"ecole"}),
    ("cheval", {"cheval"}),
    ("chevaux", {"cheval"}),
    ("inserer", set()),
    ("insertions professionnelles", {"cheval"}),
    ("profession", {"cheval"}),
    ("travail", {"travail"}),
    ("interets generaux", {"travail"}),
    ("intérêt général", {"travail"}),
    ("employeurs", {"travail"}),
    ("oeuvre", {"oeuvre"}),
    ("œuvre", {"oeuvre"}),
    ("coeurs", {"oeuvre"}),
    ("hopitaux", {"oeuvre"}),
    ("hopital", {"oeuvre"}),
    ("d'hôpital", {"oeuvre"}),
    ("aide à la mobilité", {"mobilite"}),
    ("mobilites rurales", {"mobilite"}),
    ("jeune", {"mobilite"}),
    ("log", {"logement"}),
    ("logem", {"logement"}),
    ("logements sociaux", {"logement"}),
    ("hebergements", {"logement"}),
    ("boulevard croix rousse", {"numerique"}),
    ("bd croix-rousse", {"numerique"}),
    ("numeriques lyon", {"numerique"}),
    ("75020", {"sante"}),
    ("750", {"sante"}),
    ("accès droits", {"droits"}),
    ("acces aux droit", {"droits"}),
    ("simplif", {"droits"}),
    ("citoyennes", set()),
    ("administratif", {"droits"}),
    ("falc", {"falc"}),
    ("faciles à comprendre", {"falc"}),
    ("maire", {"maires"}),
    ("l'eau", {"maires"}),
    ("naïf", set()),
    ("naive", {"naif"}),
    ("hay les roses", {"naif"}),
    ("l'hay", {"naif"}),
    ("38 000", {"caf"}),
    ("allocataire isere", {"caf"}),
    ('"CAF" AND (', {"caf"}),
    ("caf*", {"caf"}),
    ("'); drop table", set()),
]


@pytest.fixture
def dataset(db: None) -> Dataset:  # noqa: ARG001 - opens the database
    service = Service.objects.create(slug="essai")
    fields = {
        "nom": {"type": "text", "search": True},
        "code": {"type": "text", "required": True},
        "note": {"type": "longtext", "search": True},
    }
    spec = {
        "label": "{nom}",
        "key": "code",
        "fields": fields,
        "access": {"anyone": {"read": "all"}},
    }
    found = build("fiches", spec, service="essai", service_id=service.pk)
    for code, text in TEXTS.items():
        create_record(found, {"nom": text, "code": code}, by=SYSTEM)
    return found


def test_french_queries(dataset: Dataset) -> None:
    found = {
        asked: {
            record.key
            for record in query(dataset, ANYONE).search(asked).page(50)
            if not query(dataset, ANYONE).search(asked).relaxed
        }
        for asked, _ in QUERIES
    }
    assert found == dict(QUERIES)


def test_some_of_the_words_are_better_than_nothing(dataset: Dataset) -> None:
    found = query(dataset, ANYONE).search("chevaux hippopotame").page()
    assert ([record.key for record in found], found.relaxed) == (["cheval"], True)


def test_what_bears_the_words_in_its_name_comes_first(dataset: Dataset) -> None:
    create_record(dataset, {"nom": "Un potager", "code": "p", "note": "Loin de l’eau"}, by=SYSTEM)
    create_record(dataset, {"nom": "L’eau vive", "code": "v"}, by=SYSTEM)
    found = query(dataset, ANYONE).search("eau").page()
    assert [record.key for record in found] == ["maires", "v", "p"]


@pytest.mark.parametrize("asked", ["", "   ", "\0", "de la", "!?", "' OR 1", "🙂", "a" * 5000])
def test_any_text_may_be_searched(dataset: Dataset, asked: str) -> None:
    assert len(query(dataset, ANYONE).search(asked).page()) <= len(TEXTS)
