"""A place that has its tables summed by PostgreSQL shows the same figures."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.kernel.indicators.test_elsewhere import require_postgresql
from tests.postgres import binaries, temporary_server
from tests.screen import screen

from .conftest import Store
from .test_screens import PER_HEAD, cells

pytestmark = pytest.mark.django_db


def test_another_engine_gives_the_same_screen(
    client: Client, store: Store, settings: Settings
) -> None:
    programs = binaries()
    if programs is None:
        require_postgresql()
        return
    first = store()
    here = cells(screen(client.get(PER_HEAD)))
    first.state = "former"
    first.save()
    store()  # the same rows under another name: figures are made anew
    with temporary_server(programs) as address:
        settings.TABLES_ENGINE = address.replace("/lieu", "/postgres")
        assert cells(screen(client.get(PER_HEAD))) == here
        settings.TABLES_ENGINE = ""
    assert cells(screen(client.get(PER_HEAD))) == here
