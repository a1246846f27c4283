"""The trial of followed indicators, on 3 June 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.field.place import opened

from .making import NOON, SLUG, Ground, at, folder


@pytest.fixture
def changes() -> tuple[tuple[str, str], ...]:
    """What a test changes in the manifest: pairs of old and new texts."""
    return ()


@pytest.fixture
def ground(
    tmp_path: Path,
    db: None,  # noqa: ARG001
    changes: tuple[tuple[str, str], ...],
) -> Iterator[Ground]:
    with at(NOON), opened(folder(tmp_path, *changes), SLUG) as service:
        yield Ground(service)
