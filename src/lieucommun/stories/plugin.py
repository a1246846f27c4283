"""Stories as pytest tests: the one step that pytest-bdd needs, and the scene it happens in.

Whoever uses it gives two session fixtures, `browser` (Chromium) and `place` (a Stage).
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Error as BrowserError
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from lieucommun.kernel.services.folder import Folder

from . import names
from .easy import easy_words
from .failure import StoryFailure
from .place import Place, PlaceError
from .scene import Scene
from .sentences import UnknownStepError, understand
from .steps import perform
from .telling import Told, told

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_bdd.parser import Feature, Scenario, Step

SCREENSHOTS = pytest.StashKey[Path]()
FEATURE = pytest.StashKey["Feature"]()
SCENARIO = pytest.StashKey["Scenario"]()
STEP = pytest.StashKey["Step"]()
BEGAN = pytest.StashKey[float]()
TOLD = pytest.StashKey[Told]()
_EXPECTED = (StoryFailure, UnknownStepError, BrowserError, PlaceError)


class AnySentence(StepParser):
    """Every step is ours: the library of sentences says what it means, or that it is unknown."""

    def is_matching(self, name: str) -> bool:
        return bool(name)

    def parse_arguments(self, name: str) -> dict[str, Any]:
        return {"sentence": name}


def pytest_bdd_apply_tag() -> bool:
    """Tags of stories are words of a lab, not marks of pytest."""
    return True


def pytest_bdd_before_scenario(
    request: pytest.FixtureRequest, feature: "Feature", scenario: "Scenario"
) -> None:
    request.node.stash[FEATURE] = feature
    request.node.stash[SCENARIO] = scenario


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: "Step") -> None:
    request.node.stash[STEP] = step


@pytest.fixture(autouse=True)
def way() -> str:
    """How the journey is taken: as it is written, or one of WAYS."""
    return ""


@pytest.fixture
def scene(
    request: pytest.FixtureRequest, browser: "Browser", place: Place, way: str
) -> Iterator[Scene]:
    """The stage of one scenario; afterwards the place is as it was before."""
    folder = Path(request.node.stash[FEATURE].filename).parent.parent
    request.node.stash[BEGAN] = time.monotonic()
    played = Scene(place, browser, folder.name, folder, way=way)
    words = easy_words(Folder.on_disk(folder)) if way == "easy-to-read" else ()
    said = names.OTHER_WORDS.set(words)
    yield played
    names.OTHER_WORDS.reset(said)
    played.close()
    place.restore()


@step(AnySentence("any"))
def play(
    request: pytest.FixtureRequest,
    scene: Scene,
    sentence: str,
    datatable: list[list[str]] | None = None,
) -> None:
    """Do what a step says; a failure says where, what was looked for, and shows the screen."""
    __tracebackhide__ = True
    failure: Exception | None = None
    try:
        for said in understand(sentence, table=datatable is not None):
            perform(scene, said, datatable)
    except _EXPECTED as error:
        failure = error
    if failure is not None:
        stash = request.node.stash
        folder = request.config.stash.get(SCREENSHOTS, Path("screenshots"))
        stash[TOLD] = told(stash[FEATURE], stash[STEP], failure, scene, folder)
        pytest.fail(str(stash[TOLD]), pytrace=False)
