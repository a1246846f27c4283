# ruff: noqa: E501 - a manifest reads better one line a row
"""The trial of followed indicators: months, quarters, years and territories, two teams."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import time_machine
from django.test import Client

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, import_records
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE, Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import OpenPage
from tests.screen import Screen, screen

SLUG = "bilan"
PAGE = f"/s/{SLUG}/suivi/"
#: A Wednesday: April was due on 10 May, May is due on 10 June.
NOON = dt.datetime(2026, 6, 3, 10, tzinfo=dt.UTC)
MANIFEST = """
service: bilan
version: 1.0.0
title: {fr: Bilan, en: Review}
state: runs
languages: [fr, en]
privacy: none
roles:
  releveur: {title: {fr: Releveur, en: Reader of meters}}
  pilotage: {title: {fr: Pilotage, en: Steering}}
  lecteur:  {title: {fr: Lecteur, en: Reader}}
datasets:
  themes:
    title: {fr: Thèmes, en: Themes}
    label: "{nom}"
    key: code
    fields:
      code: {type: text, title: {fr: Code, en: Code}, required: true, unique: true}
      nom: {type: text, title: {fr: Nom, en: Name}, required: true}
      famille: {type: choice, title: {fr: Famille, en: Family}, choices: {a: {fr: Première, en: First}, b: {fr: Seconde, en: Second}}}
      indicateurs: {type: choices, title: {fr: Indicateurs, en: Indicators}, choices: {eau: {fr: Eau, en: Water}, bruit: {fr: Bruit, en: Noise}, rondes: {fr: Rondes, en: Rounds}}}
      equipe: {type: organisation, title: {fr: Équipe, en: Team}}
    access: {anyone: {read: all}, pilotage: {read: all, create: true, update: all}}
  releves:
    title: {fr: Relevés, en: Readings}
    label: "{indicateur} {periode}"
    fields:
      indicateur: {type: text, title: {fr: Indicateur, en: Indicator}, required: true}
      theme: {type: reference, title: {fr: Thème, en: Theme}, target: themes}
      periode: {type: text, title: {fr: Période, en: Period}, required: true}
      valeur: {type: decimal, title: {fr: Valeur, en: Value}, required: true, min: 0, max: 500, help: {fr: Lue au compteur., en: Read on the meter.}}
      preuve: {type: file, title: {fr: Preuve, en: Proof}}
      note: {type: longtext, title: {fr: Commentaire, en: Comment}, max: 200}
      motif: {type: text, title: {fr: Motif, en: Why}}
      lieu: {type: territory, title: {fr: Lieu, en: Where}, level: departement}
    access:
      lecteur:  {read: all, hide: [preuve]}
      releveur: {read: all, create: true, update: organisation}
      pilotage: {read: all, create: true, update: all}
  rondes:
    title: {fr: Rondes, en: Rounds}
    key: code
    fields:
      code: {type: text, title: {fr: Code, en: Code}, required: true, unique: true}
      quoi: {type: choice, title: {fr: Quoi, en: What}, choices: {rondes: {fr: Rondes, en: Rounds}}, required: true}
      jour: {type: date, title: {fr: Jour, en: Day}, required: true}
      combien: {type: integer, title: {fr: Combien, en: How many}, required: true}
    access: {releveur: {read: organisation, create: true, update: own}}
indicators:
  eau:
    title: {fr: Eau consommée, en: Water used}
    unit: m³
    period: month
    direction: down
    decimals: 1
    note: {fr: Tous les bâtiments., en: All buildings.}
    followed:
      dataset: releves
      fields: {indicator: indicateur, period: periode, value: valeur, proof: preuve}
      by: [releveur, pilotage]
      due: P10D
      baseline: {period: "2025-12", value: 120}
      milestones: [{period: "2026-06", value: 108}]
      target: {period: "2026-12", value: 90}
  bruit:
    title: {fr: Bruit, en: Noise}
    unit: dB
    period: year
    direction: down
    followed:
      dataset: releves
      fields: {indicator: indicateur, period: periode, value: valeur}
      by: releveur
      due: P6M
  rondes:
    title: {fr: Rondes faites, en: Rounds done}
    period: quarter
    direction: up
    decimals: 0
    followed:
      dataset: rondes
      fields: {indicator: quoi, period: jour, value: combien}
      by: releveur
      due: P1M
      baseline: {period: 2025, value: 10}
      target: {period: 2027, value: 50}
  surface:
    title: {fr: Surface plantée, en: Area planted}
    unit: ha
    period: year
    direction: up
    followed:
      dataset: releves
      fields: {indicator: indicateur, period: periode, value: valeur, territory: lieu}
      by: pilotage
      due: P1M
      baseline: {period: 2024, value: 5}
      target: {period: 2030, value: 50}
pages:
  - path: ''
    block: pages
    title: {fr: Accueil, en: Home}
    file: pages/accueil.md
  - path: suivi
    block: observatory
    title: {fr: Suivi, en: Followed}
    indicators: all
    follow: {dataset: themes, indicators: indicateurs, organisation: equipe, reason: motif}
    for: [releveur, pilotage, lecteur]
  - path: themes
    block: directory
    title: {fr: Thèmes, en: Themes}
    dataset: themes
"""


def folder(root: Path, *changes: tuple[str, str]) -> Path:
    """Write the folder of the trial under a root, some of its manifest changed; return the root."""
    manifest = MANIFEST.lstrip("\n")
    for old, new in changes:
        assert old in manifest, old
        manifest = manifest.replace(old, new)
    here = root / SLUG
    (here / "pages").mkdir(parents=True)
    (here / "service.yaml").write_text(manifest, "utf-8")
    for name in ("accueil.md", "accueil.en.md", "accueil.fr-x-falc.md"):
        (here / "pages" / name).write_text("---\ntitle: Accueil\n---\n\nBonjour.\n", "utf-8")
    return root


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Be at a moment, the clock stopped."""
    with time_machine.travel(moment, tick=False):
        yield


@dataclass
class Ground:
    """The trial with its teams: two that read meters, one that steers, someone who reads."""

    service: LoadedService
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, role, team in (
            ("nora", "releveur", "nord"),
            ("sven", "releveur", "sud"),
            ("paul", "pilotage", "siege"),
            ("lena", "lecteur", ""),
        ):
            self.person(name, role, team)
        self.theme("t1", "Économies", ["eau"], "nord", "a")
        self.theme("t2", "Calme", ["bruit", "rondes"], "sud", "b")

    def organisation(self, slug: str) -> Organisation:
        return Organisation.objects.get_or_create(slug=slug, defaults={"name": slug.title()})[0]

    def person(self, name: str, role: str, team: str = "") -> Person:
        if name not in self.people:
            email = f"{name}@bilan.example"
            self.people[name] = Person.objects.create_user(email, None, name=name.title())
        home = self.organisation(team) if team else None
        found = self.people[name]
        RoleGrant.objects.create(person=found, service=SLUG, role=role, organisation=home)
        return found

    def theme(self, code: str, name: str, indicators: list[str], team: str, family: str) -> None:
        self.organisation(team)
        values = {"code": code, "nom": name, "indicateurs": indicators, "equipe": team}
        create_record(self.service.dataset("themes"), {**values, "famille": family}, by=SYSTEM)

    def value(
        self, indicator: str, period: str, value: str, team: str = "nord", **more: Any
    ) -> str:
        """Write a value and return the uuid of its record."""
        values = {"indicateur": indicator, "periode": period, "valeur": value, **more}
        home = self.organisation(team).pk
        kept = create_record(self.service.dataset("releves"), values, by=SYSTEM, organisation=home)
        return str(kept.uuid)

    def round(self, day: str, count: int, team: str) -> None:
        """Write how many rounds a team made, which it alone reads."""
        values = {"code": f"r-{day}", "quoi": "rondes", "jour": day, "combien": count}
        home = self.organisation(team).pk
        create_record(self.service.dataset("rondes"), values, by=SYSTEM, organisation=home)

    def many(self, number: int) -> None:
        """Write the values of many months at once, before those that are followed."""
        rows = []
        for rank in range(number):
            period = f"{2000 + rank // 12}-{rank % 12 + 1:02}"
            values = {"indicateur": "eau", "periode": period, "valeur": str(rank % 90)}
            rows.append(Row(rank, values, organisation="nord"))
        import_records(self.service.dataset("releves"), rows)

    def records(self, dataset: str = "releves") -> list[Record]:
        rows = Record.objects.filter(service=self.service.service_id, dataset=dataset)
        return list(rows.order_by("pk"))

    def viewer(self, who: str) -> Viewer:
        return viewer_for(self.people[who], SLUG) if who else ANYONE

    def page(self, who: str, path: str = "suivi", language: str = "en") -> OpenPage:
        page = self.service.page(path)
        assert page is not None
        return OpenPage(self.service, page, self.viewer(who), language)

    def client(self, who: str = "") -> Client:
        client = Client(headers={"Accept-Language": "en"})
        if who:
            client.force_login(self.people[who])
        return client


def one(name: str, **asked: str) -> str:
    """Return the address of an indicator, in English."""
    told = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{PAGE}suivi/{name}/?lang=en" + (f"&{told}" if told else "")


def sent(page: Screen) -> dict[str, str]:
    """Return what the form of a screen would send as it stands."""
    (form,) = [each for each in page.all("form") if each.get("method") == "post"]
    found = {
        each.get("name", ""): each.get("value", "")
        for each in form.iter("input")
        if each.get("type") not in {"checkbox", "file"}
    }
    for area in form.iter("textarea"):
        found[area.get("name", "")] = "".join(area.itertext()).removeprefix("\n")
    for select in form.iter("select"):
        chosen = [
            each.get("value", "") for each in select.iter("option") if "selected" in each.attrib
        ]
        found[select.get("name", "")] = chosen[0] if chosen else ""
    return {name: text for name, text in found.items() if name and name != "csrfmiddlewaretoken"}


def filled(client: Client, address: str, **values: Any) -> dict[str, Any]:
    """Return what the form at an address would send, with some fields filled in."""
    told = {name: text for name, text in sent(screen(client.get(address))).items() if text}
    return told | values
