"""The place under the matrix: the trial services, without a demonstration."""

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker

from tests.matrix.cabinet import SERVICES
from tests.place import TRIALS, place


@pytest.fixture(scope="package", autouse=True)
def trials(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    request.getfixturevalue("django_db_setup")
    with (
        override_settings(LIMITS_SHARED=False),
        django_db_blocker.unblock(),
        place(TRIALS, SERVICES, demo=False),
    ):
        yield
