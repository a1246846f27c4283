# ruff: noqa: E501 - a manifest reads better one line a row
"""The trial of field work with an observatory that declares tables, and invented records."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from django.test import Client

from lieucommun.kernel.datasets.actions import import_records
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.loaded import LoadedService
from tests.field.making import MANIFEST, written

SLUG = "terrain"
PAGE = f"/s/{SLUG}/observatoire/"
#: In every text of every record: whoever only counts reads it nowhere.
CANARY = "zinzolin"
COMMUNES = ("42218", "42207", "42187", "69123")
FIELDS = """
      commune: {type: territory, title: {fr: Commune, en: Municipality}, level: commune, facet: true}
      appel: {type: choice, title: {fr: Appel, en: Call}, facet: true, choices: {non: {fr: Pas d’appel, en: None}, oui: {fr: Avec suite, en: Answered}}}
"""
PAGES = """
  - {path: observatoire, block: observatory, title: {fr: Observatoire, en: Observatory}, dataset: personnes, charts: charts.yaml, for: [observatoire, coordination, maraudeur]}
  - {path: liste, block: directory, title: {fr: Liste, en: List}, dataset: personnes, fields: {title: surnom, text: note, place: position, tags: besoins}, facets: [besoins, commune], views: [list, map], sort: [surnom], for: [observatoire, coordination]}
  - {path: suivis, block: cases, title: {fr: Suivis, en: Cases}, dataset: personnes, for: [observatoire, coordination]}
  - {path: ecrire, block: forms, title: {fr: Écrire, en: Write}, form: fiche, for: [observatoire, coordination]}
"""
CHARTS = """
charts:
  - {name: besoins, title: {fr: Besoins en direct, en: Live needs}, by: besoins}
  - {name: communes, title: {fr: Communes en direct, en: Live communes}, by: commune}
tables:
  - name: personnes
    title: {fr: Personnes par commune, en: People by municipality}
    by: [commune, {month: dernier_contact}]
    each: [besoins, partage, appel]
    since: "2026-01"
"""


def manifest() -> str:
    at = "      note: {type: longtext"
    assert at in MANIFEST
    kept = MANIFEST.replace(at, f"{FIELDS.strip(chr(10))}\n{at}", 1)
    return kept.rstrip("\n") + PAGES


def folder(root: Path, charts: str = CHARTS) -> Path:
    """Write the folder of the trial under a root, and return the root."""
    written(root, manifest=manifest())
    (root / SLUG / "charts.yaml").write_text(charts.lstrip(), "utf-8")
    return root


def add(service: LoadedService, rows: list[dict[str, Any]]) -> None:
    """Write records, with the canary in each of their texts."""
    told = {"note": f"Note {CANARY}"}
    numbered = enumerate(rows)
    listed = [Row(n, {"surnom": f"Qui {CANARY} {n}", **told, **row}, "") for n, row in numbered]
    import_records(service.dataset("personnes"), listed)


def invented(chance: Random, number: int, months: list[str]) -> list[dict[str, Any]]:
    """Return invented records: few communes hold most, each month its share."""
    return list(_invented(chance, number, months))


def _invented(chance: Random, number: int, months: list[str]) -> Iterator[dict[str, Any]]:
    for _ in range(number):
        yield {
            "commune": chance.choices((*COMMUNES, None), (50, 20, 4, 3, 2))[0],
            "dernier_contact": f"{chance.choice(months)}-{chance.randint(1, 28):02}",
            "besoins": [each for each in ("manger", "dormir") if chance.random() < 0.4],
            "partage": chance.random() < 0.2,
            "appel": chance.choices(("non", "oui", None), (6, 2, 1))[0],
            "age": chance.randint(18, 80),
            "position": {"lat": 45.4397123, "lon": 4.3872},
        }


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
