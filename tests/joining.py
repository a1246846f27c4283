"""A service whose roles are taken in every way, and a few persons."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget, open_service, synchronise
from tests.jobs import run_jobs
from tests.kernel.services.folders import service

ROLES = """
privacy: none
languages: [fr, en]
roles:
  chef: {title: {fr: Chef}, oversees: true}
  region: {title: {fr: Région}}
  demandeur: {title: {fr: Demandeur}, join: {account: email}}
  agent: {title: {fr: Agent public}, join: {email_domains: [gouv.fr, paris.fr]}}
  organisme: {title: {fr: Organisme}, join: {siret: verified, approve: region}}
  relu: {title: {fr: Relu}, join: {account: email, approve: region}}
  ferme: {title: {fr: Fermé}}
pages:
  - {path: '', block: pages, title: {fr: Accueil}, file: accueil.md}
  - {path: guichet, block: pages, title: {fr: Guichet}, file: accueil.md, for: [agent]}
  - {path: caisse, block: pages, title: {fr: Caisse}, file: accueil.md, for: [ferme]}
"""


@pytest.fixture
def essai(tmp_path: Path, db: None) -> Iterator[LoadedService]:
    """The service, in the transaction of the test: whatever else the place serves comes back."""
    del db
    service(tmp_path, ROLES, **{"accueil.md": "# Bonjour\n"})
    with override_settings(SERVICE_FOLDERS=[tmp_path], DEMO=False):
        forget()
        assert synchronise().problems == ()
        yield open_service("essai")
    forget()


def known(email: str, *, verified: bool = True) -> Person:
    """Return a person of that address, whose address was verified or not."""
    moment = timezone.now() if verified else None
    name = email.partition("@")[0].capitalize()
    return Person.objects.create_user(email, name=name, email_verified_at=moment)


@contextlib.contextmanager
def posted() -> Iterator[None]:
    """Post the letters of what is done inside, as a worker would."""
    yield
    run_jobs()
