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

from .compared import PLANS, SPECS, rows
from .making_figures import stored

LONGEST = 240


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows, and the figures made in this process."""
    folder = tmp_path_factory.mktemp("here")
    relation = stored(rows(), folder / "rows.parquet")
    about = make(duckdb.connect(), PLANS(), Material({"aides": relation}, {}), folder)
    assert {name: part.get("failure") for name, part in about.items()} == dict.fromkeys(SPECS)
    return folder


def told(folder: Path, name: str) -> list[tuple[Any, ...]]:
    return duckdb.execute(f"SELECT * FROM '{folder}/{name}.parquet' ORDER BY ALL").fetchall()  # noqa: S608


def compute(engine: str, here: Path, folder: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.kernel.indicators.computing_elsewhere"]
    done = subprocess.run(
        [*command, engine, str(here / "rows.parquet"), str(folder)],
        capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]


def test_postgresql_gives_the_same_figures(here: Path, tmp_path: Path) -> None:
    programs = binaries()
    if programs is None:
        require_postgresql()
        return
    with temporary_server(programs) as address:
        compute(address.replace("/lieu", "/postgres"), here, tmp_path)
    assert {name: told(tmp_path, name) for name in SPECS} == {n: told(here, n) for n in SPECS}


def require_postgresql() -> None:
    if os.environ.get("LIEU_REQUIRE") == "all":
        pytest.fail(f"missing: {MISSING}")
    pytest.skip(f"missing: {MISSING}")


def test_a_spark_cluster_gives_the_same_figures(here: Path, tmp_path: Path) -> None:
    require("java")
    pytest.importorskip("pyspark", reason="the extra spark")
    with cluster(tmp_path / "spark") as master:
        (tmp_path / "made").mkdir()
        compute(master, here, tmp_path / "made")
    assert {name: told(tmp_path / "made", name) for name in SPECS} == {
        n: told(here, n) for n in SPECS
    }


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
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if found := re.search(pattern, log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8", "replace")[-2000:])
