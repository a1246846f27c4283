"""The same declared indicators on three engines: the same figures, to the last decimal."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lieucommun.kernel.indicators.making import Material, make
from tests.postgres import MISSING, binaries, temporary_server
from tests.requirements import require

from .compared import GALLERY, SPECS, rows, sets
from .making_figures import stored

LONGEST = 600
PROGRAM = "computing_elsewhere"


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows of each set: ours, and what services of the gallery bring with them."""
    folder = tmp_path_factory.mktemp("rows")
    (folder / "ours").mkdir()
    stored(rows(), folder / "ours" / "aides.parquet")
    apart("bringing_gallery", str(tmp_path_factory.mktemp("place")), str(folder))
    return folder


@pytest.fixture(scope="module")
def here(material: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The figures made in this process."""
    folder = tmp_path_factory.mktemp("here")
    for name, plans in sets().items():
        (folder / name).mkdir()
        relations = {path.stem: f"'{path}'" for path in (material / name).glob("*.parquet")}
        about = make(duckdb.connect(), plans, Material(relations, {}), folder / name)
        assert {each: part.get("failure") for each, part in about.items()} == dict.fromkeys(about)
        assert set(about) == {
            each for each, plan in plans.items() if set(plan.tables) <= set(relations)
        }
    return folder


def told(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every figure of every set, by file."""
    found = {
        str(path.relative_to(folder)): duckdb.execute(
            f"SELECT * FROM '{path}' ORDER BY ALL"  # noqa: S608
        ).fetchall()
        for path in sorted(folder.glob("*/*.parquet"))
    }
    assert len(found) > len(SPECS) + len(GALLERY)
    return found


def apart(module: str, *arguments: str) -> None:
    command = [sys.executable, "-W", "ignore", "-m", f"tests.kernel.indicators.{module}"]
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_postgresql_gives_the_same_figures(here: Path, material: Path, tmp_path: Path) -> None:
    programs = binaries()
    if programs is None:
        require_postgresql()
        return
    with temporary_server(programs) as address:
        apart(PROGRAM, address.replace("/lieu", "/postgres"), str(material), str(tmp_path))
    assert told(tmp_path) == told(here)


def require_postgresql() -> None:
    if os.environ.get("LIEU_REQUIRE") == "all":
        pytest.fail(f"missing: {MISSING}")
    pytest.skip(f"missing: {MISSING}")


def test_a_spark_cluster_gives_the_same_figures(here: Path, material: Path, tmp_path: Path) -> None:
    require("java")
    pytest.importorskip("pyspark", reason="the extra spark")
    with cluster(tmp_path / "spark") as master:
        (tmp_path / "made").mkdir()
        apart(PROGRAM, master, str(material), str(tmp_path / "made"))
    assert told(tmp_path / "made") == told(here)


@contextmanager
def cluster(home: Path) -> Iterator[str]:
    """Start a Spark master and one worker on this machine; give the address of the master."""
    import pyspark

    home.mkdir()
    root = Path(pyspark.__file__).parent
    told = {
        **os.environ,
        "SPARK_HOME": str(root),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOG_DIR": str(home),
    }
    run = [str(root / "bin" / "spark-class")]
    place = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    started: list[subprocess.Popen[bytes]] = []

    def start(kind: str, *arguments: str) -> Path:
        log = home / f"{kind}.log"
        with log.open("wb") as out:
            command = [*run, f"org.apache.spark.deploy.{kind.lower()}.{kind}", *place, *arguments]
            started.append(subprocess.Popen(command, stdout=out, stderr=out, env=told, cwd=home))
        return log

    try:
        address = waited(start("Master"), r"(spark://127\.0\.0\.1:\d+)")
        worker = start("Worker", "--cores", "2", "--memory", "2g", "--work-dir", str(home), address)
        waited(worker, r"Successfully registered with master (\S+)")
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def waited(log: Path, pattern: str) -> str:
    """Return what a log says, once it says it."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        if found := re.search(pattern, log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8", "replace")[-2000:])
