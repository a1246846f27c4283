"""Fixtures that every part of the suite may use."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.requirements import CHROMIUM, require

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Playwright drives its loop from the test's own thread, and Django would take that for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

_CALM = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=_CALM)
settings.register_profile("explore", max_examples=1000, deadline=None, suppress_health_check=_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

#: Chromium must neither use a GPU nor look anything up by itself.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
SCREENSHOTS = Path(__file__).resolve().parent.parent / "screenshots"


#: Parts that no database can change: what asks none there is proved once, on SQLite.
WITHOUT_DATABASE = (
    "tests/architecture/",
    "tests/benchmarks/",
    "tests/engines/",
    "tests/front/",
    "tests/kernel/documents/",
    "tests/kernel/indicators/",
    "tests/kernel/maps/",
    "tests/kernel/territories/",
)
_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what asks for a browser; on PostgreSQL, leave out what asks no database at all."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    if os.environ.get("LIEU_TEST_DATABASE", "").startswith("postgres"):
        left = [item for item in items if _proved_once(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not _proved_once(item)]


def _proved_once(item: pytest.Item) -> bool:
    if not item.nodeid.startswith(WITHOUT_DATABASE):
        return False
    asked = _DATABASE & set(getattr(item, "fixturenames", ()))
    return not asked and item.get_closest_marker("django_db") is None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    setattr(item, f"report_{report.when}", report)
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session", autouse=True)
def _emptied_past_the_guards() -> Iterator[None]:
    """Let tests empty whole tables, the journal's too: its triggers stand aside meanwhile.

    Only this process knows how: nothing in the database or in the product opens them.
    """
    from tests.journal import emptied_past_the_guards

    with emptied_past_the_guards():
        yield


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Start with whole allowances: what one test tries is not counted against the next."""
    from lieucommun.kernel.limits.buckets import InProcess

    InProcess().empty()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium as Debian packages it, started once."""
    require("chromium")
    from django.db import connections
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS
        )
        yield chromium
        chromium.close()
        # Connections opened under Playwright's loop are kept apart from the thread's own, which
        # are all that Django would close before it drops the database.
        connections.close_all()


@pytest.fixture
def visitor(browser: "Browser") -> Iterator["BrowserContext"]:
    """A visitor of their own: no cookie, French first, a laptop's screen."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def screen(visitor: "BrowserContext", request: pytest.FixtureRequest) -> Iterator["Page"]:
    """One page of a visitor's browser; what it showed is kept in screenshots/ on failure."""
    page = visitor.new_page()
    yield page
    report = getattr(request.node, "report_call", None)
    if report is not None and report.failed:
        SCREENSHOTS.mkdir(exist_ok=True)
        name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name)
        page.screenshot(path=SCREENSHOTS / f"{name[:120]}.png", full_page=True)
