"""The trial service of forms, opened in the transaction of each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from lieucommun.kernel.services.loaded import LoadedService
from tests.forms.place import opened


@pytest.fixture
def service(db: None, tmp_path: Path, settings: Settings) -> Iterator[LoadedService]:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    with opened() as found:
        yield found
