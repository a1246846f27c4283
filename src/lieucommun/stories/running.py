"""Try the stories of services, as `lieu test` does: one place, one browser, every scenario."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from . import plugin
from .checking import UnreadableStoryError, unknown_steps
from .place import Place, PlaceError
from .telling import Told, look, shown_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .scene import Scene

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_SOUND = "the page has no accessibility fault, then the page does not overflow"
_MODULE = """\
from pytest_bdd import scenarios

scenarios({features})
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one scenario ended; `told` says what went wrong."""

    service: str
    feature: str
    scenario: str
    path: str
    line: int
    seconds: float
    told: Told | None = None

    @property
    def passed(self) -> bool:
        return self.told is None

    def as_json(self) -> dict[str, Any]:
        return {
            "service": self.service,
            "feature": self.feature,
            "scenario": self.scenario,
            "path": self.path,
            "line": self.line,
            "outcome": "passed" if self.passed else "failed",
            "seconds": round(self.seconds, 2),
            "failure": self.told.as_json() if self.told else None,
        }


@dataclass(eq=False)
class Run:
    """One run over the stories of some folders; a plugin of pytest.

    `screenshots` receives a picture of each failure, and with `keep` one of each scenario's end.
    With `ways` (of scene.WAYS), each scenario is taken in each of them instead of as it is written,
    and the page where it ends must have no fault of accessibility and be no wider than its screen.
    """

    folders: Sequence[Path]
    screenshots: Path
    keep: bool = False
    ways: Sequence[str] = ()
    tell: Callable[[Outcome], None] = lambda _: None
    outcomes: list[Outcome] = field(default_factory=list)
    seconds: float = 0
    _trouble: str = ""

    def stories(self) -> list[Path]:
        """Return the feature files of the folders."""
        return [
            path for folder in self.folders for path in sorted(folder.glob("stories/*.feature"))
        ]

    def __call__(self) -> list[Outcome]:
        """Try every scenario. Raises PlaceError when the place does not open."""
        began = time.monotonic()
        readable = [path.resolve() for path in self.stories() if self._readable(path)]
        if readable:
            with tempfile.TemporaryDirectory(prefix="lieu-stories-") as folder:
                module = Path(folder) / "test_stories.py"
                features = ", ".join(repr(str(path)) for path in readable)
                module.write_text(_MODULE.format(features=features), "utf-8")
                pytest.main([*_alone(folder), str(module)], plugins=[plugin, self])
        self.seconds = time.monotonic() - began
        if self._trouble:
            raise PlaceError(self._trouble)
        return self.outcomes

    @pytest.fixture(scope="session")
    def place(self) -> Iterator[Place]:
        """The temporary place of this run."""
        try:
            with Place(self.folders) as opened:
                yield opened
        except PlaceError as trouble:
            self._trouble = str(trouble)
            pytest.exit(self._trouble)

    @pytest.fixture(scope="session")
    def browser(self) -> "Iterator[Browser]":
        """Debian's Chromium."""
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS)
            )
            yield chromium
            chromium.close()

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[plugin.SCREENSHOTS] = self.screenshots

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if self.ways:
            metafunc.parametrize("way", self.ways)

    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest) -> None:
        """Look at the end of a journey taken otherwise; keep a picture of it, when asked to."""
        if self.ways and plugin.TOLD not in request.node.stash:
            plugin.play(request, request.getfixturevalue("scene"), _SOUND)
        if self.keep and plugin.TOLD not in request.node.stash:
            scene: Scene = request.getfixturevalue("scene")
            name = re.sub(r"\W+", "-", request.node.name.removeprefix("test_"))
            look(scene, self.screenshots, f"{scene.service}-{name}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: "pytest.CallInfo[None]") -> Any:
        report = yield
        if call.when == "call" or (call.excinfo and not self._trouble):
            self._record(item, report)
        return report

    def _record(self, item: pytest.Item, report: pytest.TestReport) -> None:
        kept = item.stash
        feature, scenario = kept.get(plugin.FEATURE, None), kept.get(plugin.SCENARIO, None)
        if feature is None or scenario is None:
            self._trouble = self._trouble or report.longreprtext
            return
        path, line = Path(feature.filename), scenario.line_number
        told = kept.get(plugin.TOLD, None)
        if report.failed and told is None:
            told = Told(shown_path(path), line, scenario.name, report.longreprtext)
        now = time.monotonic()
        seconds = now - kept.get(plugin.BEGAN, now)
        service, shown = path.parent.parent.name, shown_path(path)
        example = getattr(getattr(item, "callspec", None), "id", "")
        name = f"{scenario.name} ({example})" if example else scenario.name
        self._add(Outcome(service, feature.name, name, shown, line, seconds, told))

    def _add(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self.tell(outcome)

    def _readable(self, path: Path) -> bool:
        try:
            unknown_steps(path.read_text("utf-8"))
        except (UnreadableStoryError, UnicodeDecodeError) as error:
            line = getattr(error, "line", 1)
            told = Told(shown_path(path), line, path.name, f"Gherkin; {error}")
            self._add(Outcome(path.parent.parent.name, path.name, "", told.path, line, 0, told))
            return False
        return True


def _alone(folder: str) -> list[str]:
    """Arguments that keep pytest away from any project it is started in."""
    return [
        "-s", "-p", "no:terminal", "-p", "no:cacheprovider", "--disable-plugin-autoload",
        "-p", "pytest_bdd.plugin", "--noconftest", "-c", os.devnull, "--rootdir", folder,
    ]  # fmt: skip
