"""The stories of the trial service of forms, as a lab writes them."""

from collections.abc import Iterator

import pytest
from pytest_bdd import scenarios

from lieucommun.stories.place import Place
from tests.forms.place import SERVICES
from tests.requirements import require

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """A temporary place that serves the trial service alone."""
    require("chromium")
    with Place(services=SERVICES) as opened:
        yield opened


scenarios(str(SERVICES / "demarche" / "stories"))
