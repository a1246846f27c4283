"""Places and telephones of the field."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.requirements import require

from .device import PHONE, Device
from .ground import Ground
from .kinds import EVERY_KIND, MANIFEST, MEETING_IN_THREE
from .relay import Relay

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    """One place for whatever does not stop it, in three languages, with a form of every kind."""
    require("chromium")
    require("front")
    with Ground(manifest=MANIFEST, essai=EVERY_KIND, rencontre=MEETING_IN_THREE) as opened:
        yield opened


@pytest.fixture
def relay(ground: Ground) -> Iterator[Relay]:
    """The network between the devices and the place."""
    made = Relay(ground.port)
    made.start()
    yield made
    made.forget()
    made.stop()


@pytest.fixture
def phone(browser: "Browser") -> Iterator[Callable[..., Device]]:
    """Make telephones, of the size of a hand; they are put away at the end."""
    made = []

    def held(app: str, **options: Any) -> Device:
        context = browser.new_context(**{**PHONE, **options})
        made.append(context)
        return Device(context, app)

    yield held
    for context in made:
        context.close()
