"""Two services, a coordinator of the place, whoever sees to one service, and somebody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import override_settings

from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE
from lieucommun.kernel.services.registry import forget, synchronise
from tests.kernel.services.folders import service

MANIFEST = """
languages: [fr]
privacy:
  purpose: {fr: Essayer.}
  legal_basis: consent
  sensitivity: personal
  retention:
    gens: {keep: P1Y, since: vu, then: delete}
roles:
  chef: {title: {fr: Chef}, oversees: true}
  agent: {title: {fr: Agent}}
pages:
  - {path: '', block: pages, title: {fr: Accueil}, file: accueil.md}
datasets:
  gens:
    title: {fr: Gens}
    label: "{nom}"
    access:
      chef: {read: all, create: true, update: all, delete: all}
      agent: {read: own, create: true, update: own}
    fields:
      nom: {type: text, title: {fr: Nom}, personal: identifying}
      vu: {type: date, title: {fr: Vu le}}
"""


@pytest.fixture
def folders(tmp_path: Path, db: None) -> Iterator[None]:
    """Two services more, in the transaction of the test: the gallery comes back after it."""
    del db
    for slug in ("essai", "autre"):
        service(tmp_path, MANIFEST, slug, **{"accueil.md": "# Bonjour\n"})
    with override_settings(SERVICE_FOLDERS=[tmp_path], DEMO=False, SERVICE_CACHE_SECONDS=3600.0):
        forget()
        assert synchronise().problems == ()
        yield
    forget()


def someone(name: str, slug: str = PLACE, role: str = "") -> Client:
    person = Person.objects.create_user(f"{name}@example.org", name=name.title())
    if role:
        grant_role(person.email, slug, role)
    client = Client(headers={"accept-language": "fr"})
    client.force_login(person)
    return client


@pytest.fixture
def coordinator(folders: None) -> Client:
    del folders
    return someone("coline", role=COORDINATOR)


@pytest.fixture
def chief(folders: None) -> Client:
    del folders
    return someone("charles", "essai", "chef")


@pytest.fixture
def somebody(folders: None) -> Client:
    del folders
    return someone("zoe", "essai", "agent")
