"""A place with a service whose roles ask for a second factor, and the persons who hold them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.models import Service
from lieucommun.kernel.services.registry import forget, synchronise
from tests.kernel.services.folders import service

GUARDED = """
privacy: none
languages: [fr, en]
roles:
  agent: {title: {fr: Agent}, second_factor: true, oversees: true}
  lecteur: {title: {fr: Lecteur}}
datasets:
  notes:
    title: {fr: Notes}
    fields: {titre: {type: text, title: {fr: Titre}, required: true}}
    access:
      agent: {read: all}
pages:
  - {path: '', block: pages, title: {fr: Accueil}, file: accueil.md}
  - {path: guichet, block: pages, title: {fr: Guichet}, file: accueil.md, for: [agent]}
  - {path: notes, block: directory, title: {fr: Notes}, dataset: notes, for: [agent, lecteur]}
"""


@pytest.fixture
def guarded(tmp_path: Path, db: None) -> Iterator[None]:
    """The only service of the place, in the transaction of the test; nobody may join it."""
    del db
    service(tmp_path, GUARDED, **{"accueil.md": "# Bonjour\n"})
    with override_settings(SERVICE_FOLDERS=[tmp_path], DEMO=False):
        forget()
        assert synchronise().problems == ()
        Service.objects.exclude(slug="essai").update(current=None)
        forget()
        yield
    forget()


@pytest.fixture
def lea(db: None) -> Person:
    del db
    return Person.objects.create_user("lea@example.org", None, name="Léa")
