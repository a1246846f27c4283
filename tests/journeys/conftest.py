"""One place for all journeys and stories, with its demonstration, opened once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_bdd import step

from lieucommun.stories import plugin
from lieucommun.stories.place import Place
from lieucommun.stories.plugin import (
    pytest_bdd_apply_tag,
    pytest_bdd_before_scenario,
    pytest_bdd_before_step,
    scene,
    way,
)
from tests.requirements import require

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

__all__ = [
    "pytest_bdd_apply_tag",
    "pytest_bdd_before_scenario",
    "pytest_bdd_before_step",
    "scene",
    "way",
]

ROOT = Path(__file__).resolve().parents[2]
step(plugin.AnySentence("any"))(plugin.play)


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """A temporary place that serves the gallery of this repository."""
    require("chromium")
    with Place(services=ROOT / "services") as opened:
        yield opened


@pytest.fixture
def go(screen: "Page", place: Place) -> Callable[[str], "Response"]:
    """Open an address of the place on the screen, and say how it answered."""

    def opened(path: str) -> "Response":
        answer = screen.goto(place.address + path, wait_until="load")
        assert answer is not None
        return answer

    return opened
