"""A folder of tables for each test: the one of the process reads them all."""

import shutil
from collections.abc import Iterator

import pytest

from lieucommun.kernel.tables import keeping


@pytest.fixture(autouse=True)
def _emptied() -> Iterator[None]:
    yield
    for path in keeping.home().glob("*"):
        shutil.rmtree(path)
