"""A place of its own for contours, and the real outlines of a région loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from lieucommun.kernel.territories.contours.actions import Origin, Report, load
from lieucommun.settings import environment
from tests.requirements import require

SAMPLE = "territories/geo_communes-pays-de-la-loire.geojson"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Give the data folder of a place without contours."""
    with override_settings(DATA_DIR=tmp_path / "place"):
        yield tmp_path / "place"


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the file of the 1,272 communes of Pays de la Loire, in 2018."""
    require("samples")
    return environment.SAMPLES.path() / SAMPLE


@pytest.fixture(scope="session")
def region_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("region")


@pytest.fixture(scope="session")
def region_report(sample: Path, region_folder: Path) -> Report:
    """Return what loading the real file found."""
    with override_settings(DATA_DIR=region_folder):
        return load("commune", sample, Origin(vintage=2018, licence="LO", source="IGN"))


@pytest.fixture
def region(region_report: Report, region_folder: Path) -> Iterator[Report]:
    """Open the place where the real file is loaded."""
    with override_settings(DATA_DIR=region_folder):
        yield region_report
