"""The place whose API these tests call: the services of the repository, and the trial."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from lieucommun.kernel.people.models import Organisation
from tests.place import SERVICES, TRIALS, place

from .calling import Caller, agent, token


@pytest.fixture(scope="package", autouse=True)
def gallery(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), place(SERVICES, TRIALS):
        yield


@pytest.fixture
def home() -> Organisation:
    return Organisation.objects.create(slug="maison", name="Maison")


@pytest.fixture
def coordinator() -> Caller:
    """Someone who reads and writes every record of the trial, by a token."""
    return Caller(token(agent(role="coordination")))


@pytest.fixture
def at_home(home: Organisation) -> Caller:
    """An agent of one organisation, by a token."""
    return Caller(token(agent(role="agent", organisation=home)))
