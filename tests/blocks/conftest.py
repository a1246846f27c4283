"""The place that these tests visit: the repository's services and the trial service."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.place import SERVICES, TRIALS, place

from .trial import Trial


@pytest.fixture(scope="package", autouse=True)
def gallery(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), place(TRIALS, SERVICES):
        yield


@pytest.fixture
def trial(db: None) -> Trial:  # noqa: ARG001
    """The trial service with its people; it holds no record yet."""
    return Trial()
