"""The trial of field work, served once for the tests of this folder, and its devices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.field.making import written
from tests.field.place import Ground, opened


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("terrain"))


@pytest.fixture
def ground(db: None, folders: Path, tmp_path: Path, settings: Settings) -> Iterator[Ground]:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    with opened(folders) as service:
        yield Ground(service)
