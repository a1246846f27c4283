"""A service that tells other sites of its records, and an address that receives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import forget, synchronise
from tests.kernel.services.folders import service

MANIFEST = """
languages: [fr]
privacy:
  purpose: {fr: Essayer.}
  legal_basis: consent
  sensitivity: personal
  recipients: [{fr: La mission locale}]
roles:
  chef: {title: {fr: Chef}, oversees: true}
pages:
  - {path: '', block: pages, title: {fr: Accueil}, file: accueil.md}
datasets:
  fiches:
    label: "{sujet}"
    fields:
      sujet: {type: text, title: {fr: Sujet}}
      nom: {type: text, title: {fr: Nom}, personal: identifying}
      rang: {type: integer, title: {fr: Rang}}
    views: {sobre: [sujet], nominative: [sujet, nom]}
    access:
      chef: {read: all, create: true, update: all, delete: all}
    workflow:
      initial: brouillon
      states:
        brouillon: {title: {fr: Brouillon}}
        publie: {title: {fr: Publié}, public: true}
      transitions:
        publier: {title: {fr: Publier}, from: brouillon, to: publie, by: chef}
        reprendre: {title: {fr: Reprendre}, from: publie, to: brouillon, by: chef}
  autres:
    fields: {sujet: {type: text, title: {fr: Sujet}}}
    access: {chef: {read: all, create: true}}
webhooks:
  suivi:
    title: {fr: Suivi}
    dataset: fiches
    on: [record.created, record.updated, record.moved, record.deleted]
    view: sobre
  publies:
    title: {fr: Publiés}
    dataset: fiches
    on: record.moved
    view: nominative
    states: publie
    recipient: {fr: La mission locale}
  signal: {title: {fr: Signal}, dataset: fiches, on: record.created}
"""


@pytest.fixture
def told(tmp_path: Path, db: None) -> Iterator[None]:
    """The service, in the transaction of the test."""
    del db
    service(tmp_path, MANIFEST, "essai", **{"accueil.md": "# Bonjour\n"})
    allowed = {"SERVICE_FOLDERS": [tmp_path], "DEMO": False, "WEBHOOKS_LOOPBACK": True}
    with override_settings(**allowed):
        forget()
        assert synchronise().problems == ()
        yield
    forget()


@pytest.fixture
def chief(told: None) -> Person:
    del told
    return Person.objects.create_user("chef@example.org", None, name="Chef")
