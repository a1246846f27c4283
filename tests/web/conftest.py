"""The place that these tests visit: the services of the repository, with their demonstration."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.place import SERVICES, place


@pytest.fixture(scope="package", autouse=True)
def gallery(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), place(SERVICES):
        yield
