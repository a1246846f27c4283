"""A place reduced to its theme, in the test client and in the browser."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def themed_place(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.design.site"
    settings.MIDDLEWARE = ["tests.design.site.speak"]
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [
        {
            **engine,
            "DIRS": [Path(__file__).parent / "templates"],
            "OPTIONS": {
                **engine["OPTIONS"],
                "context_processors": [
                    "django.template.context_processors.request",
                    "tests.design.site.place",
                ],
            },
        }
    ]
