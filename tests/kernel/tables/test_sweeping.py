"""Former loads are kept for a while; what a crash left is taken away; examples make way."""

import os
from pathlib import Path

import pytest
from django.test import override_settings

from lieucommun.kernel.jobs.registry import find
from lieucommun.kernel.tables import keeping, queries
from lieucommun.kernel.tables.bundled import take_bundled
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.tables.refusals import RefusedLoad
from lieucommun.kernel.tables.sweeping import sweep

from .trials import ROWS, SOURCE, changed, loaded, rows, service

pytestmark = pytest.mark.django_db


def test_the_last_former_loads_are_kept(tmp_path: Path) -> None:
    opened = service(tmp_path)
    loads = [loaded(opened, ROWS, tmp_path) for _ in range(4)]
    with override_settings(TABLES_KEPT=2):
        assert sweep() == (1, 0)
        assert sweep() == (0, 0)
    assert [keeping.folder_of(load).is_dir() for load in loads] == [False, True, True, True]
    assert [load.state for load in queries.loads_of("essai")] == ["current", "former", "former"]
    assert len(rows(opened, "id")) == 3


def test_a_folder_of_no_load_goes_once_it_is_old(tmp_path: Path) -> None:
    load = loaded(service(tmp_path), ROWS, tmp_path)
    strays = [keeping.home() / keeping.MAKING / "x", keeping.folder_of(load).parent / "y"]
    for stray in strays:
        stray.mkdir(parents=True)
    assert sweep() == (0, 0)
    for stray in [*strays, keeping.folder_of(load)]:
        os.utime(stray, (0, 0))
    assert sweep() == (0, 2)
    assert [stray.is_dir() for stray in strays] == [False, False]
    assert keeping.rows_of(load).is_file()


def test_the_nightly_job_sweeps() -> None:
    assert find("tables.sweep").timing is not None


def test_examples_show_until_a_real_file_is_loaded(tmp_path: Path) -> None:
    example = {**SOURCE, "data": "data/aides.csv", "example": True}
    files = {"data/aides.csv": ROWS}
    opened = service(tmp_path, {"s": SOURCE, "exemple": example}, **files)
    assert [load.source for load in take_bundled(opened)] == ["exemple"]
    assert take_bundled(opened) == []
    stored = queries.current("essai", "aides")
    assert stored is not None
    assert (stored.example, stored.rows) == (True, 3)
    loaded(opened, "id,genre,commune,montant\nz,DETR,44109,1\n", tmp_path)
    stored = queries.current("essai", "aides")
    assert stored is not None
    assert (stored.example, rows(opened, "id")) == (False, [("z",)])
    assert take_bundled(opened) == []


def test_a_file_that_a_service_brings_is_loaded_again_when_it_changes(tmp_path: Path) -> None:
    source = {**changed(), "data": "data/aides.csv"}
    files = {"data/aides.csv": ROWS}
    first = take_bundled(service(tmp_path, {"s": source}, **files))
    assert [load.rows for load in first] == [3]
    files = {"data/aides.csv": ROWS + "d,DETR,44109,1\n"}
    assert [load.rows for load in take_bundled(service(tmp_path, {"s": source}, **files))] == [4]
    assert TableLoad.objects.filter(state="current").count() == 1
    with pytest.raises(RefusedLoad):
        take_bundled(service(tmp_path, {"s": source}, **{"data/aides.csv": "rien\n"}))
    assert TableLoad.objects.get(state="current").rows == 4
