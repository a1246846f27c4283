"""Parts of the machine that some tests need, and the one way to skip when they are missing.

Under LIEU_REQUIRE=all a missing part fails the test instead of skipping it.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lieucommun.settings import environment

CHROMIUM = Path("/usr/bin/chromium")


def _samples() -> bool:
    return environment.SAMPLES.path().is_dir()


def _front() -> bool:
    from django.conf import settings

    return bool(settings.MAP_BUILT)


PARTS: dict[str, tuple[Callable[[], bool], str]] = {
    "chromium": (CHROMIUM.exists, "Debian package chromium"),
    "front": (_front, "the map, see make front"),
    "java": (lambda: shutil.which("java") is not None, "Debian package default-jre-headless"),
    "samples": (_samples, "sample files, see LIEU_SAMPLES"),
}


def require(part: str) -> None:
    """Skip, or fail under LIEU_REQUIRE=all, unless a part of the machine is there."""
    present, name = PARTS[part]
    if present():
        return
    if environment.REQUIRE.text() == "all":
        pytest.fail(f"missing: {name}")
    pytest.skip(f"missing: {name}")
