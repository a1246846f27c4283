"""Each test begins without any printed portrait, and with nothing counted."""

import shutil

import pytest

from lieucommun.blocks.observatory.territories.portraying import keeping


@pytest.fixture(autouse=True)
def nothing_printed(db: None) -> None:  # noqa: ARG001
    """Remove what other tests printed."""
    shutil.rmtree(keeping.home(), ignore_errors=True)
