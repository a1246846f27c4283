"""The stories of every service of the gallery."""

import pytest
from pytest_bdd import scenarios

from .conftest import ROOT

pytestmark = pytest.mark.browser

scenarios(*sorted(str(path) for path in ROOT.glob("services/*/stories")))
